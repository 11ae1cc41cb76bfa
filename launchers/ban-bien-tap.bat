@echo off
rem Mo ban bien tap (Windows): bam dup vao tep nay. Giu cua so nay khi dang lam viec.
chcp 65001 >nul
set PYTHONUTF8=1
title Ban bien tap
pushd "%~dp0.."
where py >nul 2>nul
if not errorlevel 1 (
  py -3 scripts\desk.py %*
  goto done
)
where python >nul 2>nul
if not errorlevel 1 (
  python scripts\desk.py %*
  goto done
)
echo Máy này chưa có Python. Hãy cài Python 3.14 từ python.org, đánh dấu "Add python.exe to PATH", rồi mở lại.
pause
popd
exit /b 1
:done
if errorlevel 1 pause
popd
