"""Look the locked packages up among known faults: python scripts/audit.py [--lock runtime|test|build …].

Asks pip-audit (installed apart from the kit: `pipx install pip-audit`), which asks the database of the Python Packaging
Authority: it needs the network and sends the names and versions of the packages. Without it nothing is known; the
script then says so and ends with 2, never with 0. A fault that nobody has reported is found by no audit.

Exit codes: 0 no known fault, 1 a package with one, 2 not looked up.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence

from _bootstrap import ROOT

# What it says of a package that the index it asks does not know; it ends with 0 all the same.
NOT_FOUND = "could not be audited"


def main(argv: Sequence[str]) -> int:
    """Ask for each lock; return the worst of the answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lock", action="append", choices=["build", "runtime", "test"], help="only this one")
    options = parser.parse_args(argv)
    program = shutil.which("pip-audit")
    if program is None:
        print(
            "pip-audit is not installed: nothing was looked up. Install it apart from the kit: pipx install pip-audit"
        )
        return 2
    return max(audit(program, lock) for lock in options.lock or ["build", "runtime", "test"])


def audit(program: str, lock: str) -> int:
    """Look one lock up; return an exit code."""
    path = ROOT / "requirements" / f"{lock}.lock"
    # The locks have every package with its hash: nothing is resolved, installed or run.
    command = [program, "--disable-pip", "--require-hashes", "--requirement", str(path), "--progress-spinner", "off"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    print(f"=== {path.name}\n{result.stdout}{result.stderr}".rstrip(), flush=True)
    # It ends with 1 for a fault as for a network that is not there; only faults are a table.
    found = "Known vulnerability" in result.stderr or "known vulnerabilit" in result.stdout + result.stderr
    if result.returncode == 0:
        return 2 if NOT_FOUND in result.stdout + result.stderr else 0
    return 1 if found and "No known" not in result.stderr else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
