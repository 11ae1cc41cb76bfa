"""The office's own Word templates: where they stand, and what is said of one that cannot be used."""

from __future__ import annotations

from cchc.reports.model import Form
from cchc.taxonomy.load import OFFICE_FILES

# Form → file of docs/_data.
OFFICE_TEMPLATES = dict(zip((Form.REPORT, Form.LETTER), OFFICE_FILES, strict=True))


class TemplateProblem(ValueError):  # noqa: N818 - a problem for the office, shown as a message
    """The office's own template cannot be used; the message says why, in Vietnamese."""
