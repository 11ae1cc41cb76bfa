"""Reference for editors and their programs, made from the one schema and the one catalogue."""

from __future__ import annotations

from typing import Any

from cchc.content.kinds import SECTIONS, Section
from cchc.content.schema import ItemFields, schema_of
from cchc.problems import CATALOGUE

_SEVERITIES = {"error": "Lỗi (phải sửa mới dựng được trang)", "warning": "Cảnh báo (nên xem lại)"}


def json_schema(section: Section) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the front matter of a section's items."""
    schema = schema_of(section).model_json_schema(mode="validation")
    kinds = [kind.id for kind in section.kinds]
    schema["properties"]["kind"] = {**schema["properties"]["kind"], "anyOf": None, "type": "string", "enum": kinds}
    del schema["properties"]["kind"]["anyOf"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": section.label}


def fields_page() -> str:
    """Return the reference page of all fields as Markdown."""
    lines = ["# Các mục trong khối thông tin", "", "Trang này được tạo tự động từ khuôn mẫu của bộ công cụ.", ""]
    lines += ["## Mục dùng chung cho mọi bài", "", *_table(ItemFields.model_fields)]
    for section in SECTIONS.values():
        own = {
            name: field
            for name, field in schema_of(section).model_fields.items()
            if name not in ItemFields.model_fields
        }
        kinds = ", ".join(f"`{kind.id}` ({kind.label})" for kind in section.kinds)
        lines += ["", f"## {section.label} (`docs/{section.folder}/`)", "", f"Loại: {kinds}.", ""]
        if own:
            lines += _table(own)
        required = [f"`{n}`" for n, field in schema_of(section).model_fields.items() if field.is_required()]
        lines += ["", f"Bắt buộc: {', '.join(required)}."]
    return "\n".join(lines) + "\n"


def _table(fields: Any) -> list[str]:
    rows = ["| Mục | Tên | Ý nghĩa | Ví dụ |", "|---|---|---|---|"]
    for name, field in fields.items():
        example = str(field.examples[0]) if field.examples else ""
        rows.append(f"| `{name}` | {field.title} | {field.description} | `{example}` |")
    return rows


def problems_page() -> str:
    """Return the reference page of all problems as Markdown."""
    lines = ["# Các lỗi và cảnh báo", "", "Trang này được tạo tự động từ danh mục lỗi của bộ công cụ.", ""]
    for entry in CATALOGUE.values():
        lines += [
            f"## {entry.code}",
            "",
            f"**{_SEVERITIES[entry.severity]}.** {entry.message}",
            "",
            f"Cách sửa: {entry.hint}",
            "",
            "Ví dụ sai:",
            "",
            "```text",
            entry.wrong,
            "```",
            "",
            "Ví dụ đúng:",
            "",
            "```text",
            entry.right,
            "```",
            "",
        ]
    return "\n".join(lines)
