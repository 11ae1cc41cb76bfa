"""Hints on how a text is written (`cchc check --hints`): an editor may follow them or not."""

from __future__ import annotations

from cchc.problems.entry import Entry

WRITING = (
    Entry(
        "CCHC001",
        "hint",
        "“{word}” hay bị viết sai.{reason}",
        "Nên viết “{right}”. Nếu cố ý viết như vậy, thêm từ này vào mục off của docs/_data/spelling.yml.",
        "sử lý hồ sơ",
        "xử lý hồ sơ",
    ),
    Entry(
        "CCHC002",
        "hint",
        "Bài dùng hai kiểu đặt dấu thanh: {count} chữ như “{word}”, {usual} chữ như “{others}”.",
        "Nên dùng một kiểu trong cả bài, ví dụ “{right}” thay cho “{word}”.",
        "hoà giải … hóa đơn … thủy lợi",
        "hòa giải … hóa đơn … thủy lợi",
    ),
    Entry(
        "CCHC003",
        "hint",
        "“{word}” ở đây cần viết hoa.",
        "Nên viết “{right}” (quy tắc viết hoa tại Phụ lục II Nghị định số 30/2020/NĐ-CP).",
        "theo nghị định số 61/2018/NĐ-CP",
        "theo Nghị định số 61/2018/NĐ-CP",
    ),
    Entry(
        "CCHC004",
        "hint",
        "Lần đầu dẫn “{number}” trong bài chưa ghi {missing}.",
        "Lần đầu nên ghi đủ tên loại, số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu; các lần sau ghi "
        "tên loại và số, ký hiệu.",
        "theo 61/2018/NĐ-CP",
        "theo Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ",
    ),
    Entry(
        "CCHC005",
        "hint",
        "Câu bắt đầu bằng “{words}…” dài {count} tiếng.",
        "Nên tách thành nhiều câu, mỗi câu không quá {most} tiếng, hoặc dùng gạch đầu dòng.",
        "một câu dài 90 tiếng",
        "ba câu, mỗi câu 30 tiếng",
    ),
    Entry(
        "CCHC006",
        "hint",
        "Tiêu đề dài {count} tiếng.",
        "Nên rút gọn tiêu đề còn không quá {most} tiếng, chuyển phần còn lại xuống mục description.",
        "title: Sở Khoa học và Công nghệ tổ chức hội nghị trực tuyến triển khai, quán triệt, hướng dẫn thực hiện các "
        "nội dung của kế hoạch cải cách hành chính năm 2026",
        "title: Triển khai Kế hoạch cải cách hành chính năm 2026",
    ),
    Entry(
        "CCHC007",
        "hint",
        "Từ “{word}” viết hai lần liền nhau.",
        "Bỏ bớt một từ nếu không cố ý.",
        "kết quả của của bộ phận Một cửa",
        "kết quả của bộ phận Một cửa",
    ),
    Entry(
        "CCHC008",
        "hint",
        "Có chỗ {what} dấu “{sign}”.",
        "Viết dấu câu liền sau chữ, sau dấu câu có một dấu cách.",
        "hồ sơ , giấy tờ",
        "hồ sơ, giấy tờ",
    ),
)
