"""Problems in the words of a form: who fills in a field need not know how the file is written."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic.fields import FieldInfo

from cchc.problems import Problem

MISSING = "CCHC301"
_HINTS = {
    "CCHC303": "Ghi ngày/tháng/năm, ví dụ 05/11/2026; giờ ghi như 08:30.",
    "CCHC306": "Ghi một dòng chữ.",
    "CCHC308": "Chỉ ghi chữ số.",
    "CCHC605": "Khi lưu, bài chưa đăng được chuyển sang đúng năm, tháng; bài đã đăng giữ nguyên địa chỉ.",
    **dict.fromkeys(("CCHC401", "CCHC402", "CCHC403", "CCHC404", "CCHC405"), "Chọn trong danh sách."),
}


def in_form(problem: Problem, field: str, fields: Mapping[str, FieldInfo]) -> tuple[str, str]:
    """Return message and hint of a problem of the field `field`, which is called as its label says."""
    found = fields.get(field)
    label = (found.title or field) if found is not None else field
    if problem.code == MISSING:
        return f"Chưa điền “{label}”.", "Mục này là bắt buộc."
    message = problem.message.replace(f"“{field}” ({label})", f"“{label}”").replace(f"“{field}”", f"“{label}”")
    # A suggestion before the hint is kept: it names the value that was meant.
    question, mark, _ = problem.hint.partition("? ")
    own = _HINTS.get(problem.code)
    if own is None:
        return message, problem.hint
    return message, f"{question}{mark}{own}" if mark and question.startswith("Có phải") else own
