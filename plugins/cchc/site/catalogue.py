"""The catalogues of procedures and documents: every entry once, with the values that a reader can filter by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cchc.content.items import Item
from cchc.content.kinds import DOCUMENTS, PROCEDURES, Section
from cchc.content.schema import (
    AUDIENCES,
    EFFECTS,
    LEVELS,
    PROCEDURE_CHANGES,
    PROCEDURE_STATUSES,
    SERVICE_LEVELS,
    DocumentFields,
    ItemFields,
    ProcedureFields,
)
from cchc.dates import long_date
from cchc.site.views import Card, Catalogue, CatalogueEntry, CatalogueFilter, FilterChoice
from cchc.statistics.reduction import TARGET, reduction_of, reductions
from cchc.text import percent, plural_free_count, slugify, sort_key

# Above this number a row is its title, number, date and status only, so that the page stays small.
LIGHT_FROM = 500
_EVERY = "Tất cả"
_CUTS = {"tu-30": f"Từ {percent(TARGET)} trở lên", "duoi-30": f"Dưới {percent(TARGET)}"}
_STATUS = "trang-thai"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A filter: `read` gives an item's values as written; `labels` is the closed list of them, if there is one."""

    key: str
    label: str
    read: Callable[[Item], Sequence[str]]
    labels: Mapping[str, str] = field(default_factory=dict)
    falling: bool = False


def has_catalogue(section: Section) -> bool:
    """Say whether a section's list is a catalogue."""
    return section.folder in _RULES


def catalogue_of(
    section: Section, listed: Sequence[Item], abolished: Sequence[Item], cards: Mapping[str, Card]
) -> Catalogue:
    """Return the catalogue of a section's `listed` items, in their order. `cards` holds their cards by source.

    `abolished` procedures stand apart, without a link: they count nowhere, and only the filter by status shows them.
    """
    light = len(listed) > LIGHT_FROM
    rules = _RULES[section.folder]
    entries = tuple(_entry(item, rules, "" if light else cards[item.source].description, light) for item in listed)
    apart = tuple(_abolished(item, rules) for item in abolished)
    filters = [found for rule in rules if (found := _filter(rule, listed))]
    if apart:
        filters.append(_status_filter(len(entries), len(apart)))
    notes = _reduction_notes(listed) if section is PROCEDURES else ()
    return Catalogue(tuple(filters), entries, apart, _STATUS, PROCEDURE_STATUSES["bai-bo"], notes)


def choices_of(section: Section, key: str, items: Sequence[Item]) -> tuple[FilterChoice, ...]:
    """Return the values of one filter of a section's catalogue; nothing when the filter would leave nothing out."""
    rule = next(rule for rule in _RULES[section.folder] if rule.key == key)
    found = _filter(rule, items)
    return found.choices if found else ()


def _title_of(model: type[ItemFields], name: str) -> str:
    return model.model_fields[name].title or name


def _closed(key: str, model: type[ItemFields], name: str, labels: Mapping[str, str]) -> _Rule:
    return _Rule(key, _title_of(model, name), lambda item: _texts(getattr(item.fields, name)), labels)


def _open(key: str, model: type[ItemFields], name: str) -> _Rule:
    return _Rule(key, _title_of(model, name), lambda item: _texts(getattr(item.fields, name)))


def _texts(value: str | Sequence[str] | None) -> Sequence[str]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else value


def _year(item: Item) -> Sequence[str]:
    issued = item.fields.ngay_ban_hanh if isinstance(item.fields, DocumentFields) else None
    return (str((issued.day if issued else item.day).year),)


def _cut(item: Item) -> Sequence[str]:
    cut = reduction_of(item.fields) if isinstance(item.fields, ProcedureFields) else None
    if not isinstance(cut, Fraction):
        return ()
    return ("tu-30",) if cut >= TARGET else ("duoi-30",)


_RULES: dict[str, tuple[_Rule, ...]] = {
    PROCEDURES.folder: (
        _open("linh-vuc", ProcedureFields, "linh_vuc"),
        _closed("doi-tuong", ProcedureFields, "doi_tuong", AUDIENCES),
        _closed("cap", ProcedureFields, "cap_thuc_hien", LEVELS),
        _closed("muc-do", ProcedureFields, "muc_do", SERVICE_LEVELS),
        _closed("thay-doi", ProcedureFields, "lan_thay_doi", PROCEDURE_CHANGES),
        _Rule("rut-ngan", "Rút ngắn thời hạn", _cut, _CUTS),
    ),
    DOCUMENTS.folder: (
        _open("loai", DocumentFields, "loai_van_ban"),
        _open("co-quan", DocumentFields, "co_quan_ban_hanh"),
        _Rule("nam", "Năm ban hành", _year, falling=True),
        _closed("hieu-luc", DocumentFields, "hieu_luc", EFFECTS),
    ),
}


def _filter(rule: _Rule, items: Sequence[Item]) -> CatalogueFilter | None:
    """Return the filter with its choices in use; `None` when no choice would leave anything out."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        values = {slugify(text): text for text in rule.read(item)}
        counts.update(values.keys())
        for value, text in values.items():
            forms[value][text] += 1
    if all(number == len(items) for number in counts.values()):
        return None
    labels = {value: rule.labels.get(value) or _best(written) for value, written in forms.items()}
    order = list(rule.labels) or sorted(labels, key=lambda value: sort_key(labels[value]), reverse=rule.falling)
    choices = tuple(FilterChoice(value, labels[value], counts[value]) for value in order if value in labels)
    return CatalogueFilter(rule.key, rule.label, FilterChoice("", _EVERY, len(items)), choices)


def _best(forms: Counter[str]) -> str:
    """Return the form to show: one in words before an id (`so-huu-tri-tue`), then the most frequent."""
    form = min(forms, key=lambda text: (text == slugify(text), -forms[text], sort_key(text)))
    return form.replace("-", " ").capitalize() if form == slugify(form) else form


def _status_filter(listed: int, abolished: int) -> CatalogueFilter:
    in_force = FilterChoice("", PROCEDURE_STATUSES["hieu-luc"], listed)
    gone = FilterChoice("bai-bo", PROCEDURE_STATUSES["bai-bo"], abolished)
    return CatalogueFilter(_STATUS, _title_of(ProcedureFields, "trang_thai"), in_force, (gone,))


def _values(item: Item, rules: Iterable[_Rule]) -> tuple[tuple[str, str], ...]:
    found = ((rule.key, " ".join(slugify(text) for text in rule.read(item))) for rule in rules)
    return tuple((key, values) for key, values in found if values)


def _entry(item: Item, rules: Iterable[_Rule], description: str, light: bool) -> CatalogueEntry:
    fields = item.fields
    day, number, status, over = item.day, "", "", False
    facts: list[tuple[str, str]] = []
    if isinstance(fields, DocumentFields):
        day = fields.ngay_ban_hanh.day if fields.ngay_ban_hanh else item.day
        number, status = fields.so_ky_hieu, EFFECTS.get(fields.hieu_luc or "", "")
        over = fields.hieu_luc in ("het-hieu-luc", "bi-thay-the")
        facts = [
            (_title_of(DocumentFields, name), getattr(fields, name)) for name in ("loai_van_ban", "co_quan_ban_hanh")
        ]
    elif isinstance(fields, ProcedureFields):
        number, status = fields.ma or "", PROCEDURE_CHANGES.get(fields.lan_thay_doi or "", "")
        facts = [
            (_title_of(ProcedureFields, "thoi_han_giai_quyet"), _time(fields)),
            (_title_of(ProcedureFields, "muc_do"), SERVICE_LEVELS.get(fields.muc_do or "", "")),
        ]
    return CatalogueEntry(
        address=item.address,
        title=item.title,
        number=number,
        number_label=_number_label(item),
        iso=day.isoformat(),
        date=long_date(day),
        status=status,
        over=over,
        pinned=fields.pinned,
        description=description,
        facts=() if light else tuple((label, text) for label, text in facts if text),
        values=_values(item, rules),
    )


def _number_label(item: Item) -> str:
    if isinstance(item.fields, DocumentFields):
        return _title_of(DocumentFields, "so_ky_hieu")
    return _title_of(ProcedureFields, "ma")


def _abolished(item: Item, rules: Iterable[_Rule]) -> CatalogueEntry:
    fields = item.fields
    decision = fields.quyet_dinh_cong_bo if isinstance(fields, ProcedureFields) else None
    return CatalogueEntry(
        address="",
        title=item.title,
        number=getattr(fields, "ma", None) or "",
        number_label=_number_label(item),
        iso=item.day.isoformat(),
        date=long_date(item.day),
        status=PROCEDURE_STATUSES["bai-bo"],
        over=True,
        facts=((_title_of(ProcedureFields, "quyet_dinh_cong_bo"), decision.so),) if decision else (),
        values=(*_values(item, rules), (_STATUS, "bai-bo")),
    )


def _time(fields: ProcedureFields) -> str:
    actual, statutory = fields.thoi_han_giai_quyet, fields.thoi_han_quy_dinh
    cut = reduction_of(fields)
    if actual and statutory and isinstance(cut, Fraction) and cut > 0:
        return f"{actual} (quy định: {statutory}, rút ngắn {_at_least(cut)})"
    return actual or statutory or ""


def _at_least(share: Fraction) -> str:
    """Return a share in print, rounded down: what is short of the target never reads as the target."""
    return percent(Fraction(share.numerator * 1000 // share.denominator, 1000))


def _reduction_notes(items: Iterable[Item]) -> tuple[str, ...]:
    found = reductions(item.fields for item in items if isinstance(item.fields, ProcedureFields))
    if found.share is None:
        return ()
    told = (
        f"{plural_free_count(found.reached)}/{plural_free_count(found.compared)} thủ tục ({_at_least(found.share)}) có "
        f"thời hạn giải quyết rút ngắn từ {percent(TARGET)} trở lên so với quy định."
    )
    if not found.left_out:
        return (told,)
    reasons = "; ".join(f"{plural_free_count(number)} {reason}" for reason, number in found.left_out.items())
    return (
        told,
        f"Không tính {plural_free_count(sum(found.left_out.values()))} thủ tục không so sánh được: {reasons}.",
    )
