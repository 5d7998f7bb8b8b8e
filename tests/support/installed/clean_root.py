"""A clean Debian system in a folder of its own, in which commands run as root or as a plain user."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.support.installed.packages import LIMIT_S, Done

ROOTS: Final = Path(os.environ.get("RECORDING_PANEL_TEST_ROOTS", ""))
OUTSIDE: Final = os.environ.get("RECORDING_PANEL_TEST_OUTSIDE", "")
"""The namespace of the machine's own mounts."""
USER: Final = "desk"
HOME: Final = f"/home/{USER}"
_USER_ID: Final = 1000
_OWN_WRITING: Final = ("tmp", "proc", "var/cache", "var/log", "var/lib/apt")
_MERGED: Final = ("/bin/", "/lib/", "/lib64/", "/sbin/")
"""These are links to folders of /usr; packages still name them."""
_MOUNTS: Final = (("/dev", "dev"), ("/tmp/.X11-unix", "tmp/.X11-unix"))


class CleanRoot:
    """One system; use :func:`clean_root`."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder
        self.suite = suite
        self.environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }

    def put(self, source: Path) -> str:
        """Copy a file in; returns its path in there."""
        shutil.copy(source, self.folder / "tmp" / source.name)
        (self.folder / "tmp" / source.name).chmod(0o755)
        return f"/tmp/{source.name}"

    def as_root(self, *command: str) -> Done:
        """Run it, and fail the test where it fails."""
        environment = {**self.environment, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        environment |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        return _end(self._start(["chroot", str(self.folder), *command], environment))

    def as_user(self, *command: str, typed: str = "", **environment: str) -> Done:
        """Run it as a plain user, and wait for it."""
        return _end(self.spawn(*command, **environment), typed)

    def spawn(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        """Run it as a plain user, in the background."""
        words = [
            "chroot",
            f"--userspec={_USER_ID}:{_USER_ID}",
            str(self.folder),
            "/usr/bin/env",
            f"--chdir={HOME}",
        ]
        return self._start(
            [*words, *command], {**self.environment, "HOME": HOME, "USER": USER, **environment}
        )

    def files(self) -> set[str]:
        """All files, and the folders with the panel's name, but those that a system writes by itself."""
        left_out = [word for place in _OWN_WRITING for word in ("-path", f"{self.folder}/{place}", "-o")]
        which = ["(", "!", "-type", "d", "-o", "-name", "*recording*", ")", "-printf", "%P\\n"]
        found = subprocess.run(
            ["find", self.folder, "-xdev", "(", *left_out[:-1], ")", "-prune", "-o", *which],
            capture_output=True,
            text=True,
            check=True,
        )
        return set(found.stdout.splitlines())

    def files_of_packages(self) -> set[str]:
        """Those that dpkg knows to be a package's."""
        lists = (self.folder / "var/lib/dpkg/info").glob("*.list")
        return {
            name.removeprefix("/") if not name.startswith(_MERGED) else f"usr{name}"
            for one in lists
            for name in one.read_text().splitlines()
        }

    def _start(self, command: Sequence[str], environment: dict[str, str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def clean_root(suite: str, folder: Path) -> Iterator[CleanRoot]:
    """A copy of the clean system of that release, for as long as it is needed."""
    # Else a mount would outlive the test, and whoever copies the folder copies kcore until the disk is full.
    assert str(Path("/proc/self/ns/mnt").readlink()) != OUTSIDE != "", "run packaging/package-test"
    subprocess.run(["cp", "-a", "--one-file-system", ROOTS / suite, folder], check=True)
    try:
        for source, place in _MOUNTS:
            (folder / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", source, folder / place], check=True)
        subprocess.run(["mount", "-t", "proc", "proc", folder / "proc"], check=True)
        yield CleanRoot(folder, suite)
    finally:
        for place in ("proc", *(place for _, place in _MOUNTS)):
            subprocess.run(["umount", "--lazy", folder / place], check=False)
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)


def _end(running: "subprocess.Popen[str]", typed: str = "") -> Done:
    out, err = running.communicate(typed, timeout=LIMIT_S)
    return Done(running.returncode, out, err)
