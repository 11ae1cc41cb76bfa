"""The nearest right name for a wrong one."""

from __future__ import annotations

import pytest

from cchc.content.schema import NewsFields
from cchc.dates import suggest_civil
from cchc.suggest import nearest
from cchc.taxonomy.load import load_vocabulary

TOPICS = load_vocabulary({})[0].topic_names


@pytest.mark.parametrize(
    ("written", "topic"),
    [
        ("mot-cuaa", "mot-cua"),
        ("một của", "mot-cua"),
        ("Kiểm soát thủ tục hành chính", "kiem-soat-tthc"),
        ("kiem-soat-thu-tuc", "kiem-soat-tthc"),
        ("Công khai thủ tục hành chính", "cong-khai-tthc"),
        ("Cải cách tổ chức bộ máy", "sap-xep-to-chuc-bo-may"),
        ("Chính phủ điện tử", "chinh-quyen-dien-tu-so"),
        ("DVCTTT", "dich-vu-cong-truc-tuyen"),
        ("thanh toán", "thanh-toan-truc-tuyen"),
        ("Chỉ số CCHC của tỉnh", "chi-so-cchc"),
        ("Chuyển đổi", "chinh-quyen-dien-tu-so"),
        ("Kiểm soát thủ tuc hanh chính", "kiem-soat-tthc"),
        ("Công tác tuyên truyền viên", "cong-tac-tuyen-truyen"),
        # The name of a field, words that only stand among others, letters that are alike by chance.
        ("Cải cách tài chính công", ""),
        ("không có", ""),
        ("An toàn giao thông", ""),
        ("Tin tức", ""),
        ("abc", ""),
    ],
)
def test_topics(written: str, topic: str) -> None:
    assert TOPICS.nearest(written) == topic


@pytest.mark.parametrize(("key", "right"), [("titel", "title"), ("attachment", "attachments"), ("quantity", None)])
def test_keys(key: str, right: str | None) -> None:
    assert nearest(key, NewsFields.model_fields) == right


def test_of_those_that_are_as_near_the_first_is_meant() -> None:
    assert nearest("I.1", ["ke-hoach-2026/I.1", "ke-hoach-2024/I.1"]) == "ke-hoach-2026/I.1"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5.11.2026", "2026-11-05"),
        ("2026/11/05", "2026-11-05"),
        ("20261105", "2026-11-05"),
        ("5/11/26", "2026-11-05"),
        ("ngày 5 tháng 11 năm 2026", "2026-11-05"),
        ("05 tháng 11, 2026", "2026-11-05"),
        # The hour is part of what is meant: without it an item would be published too early.
        ("24/12/2026 14h30", "2026-12-24 14:30"),
        ("05/11/2026, 08:30", "2026-11-05 08:30"),
        ("2026-11-05T08:30:00", "2026-11-05 08:30"),
        ("8 giờ 30, ngày 05/11/2026", "2026-11-05 08:30"),
        ("14h ngày 5 tháng 11 năm 2026", "2026-11-05 14:00"),
        ("31/11/2026", None),
        ("hôm nay", None),
        ("12345678901", None),
    ],
)
def test_dates(written: str, meant: str | None) -> None:
    assert suggest_civil(written) == meant
