"""Compares what is in a wheel with what is in the repository; a difference is an error.

Argument: the wheel. Standard input: the files of ``gui`` and ``resources`` that git knows, one a line.
"""

import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NOT_PACKED: Final = re.compile(r"gui/.*\.md|.*/README\.md|resources/translations/.*\.ts")
"""Documents of the code, and what translations are made from."""


def differences(in_wheel: Iterable[str], in_git: Iterable[str]) -> list[str]:
    """One line for each file that is missing or too much."""
    packed = {name for name in in_wheel if ".dist-info/" not in name}
    wanted = {name for name in in_git if not _NOT_PACKED.fullmatch(name)}
    missing = [
        f"not in the wheel: {name} (see package-data in pyproject.toml)" for name in sorted(wanted - packed)
    ]
    return missing + [f"not in the repository: {name}" for name in sorted(packed - wanted)]


def main() -> int:
    with zipfile.ZipFile(Path(sys.argv[1])) as wheel:
        found = differences(wheel.namelist(), sys.stdin.read().splitlines())
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
