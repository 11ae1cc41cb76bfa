"""Problems of the block of front matter: its fences, its YAML."""

from __future__ import annotations

from cchc.problems.entry import Entry

FENCE_RIGHT = "---\ntitle: Tăng cường kiểm soát TTHC\ndate: 2026-11-05\ntags: [kiem-soat-tthc]\n---"
"""A block that is as it should be."""

FRONT_MATTER = (
    Entry(
        "CCHC201",
        "error",
        "Bài chưa có khối thông tin ở đầu tệp (tiêu đề, ngày, chủ đề).",
        "Thêm khối thông tin giữa hai dòng chỉ có ba dấu gạch ngang ở đầu tệp.",
        "# Tăng cường kiểm soát TTHC\n\nSáng 05/11…",
        FENCE_RIGHT,
    ),
    Entry(
        "CCHC202",
        "warning",
        "Dòng mở đầu khối thông tin bị hỏng (“{found}”); đã hiểu là ba dấu gạch ngang.",
        "Sửa dòng này thành đúng ba dấu gạch ngang: ---",
        "—\ntitle: Tăng cường kiểm soát TTHC",
        FENCE_RIGHT,
    ),
    Entry(
        "CCHC203",
        "warning",
        "Dòng kết thúc khối thông tin bị hỏng (“{found}”); đã hiểu là ba dấu gạch ngang.",
        "Sửa dòng này thành đúng ba dấu gạch ngang: ---",
        "title: Tăng cường kiểm soát TTHC\n– – –",
        FENCE_RIGHT,
    ),
    Entry(
        "CCHC204",
        "warning",
        "Thiếu dòng mở đầu khối thông tin; đã coi phần từ đầu tệp là khối thông tin.",
        "Thêm một dòng chỉ có ba dấu gạch ngang (---) lên đầu tệp.",
        "title: Tăng cường kiểm soát TTHC\ndate: 2026-11-05\n---",
        FENCE_RIGHT,
    ),
    Entry(
        "CCHC205",
        "warning",
        "Khối thông tin chưa được đóng; đã coi khối kết thúc trước dòng này.",
        "Thêm một dòng chỉ có ba dấu gạch ngang (---) ngay sau mục cuối của khối thông tin.",
        "---\ntitle: Tăng cường kiểm soát TTHC\n\nSáng 05/11…",
        FENCE_RIGHT + "\n\nSáng 05/11…",
    ),
    Entry(
        "CCHC206",
        "error",
        "Khối thông tin chưa được đóng và không rõ khối kết thúc ở đâu.",
        "Thêm một dòng chỉ có ba dấu gạch ngang (---) ngay sau mục cuối của khối thông tin.",
        "---\ntitle: Tăng cường kiểm soát TTHC\nNgười viết: Văn phòng\nSáng 05/11…",
        FENCE_RIGHT,
    ),
    Entry(
        "CCHC207",
        "error",
        "Mục “{key}” được khai hai lần (lần đầu ở dòng {first}).",
        "Xóa bớt một dòng; nếu muốn nhiều giá trị, viết trên một dòng, ví dụ tags: [mot-cua, kiem-soat-tthc].",
        "tags: mot-cua\ntags: kiem-soat-tthc",
        "tags: [mot-cua, kiem-soat-tthc]",
    ),
    Entry(
        "CCHC208",
        "error",
        "Không hiểu dòng này trong khối thông tin: {reason}.",
        "Mỗi dòng viết theo mẫu “tên mục: giá trị”. Giá trị có ký tự đặc biệt thì đặt trong dấu nháy kép.",
        'title: "Hội nghị tổng kết',
        'title: "Hội nghị tổng kết"',
    ),
    Entry(
        "CCHC209",
        "error",
        "Ký hiệu & hoặc * (neo và tham chiếu của YAML) không được dùng trong khối thông tin.",
        "Viết đầy đủ giá trị, hoặc đặt giá trị trong dấu nháy kép.",
        "tags: &chung [mot-cua]\nchannels: *chung",
        "tags: [mot-cua]",
    ),
    Entry(
        "CCHC210",
        "warning",
        "Phần sau dấu # ở mục “{key}” bị coi là ghi chú và không được đăng: “{lost}”.",
        "Nếu đó là nội dung, đặt cả giá trị trong dấu nháy kép; nếu đúng là ghi chú, chuyển ghi chú sang dòng riêng.",
        "title: Phát động phong trào #chuyendoiso",
        'title: "Phát động phong trào #chuyendoiso"',
    ),
    Entry(
        "CCHC211",
        "warning",
        "Mục “{key}” thiếu dấu cách sau dấu hai chấm (hoặc dùng dấu cách, dấu hai chấm đặc biệt); đã tự hiểu.",
        "Viết đúng mẫu “{key}: giá trị”.",
        "title:Tăng cường kiểm soát TTHC",
        "title: Tăng cường kiểm soát TTHC",
    ),
    Entry(
        "CCHC212",
        "error",
        "Khối thông tin không phải là các dòng “tên mục: giá trị”.",
        "Viết mỗi mục trên một dòng theo mẫu “tên mục: giá trị”.",
        "---\n- Tăng cường kiểm soát TTHC\n---",
        FENCE_RIGHT,
    ),
)
