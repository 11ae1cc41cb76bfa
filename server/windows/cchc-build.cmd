@echo off
rem Dung lai chuyen muc, ghi nhat ky. Thay D:\cchc cho dung may.
chcp 65001 >nul
"D:\cchc\.venv\Scripts\cchc.exe" build -C "D:\cchc" >> "D:\cchc\build.log" 2>&1
exit /b %ERRORLEVEL%
