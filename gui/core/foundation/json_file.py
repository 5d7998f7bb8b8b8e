"""Small JSON files that people may have changed by hand: all that may be wrong with one is one exception."""

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LIMIT: Final = 1024 * 1024
"""Bytes; the panel's own side files have a few thousand."""


class UnusableFile(ValueError):  # noqa: N818 - it names what happened
    """A file that holds something else; ``detail.profile_file.<key>`` says what. No value is repeated."""

    def __init__(self, key: str, **params: str | int) -> None:
        self.key = key
        self.params: Mapping[str, str | int] = params
        super().__init__(key)


def read_json(path: Path, *, limit: int = LIMIT) -> object:
    """What stands in a file; a byte order mark does no harm. Blocks, but never on a pipe or a device.

    :raises FileNotFoundError: where there is none.
    :raises UnusableFile: ``not_a_file``, ``too_large``, ``not_text``, ``not_json`` with line and column,
        or ``no_profiles`` for what is valid JSON and beyond any use.
    :raises OSError: where it can't be read.
    """
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise UnusableFile("not_a_file")
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise UnusableFile("too_large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise UnusableFile("not_text") from err
    return parsed(text)


def parsed(text: str) -> object:
    """JSON text as what it means.

    :raises UnusableFile: ``not_json`` or ``no_profiles``.
    """
    try:
        found: object = json.loads(text)
    except json.JSONDecodeError as err:
        raise UnusableFile("not_json", line=err.lineno, column=err.colno) from err
    except (ValueError, RecursionError) as err:
        # A number of thousands of digits, or thousands of brackets.
        raise UnusableFile("no_profiles") from err
    return found
