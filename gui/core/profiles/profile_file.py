"""The file format of profiles (``profiles.json``, an export): read with a limit, written durably."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import LIMIT, UnusableFile, read_json

INVITATION: Final = "recording-panel team invitation"
"""The kind of another file that people are given to begin with."""
FILE_VERSION: Final = 1
"""A new field needs no new version: what a panel does not know, it keeps."""


def read(path: Path) -> dict[str, object]:
    """The whole of the file: ``profiles`` is a list, the version one that this panel knows or none.

    :raises UnusableFile: where it is no such file.
    :raises OSError: where it can't be read.
    """
    whole = read_json(path)
    if isinstance(whole, dict) and whole.get("kind") == INVITATION:
        raise UnusableFile("invitation")
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
    :raises UnusableFile: ``no_room``, where it would be too large to be read again; nothing is written then.
    :raises OSError: where it can't be written; the old file is still there then.
    """
    whole = {**others, "version": FILE_VERSION, "profiles": list(profiles)}
    try:
        content = json.dumps(whole, ensure_ascii=False, indent=2).encode()
    except UnicodeEncodeError:
        # A half character in a field that this panel does not know: kept as it was, escaped.
        content = json.dumps(whole, indent=2).encode()
    if len(content) >= LIMIT:
        raise UnusableFile("no_room", maximum=LIMIT // 1024)
    replace_file(path, content + b"\n")
