"""What the window remembers between two starts: sizes, columns, operator, profile. No secrets."""

import base64
import contextlib
import json
import threading
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray

from gui.core.foundation.json_file import read_json

FORMAT: Final = 1
"""Of the file; a higher one is a newer version's, and is left as it is."""
_FORMAT: Final = "format"
THEME: Final = "theme"
LANGUAGE: Final = "language"
MOTION: Final = "motion"
NOTIFICATIONS: Final = "notifications"
SOUND: Final = "notification_sound"
DESK_MINUTES: Final = "ask_who_after_minutes"
REDUCED: Final = "reduced"
ON: Final = "on"
OFF: Final = "off"
NEVER: Final = "never"
SYSTEM: Final = "system"
"""The choice of the desktop's own; it is not kept."""


class WindowState:
    """A small JSON file of the data folder. A damaged one counts as empty.

    What another version wrote under keys of its own is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.json"
        self._values: dict[str, object] = {}
        self._writing = threading.Lock()

    @property
    def newer(self) -> bool:
        """Whether a newer version wrote the file: what changes is not kept then."""
        found = self._values.get(_FORMAT)
        return isinstance(found, int) and found > FORMAT

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._path.parent

    def load(self) -> None:
        """Read the file; call it before the window is shown."""
        try:
            values = read_json(self._path)
        except (OSError, ValueError):
            values = {}
        self._values = values if isinstance(values, dict) else {}

    def save(self) -> None:
        """Write the file; call it off the window's thread. A failure is ignored: nothing of value is lost."""
        # Not at the file's top: the first paint reads the file, and does not wait for what writes it.
        from gui.core.foundation.files import replace_file

        if self.newer:
            return
        # One by one, each with the values of its moment: the last one to write has the newest.
        with self._writing, contextlib.suppress(OSError, ValueError, RecursionError):
            # A copy: the window may set a value meanwhile.
            values = {**self._values, _FORMAT: FORMAT}
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))

    def text(self, key: str) -> str:
        """A remembered text, or an empty one."""
        value = self._values.get(key)
        return _whole(value) if isinstance(value, str) else ""

    def texts(self, key: str) -> list[str]:
        """A remembered list of texts."""
        value = self._values.get(key)
        return [_whole(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def state(self, key: str) -> QByteArray:
        """A remembered state of a widget, or an empty one."""
        try:
            return QByteArray(base64.b64decode(self.text(key), validate=True))
        except ValueError:
            return QByteArray()

    def set(self, key: str, value: str | list[str] | QByteArray) -> None:
        """Remember a value until :meth:`save`."""
        self._values[key] = (
            base64.b64encode(value.data()).decode() if isinstance(value, QByteArray) else value
        )


def _whole(text: str) -> str:
    """JSON can hold half a letter, which no file and no ledger takes."""
    return text.encode("utf-8", "replace").decode()
