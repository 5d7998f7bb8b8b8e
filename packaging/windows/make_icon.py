"""Makes the icon of Windows' programs: python packaging/windows/make_icon.py FILE.ico"""

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

_SOURCE: Final = Path(__file__).resolve().parents[2] / "resources" / "icons" / "recording-panel.png"
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
"""What lists, title bars and the task bar ask for, at 100 to 200 %."""
_HEADER: Final = struct.Struct("<HHH")
_ENTRY: Final = struct.Struct("<BBBBHHII")


def icon_file() -> bytes:
    """An ICO file with one PNG picture a size."""
    source = QImage(str(_SOURCE))
    if source.isNull():
        raise SystemExit(f"make_icon: {_SOURCE} can't be read. Check out the repository anew.")
    pictures = [_picture(source, size) for size in SIZES]
    place = _HEADER.size + _ENTRY.size * len(pictures)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        # One byte a side: 0 stands for 256.
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return _HEADER.pack(0, 1, len(pictures)) + entries + b"".join(pictures)


def _picture(source: QImage, size: int) -> bytes:
    scaled = source.scaled(
        size, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    scaled.convertToFormat(QImage.Format.Format_ARGB32).save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs say bytes
    return bytes(buffer.data().data())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    Path(sys.argv[1]).write_bytes(icon_file())
