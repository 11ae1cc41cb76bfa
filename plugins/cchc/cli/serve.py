"""`cchc serve`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from cchc.cli.console import messages
from cchc.cli.folder import site_folder, site_url_of


def run_serve(directory: Path, port: int, open_browser: bool) -> int:
    """Run MkDocs' live preview on this machine only, until it is stopped."""
    folder = site_folder(directory)
    console = messages()
    path = urlsplit(site_url_of(folder)).path or "/"
    console.print(f"Xem trước tại http://127.0.0.1:{port}{path} (bấm Ctrl+C để dừng).", markup=False)
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", str(folder.config_file), "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    try:
        return subprocess.run(command + ["--open"] * open_browser, env=environment, check=False).returncode
    except KeyboardInterrupt:
        console.print("Đã dừng xem trước.")
        return 0
