"""LibreOffice as a converter, where it is installed. Runs a program and uses a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from cchc_import.model import Converter

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECONDS = 120


def converter() -> Converter | None:
    """Return a converter; `None` when LibreOffice is not on this computer."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None) or next(
        (place for place in _PLACES if Path(place).is_file()), None
    )
    if program is None:
        return None
    path = program

    def convert(data: bytes, name: str, wanted: str) -> bytes | None:
        return _converted(path, data, Path(name).suffix.lower(), wanted)

    return convert


def _converted(program: str, data: bytes, suffix: str, wanted: str) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        # A name of our own: the file's may hold anything. A profile of its own: LibreOffice may be open already.
        source = Path(folder) / f"tep{suffix}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", wanted]
        try:
            # A list of arguments, no shell. A session of its own: the program starts others, which end with it.
            process = subprocess.Popen(
                [*command, "--outdir", folder, str(source)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return None
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
        made = source.with_suffix(f".{wanted}")
        return made.read_bytes() if process.returncode == 0 and made.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
