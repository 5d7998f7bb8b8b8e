"""Whether a window can be shown here: asked before Qt, which aborts where no screen answers."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gui.core.foundation.system import SYSTEM

NO_WINDOW: Final = 5
"""The exit status where no window could be opened, or raised."""
_WITHOUT_SCREEN: Final = ("offscreen", "minimal")
_ON_SCREEN: Final = ("xcb", "wayland")


def has_screen(variables: Mapping[str, str] = os.environ) -> bool:
    """Whether a screen is named that answers; a platform of Qt's that this does not know counts as one.

    :param variables: the environment of this process: the X library reads DISPLAY by itself.
    """
    platform = variables.get("QT_QPA_PLATFORM", "")
    if platform.startswith(_WITHOUT_SCREEN):
        return False
    if platform and not platform.startswith(_ON_SCREEN):
        return True
    if not SYSTEM.SCREENS_HAVE_NAMES:
        return True
    return _wayland_listens(variables) or (bool(variables.get("DISPLAY")) and _x_answers())


def _wayland_listens(variables: Mapping[str, str]) -> bool:
    name = variables.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    try:
        return stat.S_ISSOCK((Path(variables.get("XDG_RUNTIME_DIR", "")) / name).stat().st_mode)
    except (OSError, ValueError):
        return False


def _x_answers() -> bool:
    # Not at the file's top: each command imports this file.
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers
