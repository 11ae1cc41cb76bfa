"""Give every reader of outside data many damaged inputs: python scripts/fuzz.py [--reader NAME …] [--n 100000].

Prints a line for each reader. Exit codes: 0 nothing found, 1 an input was not taken (kept below --out), 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from _bootstrap import ROOT, ensure, run_instead


def main(argv: Sequence[str]) -> int:
    """Read the arguments, go on in the kit's environment, feed the readers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", action="append", help="only this one; may be given more than once")
    parser.add_argument("--n", type=int, default=100_000, help="inputs for each reader")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other inputs")
    parser.add_argument("--out", type=Path, default=ROOT / "fuzz-faults", help="where inputs that were not taken go")
    options = parser.parse_args(argv)
    python = ensure("test")
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        run_instead([str(python), str(Path(__file__).resolve()), *argv])
    from _fuzz.readers import readers
    from _fuzz.run import feed

    known = readers()
    asked = options.reader or list(known)
    if unknown := [name for name in asked if name not in known]:
        parser.error(f"unknown reader {', '.join(unknown)}; there are {', '.join(known)}")
    found = 0
    for name in asked:
        outcome = feed(known[name], options.n, options.seed)
        for fault in outcome.faults:
            print(f"  {fault.save(options.out)}: {fault.what.strip().splitlines()[-1]}")
        found += len(outcome.faults)
        speed = f"{outcome.seconds:.0f} s of CPU, slowest {outcome.slowest * 1000:.0f} ms"
        print(f"{name}: {outcome.inputs:,} inputs, {len(outcome.faults)} not taken; {speed}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
