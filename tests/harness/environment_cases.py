"""The odd surroundings: variables, locales, data folders, descriptors, signals, working folders; seeded."""

import os
import random
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.e2e.command_line import APP, IDENTIFIER
from tests.support.panel_command import COMMAND
from tests.support.tree import ROOT

START: Final = "start on Practice"
CLOSED: Final = "start on a closed port"
READS: Final = {
    "--version": ["--version"],
    "sessions": ["sessions"],
    "sessions --all --json": ["sessions", "--all", "--json"],
    "explain": ["explain", "30000411"],
    "profile list": ["profile", "list"],
}
_TARGET: Final = ["--room", "990001", "--account", "alice", "--file-name", "odd"]
COMMANDS: Final[Mapping[str, list[str]]] = {
    **READS,
    CLOSED: ["--profile", "closed", "start", *_TARGET],
    START: ["--profile", "Practice", "start", *_TARGET],
    "doctor": ["doctor"],
}
_OFTEN: Final = (*list(READS) * 2, CLOSED, CLOSED, CLOSED)
_NONE: Final = "\0"
"""Instead of a value: the variable is missing."""
_BYTES: Final = os.fsdecode(b"d-\xe9t\xe9")

VARIABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "SSLKEYLOGFILE": ("/nonexistent/keys.log", "/tmp", "/dev/full", _BYTES),
    "SSL_CERT_FILE": ("/nonexistent.pem", "/tmp", "/dev/null"),
    "SSL_CERT_DIR": ("/nonexistent", "/dev/null"),
    "OPENSSL_CONF": ("/nonexistent.cnf", "/dev/null"),
    "PYTHONWARNINGS": ("error", "nonsense", "default"),
    "PYTHONIOENCODING": ("ascii", "latin-1", "utf-8:strict", "gbk"),
    "PYTHONUTF8": ("0", "1"),
    "PYTHONDEVMODE": ("1",),
    "PYTHONFAULTHANDLER": ("1",),
    "LANG": ("C", "xx_YY.UTF-8", "zh_CN.UTF-8", "zh_CN.GBK", "", _BYTES, _NONE),
    "LC_ALL": ("C", "POSIX", "xx", "zh_CN.UTF-8", "en_US.ISO-8859-1", "\u4e2d\u6587"),
    "LC_MESSAGES": ("zh_CN.UTF-8", "nonsense"),
    "LANGUAGE": ("zh_CN:en", ":::", "xx", _BYTES),
    "TZ": ("nonsense", ":/nonexistent", "UTC-99", "", "Asia/Shanghai"),
    "NO_COLOR": ("1",),
    "TERM": ("dumb", "nonsense", _NONE),
    "COLUMNS": ("0", "1", "-5", "nonsense", "100000"),
    "TMPDIR": ("/nonexistent", "/dev/null", "", "relative"),
    "HOME": ("", "/nonexistent", "relative", "/dev/null", _BYTES, _NONE),
    "XDG_DATA_HOME": ("relative", "/nonexistent", "", _BYTES),
    "XDG_CONFIG_HOME": ("/nonexistent", "/dev/null", _BYTES),
    "XDG_RUNTIME_DIR": ("/nonexistent", "relative", ""),
    "USER": ("", _BYTES, _NONE),
    "LOGNAME": ("", _BYTES),
    "RECORDING_PANEL_OPERATOR": ("", _BYTES, "\u202eli", "x" * 5000),
    "RECORDING_PANEL_THEME": ("nonsense", _BYTES),
    "PATH": ("", "/nonexistent", _NONE),
    "http_proxy": ("nonsense", "http://127.0.0.1:99999", _BYTES),
    "no_proxy": ("*", "", ",,,", _BYTES),
    "QT_QPA_PLATFORM": ("nonsense", "xcb"),
    "QT_PLUGIN_PATH": ("/nonexistent",),
    "QT_SCALE_FACTOR": ("0", "inf", "nonsense"),
    "QT_LOGGING_RULES": ("*=true", "nonsense"),
    "DISPLAY": (":4077", "nonsense", _NONE),
    "WAYLAND_DISPLAY": ("wayland-77",),
    "DBUS_SESSION_BUS_ADDRESS": ("nonsense", "unix:path=/nonexistent", "disabled:"),
    "AIOHTTP_NO_EXTENSIONS": ("1",),
    "PYDANTIC_DISABLE_PLUGINS": ("1",),
    "NETRC": ("/nonexistent", "/dev/null"),
}


@dataclass(frozen=True)
class Made:
    """A case that is ready to run.

    :param data: the data folder that the command is to use; None where it has to find one by itself.
    """

    command: list[str]
    working_folder: Path
    environment: dict[str, str]
    data: Path | None


@dataclass(frozen=True)
class Case:
    """One command in one surroundings."""

    number: int
    name: str
    variables: Mapping[str, str]
    folder: str
    shell: str

    def __str__(self) -> str:
        odd = {name: "(missing)" if value == _NONE else value[:40] for name, value in self.variables.items()}
        return f"case {self.number}, {self.name}, {self.folder}, {self.shell or 'plain shell'}, {odd}"

    def make(self, place: Path) -> Made:
        """Make its folders below a new one."""
        working = place / "work"
        working.mkdir(parents=True)
        home = place / "home"
        home.mkdir()
        environment = _environment(home, self.variables)
        data: Path | None = place / "data"
        if self.folder == "no folder given":
            data = None
        else:
            assert data is not None
            data = FOLDERS[self.folder](data, self.name == CLOSED)
            environment["RECORDING_PANEL_DATA_DIR"] = str(data)
        command = [*_plain_rights(), *COMMAND, *COMMANDS[self.name]]
        line = f"{SHELLS[self.shell]} {shlex.join(command)} {self.shell if self.shell in _CLOSED else ''}"
        return Made(["/bin/sh", "-c", line], working, environment, data)


def cases(seed: int, number: int) -> Iterator[Case]:
    """So many cases; the same for the same seed. One in thirteen takes its time: Practice, or doctor."""
    dice = random.Random(seed)
    names = list(VARIABLES)
    for position in range(1, number + 1):
        slow = position % 13 == 0
        name = dice.choice((START, "doctor")) if slow else dice.choice(_OFTEN)
        odd = dice.sample(names, dice.randint(1, 4))
        folder = "new" if dice.random() < 0.5 else dice.choice([*FOLDERS, "no folder given"])
        shell = "" if dice.random() < 0.5 else dice.choice(list(SHELLS))
        yield Case(position, name, {one: dice.choice(VARIABLES[one]) for one in odd}, folder, shell)


def _environment(home: Path, odd: Mapping[str, str]) -> dict[str, str]:
    plain = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "RECORDING_PANEL_USER_SIG": "odd-usersig",
        "RECORDING_PANEL_OPERATOR": "li",
    }
    return {name: value for name, value in {**plain, **odd}.items() if value != _NONE}


_CLOSED: Final = ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "</dev/null 0>/dev/null")
SHELLS: Final[Mapping[str, str]] = {
    "": "exec",
    **dict.fromkeys(_CLOSED, "exec"),
    "signals ignored": "trap '' HUP INT TERM PIPE CHLD; exec",
    "working folder removed": 'mkdir ../gone; cd ../gone; rmdir "$PWD"; exec',
    "working folder read-only": "chmod 500 .; exec",
    "umask 000": "umask 000; exec",
    "umask 777": "umask 777; exec",
    "few files": "ulimit -n 40; exec",
}


@cache
def _plain_rights() -> tuple[str, ...]:
    """Root may write everywhere: without its capabilities it is a user like any other."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or setpriv is None:
        return ()
    dropped = (setpriv, "--bounding-set", "-all", "--inh-caps", "-all")
    ran = subprocess.run([*dropped, sys.executable, "-c", ""], capture_output=True, check=False)
    return dropped if ran.returncode == 0 else ()


def _new(data: Path, closed: bool) -> Path:
    if closed:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        fields = {"name": "closed", "url": url, "sdk_app_id": APP, "identifier": IDENTIFIER}
        Profiles(data).add(new_profile(fields))
    return data


def _with(change: Callable[[Path], object]) -> Callable[[Path, bool], Path]:
    """A folder that is there, with something wrong in it."""

    def make(data: Path, closed: bool) -> Path:
        _new(data, closed)
        data.mkdir(exist_ok=True, mode=0o700)
        change(data)
        return data

    return make


def _elsewhere(place: Callable[[Path], Path]) -> Callable[[Path, bool], Path]:
    """Another path than a plain one."""

    def make(data: Path, _closed: bool) -> Path:
        return place(data)

    return make


def _link(data: Path, target: str) -> Path:
    data.symlink_to(target)
    return data


def _file(data: Path) -> Path:
    data.write_bytes(b"x")
    return data


def _named(data: Path, name: str) -> Path:
    found = data.with_name(name)
    found.mkdir()
    return found


def _ledger_is_a_link(data: Path) -> None:
    (data / "ledger.sqlite3").symlink_to(data / "elsewhere" / "ledger.sqlite3")


def _profiles_are_a_folder(data: Path) -> None:
    (data / "profiles.json").unlink(missing_ok=True)
    (data / "profiles.json").mkdir()


FOLDERS: Final[Mapping[str, Callable[[Path, bool], Path]]] = {
    "new": _new,
    "a file": _elsewhere(_file),
    "below a file": _elsewhere(lambda data: _file(data) / "x"),
    "a device": _elsewhere(lambda _data: Path("/dev/null")),
    "in proc": _elsewhere(lambda _data: Path("/proc/nonexistent/panel")),
    "a link to itself": _elsewhere(lambda data: _link(data, "data")),
    "a link to nowhere": _elsewhere(lambda data: _link(data, "nowhere/at/all")),
    "bytes that are no UTF-8": _elsewhere(lambda data: _named(data, _BYTES)),
    "a line end in its name": _elsewhere(lambda data: _named(data, "da\nta\x1b[31m")),
    "a tilde in its name": _elsewhere(lambda data: _named(data, "~data")),
    "a name of 255 bytes": _elsewhere(lambda data: _named(data, "x" * 255)),
    "a name that is too long": _elsewhere(lambda data: data.with_name("x" * 300)),
    "a path that is too long": _elsewhere(lambda data: data.joinpath(*["x" * 250] * 20)),
    "a tilde that is no home": _elsewhere(lambda _data: Path("~nobody-of-that-name/panel")),
    "read-only": _with(lambda data: data.chmod(0o500)),
    "without any right": _with(lambda data: data.chmod(0)),
    "open to all": _with(lambda data: data.chmod(0o777)),
    "a ledger that is a folder": _with(lambda data: (data / "ledger.sqlite3").mkdir()),
    "a ledger that is garbage": _with(lambda data: (data / "ledger.sqlite3").write_bytes(b"x" * 5000)),
    "a ledger that is empty": _with(lambda data: (data / "ledger.sqlite3").touch()),
    "a ledger that may not be read": _with(lambda data: (data / "ledger.sqlite3").touch(0)),
    "a ledger that is a dead link": _with(_ledger_is_a_link),
    "profiles that are a folder": _with(_profiles_are_a_folder),
    "profiles that are garbage": _with(lambda data: (data / "profiles.json").write_bytes(b"[" * 100_000)),
    "processes that are a file": _with(lambda data: (data / "processes").touch()),
    "practice that is a file": _with(lambda data: (data / "practice").touch()),
}
