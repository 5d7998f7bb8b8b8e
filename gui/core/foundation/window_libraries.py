"""The system's libraries that a window needs, and the Debian packages that bring them.

packaging/system-packages.sh has the first two lists, for a checkout without its environment.
"""

import re
from collections.abc import Mapping
from typing import Final

from gui.core.foundation.messages import Messages
from gui.core.foundation.paths import RESOURCES

QT_LIBRARIES: Final[Mapping[str, str]] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Without one of these a part of Qt can't be imported."""
SCREEN_LIBRARIES: Final[Mapping[str, str]] = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What an X screen needs besides."""
_THEIR_OWN: Final[Mapping[str, str]] = {
    "libX11.so.6": "libx11-6",
    "libexpat.so.1": "libexpat1",
    "libfreetype.so.6": "libfreetype6",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
"""What those above need: a bundle takes some of them along, and these never."""
_NAMED: Final = re.compile(r"(?:^|[\s/(])(lib[\w.+-]+\.so(?:\.\d+)*): ")


def library_in(text: str) -> str | None:
    """The library that the system's loader names in its error; None where it speaks of none."""
    found = _NAMED.search(text)
    return None if found is None else found[1]


def missing_libraries(told: str, messages: Messages, *, screen: bool) -> str:
    """Which libraries can't be loaded, and how to get them; empty where none is missing.

    Loads them: not for the process of a window that is open.

    :param told: the error, which may name one.
    :param screen: whether a window on an X screen was wanted.
    """
    tried = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    packages = {**tried, **_THEIR_OWN}
    # The loader stops at the first that is missing: there may be more.
    found = (_missing_for(name) for name in (*tried, *(_THEIR_OWN if screen else ())))
    named = library_in(told)
    missing = list(dict.fromkeys([*([named] if named else []), *(name for name in found if name)]))
    if not missing:
        return ""
    libraries = ", ".join(missing)
    wanted = " ".join(packages[name] for name in missing if name in packages)
    if not wanted:
        return messages.text("libraries.missing", libraries=libraries)
    return messages.text("libraries.missing_packages", libraries=libraries, packages=wanted)


def _missing_for(name: str) -> str:
    """Without which library that one can't be loaded: itself, or one that it needs; empty where it can be."""
    # Not at the file's top: each command imports this file.
    import ctypes

    # A bundle's own copies: the window's process finds them, and what they need is in the lists itself.
    if (RESOURCES.parent / name).is_file():
        return ""
    try:
        ctypes.CDLL(name)
    except OSError as err:
        return library_in(str(err)) or name
    return ""
