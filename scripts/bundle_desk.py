"""Làm lại tệp thư viện của bàn biên tập từ npm: python scripts/bundle_desk.py (chỉ người phát triển cần; cần Node.js).

Reads plugins/cchc_desk/bundle/ (package.json, package-lock.json, editor.js), writes one file and its licences to
plugins/cchc_desk/static/vendor/. Both are committed: who uses the kit needs no Node.js.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DESK = Path(__file__).resolve().parents[1] / "plugins" / "cchc_desk"
VENDOR = DESK / "static" / "vendor"
_LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license")


def main() -> int:
    """Make the bundle; return an exit code."""
    npm = shutil.which("npm")
    if npm is None:
        print("Chưa có Node.js (lệnh npm).", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", "editor.js"):
            shutil.copy(DESK / "bundle" / name, work)
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=work, check=True)
        esbuild = work / "node_modules" / ".bin" / ("esbuild.cmd" if sys.platform == "win32" else "esbuild")
        made = work / "made.js"
        options = ["--bundle", "--format=esm", "--target=es2022", "--minify", "--legal-comments=none", "--charset=utf8"]
        subprocess.run([str(esbuild), "editor.js", *options, f"--outfile={made}"], cwd=work, check=True)
        VENDOR.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, VENDOR / "editor.js")
        text = "\n".join(licences(work))
        (VENDOR / "LICENSES.txt").write_text(text, encoding="utf-8", newline="\n")
    return 0


def licences(work: Path) -> list[str]:
    """Return name, version and licence of each package that the bundle is made from."""
    lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))
    found = []
    for path, package in sorted(lock["packages"].items()):
        if not path or package.get("dev"):
            continue
        texts = (work / path / name for name in _LICENCES)
        text = next((one.read_text(encoding="utf-8") for one in texts if one.is_file()), package.get("license", ""))
        found.append(f"{path.removeprefix('node_modules/')} {package['version']}\n\n{text.strip()}\n\n{'-' * 72}\n")
    return found


if __name__ == "__main__":
    sys.exit(main())
