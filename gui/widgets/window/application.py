"""Creates the QApplication. Where Qt can't open a screen it aborts: here that is one line and a status."""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from PySide6.QtCore import QLibraryInfo, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.screen import NO_WINDOW
from gui.widgets.runtime.input_method import input_method_variables

_SCREENS: Final = ("", "xcb", "wayland", "wayland-egl")
_REASON_LIMIT: Final = 300
_FATAL: Final = ("QT_FATAL_WARNINGS", "QT_FATAL_CRITICALS")
_RANGES: Final = {
    "QT_SCALE_FACTOR": (0.25, 8.0),
    "QT_SCREEN_SCALE_FACTORS": (0.25, 8.0),
    "QT_FONT_DPI": (24.0, 768.0),
}
"""Least and most; Qt takes any number, and makes pixmaps of that size."""

log = logging.getLogger(__name__)


def open_application(messages: Messages) -> QApplication:
    """The application; Qt's message handler is the caller's again afterwards.

    Where there is no screen the process ends with
    :data:`gui.core.foundation.screen.NO_WINDOW`, and stderr says what is missing.
    """
    for name in unusable_qt_variables(os.environ):
        log.warning("%s is not used: no window can be drawn with it", name)
        del os.environ[name]
    os.environ.update(input_method_variables(os.environ, _input_plugins()))
    reported: list[tuple[QtMsgType, QMessageLogContext, str]] = []

    def keep(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            # Qt aborts the process as soon as this returns.
            _end(no_window_text(messages, os.environ, [one[2] for one in reported] or [text]))
        reported.append((kind, where, text))

    before = qInstallMessageHandler(keep)
    try:
        app = QApplication(sys.argv[:1])
        if QApplication.primaryScreen() is None:
            # Such as a frame buffer that is not there: the first widget would crash.
            _end(no_window_text(messages, os.environ, [one[2] for one in reported]))
        return app
    finally:
        qInstallMessageHandler(before)
        if callable(before):
            for kind, where, text in reported:
                before(kind, where, text)


def unusable_qt_variables(variables: Mapping[str, str]) -> list[str]:
    """Variables with which Qt crashes, or hangs while it draws: scales far out of range, fatal warnings."""
    found = [name for name in _FATAL if variables.get(name)]
    for name, (least, most) in _RANGES.items():
        numbers = [part.rpartition("=")[2] for part in variables.get(name, "").split(";")]
        if not all(_is_within(number, least, most) for number in numbers if number.strip()):
            found.append(name)
    return found


def _is_within(text: str, least: float, most: float) -> bool:
    """Whether a number is in a range; what is no number is ignored by Qt."""
    try:
        return least <= float(text) <= most
    except ValueError:
        return True


def no_window_text(messages: Messages, variables: Mapping[str, str], reported: Sequence[str]) -> str:
    """Why there is no window, and what helps.

    :param reported: Qt's own messages, the first one first.
    """
    first = reported[0].strip().split("\n")[0].rstrip(".") if reported else "–"
    reason = visible(first, _REASON_LIMIT)
    platform = variables.get("QT_QPA_PLATFORM", "")
    if platform.split(":")[0].split(";")[0].casefold() not in _SCREENS:
        return messages.text("cli.no_window.platform", platform=visible(platform, _REASON_LIMIT))
    screens = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if variables.get(name)]
    if not screens:
        return messages.text("cli.no_window.no_screen")
    if platform.startswith("wayland") or any("display" in text for text in reported):
        shown = ", ".join(f"{name}={visible(variables[name], _REASON_LIMIT)}" for name in screens)
        return messages.text("cli.no_window.screen", screen=shown, reason=reason)
    # Not at the file's top: only a window that can't open needs it.
    from gui.core.foundation.window_libraries import missing_libraries

    # Qt names one of them at the most.
    missing = missing_libraries(reason, messages, screen=not platform.startswith("wayland"))
    return messages.text("cli.no_window.qt", reason=missing or reason)


def _input_plugins() -> list[str]:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []


def _end(text: str) -> NoReturn:
    """End at once: nothing is open yet, and Qt is in the middle of its abort."""
    print(text, file=sys.stderr, flush=True)
    os._exit(NO_WINDOW)
