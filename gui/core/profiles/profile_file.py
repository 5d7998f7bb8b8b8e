"""The file format of profiles (``profiles.json``, an export): read with a limit, written durably."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from gui.core.foundation.files import replace_file

FILE_VERSION: Final = 1
"""A new field needs no new version: what a panel does not know, it keeps."""
_LIMIT: Final = 1024 * 1024
"""Characters; a desk has a handful of profiles."""


class UnusableFile(ValueError):  # noqa: N818 - it names what happened
    """A file that does not hold profiles; ``profile_file.<key>`` is its message. A value is not repeated."""

    def __init__(self, key: str, **params: str | int) -> None:
        self.key = key
        self.params: Mapping[str, str | int] = params
        super().__init__(key)


def read(path: Path) -> dict[str, object]:
    """The whole of the file: ``profiles`` is a list, the version one that this panel knows or none.

    :raises UnusableFile: where it is no such file.
    :raises OSError: where it can't be read.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LIMIT + 1)
    except UnicodeDecodeError as err:
        raise UnusableFile("not_text") from err
    if len(text) > _LIMIT:
        raise UnusableFile("too_large")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as err:
        raise UnusableFile("not_json", line=err.lineno, column=err.colno) from err
    except (ValueError, RecursionError) as err:
        # A number of thousands of digits, or thousands of brackets.
        raise UnusableFile("no_profiles") from err
    if not isinstance(whole, dict) or not isinstance(whole.get("profiles"), list):
        raise UnusableFile("no_profiles")
    version = whole.get("version", FILE_VERSION)
    if not isinstance(version, int):
        raise UnusableFile("no_profiles")
    if version > FILE_VERSION:
        raise UnusableFile("newer", version=str(version)[:20], known=FILE_VERSION)
    return whole


def write(path: Path, profiles: Iterable[Mapping[str, object]], others: Mapping[str, object]) -> None:
    """Replace the file at once and durably.

    :param others: what stands beside the profiles.
    :raises OSError: where it can't be written; the old file is still there then.
    """
    whole = {**others, "version": FILE_VERSION, "profiles": list(profiles)}
    try:
        content = json.dumps(whole, ensure_ascii=False, indent=2).encode()
    except UnicodeEncodeError:
        # A half character in a field that this panel does not know: kept as it was, escaped.
        content = json.dumps(whole, indent=2).encode()
    replace_file(path, content + b"\n")
