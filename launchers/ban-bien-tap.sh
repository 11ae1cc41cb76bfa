#!/bin/sh
# Mở bàn biên tập (Linux, macOS). Giữ cửa sổ này khi đang làm việc.
cd "$(dirname "$0")/.." || exit 1
for python in python3 python; do
  if command -v "$python" >/dev/null 2>&1; then
    exec "$python" scripts/desk.py "$@"
  fi
done
echo "Máy này chưa có Python. Hãy cài Python 3.11 trở lên, rồi mở lại."
exit 1
