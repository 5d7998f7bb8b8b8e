"""Setting up from a checkout: who installs the packages, and the one line where it can't be done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tree import ROOT

PYTHON = f"""case "$*" in
    *"import ctypes"*) exit 1 ;;
    *"-m venv "*)
        for folder; do :; done
        mkdir -p "$folder/bin"
        cp "$0" "$folder/bin/python"
        cp "$0" "$folder/bin/recording-panel" ;;
    *"pip"*"config list"*) printf '%s\\n' "$PIP_SETTINGS" ;;
    *"pip"*"install"*) echo "pip $*" >>"$RAN" ;;
    *) exec {sys.executable} "$@" ;;
esac"""
OTHER_PYTHON = """case "$*" in *python_version*) echo 3.14.2 ;; *) exit 1 ;; esac"""
TOOLS = """
    awk bash cat chmod cp df dirname find flock getconf grep head id ldconfig mkdir mktemp mv readlink rm sed
    sha256sum sort tail uname
"""


class StandIn:
    """A checkout with the real scripts, on a system of which only a few tools are there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "checkout"
        self.bin = folder / "bin"
        self.bin.mkdir()
        (self.root / "packaging/lock").mkdir(parents=True)
        for name in ("bootstrap", "system-packages.sh", "lock/runtime.txt"):
            shutil.copy(ROOT / "packaging" / name, self.root / "packaging" / name)
        script = self.root / "packaging/bootstrap"
        script.write_text(script.read_text().replace("/usr/bin/python3", f"{self.bin}/python3"))
        (self.root / "pyproject.toml").write_text("")
        for name in TOOLS.split():
            found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
            assert found is not None, name
            (self.bin / name).symlink_to(found)
        self.tool("python3", PYTHON)
        self.environment = {
            "PATH": str(self.bin),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "RAN": str(folder / "ran"),
            "PIP_SETTINGS": "",
        }

    def tool(self, name: str, body: str) -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / "packaging/bootstrap"],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def ran(self) -> list[str]:
        path = self.folder / "ran"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def system(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)


def test_without_uv_pip_installs_what_is_locked_and_nothing_is_done_twice(system: StandIn) -> None:
    done = system.set_up()
    assert done.returncode == 0, done.stderr
    first, second = system.ran()
    assert "--require-hashes" in first
    assert "--editable" in second
    again = system.set_up()
    assert (again.returncode, again.stderr, len(system.ran())) == (0, "", 2)


def test_uv_installs_what_is_locked_with_the_same_hashes(system: StandIn) -> None:
    system.tool("uv", '[ "$1" != python ] && echo "uv $*" >>"$RAN"')
    assert system.set_up().returncode == 0
    first, second = system.ran()
    assert first.startswith("uv pip install")
    assert "--require-hashes --only-binary :all: --no-deps" in first
    assert "--editable" in second


def test_where_uv_fails_pip_installs(system: StandIn) -> None:
    system.tool("uv", "exit 2")
    done = system.set_up()
    assert done.returncode == 0, done.stderr
    assert "pip tries" in done.stderr
    assert [line.split()[0] for line in system.ran()] == ["pip", "pip"]


def test_where_pip_has_an_index_of_its_own_uv_helps_only_with_one_as_well(system: StandIn) -> None:
    system.tool("uv", '[ "$1" != python ] && echo "uv $*" >>"$RAN"')
    settings = "global.index-url='https://packages.example.org/simple'"
    assert system.set_up(PIP_SETTINGS=settings).returncode == 0
    assert [line.split()[0] for line in system.ran()] == ["pip", "pip"]
    shutil.rmtree(system.root / ".venv")
    index = "https://packages.example.org/simple"
    assert system.set_up(PIP_SETTINGS=settings, UV_DEFAULT_INDEX=index).returncode == 0
    assert [line.split()[0] for line in system.ran()[2:]] == ["uv", "pip"]


def test_a_python_that_uv_keeps_is_found(system: StandIn) -> None:
    system.tool("python3", OTHER_PYTHON)
    system.tool("kept", PYTHON)
    system.tool("uv", f'[ "$1" = python ] && echo "{system.bin}/kept"')
    done = system.set_up()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("tool", "body", "what"),
    [
        ("uname", "echo Darwin", "packaging/macos/README.md"),
        ("uname", '[ "$1" = -s ] && echo Linux || echo riscv64', "no Qt for Python for a riscv64"),
        ("getconf", "exit 1", "no glibc"),
        ("getconf", "echo glibc 2.31", "glibc 2.31 is too old"),
        ("getconf", "echo glibc 2.4", "glibc 2.4 is too old"),
        ("python3", OTHER_PYTHON, "this system's is 3.14.2"),
        ("ldconfig", "", "libxkbcommon0"),
    ],
)
def test_where_it_can_t_be_set_up_one_line_says_why_and_what_to_do(
    system: StandIn, tool: str, body: str, what: str
) -> None:
    system.tool(tool, body)
    done = system.set_up()
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert what in line
    assert not (system.root / ".venv").exists()


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'); No matching distribution found", "PIP_CERT"),
        ("NewConnectionError; No matching distribution found", "Check the network"),
        ("No space left on device", "disk is full"),
    ],
)
def test_where_the_packages_can_t_be_fetched_the_last_line_says_why(
    system: StandIn, words: str, what: str
) -> None:
    system.tool("python3", PYTHON.replace('echo "pip $*" >>"$RAN"', f'echo "{words}"; exit 1'))
    done = system.set_up()
    assert done.returncode == 1
    assert what in done.stderr.splitlines()[-1]


def test_postgresql_for_the_tests_comes_without_a_server_of_the_system(tmp_path: Path) -> None:
    setting = tmp_path / "postgresql-common/createcluster.conf"

    def asked() -> str:
        script = f'source {ROOT}/packaging/system-packages.sh; want_no_database_of_the_system "$1"'
        subprocess.run(["bash", "-euc", script, "-", setting.parent], check=True)
        return setting.read_text()

    assert asked().splitlines()[-1] == "create_main_cluster = false"
    # What an administrator wants stays.
    setting.write_text("create_main_cluster = true\n")
    assert asked() == "create_main_cluster = true\n"
