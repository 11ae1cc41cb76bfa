"""Problems that only the whole content shows."""

from __future__ import annotations

from cchc.problems.entries.front_matter import FENCE_RIGHT
from cchc.problems.entry import Entry

WHOLE = (
    Entry(
        "CCHC601",
        "error",
        "Hai bài có cùng địa chỉ “{address}”: bài này và {other}.",
        "Đổi tên một trong hai tệp.",
        "docs/tin-tuc/2026/11/tin.md và docs/tin-tuc/2026/11/tin/index.md",
        "docs/tin-tuc/2026/11/tin-1.md và docs/tin-tuc/2026/11/tin-2.md",
    ),
    Entry(
        "CCHC602",
        "warning",
        "Hai bài cùng ngày có cùng tiêu đề: bài này và {other}; có thể bị đếm hai lần.",
        "Nếu trùng, xóa một bài; nếu không, đổi tiêu đề cho khác nhau.",
        "hai bài “Hội nghị tổng kết” cùng ngày 05/11/2026",
        "“Hội nghị tổng kết công tác CCHC” và “Hội nghị tổng kết thi đua”",
    ),
    Entry(
        "CCHC603",
        "warning",
        "Ngày {date} còn xa trong tương lai (hơn một năm); có thể viết nhầm năm.",
        "Kiểm tra lại năm trong mục date.",
        "date: 2062-11-05",
        "date: 2026-11-05",
    ),
    Entry(
        "CCHC604",
        "warning",
        "Ngày {date} quá xa trong quá khứ; có thể viết nhầm năm.",
        "Kiểm tra lại năm trong mục date.",
        "date: 1026-11-05",
        "date: 2026-11-05",
    ),
    Entry(
        "CCHC605",
        "warning",
        "Bài nằm trong thư mục {folder} nhưng ngày của bài là {date}; địa chỉ theo thư mục, số liệu đếm theo ngày.",
        "Chuyển tệp sang thư mục đúng năm, tháng hoặc sửa mục date.",
        "docs/tin-tuc/2026/10/bai.md có date: 2026-11-05",
        "docs/tin-tuc/2026/11/bai.md có date: 2026-11-05",
    ),
    Entry(
        "CCHC606",
        "error",
        "Địa chỉ cũ “{address}” trong aliases trùng với {other}.",
        "Bỏ địa chỉ này khỏi aliases.",
        "aliases: [tin-tuc/]",
        "aliases: [tin-tuc/2025/03/bai-cu/]",
    ),
    Entry(
        "CCHC607",
        "error",
        "Hai thủ tục có cùng mã {value}: bài này và {other}.",
        "Kiểm tra lại mã thủ tục; mỗi mã chỉ có một trang.",
        "hai tệp trong docs/tthc có ma: 1.004260",
        "mỗi tệp một mã",
    ),
    Entry(
        "CCHC608",
        "warning",
        "Bài chưa có nội dung.",
        "Viết nội dung bên dưới khối thông tin, hoặc đánh dấu draft: true cho đến khi viết xong.",
        FENCE_RIGHT,
        FENCE_RIGHT + "\n\nSáng 05/11, Sở Khoa học và Công nghệ…",
    ),
    Entry(
        "CCHC609",
        "error",
        "Ngày {key} ({value}) sớm hơn ngày đăng bài ({date}).",
        "Sửa một trong hai ngày.",
        "date: 2026-11-05\nexpires: 2025-11-05",
        "date: 2026-11-05\nexpires: 2027-11-05",
    ),
    Entry(
        "CCHC610",
        "warning",
        "Hoạt động chưa ghi hình thức tuyên truyền (mục form); báo cáo không xếp được vào hình thức nào.",
        "Thêm mục form, ghi một hình thức trong docs/_data/forms.yml.",
        "title: Hội nghị tuyên truyền CCHC",
        "title: Hội nghị tuyên truyền CCHC\nform: hoi-nghi",
    ),
    Entry(
        "CCHC611",
        "warning",
        "Hai bài cùng một văn bản số {value} (cùng ngày, cùng cơ quan ban hành): bài này và {other}; bị đếm hai lần.",
        "Giữ một bài; nếu là hai văn bản khác nhau, kiểm tra lại số, ký hiệu và ngày ban hành.",
        "hai tệp trong docs/van-ban có so_ky_hieu: 10/KH-SKHCN",
        "mỗi văn bản một tệp",
    ),
    Entry(
        "CCHC612",
        "warning",
        "Hai bài khác ngày có cùng tiêu đề và nội dung: bài này và {other}; có thể bị đếm hai lần.",
        "Nếu là bản chép, xóa một bài; nếu không, viết lại cho đúng nội dung của ngày ấy.",
        "hai bài giống hệt nhau, ngày 05/11/2026 và 05/12/2026",
        "một bài, ngày 05/11/2026",
    ),
    Entry(
        "CCHC613",
        "warning",
        "Mục counted ghi ở đây không có tác dụng: {why}.",
        "Bỏ mục này. Muốn một bài thôi được đếm, hãy gỡ bài (withdrawn).",
        "counted: false",
        "withdrawn: {date: 2026-11-21, reason: Trùng nội dung}",
    ),
)
