"""Checks the modules inside a bundle's program: all of the panel's, and none that names the build's folder.

Usage: check_modules.py BUNDLE [--without-string TEXT]...   needs PyInstaller
Standard input: the files of the panel's modules, one a line.
"""

import argparse
import marshal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from PyInstaller.archive.readers import CArchiveReader

_NOT_FROZEN: Final = {
    # entry.py and the sub-command stand for these.
    "gui.__main__",
    "gui.simulator.__main__",
    # Of use to tests and to scripts of packaging alone.
    "gui.commands.manual",
    "gui.simulator.in_process",
    # Words for the translations, which Qt finds by itself.
    "gui.widgets.window.qt_words",
}


def module_of(file: str) -> str:
    """The name of the module that a file of the repository is."""
    parts = PurePosixPath(file).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def findings(program: Path, files: Iterable[str], unwanted: list[str]) -> Iterator[str]:
    modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    inside = set(modules.toc)
    wanted = {module_of(file) for file in files} - _NOT_FROZEN
    yield from (f"{name}: this module is missing" for name in sorted(wanted - inside))
    for name in sorted(inside):
        code = modules.extract(name)
        if code is not None:
            raw = marshal.dumps(code)
            yield from (f"{name}: holds {text}" for text in unwanted if text.encode() in raw)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--without-string", action="append", default=[], metavar="TEXT")
    arguments = parser.parse_args()
    program = arguments.bundle / "recording-panel"
    found = list(findings(program, sys.stdin.read().splitlines(), arguments.without_string))
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
