"""What a check finds beyond the schema: links, duplicates, dates, personal data, parts of procedures."""

from cchc.checks.run import check_library, check_text

__all__ = ["check_library", "check_text"]
