"""Problems of guides to administrative procedures."""

from __future__ import annotations

from cchc.problems.entry import Entry

PROCEDURES = (
    Entry(
        "CCHC801",
        "warning",
        "Thủ tục thiếu phần luôn phải có: {part}.",
        "Thêm đề mục “## {part}” trong bài{keys}.",
        "trang thủ tục không có trình tự thực hiện",
        "## Trình tự thực hiện\n\n1. Nộp hồ sơ…",
    ),
    Entry(
        "CCHC802",
        "warning",
        "Thủ tục chưa ghi {part}.",
        "Thêm mục {key}; nếu không có thì ghi Không, ví dụ: {key}: Không",
        "không có mục phi_le_phi",
        "phi_le_phi: Không",
    ),
    Entry(
        "CCHC803",
        "warning",
        "Dịch vụ công trực tuyến một phần phải nêu lý do.",
        "Thêm mục ly_do_mot_phan.",
        "muc_do: mot-phan",
        "muc_do: mot-phan\nly_do_mot_phan: Phải nộp bản chính để đối chiếu",
    ),
    Entry(
        "CCHC811",
        "warning",
        "Liên kết “{target}” dẫn tới địa chỉ nội bộ; người đọc ở ngoài cơ quan không mở được.",
        "Thay bằng địa chỉ công khai, hoặc đặt tệp cạnh bài rồi dẫn tới tệp ấy.",
        "[danh mục](http://192.168.1.10/danh-muc.pdf)",
        "[danh mục](danh-muc.pdf)",
    ),
)
