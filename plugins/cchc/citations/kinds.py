"""Kinds of official documents: the one list of their symbols and Vietnamese names.

Sources: NĐ 30/2020/NĐ-CP, Phụ lục III (administrative documents and copies); Luật Ban hành văn bản quy phạm pháp luật
(legal documents); the Party's rules on the form of its documents (`party`). A công văn has no symbol.
"""

from __future__ import annotations

from dataclasses import dataclass

from cchc.citations.spelling import spellings

_STATE, _PARTY, _BOTH = (True, False), (False, True), (True, True)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its `symbol` in a number, its `name`, and whether State and Party number it so.

    `words` are further names that stand before a number of this kind.
    """

    symbol: str
    name: str
    state: bool
    party: bool
    words: tuple[str, ...] = ()


def _kind(symbol: str, name: str, used: tuple[bool, bool] = _STATE, *words: str) -> Kind:
    return Kind(symbol, name, *used, words)


KINDS: dict[str, Kind] = {
    kind.symbol: kind
    for kind in (
        _kind("NQ", "Nghị quyết", _BOTH),
        _kind("QĐ", "Quyết định", _BOTH),
        _kind("CT", "Chỉ thị", _BOTH),
        _kind("QC", "Quy chế", _BOTH),
        _kind("QyĐ", "Quy định", _BOTH),
        _kind("TC", "Thông cáo"),
        _kind("TB", "Thông báo", _BOTH),
        _kind("HD", "Hướng dẫn", _BOTH),
        _kind("CTr", "Chương trình", _BOTH, "Chương trình hành động"),
        _kind("KH", "Kế hoạch", _BOTH, "Kế hoạch hành động"),
        _kind("PA", "Phương án"),
        _kind("ĐA", "Đề án"),
        _kind("DA", "Dự án"),
        _kind("BC", "Báo cáo", _BOTH),
        _kind("BB", "Biên bản"),
        _kind("TTr", "Tờ trình", _BOTH),
        _kind("HĐ", "Hợp đồng"),
        _kind("CĐ", "Công điện"),
        _kind("BGN", "Bản ghi nhớ"),
        _kind("BTT", "Bản thỏa thuận", _STATE, "Bản thoả thuận", "Thỏa thuận", "Thoả thuận"),
        _kind("GUQ", "Giấy ủy quyền", _STATE, "Giấy uỷ quyền"),
        _kind("GM", "Giấy mời"),
        _kind("GGT", "Giấy giới thiệu"),
        _kind("GNP", "Giấy nghỉ phép"),
        _kind("PG", "Phiếu gửi"),
        _kind("PC", "Phiếu chuyển"),
        _kind("PB", "Phiếu báo"),
        _kind("SY", "Bản sao y", _STATE, "Sao y"),
        _kind("TrS", "Bản trích sao", _STATE, "Trích sao"),
        _kind("SL", "Bản sao lục", _STATE, "Sao lục"),
        _kind("NĐ", "Nghị định"),
        _kind("TT", "Thông tư"),
        _kind("TTLT", "Thông tư liên tịch"),
        _kind("NQLT", "Nghị quyết liên tịch"),
        _kind("L", "Lệnh"),
        _kind("LCTN", "Lệnh của Chủ tịch nước", _STATE, "Lệnh"),
        _kind("PL", "Pháp lệnh"),
        _kind("KL", "Kết luận", _BOTH),
        _kind("VBHN", "Văn bản hợp nhất"),
        _kind("CV", "Công văn", _PARTY),
    )
}
KIND_SPELLINGS = spellings(KINDS)
STATE_SYMBOLS = tuple(typed for typed, right in KIND_SPELLINGS.items() if KINDS[right.symbol].state)
PARTY_SYMBOLS = tuple(typed for typed, right in KIND_SPELLINGS.items() if KINDS[right.symbol].party)

OFFICIAL_LETTER = "Công văn"
# What the National Assembly numbers `số/năm/QHkhóa`, without a symbol of the kind.
ASSEMBLY_NAMES = ("Hiến pháp", "Bộ luật", "Luật", "Nghị quyết", "Pháp lệnh")
NO_SYMBOL = ""


def _word_table() -> dict[str, tuple[str, frozenset[str]]]:
    table: dict[str, tuple[str, frozenset[str]]] = {}
    names = [(word, kind.symbol) for kind in KINDS.values() for word in (kind.name, *kind.words)]
    names += [(word, NO_SYMBOL) for word in (OFFICIAL_LETTER, *ASSEMBLY_NAMES)]
    for word, symbol in names:
        name, symbols = table.get(word.casefold(), (word, frozenset()))
        table[word.casefold()] = (name, symbols | {symbol})
    return table


# Word that stands before a number, in lower case → its usual form, the symbols that agree with it.
TYPE_WORDS: dict[str, tuple[str, frozenset[str]]] = _word_table()
