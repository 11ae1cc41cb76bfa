"""The program `cchc`."""

from __future__ import annotations

import gc
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
def check(directory: Path, now: str, form: str) -> int:
    """Print every problem of every file."""
    from cchc.cli.check import run_check

    return run_check(directory, now, form)


@cli.command(cls=Command, help="Kiểm tra rồi dựng toàn bộ trang vào thư mục site.")
@directory_option
@now_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi ghi trang.")
@click.option("--engine", type=click.Choice(["mkdocs", "properdocs"]), default="mkdocs", help="Phần mềm dựng trang.")
@click.option("--clean", is_flag=True, help="Bỏ bộ nhớ đệm, dựng lại từ đầu (hiếm khi cần).")
def build(directory: Path, now: str, site_dir: Path | None, engine: str, clean: bool) -> int:
    """Check, then build what has changed."""
    from cchc.cli.build import run_build

    return run_build(directory, now, site_dir, engine, clean)


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


@cli.command(cls=Command, help="In trang tra cứu các mục, các lỗi, JSON Schema; hoặc ghi tất cả vào một thư mục.")
@click.argument(
    "what", type=click.Choice(["fields", "problems", "schema", "files"]), metavar="[fields|problems|schema|files]"
)
@click.option(
    "--section", default="tin-tuc", metavar="THƯ-MỤC", help="Thư mục: tin-tuc, van-ban, tthc…", show_default=True
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ-MỤC", help="Nơi ghi, dùng với files."
)
def reference(what: str, section: str, out: Path | None) -> int:
    """Print what the schema and the catalogue say."""
    from cchc.cli.reference import run_reference

    return run_reference(what, section, out)


# Content is many objects that stay: looking through all of them for circles, again and again, finds nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000


def main() -> None:
    """Run the program and exit with its code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 20)
    use_utf8()
    sys.exit(run(cli))
