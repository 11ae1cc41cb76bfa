#!/bin/sh
# Mở bàn biên tập (macOS): bấm đúp vào tệp này.
exec "$(dirname "$0")/ban-bien-tap.sh" "$@"
