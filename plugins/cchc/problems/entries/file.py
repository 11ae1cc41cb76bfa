"""Problems of a file as such: what it is, how it is written, how large."""

from __future__ import annotations

from cchc.problems.entry import Entry

FILE = (
    Entry(
        "CCHC101",
        "error",
        "Tệp không phải văn bản UTF-8 nên không đọc được (byte lạ ở đây).",
        "Mở tệp bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8. "
        "Nếu chữ dùng phông .VnTime hoặc VNI thì chuyển sang Unicode trước.",
        "tệp lưu bằng mã TCVN3, VNI hoặc Windows-1258",
        "tệp lưu bằng mã UTF-8",
    ),
    Entry(
        "CCHC102",
        "warning",
        "Tệp được lưu bằng mã {encoding}; bộ công cụ đã đọc được nhưng chương trình khác có thể không đọc được.",
        "Lưu lại tệp bằng mã UTF-8.",
        "tệp lưu bằng mã UTF-16 (Notepad: “Unicode”)",
        "tệp lưu bằng mã UTF-8",
    ),
    Entry(
        "CCHC103",
        "error",
        "Tệp chứa dữ liệu nhị phân, không phải văn bản.",
        "Tệp .md phải là văn bản thuần; đưa tệp Word, PDF hoặc ảnh vào mục attachments hoặc chèn vào bài.",
        "một tệp Word được đổi đuôi thành .md",
        "một tệp văn bản .md",
    ),
    Entry(
        "CCHC104",
        "error",
        "Tệp lớn quá mức cho phép ({size}; tối đa {limit}).",
        "Tách nội dung thành nhiều bài, đưa ảnh và phụ lục thành tệp đính kèm.",
        "một tệp .md nặng 30 MB vì dán ảnh trực tiếp vào văn bản",
        "![Lễ ra quân](le-ra-quan.jpg)",
    ),
    Entry(
        "CCHC105",
        "error",
        "Không đọc được tệp: {reason}.",
        "Kiểm tra tệp có đang mở ở chương trình khác hoặc bạn có quyền đọc tệp hay không.",
        "tệp bị khóa hoặc không có quyền đọc",
        "tệp đọc được",
    ),
    Entry(
        "CCHC106",
        "warning",
        "Tệp này nằm trong thư mục bài viết nhưng không phải tệp .md nên không thành bài và không được đếm.",
        "Nếu là bài viết, chuyển thành tệp có đuôi .md (chữ thường). Nếu là tệp đính kèm, ghi vào "
        "mục attachments của bài, hoặc để trong thư mục riêng của bài.",
        "docs/tin-tuc/2026/11/hoi-nghi.docx",
        "docs/tin-tuc/2026/11/hoi-nghi.md",
    ),
    Entry(
        "CCHC107",
        "error",
        "Lối tắt (symbolic link) dẫn ra ngoài docs, tới cả một thư mục hoặc không tới tệp nào, nên không được đọc.",
        "Chép tệp thật vào thư mục docs.",
        "docs/tin-tuc/2026/11/bai.md là lối tắt tới một tệp ngoài docs",
        "docs/tin-tuc/2026/11/bai.md là tệp thật",
    ),
    Entry(
        "CCHC108",
        "error",
        "Tệp có ngày và chủ đề như tin, bài nhưng nằm ngoài các thư mục bài viết nên không được đếm.",
        "Chuyển tệp vào docs/tin-tuc/năm/tháng/ (hoặc van-ban, tthc, hoat-dong, hoi-dap). Nếu chỉ là trang giới thiệu, "
        "bỏ các mục date, kind.",
        "docs/tin_tuc/2026/11/hoi-nghi.md",
        "docs/tin-tuc/2026/11/hoi-nghi.md",
    ),
    Entry(
        "CCHC109",
        "warning",
        "Tệp “{name}” trong docs/_data không được dùng.",
        "Các tệp được dùng: {known} và plans/<tên kế hoạch>.yml.",
        "docs/_data/topics.yaml",
        "docs/_data/topics.yml",
    ),
)
