"""Mở bàn biên tập trong trình duyệt: python scripts/desk.py [tùy chọn của `cchc desk`]."""

import sys

from _bootstrap import run_cchc

if __name__ == "__main__":
    run_cchc("desk", sys.argv[1:])
