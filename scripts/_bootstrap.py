"""Prepare `.venv` from the locks in `requirements/`, then run a command in it.

Standard library only: this runs before anything is installed. When the stamp in `.venv` matches, nothing is
installed and no network is needed. The top of the file must stay readable for Python 3.6, so that a person with
an old Python gets a sentence and not a traceback.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, NoReturn

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)  # the newest that every locked package has a Windows and macOS wheel for

ROOT = Path(__file__).resolve().parents[1]
FAILED = 3  # exit code of this file's own failures; the commands themselves use 0, 1 and 2


def python_complaint(version: "Sequence[int]", windows: bool = os.name == "nt") -> str:  # quoted: 3.8 evaluates it
    """Return what to tell a person whose Python is too old or too new, or an empty string."""
    oldest, newest = (".".join(map(str, edge)) for edge in (OLDEST_PYTHON, NEWEST_PYTHON))
    if OLDEST_PYTHON <= tuple(version[:2]) <= NEWEST_PYTHON:
        return ""
    found = ".".join(str(part) for part in version[:3])
    wrong = "quá cũ" if tuple(version[:2]) < OLDEST_PYTHON else "quá mới"
    launcher = f"py -{newest}" if windows else f"python{newest}"
    how = f'Hãy cài Python {newest} từ python.org, rồi chạy: {launcher} "{sys.argv[0]}"'
    return f"Python trên máy này ({found}) {wrong}: bộ công cụ cần Python từ {oldest} đến {newest}.\n{how}"


def utf8_output() -> None:
    """Let Vietnamese text through pipes and files of a Windows console, whose own code page has no such letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


utf8_output()
if python_complaint(sys.version_info[:3]):
    sys.exit(python_complaint(sys.version_info[:3]))


class BootstrapError(Exception):
    """The environment cannot be prepared; the text tells a person why and what to do."""

    def __init__(self, message: str, curable: bool = False) -> None:
        """`curable`: no cause outside the environment is known, so making it anew may help."""
        super().__init__(message)
        self.curable = curable


class Profile(NamedTuple):
    """A set of packages. `covers` names the smaller profiles that are complete once this one is installed."""

    lock: str
    covers: tuple[str, ...]
    usual_time: str


BUILD_LOCK = "requirements/build.lock"
PROFILES: Mapping[str, Profile] = {
    "runtime": Profile("requirements/runtime.lock", (), "1–3 phút"),
    "test": Profile("requirements/test.lock", ("runtime",), "2–5 phút"),
}


class Venv(NamedTuple):
    """Where things are in a virtual environment."""

    folder: Path
    python: Path
    packages: Path

    def stamp(self, name: str) -> Path:
        """Return the file that says what is installed (`runtime`, `test`), or for whom it was made (`venv`)."""
        return self.folder / f".cchc-{name}.json"


def venv_at(folder: Path, windows: bool, version: Sequence[int]) -> Venv:
    """Return the layout of the environment in `folder`."""
    if windows:
        return Venv(folder, folder / "Scripts" / "python.exe", folder / "Lib" / "site-packages")
    library = folder / "lib" / f"python{version[0]}.{version[1]}"
    return Venv(folder, folder / "bin" / "python", library / "site-packages")


def venv_of(root: Path) -> Venv:
    """Return the environment of the repository in `root`, for the Python that runs now."""
    return venv_at(root / ".venv", os.name == "nt", sys.version_info[:2])


# --- What is installed, and whether that is still what is wanted --------------------------------------------------


def identity(root: Path) -> dict[str, str]:
    """Return what an environment depends on by its nature: it survives neither a move nor another Python."""
    return {
        "root": os.path.normcase(root),
        "python": f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}-{sysconfig.get_platform()}",
    }


def fingerprint(root: Path, profile: str) -> dict[str, str]:
    """Return what a profile's stamp must say."""
    locks = b"".join((root / lock).read_bytes() for lock in (BUILD_LOCK, PROFILES[profile].lock))
    project = (root / "pyproject.toml").read_bytes()
    return {
        **identity(root),
        "lock": hashlib.sha256(locks).hexdigest(),
        "project": hashlib.sha256(project).hexdigest(),
        "packages": " ".join(sorted(path.parent.name for path in (root / "plugins").glob("*/__init__.py"))),
    }


def installed(venv: Venv) -> list[str]:
    """Return the names and versions in the environment, as pip records them."""
    try:
        return sorted(entry.name for entry in venv.packages.iterdir() if entry.suffix == ".dist-info")
    except OSError:
        return []


def read_stamp(path: Path) -> dict[str, object]:
    """Return a stamp, empty when there is none or it cannot be read."""
    try:
        stamp = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(path: Path, stamp: Mapping[str, object]) -> None:
    """Write a stamp in one step, so that a crash leaves the old one, or none."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    draft.replace(path)


def is_gone(path: Path) -> bool:
    """Say whether a path is certainly not there; one that may not be looked at (Microsoft Store) counts as there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_healthy(venv: Venv, version: Sequence[int] = sys.version_info[:2]) -> bool:
    """Say whether the environment can start, without starting it (that alone would take longer than is allowed)."""
    try:
        lines = (venv.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False
    settings = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    made_with = settings.get("version", settings.get("version_info", ""))
    same_version = made_with.split(".")[:2] == [str(part) for part in version[:2]]
    return same_version and not is_gone(Path(settings.get("home", ""))) and not is_gone(venv.python)


def is_ready(root: Path, profile: str) -> bool:
    """Say whether the profile is installed as its lock says, and nobody has changed it by hand."""
    venv = venv_of(root)
    stamp = read_stamp(venv.stamp(profile))
    recorded = stamp.pop("installed", None)
    return (
        stamp == fingerprint(root, profile)
        and isinstance(recorded, list)
        and bool(recorded)
        and set(recorded) <= set(installed(venv))
        and is_healthy(venv)
    )


# --- Installing ----------------------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell a person what is happening; on the error stream, because a command's output may be read by a program."""
    print(text, file=sys.stderr, flush=True)


def child_environment() -> dict[str, str]:
    """Return the environment of every child: UTF-8, no questions, and nothing that points outside `.venv`."""
    outside = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"}
    return {
        **{name: value for name, value in os.environ.items() if name.upper() not in outside},
        "PYTHONUTF8": "1",
        "PYTHONNOUSERSITE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
    }


class Cause(NamedTuple):
    """What pip or the system writes when something common is wrong, and what that means to a person."""

    marks: tuple[str, ...]
    sentence: str


# The first that fits counts: a refused certificate, for one, ends in "No matching distribution" too.
CAUSES = (
    Cause(
        ("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError"),
        "Chứng thư của máy chủ mạng cơ quan không được Python tin cậy. Hãy nhờ cán bộ CNTT cho tệp chứng thư gốc, "
        "rồi đặt biến môi trường PIP_CERT bằng đường dẫn tệp đó.",
    ),
    Cause(
        ("DO NOT MATCH THE HASHES",),
        "Gói tải về không khớp mã băm trong tệp khóa nên không được cài. Hãy báo cho người phụ trách bộ công cụ.",
    ),
    Cause(
        ("No space left on device", "Errno 28", "WinError 112"),
        "Ổ đĩa đã đầy. Hãy dọn bớt rồi chạy lại.",
    ),
    Cause(
        ("WinError 206", "path too long", "Long Path support"),
        "Đường dẫn thư mục quá dài với Windows. Hãy chuyển bộ công cụ tới một thư mục ngắn hơn, ví dụ C:\\cchc.",
    ),
    Cause(
        ("WinError 32", "WinError 5]", "Permission denied", "Access is denied", "Read-only file system"),
        "Không ghi được vào thư mục của bộ công cụ. Hãy đóng các cửa sổ đang chạy bộ công cụ, "
        "kiểm tra quyền ghi ở thư mục này, rồi chạy lại.",
    ),
    Cause(
        (
            "NewConnectionError",
            "ConnectTimeout",
            "ReadTimeout",
            "ProxyError",
            "ProtocolError",
            "Failed to establish a new connection",
            "Name or service not known",
            "name resolution",
            "getaddrinfo failed",
            "Network is unreachable",
            "timed out",
            "Could not find a version",
            "No matching distribution",
        ),
        "Không tải được các gói từ mạng. Lần chạy đầu tiên (và sau mỗi lần cập nhật bộ công cụ) cần Internet. "
        "Hãy kiểm tra kết nối; nếu cơ quan dùng máy chủ trung gian (proxy), đặt biến môi trường HTTPS_PROXY, "
        "rồi chạy lại.",
    ),
)


def find_cause(output: str) -> Cause | None:
    """Return the known cause of a failed installation."""
    return next((cause for cause in CAUSES if any(mark in output for mark in cause.marks)), None)


def explain(output: str) -> str:
    """Return what to tell a person about a failed installation, with the last lines for those who help."""
    cause = find_cause(output)
    sentence = cause.sentence if cause else "Không cài được các gói. Hãy gửi phần dưới đây cho người phụ trách."
    details = "\n".join(f"  {line}" for line in output.strip().splitlines()[-15:])
    return f"{sentence}\nChi tiết kỹ thuật:\n{details}"


def run_quietly(command: Sequence[str], root: Path) -> None:
    """Run a step of the installation; show its words only when it fails, and a sign of life every half minute."""
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=root,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        while True:
            try:
                output, _ = process.communicate(timeout=30)
                break
            except subprocess.TimeoutExpired:
                say(f"  … vẫn đang cài ({time.monotonic() - started:.0f} giây)")
            except BaseException:
                process.kill()
                raise
    if process.returncode:
        raise BootstrapError(explain(output), curable=find_cause(output) is None)


def base_python() -> str:
    """Return the Python outside every environment: ours may be about to be removed."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def check_venv_can_be_made(windows: bool = os.name == "nt") -> None:
    """Debian keeps two parts of Python's own library in a package of their own."""
    if find_spec("venv") and find_spec("ensurepip"):
        return
    raise BootstrapError(
        "Bản Python này thiếu mô-đun venv hoặc ensurepip nên không tạo được môi trường riêng.\n"
        + (
            "Hãy cài lại Python từ python.org, giữ nguyên mục “pip”."
            if windows
            else f"Trên Debian, Ubuntu: sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )
    )


def remove_tree(folder: Path) -> None:
    """Remove an old environment; renaming it first makes a folder in use fail whole, not half removed."""
    for leftover in folder.parent.glob(f"{folder.name}.old-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        aside = folder.with_name(f"{folder.name}.old-{os.getpid()}")
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def make_venv(root: Path) -> None:
    """Make an empty environment, and record for which folder and Python only when it is whole."""
    check_venv_can_be_made()
    venv = venv_of(root)
    remove_tree(venv.folder)
    run_quietly([base_python(), "-m", "venv", str(venv.folder)], root)
    write_stamp(venv.stamp("venv"), identity(root))


def install_packages(root: Path, profile: str) -> None:
    """Install exactly what the lock lists, then the project itself, editable."""
    pip = [str(venv_of(root).python), "-m", "pip", "install", "--quiet", "--no-deps"]
    locked = [*pip, "--require-hashes", "--no-build-isolation", "-r"]
    run_quietly([*locked, BUILD_LOCK], root)
    run_quietly([*locked, PROFILES[profile].lock], root)
    if not any(is_ready(root, covered) for covered in PROFILES[profile].covers):
        run_quietly([*pip, "--no-build-isolation", "--editable", "."], root)


def install(root: Path, profile: str) -> None:
    """Bring the environment to the profile; a stamp exists only while it is true."""
    venv = venv_of(root)
    for name in PROFILES:
        if not is_ready(root, name):
            venv.stamp(name).unlink(missing_ok=True)
    reusable = read_stamp(venv.stamp("venv")) == identity(root) and is_healthy(venv)
    if not reusable:
        make_venv(root)
    try:
        install_packages(root, profile)
    except BootstrapError as error:
        if not (reusable and error.curable):
            raise
        make_venv(root)
        install_packages(root, profile)
    for name in (*PROFILES[profile].covers, profile):
        write_stamp(venv.stamp(name), {**fingerprint(root, name), "installed": installed(venv)})


# --- One installation at a time --------------------------------------------------------------------------------------

_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def try_lock(descriptor: int) -> bool:
    """Take the lock if it is free. The system frees it when its process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY  # a network drive without locks: go on alone
    return True


@contextlib.contextmanager
def installation_lock(path: Path, patience: float = 1800) -> Iterator[None]:
    """Hold the lock, waiting for another run that installs into the same folder."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience
        waited = False
        while not try_lock(descriptor):
            if not waited:
                say("Một cửa sổ khác đang cài đặt bộ công cụ; xin chờ…")
                waited = True
            if time.monotonic() > deadline:
                raise BootstrapError("Chờ quá lâu một lần cài đặt khác. Hãy đóng các cửa sổ khác rồi chạy lại.")
            time.sleep(0.3)
        yield
    finally:
        os.close(descriptor)


# --- What the scripts call -------------------------------------------------------------------------------------------


def prepare(root: Path, profile: str) -> None:
    """Install the profile if it is not there yet."""
    if is_ready(root, profile):
        return
    with installation_lock(root / ".venv.lock"):
        if is_ready(root, profile):
            return
        usual = PROFILES[profile].usual_time
        say(f"Đang cài các gói cần thiết vào thư mục .venv (thường mất {usual}, chỉ làm một lần)…")
        started = time.monotonic()
        install(root, profile)
        say(f"Đã cài xong sau {time.monotonic() - started:.0f} giây.")


def ensure(profile: str, root: Path = ROOT) -> Path:
    """Return the Python of an environment that has the profile, or end the program with a sentence."""
    try:
        prepare(root, profile)
    except BootstrapError as error:
        say(f"LỖI: {error}")
    except OSError as error:
        say(f"LỖI: {explain(str(error))}")
    except KeyboardInterrupt:
        say("Đã dừng theo yêu cầu; lần chạy sau sẽ cài tiếp.")
    else:
        return venv_of(root).python
    sys.exit(FAILED)


def run_instead(command: Sequence[str]) -> NoReturn:
    """Become `command`; where a process cannot be replaced (Windows), wait for it and pass on its exit code."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], list(command), child_environment())
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C reaches the child too, and that one decides
        sys.exit(subprocess.call(command, env=child_environment()))
    sys.exit(130)


def run_cchc(command: str, arguments: Sequence[str]) -> NoReturn:
    """Run `cchc COMMAND` on this repository, preparing the environment when needed."""
    python = ensure("runtime")
    run_instead([str(python), "-m", "cchc", command, "-C", str(ROOT), *arguments])
