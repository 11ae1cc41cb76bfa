#!/bin/sh
# Mở bàn biên tập (Linux, macOS). Giữ cửa sổ này khi đang làm việc.
cd "$(dirname "$0")/.." || exit 1

# A window that a double click has opened would close together with the message.
leave() {
  if [ "$1" -ne 0 ] && [ -t 0 ]; then
    printf 'Nhấn Enter để đóng cửa sổ này. '
    read -r _
  fi
  exit "$1"
}

# Ctrl+C ends the desk, not this.
trap : INT
for python in python3 python; do
  if command -v "$python" >/dev/null 2>&1; then
    "$python" scripts/desk.py "$@"
    leave $?
  fi
done
echo "Máy này chưa có Python. Hãy cài Python 3.11 trở lên, rồi mở lại."
leave 1
