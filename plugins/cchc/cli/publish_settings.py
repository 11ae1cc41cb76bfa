"""Where a folder's site is published: publish.yml, and what is kept outside it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path

import click

from cchc.cli.console import messages, print_problems, tally_of
from cchc.cli.folder import SiteFolder
from cchc.content.kinds import DATA_FOLDER
from cchc.content.paths import DOCS
from cchc.problems import Problem, has_errors
from cchc.publish.connect import local_path
from cchc.publish.history import History
from cchc.publish.surroundings import Surroundings
from cchc.suggest import nearest
from cchc.taxonomy.load import load_targets
from cchc.taxonomy.targets import PUBLISH_FILE, PublishTarget


def settings_of(folder: SiteFolder, target: str) -> PublishTarget:
    """Return a target's settings; wrong usage when there is none of this name."""
    place = folder.docs / DATA_FOLDER / PUBLISH_FILE
    shown = f"{DOCS}/{DATA_FOLDER}/{PUBLISH_FILE}"
    if not place.is_file():
        raise click.UsageError(f"Chưa có tệp {shown} khai các nơi đăng trang.")
    file, problems = load_targets(place.read_bytes())
    _refuse_problems(problems, shown)
    targets = {one.id: one for one in file.targets} if file else {}
    if target not in targets:
        near = nearest(target, targets) if target else None
        hint = f" Có phải ý bạn là “{near}”?" if near else f" Các nơi đăng: {', '.join(targets) or 'chưa có'}."
        words = f"Không có nơi đăng “{target}” trong {shown}." if target else "Chưa ghi nơi đăng."
        raise click.UsageError(f"{words}{hint}")
    return targets[target]


def _refuse_problems(problems: Sequence[Problem], shown: str) -> None:
    if has_errors(problems):
        print_problems(problems)
        raise click.ClickException(f"Tệp {shown} có lỗi: {tally_of(problems)}.")


def surroundings(folder: SiteFolder, settings: PublishTarget, history: History, take_over: bool) -> Surroundings:
    """Return what a target needs of this machine; `take_over`: a lock of another run is passed over."""
    return Surroundings(
        folder.root,
        history.folder,
        _owner_of(history.folder),
        _password(settings, folder.root),
        dict(os.environ),
        take_over,
        time.sleep,
        lambda words: messages().print(words, style="yellow", markup=False),
    )


def _owner_of(folder: Path) -> str:
    """Return the chance number of this folder on this machine."""
    place = folder / "owner"
    if not place.is_file():
        place.write_text(secrets.token_hex(8), encoding="ascii")
    return place.read_text(encoding="ascii").strip()


def _variable(settings: PublishTarget) -> str:
    return f"CCHC_{settings.id.upper().replace('-', '_')}_PASSWORD"


def _password(settings: PublishTarget, root: Path) -> str:
    """Return the password from the environment, else from the file that the settings name."""
    given = os.environ.get(_variable(settings), "")
    if given or not settings.password_file:
        return given
    place = local_path(settings.password_file, root)
    if place.resolve().is_relative_to(root / DOCS):
        raise click.ClickException("Tệp mật khẩu (password_file) phải nằm ngoài thư mục của trang.")
    try:
        return place.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"Không đọc được tệp mật khẩu {place}.") from error
