"""Types of fields: how the text that an editor wrote becomes a value, or a problem of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cchc.content.schemes import Begins, beginning
from cchc.dates import CivilDate, parse_civil, suggest_civil
from cchc.suggest import nearest
from cchc.text import fold, name_key, tidy

_TRUE = {"true", "yes", "on", "co", "dung", "1", "x"}
_FALSE = {"false", "no", "off", "khong", "sai", "0", ""}
_AMOUNT = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,4})?)(?: *điểm)?", re.IGNORECASE)
_DURATION = re.compile(
    r"(?<!\d)(?P<number>\d++(?:[.,]\d++)?)\s*+(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng)", re.IGNORECASE
)
_PROCEDURE_CODE = re.compile(r"[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
_OLD_PATH = re.compile(r"/?[^\s:?#\\]+")


class Fields(BaseModel):
    """Base of all models of what editors write: frozen, unknown keys left to the check of names."""

    # Built when the first value is checked: a run in which nothing has changed checks none.
    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True, defer_build=True)

    def __getstate__(self) -> dict[Any, Any]:
        """Return the values alone: with the names in each of ten thousand items, a read site is a tenth larger."""
        return {"values": tuple(getattr(self, name) for name in type(self).model_fields)}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        kind = type(self)
        values = dict(zip(kind.model_fields, state["values"], strict=True))
        super().__setstate__(
            {
                "__dict__": values,
                "__pydantic_fields_set__": _names_of(kind),
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )


@cache
def _names_of(model: type[Fields]) -> set[str]:
    return set(model.model_fields)


def fail(code: str, **values: str) -> PydanticCustomError:
    """Return the error that becomes the problem `code`; the key is filled in where the place is known."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fail("CCHC306")
    return tidy(value)


def _address(value: str) -> str:
    if beginning(value) is Begins.UNSAFE:
        raise fail("CCHC505", target=value)
    return value


def _date(value: Any) -> CivilDate:
    if isinstance(value, CivilDate):
        return value
    text = _text(value)
    parsed = parse_civil(text)
    if parsed is None:
        raise fail("CCHC303", value=text, nearest=suggest_civil(text) or "")
    return parsed


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    word = fold(text)
    if word not in _TRUE and word not in _FALSE:
        raise fail("CCHC305", value=text)
    return word in _TRUE


def is_true(value: object) -> bool:
    """Say whether a value of a front matter is a yes in any of the ways that are understood."""
    return isinstance(value, str) and fold(value.strip()) in _TRUE


def _number(value: Any) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    digits = text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text
    if not digits.isascii() or not digits.isdigit():
        raise fail("CCHC308", value=text)
    return int(digits)


def _amount(value: Any) -> Decimal:
    """A number with or without decimals, with a comma as in print or a point: `0,5`, `0.5`, `2`, `0,5 điểm`."""
    text = value if isinstance(value, str) else str(value)
    match = _AMOUNT.fullmatch(tidy(text))
    if match is None:
        raise fail("CCHC308", value=text)
    return Decimal(match[1].replace(",", "."))


def _texts(value: Any) -> tuple[str, ...]:
    """A list, or one line with commas between the values."""
    if isinstance(value, str):
        value = value.split(",")
    return tuple(text for text in _elements(value) if text)


def _names(value: Any) -> tuple[str, ...]:
    """As `_texts`, but commas are kept: a name of the vocabulary can hold one."""
    return _elements([value] if isinstance(value, str) else value)


def _elements(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise fail("CCHC306")
    return tuple(_text(element) for element in value)


def _duration(value: Any) -> str:
    text = _text(value)
    if fold(text) not in ("khong", "trong ngay", "khong quy dinh") and not _DURATION.search(text):
        raise fail("CCHC309", value=text)
    return text


def _procedure_code(value: Any) -> str:
    text = _text(value)
    if not _PROCEDURE_CODE.fullmatch(text):
        raise fail("CCHC312", value=text)
    return text


def _old_paths(value: Any) -> tuple[str, ...]:
    paths = _texts(value)
    for path in paths:
        if not _OLD_PATH.fullmatch(path) or ".." in path.split("/") or path.startswith("//"):
            raise fail("CCHC313", value=path)
    return tuple(path.strip("/") for path in paths)


class Choice:
    """A closed list for `Annotated[str, Choice({id: label})]`; ids and labels in any case, with or without marks."""

    def __init__(self, choices: dict[str, str]) -> None:
        self.choices = choices
        self._ids = {name_key(name): id_ for id_, label in choices.items() for name in (id_, label)}

    def read(self, value: Any) -> str:
        """Return the id that was meant."""
        text = _text(value)
        found = self._ids.get(name_key(text))
        if found is None:
            near = nearest(text, self.choices) or ""
            raise fail("CCHC304", value=text, choices=", ".join(self.choices), nearest=near)
        return found

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


def group(model: type[Fields], from_text: Callable[[str], dict[str, Any]] | None = None) -> BeforeValidator:
    """Return the validator of a field with sub-keys; `from_text` reads the short form on one line."""
    names = ", ".join(model.model_fields)

    def read(value: Any) -> Any:
        if isinstance(value, str) and from_text is not None:
            return from_text(tidy(value))
        if not isinstance(value, dict | model):
            raise fail("CCHC307", parts=names)
        return value

    return BeforeValidator(read)


_STRING = WithJsonSchema({"type": "string"})
_STRINGS = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})

Text = Annotated[str, BeforeValidator(_text), _STRING]
Address = Annotated[Text, AfterValidator(_address)]
Day = Annotated[
    CivilDate,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})( +\d{1,2}:\d{2})?$"}),
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": ["number", "string"]})]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts), _STRINGS]
Names = Annotated[tuple[str, ...], BeforeValidator(_names), _STRINGS]
Duration = Annotated[str, BeforeValidator(_duration), _STRING]
ProcedureCode = Annotated[str, BeforeValidator(_procedure_code), _STRING]
OldPaths = Annotated[tuple[str, ...], BeforeValidator(_old_paths), _STRINGS]


def named(label: str, help_text: str, example: str, **options: Any) -> Any:
    """Return a pydantic `Field` with what an editor reads about it: label, help and an example line."""
    return Field(title=label, description=help_text, examples=[example], **options)
