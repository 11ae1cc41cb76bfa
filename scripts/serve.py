"""Xem thử trang trên máy này: python scripts/serve.py [tùy chọn của `cchc serve`]."""

import sys

from _bootstrap import run_cchc

if __name__ == "__main__":
    run_cchc("serve", sys.argv[1:])
