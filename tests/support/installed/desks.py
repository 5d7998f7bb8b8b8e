"""Desks with the panel on them: a clean system on which it was installed from one of the packages."""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from tests.support.installed.clean_root import HOME, ROOTS, CleanRoot
from tests.support.installed.packages import LIMIT_S, Done, deb, single_file
from tests.support.waiting import wait_until

# What every desktop has: the single file takes nothing of it along.
_DESKTOP: Final = (
    *("ca-certificates", "fonts-dejavu-core", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1"),
    *(
        "libglib2.0-0",
        "libwayland-client0",
        "libwayland-cursor0",
        "libwayland-egl1",
        "libx11-6",
        "libx11-xcb1",
    ),
    *(
        "libxcb-glx0",
        "libxcb-randr0",
        "libxcb-render0",
        "libxcb-shape0",
        "libxcb-shm0",
        "libxcb-sync1",
        "libxcb-xfixes0",
    ),
    "xz-utils",
)
_MADE_BY_OTHERS: Final = (
    "etc/ld.so.cache",
    "etc/fonts/conf.d/",
    "etc/ssl/certs/",
    "etc/ca-certificates.conf",
    "var/lib/dpkg/",
    "var/lib/systemd/",
    "home/desk/.cache/fontconfig/",
)
"""By the packages that the panel depends on."""
_DESKS: Final = int(os.environ.get("RECORDING_PANEL_TEST_DESKS", "1"))
"""So many are set up at the same time."""
_APT: Final = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")


@dataclass
class Desk:
    """One clean system, and how the panel gets there and away."""

    root: CleanRoot
    kind: str
    seconds: float = 0.0
    """How long the installation took."""
    unpacking_s: float = 0.0
    """How long the files of the .deb alone take here, at that time: the least that it could be."""

    @property
    def command(self) -> str:
        """As a person would type it, were it on the PATH."""
        return "/usr/bin/recording-panel" if self.kind == "deb" else f"{HOME}/.local/bin/recording-panel"

    @property
    def program(self) -> Path:
        """The folder of the program, seen from outside."""
        place = "usr/lib" if self.kind == "deb" else f"{HOME[1:]}/.local/lib"
        return self.root.folder / place / "recording-panel"

    @property
    def share(self) -> str:
        """Where man pages and completions are, seen from inside."""
        return "/usr/share" if self.kind == "deb" else f"{HOME}/.local/share"

    def panel(self, *arguments: str, typed: str = "", **environment: str) -> Done:
        """Run the command as the desk's user, who types something."""
        return self.root.as_user(self.command, *arguments, typed=typed, **environment)

    def prepare(self) -> None:
        """What is there before the panel comes."""
        if self.kind == "run":
            with _alone():
                _good(self.root.as_root(*_APT, *_DESKTOP))

    def install(self) -> None:
        """As its user would do it, and timed: one at a time, before anything else is done at any desk."""
        package = self.root.put(deb() if self.kind == "deb" else single_file())
        with _alone() as list_of_desks:
            began = time.monotonic()
            done = self.root.as_root(*_APT, package) if self.kind == "deb" else self.root.as_user(package)
            self.seconds = time.monotonic() - began
            self.unpacking_s = self._unpacking_s()
            list_of_desks.write(f"{self.root.suite} {self.kind}\n")
        wait_until(lambda: len((ROOTS / "lock").read_text().splitlines()) >= _DESKS, LIMIT_S)
        _good(done)

    def _unpacking_s(self) -> float:
        place = self.root.folder / "tmp/unpacked"
        began = time.monotonic()
        subprocess.run(["dpkg-deb", "--extract", deb(), place], check=True)
        taken = time.monotonic() - began
        shutil.rmtree(place)
        return taken

    def upgrade(self, work: Path) -> None:
        """Install another version over it, in which nothing of the old program's file is where it was."""
        if self.kind == "deb":
            _good(self.root.as_root("dpkg", "--install", self.root.put(_newer_deb(work))))
        else:
            _good(self.root.as_user(f"/tmp/{single_file().name}"))
            _make_other(self.program / "recording-panel")

    def remove(self) -> None:
        """As its user would do it."""
        if self.kind == "deb":
            _good(self.root.as_root("apt-get", "purge", "-y", "-qq", "recording-panel"))
        else:
            _good(self.root.as_user(f"{HOME}/.local/lib/recording-panel/install.sh", "--uninstall"))

    @property
    def data(self) -> Path:
        """The user's own, seen from outside."""
        return self.root.folder / HOME[1:] / ".local/share/recording-panel"

    def left_over(self, before: set[str]) -> set[str]:
        """What is there besides what was before, files of other packages, the user's data and log."""
        others = self.root.files_of_packages()
        data = str(self.data.relative_to(self.root.folder))
        log = f"{HOME[1:]}/.local/state/recording-panel"
        return {
            name
            for name in self.root.files() - before - others
            if not name.startswith((*_MADE_BY_OTHERS, data, log))
        }


@contextmanager
def desk(root: CleanRoot, kind: str) -> Iterator[Desk]:
    """A desk on which the panel is not yet installed."""
    made = Desk(root, kind)
    made.prepare()
    yield made


@contextmanager
def _alone() -> Iterator[TextIO]:
    """Gives the list of the desks that are set up, to nobody else meanwhile."""
    with (ROOTS / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def _newer_deb(work: Path) -> Path:
    tree, package = work / "newer", work / "newer.deb"
    subprocess.run(["dpkg-deb", "--raw-extract", deb(), tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(control.read_text().replace("\nVersion: ", "\nVersion: 9"))
    _make_other(tree / "usr/lib/recording-panel/recording-panel")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, package],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return package


def _make_other(program: Path) -> None:
    """What still reads modules from this file by their old places finds none."""
    other = program.with_suffix(".new")
    other.write_text("#!/bin/sh\necho another version\n")
    other.chmod(0o755)
    other.replace(program)


def _good(done: Done) -> None:
    assert done.status == 0, done.out[-2000:] + done.err[-2000:]
