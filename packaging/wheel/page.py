"""Makes README.md fit for a page of the package alone: its pictures and files are not beside it there.

Argument: the file, which is changed.
"""

import re
import sys
from pathlib import Path
from typing import Final

_PICTURE_LINES: Final = re.compile(r"^[^\n]*!\[[^\n]*\n(\n(?=\n|$))?", re.MULTILINE)
_TABLE_OF_PICTURES: Final = re.compile(r"^\|[^\n]*\n\|[ :|-]+\n(?=\|[^\n]*!\[)", re.MULTILINE)
_FILE_LINK: Final = re.compile(r"\[([^]]*)\]\((?!https?:|#)[^)]*\)")


def page(readme: str) -> str:
    """The text without pictures, and with the words of links to files in their place."""
    without = _PICTURE_LINES.sub("", _TABLE_OF_PICTURES.sub("", readme))
    return _FILE_LINK.sub(r"\1", without)


def main() -> None:
    path = Path(sys.argv[1])
    path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
