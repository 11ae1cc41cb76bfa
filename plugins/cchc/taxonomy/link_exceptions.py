"""docs/_data/link-exceptions.yml: external addresses that `cchc links` leaves alone, why, and until when."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from cchc.content.field_types import Day, Fields, Text, fail, group, named
from cchc.text import tidy

EXCEPTIONS_FILE = "link-exceptions.yml"


def _address(value: object) -> str:
    text = tidy(value) if isinstance(value, str) else ""
    if not text.lower().startswith(("http://", "https://")):
        raise fail("CCHC306")
    return text


Address = Annotated[str, BeforeValidator(_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]


class LinkException(Fields):
    """An address, or the beginning of several (with `*` at the end), that is known not to answer."""

    url: Address = named(
        "Địa chỉ",
        "Địa chỉ bỏ qua; thêm * ở cuối để bỏ qua mọi địa chỉ bắt đầu như vậy.",
        "url: https://example.gov.vn/*",
    )
    reason: Text = named("Lý do", "Vì sao bỏ qua.", "reason: Trang chỉ mở trong mạng của tỉnh", min_length=1)
    until: Day = named("Đến ngày", "Hết ngày này thì báo lại.", "until: 2027-03-31")

    def covers(self, url: str) -> bool:
        """Say whether the exception is about `url`."""
        return url.startswith(self.url[:-1]) if self.url.endswith("*") else url == self.url


class LinkExceptionsFile(Fields):
    """link-exceptions.yml"""

    exceptions: tuple[Annotated[LinkException, group(LinkException)], ...] = named(
        "Ngoại lệ",
        "Các địa chỉ bỏ qua khi kiểm tra.",
        "exceptions: [{url: …, reason: …, until: 2027-03-31}]",
        default=(),
    )
