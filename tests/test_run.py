"""run.py: its pieces one by one, then a whole first start in a copy of the tree."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
posix_only = pytest.mark.skipif(os.name == "nt", reason="process groups and ps")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module of its own, which believes that it stands in an empty folder."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "a place"
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    for name, place in {"ROOT": root, "VENV": root / ".venv", "PYTHON": python}.items():
        monkeypatch.setattr(module, name, place)
    for name in ("LOCK", "DEV_LOCK"):
        lock = root / getattr(module, name).name
        lock.write_text("example==1.0\n")
        monkeypatch.setattr(module, name, lock)
    for name in ("DATA_DIR", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return module


@pytest.fixture
def steps(run, monkeypatch):
    """The commands that run.py would have run as steps."""
    commands: list[str] = []
    monkeypatch.setattr(run, "step", lambda label, *command, hint="": commands.append(" ".join(command)))
    return commands


@pytest.fixture
def busy():
    """The number of a port somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def gone(pid: int) -> bool:
    """Whether no process of this number runs any more; waits a moment for the system to say so."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state.strip() or state.strip().startswith("Z"):
            return True
        time.sleep(0.05)
    return False


# --- Old Pythons -------------------------------------------------------------------------------------------------


def test_python_3_6_can_parse_it():
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_the_version_check_comes_before_everything_but_imports():
    body = ast.parse((ROOT / "run.py").read_text("utf-8")).body
    kinds = [type(node) for node in body[1:]]
    assert set(kinds[: kinds.index(ast.If)]) == {ast.Import, ast.ImportFrom}


# --- The port ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["x", "0", "-1", "65536", "80 80", "8e3"])
def test_a_bad_port_is_named(run, monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(run.Failure, match=f"PORT={re.escape(value)}"):
        run.read_port()


def test_the_port_is_8000_unless_told(run, monkeypatch):
    assert run.read_port() == 8000
    monkeypatch.setenv("PORT", "8123")
    assert run.read_port() == 8123


def test_a_busy_port_is_refused_before_any_work(run, monkeypatch, steps, busy):
    monkeypatch.setenv("PORT", str(busy))
    with pytest.raises(run.Failure, match=rf"{busy} 已被占用.*Port {busy} is in use.*PORT={busy + 1}"):
        run.serve("")
    assert steps == []
    assert not (run.ROOT / "var").exists()


def test_a_reserved_port_is_closed_to_a_second_run(run):
    port = free_port()
    with run.reserve(port), pytest.raises(run.Failure, match="in use"):
        run.reserve(port)
    run.reserve(port).close()


@posix_only
def test_a_port_that_a_stopped_server_left_in_time_wait_can_be_taken(run):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as reader:
            server_side, _ = listener.accept()
            server_side.close()  # the side that closes first keeps the port in TIME_WAIT
            reader.recv(1)
    run.reserve(port).close()


# --- The environment -----------------------------------------------------------------------------------------------


def test_an_environment_is_made_once(run, steps):
    run.make_environment("")
    assert len(steps) == 2
    assert "-m venv --clear" in steps[0]
    assert "pip install" in steps[1]
    assert "--require-hashes --only-binary :all:" in steps[1]
    assert steps[1].endswith(f"-r {run.LOCK}")
    run.make_environment("")
    assert len(steps) == 2


def test_a_changed_lock_is_installed_afresh(run, steps):
    run.make_environment("")
    run.LOCK.write_text("example==2.0\n")
    run.make_environment("")
    assert ["venv" in steps[2], "pip install" in steps[3]] == [True, True]


def test_an_interrupted_installation_is_begun_again(run, monkeypatch, steps):
    def interrupted(label, *command, hint=""):
        if "pip" in command:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "step", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.make_environment("")
    assert not run.is_installed(run.LOCK)
    run.make_environment("")
    assert "-m venv --clear" in steps[0]
    assert run.is_installed(run.LOCK)


def test_an_environment_without_its_python_is_made_again(run, steps):
    run.make_environment("")
    run.PYTHON.unlink()
    run.make_environment("")
    assert len(steps) == 4


def test_the_first_test_run_installs_once_and_for_both_locks(run, steps):
    run.make_environment("", dev=True)
    assert len(steps) == 2
    assert steps[1].endswith(f"-r {run.DEV_LOCK}")
    run.make_environment("")
    run.make_environment("", dev=True)
    assert len(steps) == 2


def test_the_tools_are_added_to_an_environment_that_serves(run, steps):
    run.make_environment("")
    run.make_environment("", dev=True)
    assert len(steps) == 3
    assert steps[2].endswith(f"-r {run.DEV_LOCK}")


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_says_which_package_to_install(run, monkeypatch, steps, missing):
    find = importlib.util.find_spec
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with pytest.raises(run.Failure, match=f"sudo apt install python{version}-venv"):
        run.make_environment("")
    assert steps == []


def test_offline_installs_from_the_folder_only(run, tmp_path, steps):
    run.make_environment(str(tmp_path))
    assert f"--no-index --find-links {tmp_path}" in steps[1]


def test_offline_without_its_folder_is_refused(run, tmp_path, steps):
    with pytest.raises(run.Failure, match="--offline"):
        run.make_environment(str(tmp_path / "missing"))
    assert steps == []


def test_wheels_are_downloaded_with_their_hashes_checked(run, tmp_path, steps):
    run.download_wheels("", [str(tmp_path), "--dev", "--python-version", "3.13"])
    assert "pip download" in steps[-1]
    assert (
        f"--require-hashes --only-binary :all: --dest {tmp_path} -r {run.DEV_LOCK} --python-version 3.13" in steps[-1]
    )


def test_both_locks_name_the_same_versions():
    pins = {
        name: set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] < pins["requirements-dev.txt"]


# --- Steps and children --------------------------------------------------------------------------------------------


def test_a_step_is_one_line(run, capfd):
    run.step("准备", sys.executable, "-c", "print('noise')")
    assert re.fullmatch(r"准备 … ✓ \d+\.\d s\n", capfd.readouterr().out)


def test_a_failed_step_shows_its_output_and_the_hint(run, capfd):
    with pytest.raises(run.Failure, match=r"(?s)the reason.*准备.*failed \(exit 3\)\. Try again"):
        run.step("准备", sys.executable, "-c", "print('the reason'); raise SystemExit(3)", hint="Try again")


def test_children_know_the_data_folder_and_leave_the_source_alone(run, monkeypatch):
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    environment = run.child_environment()
    assert environment["DATA_DIR"] == str(run.ROOT / "elsewhere")
    assert environment["PYTHONPYCACHEPREFIX"].startswith(str(run.VENV))


def test_a_data_folder_that_cannot_be_made_is_named(run, monkeypatch):
    (run.ROOT / "file").touch()
    monkeypatch.setenv("DATA_DIR", "file/below")
    with pytest.raises(run.Failure, match="DATA_DIR="):
        run.data_dir()


STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


@posix_only
def test_a_child_that_will_not_end_is_killed_with_what_it_started(run, monkeypatch):
    monkeypatch.setattr(run, "GRACE", 0.3)
    polite = run.spawn([sys.executable, "-c", "import time; time.sleep(60)"])
    stubborn = run.spawn([sys.executable, "-c", STUBBORN], subprocess.PIPE)
    grandchild = int(stubborn.stdout.readline())
    run.stop(polite, stubborn)
    assert polite.returncode == -signal.SIGTERM
    assert stubborn.returncode == -signal.SIGKILL
    assert gone(grandchild)


@posix_only
def test_when_one_child_dies_the_other_is_stopped(run, monkeypatch, steps):
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(run, "make_environment", lambda offline: None)
    monkeypatch.setattr(run, "collect_static", lambda: None)
    monkeypatch.setattr(run, "on_stop_signals", lambda handler: None)
    monkeypatch.setattr(run, "server_command", lambda port: [sys.executable, "-c", "raise SystemExit(7)"])
    monkeypatch.setattr(run, "manage", lambda *arguments: [sys.executable, "-c", "import time; time.sleep(60)"])
    started = []
    spawn = run.spawn

    def remember(command):
        started.append(spawn(command))
        return started[-1]

    monkeypatch.setattr(run, "spawn", remember)
    with pytest.raises(run.Failure, match=r"granian.*意外退出.*\(exit 7\)"):
        run.serve("")
    assert [child.returncode for child in started] == [7, -signal.SIGTERM]


def test_the_exit_code_is_passed_on(run, monkeypatch):
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    assert run.hand_over([sys.executable, "-c", "raise SystemExit(5)"]) == 5


# --- What is printed -----------------------------------------------------------------------------------------------


def test_the_welcome_lists_the_demo_accounts_in_columns(run):
    run.data_dir()
    (run.data_dir() / "demo-accounts.txt").write_text("管理员\tadmin\tone\n一审\tfirst-reviewer\ttwo\n", "utf-8")
    lines = run.welcome(8123).splitlines()
    assert "网站 http://127.0.0.1:8123/" in lines
    assert "后台 http://127.0.0.1:8123/admin/" in lines
    assert "  管理员   admin            one" in lines
    assert "  一审     first-reviewer   two" in lines


def test_the_welcome_without_the_demo_shows_addresses_only(run):
    assert "账号" not in run.welcome(8123)


def test_static_files_are_collected_when_they_changed(run, steps):
    source = run.ROOT / "static" / "site.css"
    source.parent.mkdir()
    source.write_text("a {}")
    run.collect_static()
    run.collect_static()
    assert len(steps) == 1
    source.write_text("a { color: red }")
    run.collect_static()
    assert len(steps) == 2
    shutil.rmtree(run.data_dir() / "static")
    run.collect_static()
    assert len(steps) == 3


def test_what_the_tests_left_out_is_said(run, monkeypatch):
    monkeypatch.setattr(run, "find_chromium", lambda: "")
    for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert [note.split("：")[0].split()[-1] for note in run.left_out()] == ["browser", "PostgreSQL", "Redis"]
    monkeypatch.setattr(run, "find_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://")
    assert run.left_out() == []


@pytest.mark.parametrize("arguments", [["nothing"], ["serve", "extra"], ["--offline"], ["wheels"]])
def test_a_wrong_command_line_is_explained(run, steps, arguments):
    with pytest.raises(run.Failure, match=r"Unknown command|--offline|Usage"):
        run.run(arguments)
    assert steps == []


# --- A whole start -------------------------------------------------------------------------------------------------


def copy_of_the_tree(to: Path) -> list[str]:
    """Copy what git would have in a clean clone, changes included, and return the paths."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = sorted(path for path in listing.stdout.split("\0") if path and (ROOT / path).is_file())
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, to / path)
    return paths


def fetch(address: str) -> str:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=10) as response:
        assert response.status == 200
        return str(response.read().decode())


def wait_for_line(process: subprocess.Popen[bytes], log: Path, text: str, limit: float) -> None:
    deadline = time.monotonic() + limit
    while text not in log.read_text("utf-8"):
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < deadline, log.read_text("utf-8")
        time.sleep(0.2)


@pytest.mark.slow
@posix_only
def test_a_first_start_serves_the_portal_and_leaves_nothing_running(tmp_path):
    place = tmp_path / "a place with spaces"
    tree = copy_of_the_tree(place)
    port = free_port()
    log = tmp_path / "log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON"))}
    environment |= {"PORT": str(port), "DATA_DIR": str(tmp_path / "data of ours"), "LANG": "C"}
    for name in ("SITE_URL", "SECRET_KEY", "DATABASE_URL", "CACHE_URL", "ADMIN_PATH", "DEBUG"):
        environment.pop(name, None)
    wheels = os.environ.get("ZONEPRESS_WHEELS")
    command = [sys.executable, str(place / "run.py"), *(["--offline", wheels] if wheels else [])]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_for_line(process, log, "Ctrl-C", limit=600)
        site = f"http://127.0.0.1:{port}"
        assert 'lang="zh-Hans"' in fetch(site + "/")
        stylesheet = re.search(r'href="(/static/[^"]+\.css)"', fetch(site + "/"))
        assert stylesheet is not None
        assert "{" in fetch(site + stylesheet[1])
        assert 'name="password"' in fetch(site + "/admin/login/")
        second = subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert second.returncode == 1
        assert f"Port {port} is in use" in second.stderr
    finally:
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(30)
    assert code == 0, log.read_text("utf-8")
    assert "Traceback" not in log.read_text("utf-8")
    running = subprocess.run(["ps", "-axo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(place) not in running
    assert sorted(str(path.relative_to(place)) for path in place.rglob("*") if is_ours(path, place)) == tree


def is_ours(path: Path, place: Path) -> bool:
    return path.is_file() and path.relative_to(place).parts[0] != ".venv"
