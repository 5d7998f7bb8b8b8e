"""Settings in a file of their own, for another desk: without names, accounts and secrets."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import UnusableFile, read_json

FORMAT: Final = "recording-panel settings"
VERSION: Final = 1
_LONGEST: Final = 100


class NoSettings(Exception):  # noqa: N818 - it names what is the matter
    """The file holds something else, or can't be understood."""


class NewerSettings(NoSettings):
    """A newer version of the panel wrote the file."""


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Write a file; call it off the window's thread.

    :raises OSError: where it can't be written.
    """
    whole = {"format": FORMAT, "version": VERSION, "settings": dict(settings)}
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, text.encode())


def read_settings(path: Path) -> dict[str, str]:
    """What a file has, by key: also keys that this version does not know. Call it off the window's thread.

    :raises NewerSettings: where its format is a newer one.
    :raises NoSettings: where it is no file of settings.
    :raises OSError: where it can't be read.
    """
    try:
        found = read_json(path)
    except UnusableFile as err:
        raise NoSettings from err
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NoSettings
    version, settings = found.get("version"), found.get("settings")
    if isinstance(version, int) and version > VERSION:
        raise NewerSettings
    if version != VERSION or not isinstance(settings, dict):
        raise NoSettings
    return {
        key: value
        for key, value in settings.items()
        if isinstance(value, str) and len(key) <= _LONGEST and len(value) <= _LONGEST
    }
