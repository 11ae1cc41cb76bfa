"""What a check finds beyond the schema: links, duplicates, dates, personal data, parts of procedures."""

from cchc.checks.run import Reader, check_library

__all__ = ["Reader", "check_library"]
