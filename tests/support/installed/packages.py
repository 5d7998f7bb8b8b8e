"""The packages under test: packaging/package-test names the folder that they lie in."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = os.environ.get("RECORDING_PANEL_TEST_PACKAGES", "")
"""Empty where nothing is built: nothing of tests/installed runs then."""
LIMIT_S: Final = 120


@dataclass(frozen=True)
class Done:
    """A command that is over."""

    status: int
    out: str
    err: str


def run(command: Sequence[str | Path], environment: Mapping[str, str], limit_s: float = LIMIT_S) -> Done:
    """Run a command in an environment of its own, and wait for it."""
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s, check=False
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def bundle() -> Path:
    """The folder with the program, Python and Qt."""
    return Path(FOLDER, "bundle", "recording-panel")


def package(pattern: str) -> Path:
    """The one package of that kind."""
    (found,) = Path(FOLDER).glob(pattern)
    return found


def deb() -> Path:
    """The package for Debian."""
    return package("recording-panel_*.deb")


def single_file() -> Path:
    """The one that installs without root."""
    return package("recording-panel-*.run")


def home_environment(home: Path) -> dict[str, str]:
    """That of a user with nothing of this computer's user in it."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }


def programs_and_libraries(folder: Path) -> Iterator[Path]:
    """All ELF files, but the theme plugin that is of use only where GTK is there anyway."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.name != "libqgtk3.so":
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def missing_libraries(folder: Path, words_of_ldd: str) -> list[str]:
    """What ``ldd`` did not find, named with whose it is."""
    found, of = [], ""
    for line in words_of_ldd.splitlines():
        if not line.startswith(("\t", " ")):
            of = line.removeprefix(str(folder)).rstrip(":")
        elif "not found" in line:
            found.append(f"{of}: {line.strip()}")
    return found


def megabytes(folder: Path) -> float:
    """The size of all files, in millions of bytes; a link counts nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6
