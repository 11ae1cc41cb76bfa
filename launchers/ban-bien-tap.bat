@echo off
rem Mo ban bien tap (Windows): bam dup vao tep nay. Giu cua so nay khi dang lam viec.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
title Ban bien tap
pushd "%~dp0.."
rem "python" may be the sign of the Microsoft Store, "py" may know no Python 3: each is asked to run first.
set "CCHC_PYTHON="
py -3 -c "" >nul 2>nul && set "CCHC_PYTHON=py -3"
if not defined CCHC_PYTHON python -c "import sys; sys.exit(sys.version_info[0] - 3)" >nul 2>nul && set "CCHC_PYTHON=python"
if not defined CCHC_PYTHON (
  echo Máy này chưa có Python. Hãy cài Python 3.14 từ python.org, đánh dấu "Add python.exe to PATH", rồi mở lại.
  pause
  popd
  exit /b 1
)
%CCHC_PYTHON% scripts\desk.py %*
if not "%errorlevel%"=="0" pause
popd
