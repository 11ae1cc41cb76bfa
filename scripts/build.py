"""Dựng trang: python scripts/build.py [tùy chọn của `cchc build`]."""

import sys

from _bootstrap import run_cchc

if __name__ == "__main__":
    run_cchc("build", sys.argv[1:])
