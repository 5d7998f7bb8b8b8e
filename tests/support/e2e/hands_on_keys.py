"""Somebody who has a keyboard and no mouse: every key is counted, and where the focus is must be seen."""

import struct
import time
from pathlib import Path
from typing import Final

from tests.support.e2e.screen_reader_view import Accessible, ScreenReaderView
from tests.support.installed.screen import Screen

_MOST_STOPS: Final = 40
_PATIENCE_S: Final = 10
_ROUND: Final = 3
"""A ring may lie around what has the focus."""
_PIXEL: Final = 4
_HEADER: Final = ">25I"
_LINE_BYTES, _COLOURS = 12, 19
"""Where they are in the header of the file."""
_COLOUR_BYTES: Final = 12

Rectangle = tuple[int, int, int, int]


class HandsOnKeys:
    """Presses and types where the focus is."""

    def __init__(self, screen: Screen, view: ScreenReaderView, framebuffer: Path) -> None:
        self._screen = screen
        self._view = view
        self._framebuffer = framebuffer
        self.count = 0
        """Of the keys so far."""

    def press(self, key: str) -> None:
        """One key, with what is held besides."""
        self._screen.press(key)
        self.count += 1

    def type(self, text: str) -> None:
        """One key for each letter."""
        self._screen.type(text)
        self.count += len(text)

    def stop(self) -> Accessible:
        """What has the focus."""
        give_up = time.monotonic() + _PATIENCE_S
        while (found := self._view.focused()) is None:
            assert time.monotonic() < give_up, "nothing has the focus"
        return found

    def go(self, key: str) -> Accessible:
        """Move the focus by a key; it must have been seen where it was."""
        return self._go(self.stop(), key)

    def go_to(self, name: str, key: str = "Tab") -> Accessible:
        """Move the focus on until it is there."""
        at = self.stop()
        passed: list[str] = []
        while not (said := at.name).startswith(name):
            passed.append(said)
            assert len(passed) < _MOST_STOPS, f"{name} is not among the stops: {passed}"
            at = self._go(at, key)
        return at

    def _go(self, left: Accessible, key: str) -> Accessible:
        where = left.extents
        before = self._pixels(where)
        self.press(key)
        give_up = time.monotonic() + _PATIENCE_S
        while (now := self.stop()) == left:
            assert time.monotonic() < give_up, f"{key} leaves the focus on {left.name}"
        # Half of a thin ring at the least: a caret alone is less.
        while _differing(before, self._pixels(where)) <= where[2] + where[3]:
            assert time.monotonic() < give_up, f"the focus is not seen on {left.name}"
        return now

    def _pixels(self, where: Rectangle) -> list[bytes]:
        """What is on the screen there, a line each."""
        shown = self._framebuffer.read_bytes()
        header = struct.unpack_from(_HEADER, shown)
        start, line = header[0] + header[_COLOURS] * _COLOUR_BYTES, header[_LINE_BYTES]
        left, top, width, height = where
        first, last = max(left - _ROUND, 0) * _PIXEL, (left + width + _ROUND) * _PIXEL
        rows = range(max(top - _ROUND, 0), top + height + _ROUND)
        return [shown[start + row * line + first : start + row * line + last] for row in rows]


def _differing(before: list[bytes], after: list[bytes]) -> int:
    """How many pixels changed."""
    return sum(
        one[at : at + _PIXEL] != other[at : at + _PIXEL]
        for one, other in zip(before, after, strict=True)
        for at in range(0, len(one), _PIXEL)
    )
