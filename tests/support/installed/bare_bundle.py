"""What PyInstaller makes of an empty window by its defaults, with the Python and the parts of the product."""

import re
import subprocess
from pathlib import Path
from typing import Final

from tests.support.tree import ROOT

_PARTS: Final = (
    *("altgraph", "packaging", "pyinstaller", "pyinstaller-hooks-contrib", "pyside6-essentials"),
    *("setuptools", "shiboken6"),
)
_WINDOW: Final = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.exec()
"""


def make_bare_bundle(work: Path) -> Path:
    """Build it below that folder; returns the bundle."""
    (work / "bare.py").write_text(_WINDOW, encoding="utf-8")
    (work / "lock.txt").write_text(_locked(_PARTS), encoding="utf-8")
    python = work / "venv/bin/python"
    _run("/usr/bin/python3", "-m", "venv", work / "venv")
    pip = (python, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install")
    _run(*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", work / "lock.txt")
    paths = ("--workpath", work / "build", "--distpath", work / "dist", "--specpath", work)
    _run(work / "venv/bin/pyinstaller", "--noconfirm", *paths, work / "bare.py")
    return work / "dist/bare"


def _locked(names: tuple[str, ...]) -> str:
    """The entries of these packages, with their hashes, from the locks of the build."""
    found: dict[str, str] = {}
    for lock in ("runtime", "package"):
        text = (ROOT / f"packaging/lock/{lock}.txt").read_text(encoding="utf-8")
        for entry in re.split(r"^(?=[\w-]+==)", text, flags=re.MULTILINE):
            name = entry.partition("==")[0]
            if name in names:
                found.setdefault(name, entry)
    assert found.keys() == set(names)
    return "".join(found.values())


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
