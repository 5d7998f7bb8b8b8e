"""Ways in which a small JSON file breaks: by an editor, a disk, a copy, another program."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final


def _holding(content: bytes) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.write_bytes(content)

    return put


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


BROKEN: Final[Mapping[str, Callable[[Path], None]]] = {
    "a comma too many": _holding(b'{"profiles": [{"name": "Main",}], "presets": {"a": {},}}'),
    "cut": _holding(b'{"profiles": [{"name": "Ma'),
    "empty": _holding(b""),
    "a list": _holding(b"[]"),
    "a number": _holding(b"5"),
    "not a number": _holding(b"NaN"),
    "wrong inside": _holding(b'{"profiles": {"Main": 1.5}, "presets": ["x"], "window": NaN}'),
    "a profile that is a float": _holding(b'{"profiles": [1e999], "presets": {"a": 1e999}}'),
    "100,000 brackets": _holding(b"[" * 100_000),
    "a number without end": _holding(b"9" * 10_000),
    "zeros": _holding(b"\0" * 4096),
    "UTF-16": _holding('{"profiles": []}'.encode("utf-16")),
    "Latin-1": _holding('{"profiles": [{"name": "Müller"}], "presets": {"Müller": {}}}'.encode("latin-1")),
    "a folder": _folder,
    "a pipe": _pipe,
}
"""What is done to the file, by what a person would call it. None of them is a profile or preset file."""
