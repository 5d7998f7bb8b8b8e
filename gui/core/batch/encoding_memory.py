"""In which encoding a person said that a file is: asked once for each content. Every function blocks."""

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Final

from gui.core.foundation.files import replace_file

_KEPT: Final = 200


class EncodingMemory:
    """``batches/encodings.json`` in the data folder; it holds no content, only its digest."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "batches" / "encodings.json"

    def said_of(self, content: bytes) -> str | None:
        """What was said of this content; None where nobody was asked, or it can't be read."""
        said = self._read().get(_digest(content))
        return said if isinstance(said, str) else None

    def remember(self, content: bytes, encoding: str) -> None:
        """Keep an answer. Where that fails, the question is asked again: no failure of the batch."""
        whole = self._read()
        whole.pop(_digest(content), None)
        whole[_digest(content)] = encoding
        newest = dict(list(whole.items())[-_KEPT:])
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, json.dumps(newest).encode())

    def _read(self) -> dict[str, object]:
        try:
            whole = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return whole if isinstance(whole, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]
