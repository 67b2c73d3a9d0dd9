#!/usr/bin/env python3
"""Zonepress on a bare machine, with nothing but Python: `python3 run.py` serves it, `python3 run.py test` tests it.

Usage: python3 run.py [--offline DIR] [COMMAND]

  serve                 装好环境、建库、装入演示内容并启动网站(默认)  set up and serve on 127.0.0.1 (the default)
  test [ARGS…]          装好测试环境并运行 pytest ARGS              run the tests
  manage ARGS…          运行 manage.py ARGS                        run a management command
  wheels DIR [--dev] [ARGS…]
                        把依赖包下载到 DIR,供 --offline 使用        download the dependencies (ARGS go to pip download)

  --offline DIR         不连网,只从 DIR 安装                        install from DIR only

环境变量 Environment: PORT 端口 (8000), DATA_DIR 数据目录 (var/). 其余见 docs/settings.md.

Standard library only. Writes to .venv/ and DATA_DIR, nowhere else.
"""

import contextlib
import errno
import hashlib
import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

# Everything above also parses and runs on Python 3.6, so that an old Python gets a sentence and not a traceback.
if sys.version_info < (3, 11):  # noqa: UP036 - the guard is for those who don't meet target-version
    found = sys.version.split()[0]
    sys.exit(f"需要 Python 3.11 或更新版本，现在是 {found}。Zonepress needs Python 3.11 or newer, this is {found}.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
HOST = "127.0.0.1"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
GRACE = 10  # seconds that a process is given to end by itself


class Failure(Exception):
    """Something the user has to know; its text is the whole message."""


# --- Processes ---------------------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    """The environment of every process started here."""
    return os.environ | {
        "DATA_DIR": str(data_dir()),
        "PORT": os.environ.get("PORT") or "8000",
        "PYTHONUTF8": "1",
        # Byte code stays out of the source tree, goes with the environment it was made for, and out of backups.
        "PYTHONPYCACHEPREFIX": str(VENV / "pycache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
    }


def data_dir() -> Path:
    """DATA_DIR, made if it is missing; a relative one stands beside this file, as in the settings."""
    path = ROOT / Path(os.environ.get("DATA_DIR") or "var").expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"DATA_DIR={path}：建不了这个目录。Can't make this folder ({error.strerror}).") from None
    return path


def spawn(command: list[str], output: int | None = None) -> subprocess.Popen[str]:
    """Start `command` as the leader of its own process group.

    A Ctrl-C in the terminal then reaches run.py alone, which stops the group: no tracebacks, nothing left behind.
    """
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def stop(*processes: subprocess.Popen[str]) -> None:
    """Ask the processes to end, wait up to GRACE seconds in all, then kill what is left of their groups."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))
    deadline = time.monotonic() + GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        kill_group(process)


def kill_group(process: subprocess.Popen[str]) -> None:
    """Kill `process` and whatever it started; does nothing when all of them have ended."""
    if WINDOWS:
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says EPERM of a group of zombies
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def step(label: str, *command: str, hint: str = "") -> None:
    """Run one command silently and print one line about it; its output is shown only when it fails."""
    print(f"{label} … ", end="", flush=True)
    started = time.monotonic()
    process = spawn(list(command), subprocess.PIPE)
    try:
        output, _ = process.communicate()
    except BaseException:
        print("✗", flush=True)
        stop(process)
        raise
    if process.returncode:
        print("✗", flush=True)
        raise Failure(f"{output}\n{label}：失败 failed (exit {process.returncode}). {hint}".rstrip())
    print(f"✓ {time.monotonic() - started:.1f} s", flush=True)


def manage(*arguments: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]


def hand_over(command: list[str], folder: Path | None = None) -> int:
    """Run `command` in the foreground with our terminal and signals, and return its exit code."""
    process = subprocess.Popen(command, cwd=folder, env=child_environment())
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal has sent it to the child too, who decides
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


# --- The environment in .venv --------------------------------------------------------------------------------------


def stamp(lock: Path) -> Path:
    """The file that says `lock` is wholly installed: written last, so an interrupted installation has none."""
    return VENV / f"installed-{lock.stem}"


def fingerprint(lock: Path) -> str:
    """What an environment is good for: this lock, this Python, this place (virtual environments can't be moved)."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} python{sys.version_info.major}.{sys.version_info.minor} {VENV}"


def is_installed(lock: Path) -> bool:
    try:
        return PYTHON.exists() and stamp(lock).read_text("utf-8") == fingerprint(lock)
    except OSError:
        return False


def pip(action: str, *arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "pip", action, "--quiet", "--require-hashes", "--only-binary", ":all:", *arguments]


def pip_source(offline: str) -> list[str]:
    """The pip options that say where packages come from."""
    if not offline:
        return []
    folder = Path(offline).resolve()
    if not folder.is_dir():
        raise Failure(f"--offline：没有目录 {folder}。There is no such folder; make it with: run.py wheels DIR")
    return ["--no-index", "--find-links", str(folder)]


def make_environment(offline: str, dev: bool = False) -> None:
    """Make .venv hold exactly what the lock files say. Costs nothing when it already does."""
    source = pip_source(offline)
    # The development lock contains the other one, so a first `run.py test` installs once.
    wanted = [LOCK, DEV_LOCK] if dev else [LOCK]
    if all(is_installed(lock) for lock in wanted):
        return
    if not is_installed(LOCK):
        make_venv()
    for lock in wanted:
        stamp(lock).unlink(missing_ok=True)
    step(
        "安装依赖包（首次约一两分钟）",
        *pip("install", "--no-compile", *source, "-r", str(wanted[-1])),
        hint="连不上软件源？在能联网的机器上运行 python3 run.py wheels DIR，再用 python3 run.py --offline DIR。"
        " No registry? Run `python3 run.py wheels DIR` where there is one, then `python3 run.py --offline DIR` here.",
    )
    for lock in wanted:
        stamp(lock).write_text(fingerprint(lock), "utf-8")


def make_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Failure(
            f"这个 Python {version} 缺少 venv 模块，请先安装。This Python lacks the venv module; install it:\n"
            f"  Debian/Ubuntu: sudo apt install python{version}-venv\n"
            "  Fedora/RHEL:   sudo dnf install python3 python3-pip\n"
            "  其他 others:    https://www.python.org/downloads/"
        )
    step(
        "建立 Python 环境",
        sys.executable,
        "-m",
        "venv",
        "--clear",
        str(VENV),
        hint=f"删除 {VENV} 后重试 Delete it, retry.",
    )


# --- serve -----------------------------------------------------------------------------------------------------------


def read_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Failure(f"PORT={text}：应是 1 到 65535 之间的整数。PORT must be a whole number from 1 to 65535.")
    return int(text)


def reserve(port: int) -> socket.socket:
    """Bind the port and hold it while we prepare, for granian would share a busy one (SO_REUSEPORT) without a word."""
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        try:
            holder.bind((HOST, port))
        except OSError as error:
            if WINDOWS or error.errno != errno.EADDRINUSE or is_served(port):
                raise
            # Only connections of a server that has just stopped are left (TIME_WAIT): this option takes those over.
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind((HOST, port))
    except OSError as error:
        holder.close()
        other = port + 1 if port < 65535 else 8000
        how = f"set PORT={other} && python run.py" if WINDOWS else f"PORT={other} python3 run.py"
        if error.errno == errno.EADDRINUSE:
            raise Failure(f"端口 {port} 已被占用，请换一个。Port {port} is in use; take another: {how}") from None
        raise Failure(f"端口 {port} 不能使用 Port {port} can't be used ({error.strerror}): {how}") from None
    return holder


def is_served(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def is_ready(port: int) -> bool:
    """Whether the site answers a request, with whatever status (granian accepts connections before it has loaded)."""
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/healthz")
            return bool(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            return False


def static_signature() -> str:
    """A digest of what collectstatic works from: our files (by path, time and size), the packages, the settings."""
    digest = hashlib.sha256(LOCK.read_bytes())
    for path in sorted([*ROOT.glob("static/**/*"), ROOT / "portal" / "settings.py"]):
        if path.is_file():
            about = path.stat()
            digest.update(f"{path.relative_to(ROOT)} {about.st_mtime_ns} {about.st_size}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    mark = data_dir() / "static" / ".collected"  # inside STATIC_ROOT, so that it goes when the files go
    signature = static_signature()
    if mark.is_file() and mark.read_text("utf-8") == signature:
        return
    mark.unlink(missing_ok=True)
    step("收集静态文件", *manage("collectstatic", "--noinput", "--verbosity", "0"))
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(signature, "utf-8")


def width(text: str) -> int:
    """Columns that `text` takes in a terminal; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def welcome(port: int) -> str:
    """The site's address and, when the demo portal is loaded, who can sign in to it."""
    site = f"http://{HOST}:{port}"
    lines = ["", f"网站 {site}/", f"后台 {site}{os.environ.get('ADMIN_PATH') or '/admin/'}"]
    accounts = data_dir() / "demo-accounts.txt"
    if accounts.is_file():
        rows = [["角色", "用户名", "密码"]]
        rows += [line.split("\t") for line in accounts.read_text("utf-8").splitlines() if line.count("\t") == 2]
        columns = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
        lines += ["", "演示账号："]
        for row in rows:
            cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, columns, strict=True)]
            lines.append("  " + "   ".join(cells).rstrip())
    return "\n".join([*lines, "", "按 Ctrl-C 停止。"])


def server_command(port: int) -> list[str]:
    # A stuck request must not outlive our own patience; a worker that dies is started again, unless it dies at once.
    options = f"--workers 1 --blocking-threads 8 --workers-kill-timeout {GRACE // 2} --respawn-failed-workers"
    options += f" --interface wsgi --no-ws --host {HOST} --port {port} --no-access-log --log-level error"
    return [str(PYTHON), "-m", "granian", *options.split(), "portal.wsgi:application"]


def watch(children: dict[str, subprocess.Popen[str]], port: int, stopping: list[object]) -> None:
    """Greet once the site answers, then wait for a signal. Raises Failure when a child ends by itself."""
    ready = False
    while not stopping:
        for name, child in children.items():
            if child.poll() is not None:
                raise Failure(f"{name}意外退出，已全部停止。A process has ended by itself (exit {child.returncode}).")
        if not ready and is_ready(port):
            ready = True
            print(welcome(port), flush=True)
        time.sleep(0.2)


def serve(offline: str) -> int:
    port = read_port()
    holder = reserve(port)
    make_environment(offline)
    step("更新数据库", *manage("migrate", "--noinput", "--verbosity", "0"))
    collect_static()
    step("检查演示内容", *manage("demo", "--if-empty"))
    children: dict[str, subprocess.Popen[str]] = {}
    stopping: list[object] = []  # filled by a signal, asked by `watch`: so none can interrupt the start of a process
    on_stop_signals(lambda number, _: stopping.append(number))
    holder.close()
    try:
        children["网站 (granian)"] = spawn(server_command(port))
        children["后台任务 (manage.py worker)"] = spawn(manage("worker"))
        watch(children, port, stopping)
    finally:
        stop(*children.values())
    print("\n已停止。", flush=True)
    return 0


# --- test, wheels ----------------------------------------------------------------------------------------------------


def find_chromium() -> str:
    """The path of a Chromium or Chrome, or an empty string. CHROMIUM in the environment comes first."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    names += [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Google Chrome", "Chromium")]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        names.append(os.environ.get(variable, "") + "/Google/Chrome/Application/chrome.exe")
    return next((found for found in map(shutil.which, names) if found), "")


def left_out() -> list[str]:
    """What the tests could not cover here, and how to have it covered."""
    notes = []
    if not find_chromium():
        notes.append("浏览器 browser：安装 Chromium/Chrome，或设 CHROMIUM=路径 (install one, or set CHROMIUM=path)")
    if not os.environ.get("TEST_DATABASE_URL"):
        notes.append("PostgreSQL：设 TEST_DATABASE_URL=postgres://用户:口令@主机:5432/库名")
    if not os.environ.get("TEST_REDIS_URL"):
        notes.append("Redis：设 TEST_REDIS_URL=redis://主机:6379/15")
    return notes


def run_tests(offline: str, arguments: list[str]) -> int:
    make_environment(offline, dev=True)
    os.environ["CHROMIUM"] = find_chromium()
    code = hand_over([str(PYTHON), "-m", "pytest", *arguments], ROOT)
    notes = left_out()
    if notes:
        print("\n本次未覆盖 Left out:", *notes, sep="\n  - ", flush=True)
    return code


def download_wheels(offline: str, arguments: list[str]) -> int:
    if not arguments or arguments[0].startswith("-"):
        raise Failure("用法 Usage: python3 run.py wheels DIR [--dev] [ARGS of pip download…]")
    folder, *rest = arguments
    lock = DEV_LOCK if "--dev" in rest else LOCK
    extra = [argument for argument in rest if argument != "--dev"]
    make_environment(offline)
    step("下载依赖包", *pip("download", "--dest", str(Path(folder).resolve()), "-r", str(lock), *extra))
    return 0


# --- The command line ------------------------------------------------------------------------------------------------


def on_stop_signals(handler: Callable[[int, object], None]) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) == signal.SIG_IGN):  # nohup
            signal.signal(number, handler)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def open_standard_streams() -> None:
    """Give a closed stdin, stdout or stderr to the null device, before a file of ours gets its number."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a console of another code page shows "?" for what it lacks
            stream.reconfigure(errors="replace", line_buffering=True)  # type: ignore[union-attr]


def run(arguments: list[str]) -> int:
    offline = ""
    if arguments[:1] == ["--offline"]:
        if len(arguments) < 2:
            raise Failure("--offline：缺少目录。It needs a folder: --offline DIR")
        offline, arguments = arguments[1], arguments[2:]
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if command == "serve" and not rest:
        return serve(offline)
    if command == "test":
        return run_tests(offline, rest)
    if command == "manage":
        make_environment(offline)
        return hand_over(manage(*rest))
    if command == "wheels":
        return download_wheels(offline, rest)
    raise Failure(f"不认识的命令 Unknown command: {' '.join(arguments)}\n\n{__doc__}")


def main() -> int:
    open_standard_streams()
    on_stop_signals(interrupt)
    try:
        return run(sys.argv[1:])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断，再运行一次会接着来。Interrupted; run it again to go on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
