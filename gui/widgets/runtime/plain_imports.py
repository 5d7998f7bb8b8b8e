"""Loads PySide6 with less; whoever opens the window imports this file in front of all others.

Once PySide6 is loaded, it reads the source of each module that is imported, and keeps it, to look for its own
name there: 800 files, 20 MB, a tenth of a second. It serves ``from __feature__ import`` alone, unused here.
And it makes patterns for what it writes of its own functions' signatures, which nobody reads.
"""

import builtins
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final

_compile: Final = re.compile


class _LatePattern:
    """Stands for a pattern that is made as soon as somebody looks for something with it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = pattern, flags

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return _compile(*self._made_of)

    def __getattr__(self, name: str) -> object:
        if not callable(getattr(re.Pattern, name)):
            return getattr(self._made, name)
        # Some are kept by their method alone.
        return lambda *given, **named: getattr(self._made, name)(*given, **named)


@contextmanager
def _late_patterns() -> Iterator[None]:
    """Nobody else imports anything yet: there is no other thread."""

    def later(pattern: str, flags: int = 0) -> _LatePattern:
        return _LatePattern(pattern, flags)

    functions = vars(re)
    functions["compile"] = later
    try:
        yield
    finally:
        functions["compile"] = _compile


with _late_patterns():
    import PySide6.QtCore  # noqa: F401 - puts its own function in the place of __import__

_names = vars(builtins)
# Where another release of it leaves imports alone, or somebody else has a hand in them, so does this.
if _names["__import__"] is _names.get("__feature_import__"):
    _names["__import__"] = _names["__orig_import__"]
