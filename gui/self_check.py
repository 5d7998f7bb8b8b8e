"""``recording-panel self-check screen|window|libraries``: checks in a process of their own, for our own use.

Where a library is missing, Qt ends its process without an error from Python. The status is 0 where all is
well; else stderr ends with the reason.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gui.commands.checks.program import NO_CHINESE
from gui.core.foundation.messages import Messages, system_language
from gui.core.foundation.own_program import SELF_CHECK
from gui.core.foundation.screen import has_screen
from gui.core.foundation.window_libraries import missing_libraries

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
    app = QtWidgets.QApplication([])
    if not QtGui.QFontDatabase.families(QtGui.QFontDatabase.WritingSystem.SimplifiedChinese):
        print(NO_CHINESE)
    del app
    return 0


def _libraries() -> int:
    """For the installer: without a screen, and without Qt, which may end the process."""
    messages = Messages(system_language())
    missing = missing_libraries("", messages, screen=True)
    if missing:
        print(messages.text("cli.no_window.qt", reason=missing), file=sys.stderr)
    return 1 if missing else 0


_CHECKS: Final[Mapping[str, Callable[[], int]]] = {
    "screen": _screen,
    "window": _window,
    "libraries": _libraries,
}
