# Theo doi thu muc docs, goi tac vu dung trang sau khi muoi giay khong con tep nao doi.
# Dang ky chay khi khoi dong may:
#   schtasks /Create /TN "CCHC theo doi docs" /SC ONSTART /RU TAI-KHOAN /RP * /TR "powershell -NoProfile -File D:\cchc\server\windows\cchc-watch.ps1"
param([string]$Folder = 'D:\cchc\docs', [string]$Task = 'CCHC dung trang')

$watcher = New-Object System.IO.FileSystemWatcher $Folder
$watcher.IncludeSubdirectories = $true
while ($true) {
    $change = $watcher.WaitForChanged([System.IO.WatcherChangeTypes]::All)
    if ($change.TimedOut) { continue }
    do { $change = $watcher.WaitForChanged([System.IO.WatcherChangeTypes]::All, 10000) } until ($change.TimedOut)
    schtasks /Run /TN $Task | Out-Null
}
