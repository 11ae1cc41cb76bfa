"""What must not be published."""

from __future__ import annotations

from cchc.problems.entry import Entry

PRIVACY = (
    Entry(
        "CCHC701",
        "warning",
        "Có dãy 12 chữ số “{shown}”, giống số căn cước; dữ liệu cá nhân không được đăng.",
        "Xóa hoặc che số này (ví dụ 0010********) trước khi đăng.",
        "số căn cước gồm đủ 12 chữ số trong bài",
        "0010********",
    ),
    Entry(
        "CCHC702",
        "warning",
        "Có dãy 9 chữ số “{shown}”, giống số chứng minh nhân dân; dữ liệu cá nhân không được đăng.",
        "Xóa hoặc che số này trước khi đăng. Nếu là số tiền, viết có dấu chấm: 250.000.000",
        "số chứng minh nhân dân gồm đủ 9 chữ số trong bài",
        "1234*****",
    ),
    Entry(
        "CCHC703",
        "warning",
        "Có số tài khoản ngân hàng “{shown}”; chỉ đăng khi là tài khoản thu phí của cơ quan.",
        "Xóa hoặc che số tài khoản của cá nhân trước khi đăng.",
        "số tài khoản của cá nhân trong bài",
        "số tài khoản: 1234********",
    ),
    Entry(
        "CCHC704",
        "error",
        "Văn bản có dấu chỉ độ mật hoặc lưu hành nội bộ (“{shown}”) nên không được đăng.",
        "Gỡ tệp này khỏi thư mục docs và xử lý theo quy định về bảo vệ bí mật nhà nước.",
        "dòng chỉ có chữ MẬT trong văn bản",
        "văn bản không thuộc danh mục bí mật nhà nước",
    ),
)
