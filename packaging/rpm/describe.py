"""Prints nfpm's description of the package, with what it depends on.

Arguments: the tree that goes to /usr, and the version. The dependencies are names of libraries, which all
distributions with RPM provide under one name; the names of their packages differ.
"""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from check_bundle import elf_files, names_of_libraries

_NEEDED: Final = re.compile(r"\(NEEDED\).*\[(.*)\]")
_GLIBC: Final = re.compile(r"Name: GLIBC_([0-9.]+) ")
_ONLY_WITH_GTK: Final = "libqgtk3.so"
_OF_GLIBC: Final = re.compile(r"ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv)\.so\..*")


def needed(bundle: Path) -> list[str]:
    """What the bundle does not have itself, in RPM's words."""
    names: set[str] = set()
    versions: set[tuple[int, ...]] = set()
    for path in elf_files(bundle):
        if path.name != _ONLY_WITH_GTK:
            said = subprocess.run(
                ["readelf", "-dVW", path], check=True, capture_output=True, text=True
            ).stdout
            names.update(map(str, _NEEDED.findall(said)))
            versions.update(tuple(map(int, str(one).split("."))) for one in _GLIBC.findall(said))
    others = [name for name in names - names_of_libraries(bundle) if not _OF_GLIBC.fullmatch(name)]
    glibc = ".".join(map(str, max(versions)))
    return [f"libc.so.6(GLIBC_{glibc})(64bit)", *(f"{name}()(64bit)" for name in sorted(others))]


def description(tree: Path, version: str, epoch: int) -> dict[str, object]:
    """In nfpm's own words."""
    time = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "name": "recording-panel",
        "arch": "amd64",
        "platform": "linux",
        "version": version,
        "release": "1",
        "section": "net",
        "mtime": time,
        "maintainer": os.environ.get("RECORDING_PANEL_SUPPORT")
        or "The Recording panel authors <authors@example.invalid>",
        "description": "start, stop and understand cloud recordings of live rooms\n"
        "A control panel for support staff who start and stop cloud recordings of live rooms.",
        "license": "MIT",
        "depends": [*needed(tree / "lib" / "recording-panel"), "ca-certificates"],
        "suggests": ["gnome-keyring"],
        "contents": [{"src": f"{tree}/", "dst": "/usr", "type": "tree", "file_info": {"mtime": time}}],
        "rpm": {"compression": "zstd:19", "buildhost": "localhost"},
    }


def main() -> None:
    tree, version = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(description(tree, version, int(os.environ["SOURCE_DATE_EPOCH"])), indent=2))


if __name__ == "__main__":
    main()
