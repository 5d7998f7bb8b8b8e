"""Named settings of the start form, kept in ``presets.json`` of the data folder."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file, of_system_error
from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import UnusableFile, read_json
from gui.core.foundation.system import held
from gui.core.foundation.text_cleaning import comparable, one_named
from gui.core.profiles.preset import Preset

FILE_NAME: Final = "presets.json"
FILE_VERSION: Final = 1


class Presets:
    """The presets of one data folder. Reads and writes a small file: call it off the window's thread.

    Windows that share the folder change it one by one: each change is made on what the file holds then.
    Methods raise Problem with ``file`` where the file can't be read, understood or written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def load(self) -> Mapping[str, Preset]:
        """The presets by name, in the order of their names. A file that can't be used stays as it is."""
        # Heavy, and needed off the window's thread only.
        from pydantic import TypeAdapter

        try:
            stored = _presets_in(read_json(self.path))
            found = TypeAdapter(dict[str, Preset]).validate_python(stored)
        except FileNotFoundError:
            found = {}
        except (OSError, ValueError, TypeError, KeyError) as err:
            raise _unusable(self.path, err) from err
        return MappingProxyType(dict(sorted(found.items(), key=lambda item: comparable(item[0]))))

    def put(self, name: str, preset: Preset) -> Mapping[str, Preset]:
        """Add or replace a preset, durably; returns what there is now. One named alike is the same."""
        return self._change(name, preset)

    def remove(self, name: str) -> Mapping[str, Preset]:
        """Remove a preset, if it is there; returns what there is now."""
        return self._change(name, None)

    def _change(self, name: str, preset: Preset | None) -> Mapping[str, Preset]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with held(self.path.with_suffix(".lock")):
                presets = dict(self.load())
                known = one_named(name, presets) or name
                presets.pop(known, None)
                if preset is not None:
                    presets[known] = preset
                self._save(presets)
        except OSError as err:
            raise of_system_error(err, self.path, LocalFailure.FILE) from err
        return self.load()

    def _save(self, presets: Mapping[str, Preset]) -> None:
        fields = {name: asdict(preset) for name, preset in presets.items()}
        text = json.dumps({"version": FILE_VERSION, "presets": fields}, ensure_ascii=False, indent=2)
        replace_file(self.path, (text + "\n").encode(), shared=True)


def _presets_in(whole: object) -> object:
    if not isinstance(whole, dict):
        raise UnusableFile("other_contents")
    version = whole.get("version", FILE_VERSION)
    if isinstance(version, int) and version > FILE_VERSION:
        # Saved by this panel it would lose what the newer one keeps in it.
        raise UnusableFile("newer", version=str(version)[:20], known=FILE_VERSION)
    return whole["presets"]


def _unusable(path: Path, err: Exception) -> Problem:
    if isinstance(err, OSError) and err.strerror:
        return of_file(err, path)
    detail = Detail("preset_file.no_presets", where=str(path))
    if isinstance(err, UnusableFile) and err.key in ("not_a_file", "not_json", "not_text", "newer"):
        detail = Detail(f"profile_file.{err.key}", err.params, str(path))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, detail=detail)
