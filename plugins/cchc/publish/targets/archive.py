"""A dated ZIP file for the administrators of a portal, who put it in place by hand.

Guarantee: the file is there whole or not at all. The same site, after the same version before it, gives the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cchc.disk import reason_of
from cchc.publish.difference import difference
from cchc.publish.errors import PublishError
from cchc.publish.manifest import MANIFEST, Manifest, manifest_from
from cchc.publish.staged import Contents, Told
from cchc.publish.targets.model import Served
from cchc.text import plural_free_count

_SITE = "trang/"
_GUIDE = "HUONG-DAN.txt"
_TO_REMOVE = "TEP-CAN-XOA.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = (".html", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".svg", ".map", ".opml")


class Archive:
    """A folder that gets a ZIP file for each version."""

    def __init__(self, folder: Path, name: str) -> None:
        """`name` begins the names of the files."""
        self._folder, self._name = folder, name

    def served(self) -> Served:
        """See Target: the version of the newest file, as a file beside it says."""
        kept = self._folder / MANIFEST
        return Served(manifest_from(kept.read_bytes()) if kept.is_file() else None)

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """See Target."""
        removed = difference(self.served().manifest, fresh).removed
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            place = self._free_name(now)
            half = place.with_name(f"{place.name}.dang-ghi")
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                _fill(archive, fresh, contents, told, removed)
            half.replace(place)
            # Written after the file it speaks of: cut between the two, the next run writes the file again.
            half = self._folder / f"{MANIFEST}.dang-ghi"
            half.write_bytes(fresh.to_bytes())
            half.replace(self._folder / MANIFEST)
        except OSError as error:
            raise PublishError(f"Không ghi được tệp ZIP vào {self._folder}: {reason_of(error)}.") from error
        return place.stat().st_size

    def close(self) -> None:
        """See Target."""

    def _free_name(self, now: datetime) -> Path:
        """Return a name with the day; a second version of a day gets a number."""
        day = f"{self._name}-{now:%Y-%m-%d}"
        names = (f"{day}.zip", *(f"{day}-{number}.zip" for number in range(2, 1000)))
        return next(place for name in names if not (place := self._folder / name).exists())


def _fill(archive: zipfile.ZipFile, fresh: Manifest, contents: Contents, told: Told, removed: Sequence[str]) -> None:
    _add(archive, _GUIDE, _guide(fresh, removed).encode("utf-8-sig"))
    if removed:
        _add(archive, _TO_REMOVE, "".join(f"{path}\r\n" for path in removed).encode("utf-8-sig"))
    for done, (path, file) in enumerate(sorted(fresh.files.items()), 1):
        _add(archive, f"{_SITE}{path}", contents(file.digest).read_bytes())
        told(done, len(fresh.files))
    _add(archive, f"{_SITE}{MANIFEST}", fresh.to_bytes())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(_PACKED) else zipfile.ZIP_STORED
    # The same bytes on Windows and elsewhere.
    info.create_system, info.external_attr = 3, 0o644 << 16
    archive.writestr(info, data)


def _guide(fresh: Manifest, removed: Sequence[str]) -> str:
    lines = [
        "HƯỚNG DẪN ĐƯA TRANG LÊN CỔNG THÔNG TIN",
        "",
        f"Tệp nén này là toàn bộ chuyên mục: {plural_free_count(len(fresh.files))} tệp trong thư mục “trang”.",
        f"Mã phiên bản: {fresh.id[:12]}",
        "",
        "Cách làm:",
        "1. Giải nén vào một thư mục mới trên máy chủ, không giải nén đè lên trang đang chạy.",
        "2. Mở thử tệp trang/index.html trong thư mục đó.",
        "3. Đổi tên thư mục trang đang chạy để giữ lại, rồi đặt thư mục “trang” vào đúng chỗ của nó.",
        "4. Nếu có lỗi, đổi lại tên thư mục cũ là trang trở về như trước.",
        "",
        "Nếu chỉ có thể chép đè: chép mọi thứ trong “trang” trừ index.html ở thư mục ngoài cùng, rồi chép",
        "index.html ấy"
        + (f", cuối cùng xóa {plural_free_count(len(removed))} tệp ghi trong {_TO_REMOVE}." if removed else "."),
        "",
        f"Tệp {_SITE}{MANIFEST} ghi mã kiểm tra (SHA-256) của từng tệp; nên giữ nguyên.",
    ]
    return "\r\n".join([*lines, ""])
