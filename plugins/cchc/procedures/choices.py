"""Words of closed lists as offices write them: ids, labels, and what else means the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cchc.content.schema import (
    AUDIENCES,
    LEVELS,
    PROCEDURE_CHANGES,
    PROCEDURE_STATUSES,
    SERVICE_LEVELS,
    SUBMISSION_WAYS,
)
from cchc.procedures.cells import BRACKETS, BULLET, WrongValueError
from cchc.suggest import nearest
from cchc.text import name_key, tidy


class Names:
    """Reads words of a closed list: ids, labels and what offices write for them."""

    def __init__(
        self, choices: Mapping[str, str], more: Mapping[str, str], starts: Mapping[str, str] | None = None
    ) -> None:
        self.choices = choices
        self.words = {name_key(name): id_ for id_, label in choices.items() for name in (id_, label)} | dict(more)
        self.starts = starts or {}

    def id_of(self, text: str) -> str:
        """Return the id that `text` means. Raises WrongValueError."""
        key = name_key(BRACKETS.sub(" ", text)) or name_key(text)
        found = self.words.get(key) or self.words.get(name_key(text))
        if found is None:
            found = next((id_ for start, id_ in self.starts.items() if f"{key} ".startswith(f"{start} ")), None)
        if found is None:
            near = nearest(text, self.choices.values())
            meant = f"Có phải ý bạn là “{near}”? " if near else ""
            raise WrongValueError(f"không hiểu “{tidy(text)}”", f"{meant}Chọn: {', '.join(self.choices.values())}.")
        return found

    def shown(self, id_: str) -> str:
        """Return the label of an id."""
        return self.choices.get(id_, id_)

    def one(self, text: str) -> str:
        """Read a cell with one word."""
        return self.id_of(text)

    def several(self, text: str) -> tuple[str, ...]:
        """Read a cell with several words; a comma separates only where no stronger mark does."""
        bare = BRACKETS.sub(" ", text)
        strong = re.split(r"[;\n/]", bare)
        parts = strong if len([part for part in strong if part.strip()]) > 1 else self._by_comma(bare)
        return tuple(dict.fromkeys(self.id_of(BULLET.sub("", part)) for part in parts if part.strip()))

    def _by_comma(self, text: str) -> list[str]:
        try:
            self.id_of(text)
        except WrongValueError:
            return text.split(",")
        return [text]


STATUS = Names(
    PROCEDURE_STATUSES,
    {
        "con hieu luc": "hieu-luc",
        "dang ap dung": "hieu-luc",
        "dang thuc hien": "hieu-luc",
        "het hieu luc": "bai-bo",
        "huy bo": "bai-bo",
        "da huy bo": "bai-bo",
    },
)
CHANGE = Names(
    PROCEDURE_CHANGES,
    {
        "moi": "moi-ban-hanh",
        "ban hanh moi": "moi-ban-hanh",
        "duoc ban hanh moi": "moi-ban-hanh",
        "moi duoc ban hanh": "moi-ban-hanh",
        "sua doi": "sua-doi-bo-sung",
        "bo sung": "sua-doi-bo-sung",
        "duoc sua doi bo sung": "sua-doi-bo-sung",
        "duoc thay the": "thay-the",
        "bi bai bo": "bai-bo",
        "da bai bo": "bai-bo",
        "huy bo": "bai-bo",
    },
)
# A number alone is ambiguous: the old “mức độ 3, 4” and the new levels of active services are different scales.
LEVEL_OF_SERVICE = Names(
    SERVICE_LEVELS,
    {
        f"{lead} {words}": id_
        for lead in ("dich vu cong truc tuyen", "dich vu cong", "dvc truc tuyen", "dvctt", "truc tuyen", "dvc")
        for words, id_ in (("toan trinh", "toan-trinh"), ("mot phan", "mot-phan"))
    }
    | {"cung cap thong tin truc tuyen": "thong-tin", "dich vu cung cap thong tin truc tuyen": "thong-tin"},
)
LEVEL = Names(
    LEVELS,
    {
        "bo": "trung-uong",
        "cap bo": "trung-uong",
        "cap trung uong": "trung-uong",
        "ubnd cap tinh": "tinh",
        "ubnd tinh": "tinh",
        "ubnd cap xa": "xa",
        "phuong": "xa",
        "cap huyen": "huyen",
        "ubnd cap huyen": "huyen",
    },
)
AUDIENCE = Names(
    AUDIENCES,
    {"can bo cong chuc vien chuc": "ca-nhan", "hop tac xa": "to-chuc", "hkd": "ca-nhan"},
    {
        "cong dan": "ca-nhan",
        "ca nhan": "ca-nhan",
        "nguoi": "ca-nhan",
        "doanh nghiep": "doanh-nghiep",
        "to chuc": "to-chuc",
    },
)
WAY = Names(
    SUBMISSION_WAYS,
    {
        "buu chinh": "buu-chinh-cong-ich",
        "dich vu buu chinh": "buu-chinh-cong-ich",
        "dich vu buu chinh cong ich": "buu-chinh-cong-ich",
        "qua dich vu buu chinh cong ich": "buu-chinh-cong-ich",
        "nop truc tiep": "truc-tiep",
        "nop truc tuyen": "truc-tuyen",
    },
)
