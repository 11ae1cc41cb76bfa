"""publish.yml: where the department serves its site. Never a password: those come from outside the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urlsplit

from cchc.content.field_types import Choice, Fields, Flag, Number, Text, group, named
from cchc.content.nodes import Node
from cchc.problems import Finding, finding
from cchc.text import fold

PUBLISH_FILE = "publish.yml"
TARGET_TYPES = {
    "folder": "Thư mục",
    "zip": "Tệp ZIP",
    "sftp": "SFTP",
    "ftp": "FTP, FTPS",
    "rsync": "rsync",
    "s3": "Lưu trữ S3",
    "git": "Nhánh git",
}
SECURITY = {"tls": "mã hóa (FTPS)", "none": "không mã hóa"}
SWITCHES = {"auto": "chuyển cả trang một lúc nếu được", "files": "thay từng tệp"}
# What each type can't do without.
_NEEDED = {
    "folder": ("path",),
    "zip": ("path",),
    "sftp": ("address", "user", "path"),
    "ftp": ("address", "user", "path"),
    "rsync": ("address",),
    "s3": ("bucket",),
    "git": ("address",),
}
_SECRET_KEY = re.compile(r"(?!.*file$)(?:.*(?:pass|secret|mat_?khau|token|credential).*|pwd|key|access_key.*)")


class PublishTarget(Fields):
    """A place where the site is served."""

    id: Text = named("Mã", "Tên dùng trong lệnh cchc publish.", "id: cong-so", min_length=1)
    label: Text = named("Tên", "Tên hiển thị.", "label: Cổng thông tin của Sở", default="")
    type: Annotated[str, Choice(TARGET_TYPES)] = named(
        "Kiểu", "folder, zip, sftp, ftp, rsync, s3 hoặc git.", "type: sftp"
    )
    address: Text = named(
        "Địa chỉ",
        "Máy chủ (sftp, ftp); máy:thư-mục hoặc rsync://… (rsync); địa chỉ kho (git); địa chỉ dịch vụ (s3).",
        "address: may-chu.example.gov.vn",
        default="",
    )
    port: Number = named("Cổng", "Cổng kết nối; trống là cổng thường dùng.", "port: 2222", default=0)
    user: Text = named("Người dùng", "Tên đăng nhập, hoặc mã truy cập (access key) của S3.", "user: cchc", default="")
    path: Text = named(
        "Thư mục", "Thư mục của trang trên đích; với S3, git là phần đầu tên tệp.", "path: /var/www/cchc", default=""
    )
    bucket: Text = named("Vùng chứa S3", "Tên vùng chứa (bucket).", "bucket: cchc", default="")
    region: Text = named("Khu vực S3", "Khu vực (region), nếu dịch vụ cần.", "region: us-east-1", default="")
    branch: Text = named("Nhánh git", "Nhánh chứa trang.", "branch: gh-pages", default="gh-pages")
    security: Annotated[str, Choice(SECURITY)] = named(
        "Bảo mật FTP", "tls (mặc định) hoặc none; none gửi mật khẩu không mã hóa.", "security: tls", default="tls"
    )
    key_file: Text = named(
        "Tệp khóa SSH", "Đường dẫn tệp khóa riêng, ngoài thư mục của trang.", "key_file: ~/.ssh/id_ed25519", default=""
    )
    password_file: Text = named(
        "Tệp mật khẩu",
        "Tệp chỉ có một dòng mật khẩu, ngoài thư mục của trang; hoặc đặt biến môi trường CCHC_<MÃ>_PASSWORD.",
        "password_file: ~/.config/cchc/cong-so",
        default="",
    )
    known_hosts: Text = named(
        "Tệp máy chủ đã biết", "Thêm vào ~/.ssh/known_hosts.", "known_hosts: ~/.ssh/known_hosts_so", default=""
    )
    ca_file: Text = named(
        "Tệp chứng thư gốc", "Chứng thư gốc (PEM) của máy chủ nội bộ.", "ca_file: ~/ca-noi-bo.pem", default=""
    )
    switch: Annotated[str, Choice(SWITCHES)] = named(
        "Cách thay trang", "auto hoặc files.", "switch: files", default="auto"
    )
    unchanged_for: Number = named(
        "Thời gian lưu đệm", "Số giây trình duyệt được giữ ảnh, kiểu chữ (S3).", "unchanged_for: 3600", default=3600
    )
    max_removed: Number = named(
        "Mức xóa cho phép", "Quá tỷ lệ phần trăm trang bị xóa này thì dừng lại hỏi.", "max_removed: 20", default=20
    )
    keep: Number = named("Số bản giữ lại", "Số bản giữ trên máy này để quay lại.", "keep: 3", default=3)
    active: Flag = named("FTP chủ động", "true khi máy chủ FTP chỉ cho chế độ chủ động.", "active: true", default=False)


class PublishFile(Fields):
    """publish.yml"""

    targets: tuple[Annotated[PublishTarget, group(PublishTarget)], ...] = named(
        "Nơi đăng", "Các nơi đăng trang.", "targets: [{id: cong-so, type: sftp, address: …, path: …}]", default=()
    )


def _keys_of_targets(root: Node) -> Iterator[tuple[str, Node]]:
    targets = root.find(("targets",))
    for node in targets.value if isinstance(targets.value, tuple) else ():
        yield from node.value.items() if isinstance(node.value, dict) else ()


def secret_keys(root: Node) -> frozenset[str]:
    """Return the keys of the targets that are names of passwords: nobody is to look for their right names."""
    keys = (key for key, _ in _keys_of_targets(root))
    return frozenset(key for key in keys if _SECRET_KEY.fullmatch(fold(key).replace(" ", "_").replace("-", "_")))


def check_publish_nodes(root: Node) -> Iterator[Finding]:
    """Yield the passwords among the keys and addresses of the targets."""
    secret = secret_keys(root)
    for key, value in _keys_of_targets(root):
        if key in secret:
            yield finding("CCHC415", value.key_line, value.key_column, key=key)
        elif key == "address" and isinstance(value.value, str) and holds_password(value.value):
            yield finding("CCHC415", value.line, value.column, key=key)


def check_publish_file(root: Node, file: PublishFile) -> Iterator[Finding]:
    """Yield what targets lack for their types."""
    for index, target in enumerate(file.targets):
        place = root.find(("targets", index))
        for key in _NEEDED[target.type]:
            if not getattr(target, key):
                field = PublishTarget.model_fields[key]
                example = str((field.examples or ["…"])[0])
                yield finding("CCHC301", place.line, place.column, key=key, label=field.title, example=example)


def holds_password(address: str) -> bool:
    """Say whether an address is of the form `https://user:password@host/`."""
    try:
        return urlsplit(address).password is not None
    except ValueError:
        return False
