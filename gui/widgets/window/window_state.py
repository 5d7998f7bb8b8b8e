"""What the window remembers between two starts: sizes, columns, operator, profile. No secrets."""

import base64
import json
from pathlib import Path

from PySide6.QtCore import QByteArray

from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import read_json


class WindowState:
    """A small JSON file of the data folder. A damaged one counts as empty."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.json"
        self._values: dict[str, object] = {}

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
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, json.dumps(self._values, ensure_ascii=False).encode("utf-8", "replace"))
        except (OSError, ValueError, RecursionError):
            return

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
