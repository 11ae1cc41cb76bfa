"""Words and sentences of the corpus: invented, in the language of an administrative office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

_FIRST = "An Bình Cẩm Đông Đức Hòa Hưng Khánh Kim Lâm Long Minh Nam Ngọc Phú Quang Tân Thanh Trường Vĩnh Xuân Yên"
_SECOND = "Bắc Châu Giang Hà Hải Khê Lạc Lộc Mỹ Phong Phước Sơn Tây Thành Thịnh Thủy Tiến Trạch Trung Vân Xá"

SLOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "who": (
        "Văn phòng Sở",
        "Bộ phận Một cửa",
        "Phòng Quản lý chuyên ngành",
        "Phòng Kế hoạch - Tài chính",
        "Phòng Quản lý công nghệ và Đổi mới sáng tạo",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "Trung tâm Thông tin và Ứng dụng khoa học và công nghệ",
        "Ban Biên tập",
        "Tổ công tác Đề án 06 của Sở",
        "Công đoàn cơ sở",
        "Đoàn kiểm tra công vụ",
        "Hội đồng sáng kiến của Sở",
    ),
    "work": (
        "rà soát, đơn giản hóa thủ tục hành chính nội bộ",
        "số hóa hồ sơ và kết quả giải quyết còn hiệu lực",
        "cập nhật quy trình điện tử trên hệ thống thông tin",
        "niêm yết công khai danh mục thủ tục tại trụ sở",
        "hướng dẫn nộp hồ sơ trực tuyến tại nhà",
        "tiếp nhận và trả lời phản ánh, kiến nghị",
        "kiểm tra việc chấp hành thời giờ làm việc",
        "bồi dưỡng kỹ năng số cho công chức, viên chức",
        "chuẩn hóa biểu mẫu điện tử",
        "thu phí, lệ phí không dùng tiền mặt",
        "khảo sát mức độ hài lòng của tổ chức, cá nhân",
        "trả kết quả qua dịch vụ bưu chính công ích",
        "phân công người trực hỗ trợ tại quầy",
        "công khai tiến độ giải quyết hồ sơ",
        "khai thác dữ liệu dân cư thay cho giấy tờ đã nộp",
        "lưu trữ hồ sơ điện tử theo quy định",
        "ký số văn bản trên hệ thống quản lý văn bản",
        "soạn tài liệu hỏi đáp cho doanh nghiệp",
        "cắt giảm thời gian thẩm định hồ sơ",
        "công khai dự toán và quyết toán ngân sách",
        "áp dụng hệ thống quản lý chất lượng",
        "phổ biến quy tắc ứng xử nơi công sở",
        "hoàn thiện đề án vị trí việc làm",
        "đối thoại với hợp tác xã và cơ sở sản xuất",
    ),
    "field": (
        "đo lường",
        "tiêu chuẩn và quy chuẩn kỹ thuật",
        "sở hữu trí tuệ",
        "an toàn bức xạ",
        "chuyển giao công nghệ",
        "đổi mới sáng tạo",
        "hoạt động khoa học và công nghệ",
        "bưu chính",
        "viễn thông",
        "giao dịch điện tử",
        "chất lượng sản phẩm, hàng hóa",
        "mã số, mã vạch",
        "truy xuất nguồn gốc",
        "đánh giá sự phù hợp",
        "thông tin và thống kê khoa học",
    ),
    "people": (
        "người dân",
        "doanh nghiệp",
        "hợp tác xã",
        "cơ sở y tế",
        "tổ chức, cá nhân",
        "hộ kinh doanh",
        "người cao tuổi",
        "cơ sở giáo dục",
        "tổ chức khoa học và công nghệ",
        "nhà đầu tư",
    ),
    "goal": (
        "nhằm giảm số lần đi lại của {people}",
        "để hồ sơ lĩnh vực {field} được giải quyết đúng hạn",
        "góp phần nâng cao chỉ số hài lòng",
        "tạo thuận lợi cho {people} khi thực hiện thủ tục",
        "bảo đảm công khai, minh bạch trong giải quyết công việc",
        "để mỗi giấy tờ chỉ phải nộp một lần",
        "thay cho cách làm thủ công trước đây",
        "gắn với trách nhiệm của người đứng đầu",
        "theo đúng kế hoạch cải cách hành chính năm {year}",
        "không để phát sinh hồ sơ chậm trả",
    ),
    "event": (
        "hội nghị sơ kết",
        "buổi giao ban",
        "lớp tập huấn",
        "buổi đối thoại",
        "đợt kiểm tra",
        "hội nghị chuyên đề",
        "phiên họp thường kỳ",
        "buổi làm việc với các xã, phường",
    ),
    "result": (
        "tỷ lệ hồ sơ giải quyết đúng hạn đạt {pct} %",
        "{n} hồ sơ được tiếp nhận hoàn toàn trên môi trường điện tử",
        "tỷ lệ thanh toán trực tuyến đạt {pct} %",
        "{n} lượt {people} được hướng dẫn tại quầy",
        "thời gian giải quyết trung bình giảm {few} ngày làm việc",
        "{n} kết quả cũ đã được số hóa để dùng lại",
        "{few} thủ tục lĩnh vực {field} được đề nghị cắt giảm giấy tờ",
        "{pct} % phiếu khảo sát chọn mức rất hài lòng",
    ),
    "trouble": (
        "một số biểu mẫu còn yêu cầu thông tin đã có trong cơ sở dữ liệu",
        "đường truyền tại {place} chưa ổn định vào giờ cao điểm",
        "{people} chưa quen với chữ ký số",
        "việc cập nhật tiến độ ở khâu phối hợp còn chậm",
        "hồ sơ lĩnh vực {field} phải bổ sung còn nhiều",
        "máy quét tại {place} đã cũ",
    ),
    "remedy": (
        "{who} chủ trì khắc phục trước ngày {due}",
        "mỗi hồ sơ chậm trả phải có thư xin lỗi và hẹn lại ngày trả",
        "các phòng, đơn vị báo cáo kết quả vào ngày {few} hằng tháng",
        "{who} cử {few} công chức hỗ trợ trực tiếp tại {place}",
        "nội dung này được đưa vào tiêu chí xếp loại quý {quarter}",
    ),
}

OPENINGS: Final[tuple[str, ...]] = (
    "Trong quý {quarter} năm {year}, {who} đã hoàn thành việc {work}, {goal}",
    "Ngày {past}, tại {place}, {who} tổ chức {event} về việc {work}",
    "{who} được giao {work} và phối hợp với {who} trong lĩnh vực {field}",
)

SENTENCES: Final[tuple[str, ...]] = (
    *OPENINGS,
    "Theo báo cáo tại {event}, {result}, tốt hơn cùng kỳ năm trước",
    "Kết quả đến ngày {past}: {result}; {result}",
    "Việc {work} được thực hiện tại {place} từ ngày {past}, {goal}",
    "Qua {event}, {who} ghi nhận {n} ý kiến của {people}, trong đó {few} ý kiến về lĩnh vực {field}",
    "Tuy nhiên, {trouble}; {trouble}",
    "Nguyên nhân chủ yếu là {trouble}",
    "Để khắc phục, {remedy}",
    "Trong thời gian tới, {who} tiếp tục {work}, đồng thời {work}",
    "Đối với lĩnh vực {field}, {result}",
    "Đại diện {people} ở {place} cho biết việc {work} giúp tiết kiệm khoảng {few} ngày chờ đợi",
    "Các phòng, đơn vị có trách nhiệm {work}, {goal}; {remedy}",
    "{who} đề nghị {people} gửi hồ sơ lĩnh vực {field} qua Cổng Dịch vụ công quốc gia, {goal}",
    "Khi cần hướng dẫn, {people} liên hệ {who} hoặc đến điểm hỗ trợ tại {place}",
)

HEADINGS: Final[tuple[str, ...]] = (
    "Kết quả đạt được",
    "Mục đích, yêu cầu",
    "Nội dung thực hiện",
    "Tồn tại, hạn chế",
    "Nhiệm vụ trọng tâm",
    "Tổ chức thực hiện",
    "Giải pháp trong thời gian tới",
    "Ý kiến của người dân, doanh nghiệp",
)


def place(random: Random) -> str:
    """Return the name of an invented commune or ward."""
    return f"{random.choice(('xã', 'phường'))} {random.choice(_FIRST.split())} {random.choice(_SECOND.split())}"


def fill(pattern: str, random: Random, day: date) -> str:
    """Return `pattern` with every `{slot}` replaced: by a word of SLOTS (which may hold slots), a place, a number, or a
    day somewhat before or after `day`.
    """
    out: list[str] = []
    rest = pattern
    while "{" in rest:
        before, _, tail = rest.partition("{")
        name, _, after = tail.partition("}")
        out.append(before)
        rest = (random.choice(SLOTS[name]) if name in SLOTS else _value(name, random, day)) + after
    return "".join((*out, rest))


def _value(name: str, random: Random, day: date) -> str:
    makers: Mapping[str, Callable[[], str]] = {
        "year": lambda: str(day.year),
        "quarter": lambda: ("I", "II", "III", "IV")[(day.month - 1) // 3],
        "past": lambda: _written(day, -random.randint(1, 60)),
        "due": lambda: _written(day, random.randint(10, 90)),
        "n": lambda: str(random.randint(11, 980)),
        "few": lambda: f"{random.randint(2, 9):02d}",
        "pct": lambda: f"{random.randint(850, 999) / 10:.1f}".replace(".", ","),
        "place": lambda: place(random),
    }
    return makers[name]()


def _written(day: date, days: int) -> str:
    """Return a day near `day` as an office writes it: a zero before days below 10 and months below 3 (06/3/2021)."""
    other = date.fromordinal(day.toordinal() + days)
    return (
        f"{other.day:02d}/{other.month:02d}/{other.year}"
        if other.month < 3
        else f"{other:%d}/{other.month}/{other.year}"
    )


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(random: Random, day: date, patterns: Sequence[str] = SENTENCES) -> str:
    """Return a sentence, with its capital and its full stop."""
    return f"{capital(fill(random.choice(patterns), random, day))}."


def paragraph(random: Random, day: date, words: int, first: Sequence[str] = SENTENCES) -> str:
    """Return sentences with at least `words` words together; the first is made from one of the patterns `first`."""
    found = [sentence(random, day, first)]
    while sum(len(text.split()) for text in found) < words:
        found.append(sentence(random, day))
    return " ".join(found)
