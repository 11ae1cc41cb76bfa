"""Every problem that the kit can report: the one source of codes, sentences and examples.

Codes are stable: a code is never given another meaning. Groups: 0xx hints on writing, 1xx the file, 2xx the block of
front matter, 3xx fields, 4xx the department's vocabulary and plans, 5xx links and pictures,
6xx whole content, 7xx what must not be published, 8xx procedures, 9xx a built site (`cchc verify`).
"""

from __future__ import annotations

from cchc.problems.entries.built_site import BUILT_SITE
from cchc.problems.entries.fields import FIELDS
from cchc.problems.entries.file import FILE
from cchc.problems.entries.front_matter import FRONT_MATTER
from cchc.problems.entries.links import LINKS
from cchc.problems.entries.privacy import PRIVACY
from cchc.problems.entries.procedures import PROCEDURES
from cchc.problems.entries.vocabulary import VOCABULARY
from cchc.problems.entries.whole import WHOLE
from cchc.problems.entries.writing import WRITING
from cchc.problems.entry import Entry

_GROUPS = (
    WRITING,
    FILE,
    FRONT_MATTER,
    FIELDS,
    VOCABULARY,
    LINKS,
    WHOLE,
    PRIVACY,
    PROCEDURES,
    BUILT_SITE,
)
CATALOGUE: dict[str, Entry] = {entry.code: entry for group in _GROUPS for entry in group}
