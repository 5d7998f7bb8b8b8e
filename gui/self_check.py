"""``recording-panel self-check screen|window``: checks that need a process of their own, for our own use.

Where a library is missing, Qt ends its process without an error from Python. The status is 0 where all is
well; else stderr ends with the reason.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gui.core.foundation.own_program import SELF_CHECK
from gui.core.foundation.screen import has_screen

_USAGE: Final = 2


def run(arguments: Sequence[str]) -> int:
    """Make the one check that is named; returns the exit status."""
    if len(arguments) != 1 or arguments[0] not in _CHECKS:
        print(f"usage: recording-panel {SELF_CHECK} {'|'.join(_CHECKS)}", file=sys.stderr)
        return _USAGE
    return _CHECKS[arguments[0]]()


def _screen() -> int:
    return 0 if has_screen() else 1


def _window() -> int:
    try:
        # All that the window imports: each needs libraries of its own.
        from PySide6 import QtCore, QtGui, QtNetwork, QtTest, QtWidgets  # noqa: F401
    except ImportError as err:
        print(err, file=sys.stderr)
        return 1
    QtWidgets.QApplication([])
    return 0


_CHECKS: Final[Mapping[str, Callable[[], int]]] = {"screen": _screen, "window": _window}
