"""What `cchc check --watch` prints before and after each check: an editor's list of problems waits for these lines."""

STARTED = "Đang kiểm tra nội dung…"
WAITING = "Đang chờ thay đổi (dừng: Ctrl và C)"
