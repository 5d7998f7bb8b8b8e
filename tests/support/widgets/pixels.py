"""What can be seen of a widget: contrast as WCAG 2 has it, computed from colours and from pictures."""

from collections import Counter

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget


def luminance(color: int) -> float:
    """Relative luminance of a colour as ``0xRRGGBB``, 0 to 1."""
    parts = []
    for shift in (16, 8, 0):
        part = (color >> shift & 0xFF) / 255
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: int | QColor, other: int | QColor) -> float:
    """Contrast of two colours, 1 to 21."""
    dark, bright = sorted(
        luminance(color.rgb() & 0xFFFFFF if isinstance(color, QColor) else color) for color in (one, other)
    )
    return (bright + 0.05) / (dark + 0.05)


def pixels(widget: QWidget, part: QRect | None = None) -> list[int]:
    """The colours of a widget as it is painted, row by row, as ``0xRRGGBB``."""
    image = (widget.grab() if part is None else widget.grab(part)).toImage()
    return colours(image)


def colours(image: QImage) -> list[int]:
    """The colours of a picture, row by row, as ``0xRRGGBB``."""
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    return [color & 0xFFFFFF for color in memoryview(flat.constBits()).cast("I").tolist()]


def word_contrast(widget: QWidget, part: QRect | None = None) -> float:
    """The contrast of what is written on a widget with its ground: the commonest colour, and the farthest."""
    counted = Counter(pixels(widget, part))
    ground = counted.most_common(1)[0][0]
    return max(contrast(ground, color) for color in counted)


def change(before: list[int], after: list[int]) -> float:
    """The greatest contrast of a pixel with what it was."""
    assert len(before) == len(after), "the widget has changed its size"
    return max((contrast(one, other) for one, other in set(zip(before, after, strict=True))), default=1.0)
