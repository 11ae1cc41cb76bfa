"""The program `cchc`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from cchc.cli.console import use_utf8
from cchc.cli.vietnamese import Command, Group, run

directory_option = click.option(
    "-C",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="THƯ-MỤC",
    help="Thư mục của trang (có thư mục con docs). Mặc định: thư mục hiện tại.",
)
now_option = click.option(
    "--now", default="", metavar="NGÀY", help="Coi như đang ở thời điểm này, ví dụ “2026-12-31 08:00”."
)


@click.group(
    cls=Group,
    context_settings={"max_content_width": 110},
    help="Bộ công cụ chuyên mục cải cách hành chính: kiểm tra, dựng trang, thống kê.",
)
@click.version_option(package_name="cchc-kit", message="cchc %(version)s", help="Hiện phiên bản rồi thoát.")
def cli() -> None:
    """Root of all commands."""


@cli.command(cls=Command, help="Kiểm tra mọi tệp, hiện tất cả lỗi và cảnh báo trong một lần.")
@directory_option
@now_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng kết quả.")
@click.option("--hints", is_flag=True, help="Thêm gợi ý về cách viết: chính tả, dấu thanh, viết hoa, câu dài.")
@click.option("--watch", is_flag=True, help="Kiểm tra lại mỗi khi có tệp thay đổi, đến khi nhấn Ctrl+C.")
def check(directory: Path, now: str, form: str, hints: bool, watch: bool) -> int:
    """Print every problem of every file."""
    from cchc.cli.check import run_check

    return run_check(directory, now, form, hints, watch)


@cli.command(cls=Command, help="Kiểm tra, dựng trang vào thư mục site, rồi đối chiếu trang với nội dung.")
@directory_option
@now_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi ghi trang.")
@click.option("--engine", type=click.Choice(["mkdocs", "properdocs"]), default="mkdocs", help="Phần mềm dựng trang.")
@click.option("--clean", is_flag=True, help="Bỏ bộ nhớ đệm, dựng lại từ đầu (hiếm khi cần).")
@click.option("--no-verify", is_flag=True, help="Chưa đối chiếu trang với nội dung; cchc publish sẽ đối chiếu.")
def build(directory: Path, now: str, site_dir: Path | None, engine: str, clean: bool, no_verify: bool) -> int:
    """Check, build what has changed, verify."""
    from cchc.cli.build import run_build

    return run_build(directory, now, site_dir, engine, clean, verifying=not no_verify)


@cli.command(cls=Command, help="Đưa trang đã dựng lên nơi phục vụ (khai trong docs/_data/publish.yml).")
@click.argument("target", metavar="NƠI-ĐĂNG", default="")
@directory_option
@now_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi có trang.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi gì, không gửi.")
@click.option("--rollback", is_flag=True, help="Quay lại bản đăng trước.")
@click.option("--allow", multiple=True, metavar="TÊN", help="Vẫn đăng dù có điều này; tên hiện trong lời từ chối.")
@click.option("--log", "show_log", is_flag=True, help="Xem nhật ký các lần đăng.")
def publish(show_log: bool, **options: Any) -> int:
    """Publish the built site."""
    from cchc.cli import publish as command

    return command.show_log(options["directory"]) if show_log else command.run_publish(**options)


@cli.command(cls=Command, help="Đối chiếu trang đã dựng với nội dung: trang, danh sách, nguồn tin, số liệu, liên kết.")
@click.argument("site_dir", type=click.Path(file_okay=False, path_type=Path), metavar="[TRANG-ĐÃ-DỰNG]", required=False)
@directory_option
@now_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng kết quả.")
def verify(directory: Path, now: str, site_dir: Path | None, form: str) -> int:
    """Compare a built site with the content."""
    from cchc.cli.verify import run_verify

    return run_verify(directory, now, site_dir, form)


@cli.command(cls=Command, help="Xem trước trang trên máy này; trang tự cập nhật khi lưu tệp.")
@directory_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, metavar="SỐ", help="Cổng xem trước.", show_default=True
)
@click.option("--open", "open_browser", is_flag=True, help="Mở trình duyệt.")
def serve(directory: Path, port: int, open_browser: bool) -> int:
    """Live preview."""
    from cchc.cli.serve import run_serve

    return run_serve(directory, port, open_browser)


@cli.command(cls=Command, help="Mở bàn biên tập: soạn, sửa, xem trước, kiểm tra, đăng bài trong trình duyệt.")
@directory_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, metavar="SỐ", help="Cổng ưu tiên.", show_default=True
)
@click.option("--no-open", is_flag=True, help="Không tự mở trình duyệt.")
def desk(directory: Path, port: int, no_open: bool) -> int:
    """Open the editors' desk."""
    from cchc.cli.desk import run_desk

    return run_desk(directory, port, not no_open)


@cli.command(cls=Command, help="Đếm tin, bài, văn bản, thủ tục, hoạt động theo kỳ và theo các tiêu chí.")
@directory_option
@now_option
@click.option("--period", metavar="KỲ", help="Kỳ: 2026, 2026-q1, 2026-6t, 2026-9t, 2026-05.")
@click.option("--from", "start", metavar="NGÀY", help="Từ ngày (tính cả ngày đó).")
@click.option("--to", "end", metavar="NGÀY", help="Đến ngày (tính cả ngày đó).")
@click.option("--by", default="topic", metavar="TIÊU-CHÍ", help="Các tiêu chí, cách nhau dấu phẩy.", show_default=True)
@click.option("--basis", type=click.Choice(["nd09", "calendar"]), help="Cách chốt số liệu; mặc định theo agency.yml.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", help="Dạng kết quả.")
def stats(**options: Any) -> int:
    """Count items."""
    from cchc.cli.stats import run_stats

    return run_stats(**options)


@cli.command(cls=Command, help="Lập báo cáo định kỳ: docx, xlsx, csv, json, md; hoặc xem báo cáo nào đến hạn (--due).")
@directory_option
@now_option
@click.option("--period", metavar="KỲ", help="Kỳ: 2026, 2026-q1, 2026-6t, 2026-9t, 2026-05.")
@click.option("--from", "start", metavar="NGÀY", help="Từ ngày (thay cho --period).")
@click.option("--to", "end", metavar="NGÀY", help="Đến ngày (thay cho --period).")
@click.option("--basis", type=click.Choice(["nd09", "calendar"]), help="Cách chốt số liệu; mặc định theo agency.yml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi ghi báo cáo.")
@click.option("--form", type=click.Choice(["bao-cao", "cong-van"]), default="bao-cao", help="Thể thức văn bản.")
@click.option("--site-url", default="", metavar="ĐỊA-CHỈ", help="Địa chỉ trang để ghi minh chứng.")
@click.option("--due", is_flag=True, help="Xem các báo cáo đến hạn trong năm.")
@click.option("--templates", is_flag=True, help="Ghi mẫu Word vào docs/_data để sửa; không ghi đè.")
def report(templates: bool, **options: Any) -> int:
    """Write the periodic report."""
    from cchc.cli.report import run_report, write_templates

    return write_templates(options["directory"]) if templates else run_report(**options)


@cli.command(cls=Command, help="Lập bản tin điện tử của kỳ, gửi qua thư điện tử: HTML, kèm bản chữ thường (.eml).")
@directory_option
@now_option
@click.option("--period", required=True, metavar="KỲ", help="Kỳ: 2026, 2026-q1, 2026-6t, 2026-9t, 2026-05.")
@click.option("--topic", "topics", multiple=True, metavar="CHỦ-ĐỀ", help="Chỉ chủ đề này; ghi được nhiều lần.")
@click.option("--basis", type=click.Choice(["nd09", "calendar"]), help="Cách chốt số liệu; mặc định theo agency.yml.")
@click.option("--site-url", default="", metavar="ĐỊA-CHỈ", help="Địa chỉ chuyên mục; mặc định theo mkdocs.yml.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Nơi ghi: .html, .eml hoặc .txt."
)
def digest(**options: Any) -> int:
    """Write the e-mail digest of a period."""
    from cchc.cli.digest import run_digest

    return run_digest(**options)


@cli.command("new", cls=Command, help="Tạo bài mới trong đúng thư mục, hỏi chủ đề nếu chưa ghi.")
@click.argument("kind", metavar="LOẠI")
@click.argument("title", metavar="TIÊU-ĐỀ")
@directory_option
@now_option
@click.option(
    "--topic", default="", metavar="CHỦ-ĐỀ", help="Chủ đề: mã, tên hoặc chữ viết tắt; nhiều thì cách dấu phẩy."
)
@click.option(
    "--date", default="", metavar="NGÀY", help="Ngày (và giờ) đăng, ví dụ “2026-11-05 08:30”; mặc định hôm nay."
)
@click.option("--plan", default="", metavar="NHIỆM-VỤ", help="Nhiệm vụ kế hoạch, ví dụ binh-minh-2026/I.2.")
@click.option("--unit", default="", metavar="ĐƠN-VỊ", help="Đơn vị thực hiện, theo units.yml.")
@click.option("--draft/--no-draft", default=True, help="Bài mới là bản nháp (mặc định) hay không.")
@click.option("--open", "open_file", is_flag=True, help="Mở tệp bằng chương trình soạn thảo của máy.")
def new(**options: Any) -> int:
    """Write a new item."""
    from cchc.cli.new import run_new

    return run_new(**options)


@cli.command("import", cls=Command, help="Nhập tệp Word (.docx; .doc, .odt nếu có LibreOffice) thành bài mới.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP.docx…")
@directory_option
@now_option
@click.option(
    "--kind", default="", metavar="LOẠI", help="Loại bài; để trống thì văn bản hành chính là van-ban, còn lại là tin."
)
@click.option(
    "--topic", default="", metavar="CHỦ-ĐỀ", help="Chủ đề, cách nhau dấu phẩy; để trống thì lấy chủ đề gợi ý."
)
@click.option("--date", metavar="NGÀY", help="Ngày đăng; mặc định hôm nay.")
@click.option("--draft/--no-draft", default=True, help="Bài mới là bản nháp (mặc định) hay không.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ ghi gì, không ghi.")
def import_word(**options: Any) -> int:
    """Import Word files."""
    from cchc.cli.import_word import run_import_word

    return run_import_word(**options)


@cli.command("import-tthc", cls=Command, help="Nhập danh mục TTHC (XLSX, CSV, JSON) vào docs/tthc.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP")
@directory_option
@now_option
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi gì, không ghi.")
@click.option("--draft", is_flag=True, help="Bài mới là bản nháp.")
@click.option("--tags", default="", metavar="CHỦ-ĐỀ", help="Chủ đề của bài mới, cách nhau dấu phẩy.")
def import_tthc(**options: Any) -> int:
    """Import the list of procedures."""
    from cchc.cli.procedures import run_import

    return run_import(**options)


@cli.group(cls=Group, help="Danh mục thủ tục hành chính.")
def tthc() -> None:
    """Commands on lists of procedures."""


@tthc.command(cls=Command, help="So sánh hai danh mục: mới ban hành, sửa đổi, thay thế, bãi bỏ; lập tin nháp (--news).")
@click.argument("old", type=click.Path(dir_okay=False, path_type=Path), metavar="CŨ")
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path), metavar="MỚI")
@directory_option
@now_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng kết quả.")
@click.option("--news", is_flag=True, help="Ghi tin nháp vào docs/tin-tuc.")
@click.option("--topic", default="cong-khai-tthc", metavar="CHỦ-ĐỀ", help="Chủ đề của tin nháp.", show_default=True)
def diff(**options: Any) -> int:
    """Compare two lists."""
    from cchc.cli.procedures import run_diff

    return run_diff(**options)


@tthc.command(cls=Command, help="Các thủ tục chưa có tin, bài, hoạt động, câu trả lời nào hướng dẫn.")
@directory_option
@now_option
def unexplained(**options: Any) -> int:
    """List procedures that nothing deals with."""
    from cchc.cli.unexplained import run_unexplained

    return run_unexplained(**options)


@cli.command(cls=Command, help="Liệt kê văn bản được dẫn chiếu trong bài; chưa có trong chuyên mục thì nêu trước.")
@directory_option
@now_option
@click.option("--unresolved", is_flag=True, help="Chỉ những dẫn chiếu chưa có văn bản trong chuyên mục.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng kết quả.")
def citations(**options: Any) -> int:
    """List citations."""
    from cchc.cli.citations import run_citations

    return run_citations(**options)


@cli.command(cls=Command, help="Chuyển bài (kèm ảnh, tệp) sang chỗ khác: giữ địa chỉ cũ, sửa mọi liên kết tới bài.")
@click.argument("old", metavar="CŨ")
@click.argument("new", metavar="MỚI")
@directory_option
@now_option
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi gì, không ghi.")
def mv(**options: Any) -> int:
    """Move an item."""
    from cchc.cli.lifecycle import run_mv

    return run_mv(**options)


@cli.command(cls=Command, help="Gỡ bài: ghi ngày và lý do, trang thành thông báo, bài rời danh sách và nguồn tin.")
@click.argument("file", metavar="BÀI")
@directory_option
@now_option
@click.option("--reason", default="", metavar="LÝ-DO", help="Lý do gỡ, hiện trên trang thông báo.")
@click.option("--date", default="", metavar="NGÀY", help="Ngày gỡ; mặc định là hôm nay.")
@click.option("--counted", is_flag=True, help="Bài vẫn được đếm trong số liệu.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi gì, không ghi.")
def withdraw(**options: Any) -> int:
    """Take an item down."""
    from cchc.cli.lifecycle import run_withdraw

    return run_withdraw(**options)


@cli.command("merge-topic", cls=Command, help="Gộp một chủ đề vào chủ đề khác ở mọi bài, kế hoạch, dòng báo cáo.")
@click.argument("one", metavar="CHỦ-ĐỀ-CŨ")
@click.argument("two", metavar="CHỦ-ĐỀ-NHẬN")
@directory_option
@now_option
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi gì, không ghi.")
def merge_topic(**options: Any) -> int:
    """Merge a topic into another."""
    from cchc.cli.lifecycle import run_merge_topic

    return run_merge_topic(**options)


@cli.command(cls=Command, help="Lập tệp chuyển hướng địa chỉ cũ cho máy chủ nginx, Apache hoặc IIS.")
@directory_option
@now_option
@click.option("--format", "form", type=click.Choice(["nginx", "apache", "iis"]), default="nginx", help="Máy chủ.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Nơi ghi; bỏ trống thì in ra."
)
@click.option("--site-url", default="", metavar="ĐỊA-CHỈ", help="Địa chỉ trang; mặc định theo mkdocs.yml.")
def redirects(**options: Any) -> int:
    """Write the redirects for a server."""
    from cchc.cli.redirects import run_redirects

    return run_redirects(**options)


@cli.command(cls=Command, help="Khi nào cần dựng lại trang: bài hẹn giờ, hết hạn, gỡ bài gần nhất.")
@directory_option
@now_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "cron", "schtasks"]),
    default="text",
    help="text, json; cron: dòng crontab; schtasks: XML của Windows Task Scheduler.",
)
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi đã dựng trang."
)
def due(**options: Any) -> int:
    """Say when the next build is needed."""
    from cchc.cli.due import run_due

    return run_due(**options)


@cli.command(cls=Command, help="Kiểm tra liên kết ra ngoài: trang nào đã mất, lỗi, chuyển địa chỉ, chậm.")
@directory_option
@now_option
@click.option("--offline", is_flag=True, help="Chỉ liệt kê các địa chỉ sẽ kiểm tra, không kết nối mạng.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng kết quả.")
@click.option(
    "--max-age",
    type=click.IntRange(0),
    default=7,
    metavar="SỐ-NGÀY",
    help="Dùng lại kết quả chưa quá số ngày này.",
    show_default=True,
)
@click.option("--all", "everything", is_flag=True, help="Hiện cả địa chỉ còn tốt.")
def links(**options: Any) -> int:
    """Check external links."""
    from cchc.cli.links import run_links

    return run_links(**options)


@cli.command(cls=Command, help="Nhật ký nội dung: ai, làm gì, khi nào với từng bài; theo git nếu có.")
@click.argument("file", default="", metavar="[BÀI]")
@directory_option
@now_option
@click.option("--since", default="", metavar="NGÀY", help="Chỉ từ ngày này.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng kết quả.")
def log(**options: Any) -> int:
    """Print who did what to which item, and when."""
    from cchc.cli.log import run_log

    return run_log(**options)


@cli.command(
    cls=Command,
    help="In trang tra cứu các mục, các lỗi, JSON Schema; ghi tất cả (files); cài cho VS Code, Obsidian (editors).",
)
@click.argument(
    "what",
    type=click.Choice(["fields", "problems", "schema", "files", "editors"]),
    metavar="[fields|problems|schema|files|editors]",
)
@click.option(
    "--section", default="tin-tuc", metavar="THƯ-MỤC", help="Thư mục: tin-tuc, van-ban, tthc…", show_default=True
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi ghi (files, editors)."
)
def reference(what: str, section: str, out: Path | None) -> int:
    """Print what the schema and the catalogue say."""
    from cchc.cli.reference import run_reference

    return run_reference(what, section, out)


def main() -> None:
    """Run the program and exit with its code."""
    use_utf8()
    code = run(cli)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 1
    # All is written and closed; freeing ten thousand items one by one before the end would take seconds.
    os._exit(code)
