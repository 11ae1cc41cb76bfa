"""docs/_data/spelling.yml: words that are often misspelt, beside the kit's own list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cchc.content.field_types import Fields, Names, Text, group, named

SPELLING_FILE = "spelling.yml"


class SpellingEntry(Fields):
    """A misspelt word and the right one."""

    wrong: Text = named("Viết sai", "Cách viết hay gặp nhưng chưa đúng.", "wrong: sử lý", min_length=1)
    right: Text = named("Viết đúng", "Cách viết đúng.", "right: xử lý", min_length=1)
    note: Text = named("Ghi chú", "Vì sao, nếu cần.", "note: Cơ quan thống nhất viết hoa", default="")

    @property
    def protects(self) -> bool:
        """Say whether the entry only says that these words are right, though they hold one that often is not."""
        return self.wrong.casefold() == self.right.casefold()


class SpellingFile(Fields):
    """spelling.yml"""

    words: tuple[Annotated[SpellingEntry, group(SpellingEntry)], ...] = named(
        "Từ hay viết sai", "Các từ của cơ quan.", "words: [{wrong: sử lý, right: xử lý}]", default=()
    )
    off: Names = named("Bỏ qua", "Các từ của bộ công cụ không cần nhắc.", "off: [thủ tục hành chánh]", default=())


def merged(own: Sequence[SpellingEntry], kit: Sequence[SpellingEntry], off: Sequence[str]) -> tuple[SpellingEntry, ...]:
    """Return the department's entries and the kit's other ones, without those that are switched off."""
    silent = {word.casefold() for word in off}
    found = {entry.wrong.casefold(): entry for entry in (*kit, *own) if entry.wrong.casefold() not in silent}
    return tuple(found.values())
