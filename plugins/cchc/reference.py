"""Reference for editors and their programs, made from the one schema and the one catalogue."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel

from cchc.content.kinds import SECTIONS, Section
from cchc.content.schema import ItemFields, schema_of
from cchc.problems import CATALOGUE
from cchc.taxonomy.link_exceptions import LinkException, LinkExceptionsFile
from cchc.taxonomy.models import (
    AbbreviationEntry,
    AbbreviationsFile,
    Agency,
    ChannelEntry,
    ChannelsFile,
    FieldEntry,
    FormEntry,
    FormsFile,
    OfficialDocumentEntry,
    OfficialDocumentsFile,
    PlanFile,
    PlanTask,
    ReportLine,
    ReportLinesFile,
    SeriesEntry,
    SeriesFile,
    TopicEntry,
    TopicsFile,
    UnitEntry,
    UnitsFile,
)
from cchc.taxonomy.spelling import SpellingEntry, SpellingFile
from cchc.taxonomy.targets import PublishFile, PublishTarget

_PLACE = re.compile(r"\{\w+\}")
_DATA_FILES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("agency.yml", "Cơ quan", Agency),
    ("topics.yml: mỗi lĩnh vực", "Lĩnh vực", FieldEntry),
    ("topics.yml: mỗi chủ đề", "Chủ đề", TopicEntry),
    ("channels.yml: mỗi kênh", "Kênh", ChannelEntry),
    ("forms.yml: mỗi hình thức", "Hình thức", FormEntry),
    ("units.yml: mỗi đơn vị", "Đơn vị", UnitEntry),
    ("series.yml: mỗi chuyên đề", "Chuyên đề", SeriesEntry),
    ("abbreviations.yml: mỗi chữ viết tắt", "Chữ viết tắt", AbbreviationEntry),
    ("official-documents.yml: mỗi văn bản", "Văn bản ở nơi khác", OfficialDocumentEntry),
    ("report-lines.yml: mỗi dòng", "Dòng báo cáo", ReportLine),
    ("publish.yml: mỗi nơi đăng", "Nơi đăng", PublishTarget),
    ("spelling.yml: mỗi từ", "Từ hay viết sai", SpellingEntry),
    ("link-exceptions.yml: mỗi địa chỉ", "Liên kết bỏ qua khi kiểm tra", LinkException),
    ("plans/<kế hoạch>.yml", "Kế hoạch", PlanFile),
    ("plans/<kế hoạch>.yml: mỗi nhiệm vụ", "Nhiệm vụ", PlanTask),
)
_DATA_MODELS: dict[str, type[BaseModel]] = {
    "agency": Agency,
    "topics": TopicsFile,
    "channels": ChannelsFile,
    "forms": FormsFile,
    "units": UnitsFile,
    "series": SeriesFile,
    "abbreviations": AbbreviationsFile,
    "official-documents": OfficialDocumentsFile,
    "report-lines": ReportLinesFile,
    "spelling": SpellingFile,
    "publish": PublishFile,
    "link-exceptions": LinkExceptionsFile,
    "plans": PlanFile,
}
_SEVERITIES = {
    "error": "Lỗi (phải sửa mới dựng được trang)",
    "warning": "Cảnh báo (nên xem lại)",
    "hint": "Gợi ý về cách viết (xem bằng cchc check --hints)",
}


def json_schema(section: Section) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the front matter of a section's items."""
    schema = schema_of(section).model_json_schema(mode="validation")
    for model in (schema, *schema.get("$defs", {}).values()):
        model.pop("description", None)  # docstrings are for developers
    kinds = [kind.id for kind in section.kinds]
    schema["properties"]["kind"] = {**schema["properties"]["kind"], "anyOf": None, "type": "string", "enum": kinds}
    del schema["properties"]["kind"]["anyOf"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": section.label}


def data_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each file of `_data` by its name without suffix; `plans` is that of every plan."""
    found = {}
    for name, model in _DATA_MODELS.items():
        schema = model.model_json_schema(mode="validation")
        for one in (schema, *schema.get("$defs", {}).values()):
            one.pop("description", None)  # docstrings are for developers
        found[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"{name}.yml"}
    return found


def reference_files() -> dict[str, str]:
    """Return all references by file name: two pages and a JSON Schema for each section."""
    schemas = {
        f"schema/{section.folder}.schema.json": json.dumps(json_schema(section), ensure_ascii=False, indent=1) + "\n"
        for section in SECTIONS.values()
    }
    return {"cac-muc.md": fields_page(), "cac-loi.md": problems_page(), **schemas}


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
    lines += ["", "## Tệp dữ liệu của cơ quan (`docs/_data/`)"]
    for file, label, model in _DATA_FILES:
        lines += ["", f"### {label} (`{file}`)", "", *_table(model.model_fields)]
    return "\n".join(lines) + "\n"


def _table(fields: Any) -> list[str]:
    rows = ["| Mục | Tên | Ý nghĩa | Ví dụ |", "|---|---|---|---|"]
    for name, field in fields.items():
        example = str(field.examples[0]) if field.examples else ""
        rows.append(f"| `{field.alias or name}` | {field.title} | {field.description} | `{example}` |")
    return rows


def problems_page() -> str:
    """Return the reference page of all problems as Markdown."""
    lines = ["# Các lỗi và cảnh báo", "", "Trang này được tạo tự động từ danh mục lỗi của bộ công cụ.", ""]
    for entry in CATALOGUE.values():
        lines += [
            f"## {entry.code}",
            "",
            f"**{_SEVERITIES[entry.severity]}.** {_blank(entry.message)}",
            "",
            f"Cách sửa: {_blank(entry.hint)}",
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


def _blank(sentence: str) -> str:
    """Return a sentence of the catalogue with dots where a value is filled in."""
    return _PLACE.sub("…", sentence)
