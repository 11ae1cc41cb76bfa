"""A built site against the content, whatever built it: `verify` is the one door.

It reads the files of the site and the Library, and nothing of what makes the pages.
"""

from cchc.verify.report import Report
from cchc.verify.run import verify

__all__ = ["Report", "verify"]
