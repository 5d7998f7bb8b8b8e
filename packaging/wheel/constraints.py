"""Prints the versions of a lock file without its hashes, as constraints for ``pip install`` of a wheel.

Argument: the lock file.
"""

import sys
from pathlib import Path


def constraints(lock: str) -> list[str]:
    """One line for each package, with the marker that the lock gives it."""
    return [
        line.removesuffix("\\").strip()
        for line in lock.splitlines()
        if line and not line.startswith((" ", "#"))
    ]


def main() -> None:
    print("# The versions that this release was tested with: pip install --constraint constraints.txt")
    print(*constraints(Path(sys.argv[1]).read_text(encoding="utf-8")), sep="\n")


if __name__ == "__main__":
    main()
