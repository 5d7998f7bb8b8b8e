"""What goes into the bundle: recording-panel.spec chooses by it, check_bundle.py compares with it.

Two variants: ``system`` leaves the system's libraries to the package's Depends; ``bundle`` takes along what a
bare desktop may lack. Names are those inside the bundle.
"""

import os
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

Variant = Literal["system", "bundle"]
Entry = tuple[str, str, str]
"""Name in the bundle, file it is made of (or what a link leads to), kind: PyInstaller's own form."""


EXCLUDED: Final = (
    # Tools for building, testing and looking at programs.
    *(
        "setuptools",
        "pkg_resources",
        "distutils",
        "_distutils_hack",
        "cffi.setuptools_ext",
        "unittest",
        "doctest",
    ),
    *(
        "pdb",
        "pydoc",
        "pydoc_data",
        "lib2to3",
        "mypy",
        "pydantic.mypy",
        "aiohttp.pytest_plugin",
        "anyio.pytest_plugin",
    ),
    # Other ways to show something than Qt.
    *("tkinter", "readline", "curses", "rich", "click"),
    # Alternatives that the panel's libraries would use if they were there.
    *("trio", "uvloop", "brotli", "zstandard", "h2", "socksio", "xmlrpc"),
    "pydantic.v1",
    # The panel speaks D-Bus through jeepney alone.
    "PySide6.QtDBus",
)


ON_REQUEST: Final = (
    "gui.core.team.team_client",
    "gui.core.team.administration",
    "gui.core.team.own_password",
)
"""What the program loads once there is a team."""


def not_of_product(modules: Mapping[str, Iterable[str]], lock: str) -> list[str]:
    """The modules of the build tools: PyInstaller takes what the panel's libraries use where they find it.

    ``modules`` has the distributions of each module, and ``lock`` is the text of the lock of the product.
    """
    locked = {_name(line.partition("==")[0]) for line in lock.splitlines() if "==" in line} | {
        "recording-panel"
    }
    return sorted(name for name, owners in modules.items() if locked.isdisjoint(map(_name, owners)))


def _name(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).strip().lower()


LEFT_OUT_HOOKS: Final = ("pyi_rth_pyside6", "pyi_rth_multiprocessing")
"""The first imports QtCore in every run, the command line's too, and hides the user's own QT_PLUGIN_PATH;
PySide6 finds its plugins without it. The second is for a module that nothing uses."""

_PLUGINS_FOLDER: Final = "PySide6/Qt/plugins/"
PLUGINS: Final[Mapping[str, tuple[str, ...]]] = {
    "platforms": ("libqxcb", "libqwayland", "libqoffscreen", "libqminimal"),
    "platforminputcontexts": (
        "libcomposeplatforminputcontextplugin",
        "libibusplatforminputcontextplugin",
    ),
    "platformthemes": ("libqxdgdesktopportal", "libqgtk3"),
    "imageformats": ("libqsvg", "libqico", "libqjpeg", "libqgif"),
    "iconengines": ("libqsvgicon",),
    "xcbglintegrations": ("libqxcb-egl-integration", "libqxcb-glx-integration"),
    "wayland-shell-integration": ("libxdg-shell",),
    "wayland-decoration-client": ("libadwaita", "libbradient"),
    "wayland-graphics-integration-client": ("libqt-plugin-wayland-egl",),
}
"""TLS is Python's, so that Qt's plugins for it are not among these."""

FROM_SYSTEM: Final[Mapping[Variant, re.Pattern[str]]] = {
    "system": re.compile(r"libpython3\.\d+\.so\.1\.0"),
    "bundle": re.compile(
        r"lib(python3\.\d+|ssl|crypto|ffi|sqlite3|bz2|lzma"
        r"|xcb-(cursor|icccm|image|keysyms|render-util|util|xkb)|xkbcommon(-x11)?"
        r"|gssapi_krb5|krb5|k5crypto|krb5support|com_err|keyutils)\.so\.[0-9.]+"
    ),
}
"""The libraries of the build machine that each variant takes along. Not those that the user's own fontconfig,
freetype or GL need in a version of their own (expat, zlib, brotli, zstd, uuid): every desktop has them."""
NEEDED_FROM_SYSTEM: Final[Mapping[Variant, tuple[str, ...]]] = {
    "system": ("libpython3",),
    "bundle": (
        *("libpython3", "libssl", "libcrypto", "libffi", "libsqlite3", "libbz2", "liblzma", "libgssapi_krb5"),
        *(
            "libxcb-cursor",
            "libxcb-icccm",
            "libxcb-image",
            "libxcb-keysyms",
            "libxcb-render-util",
            "libxcb-util",
        ),
        *("libxcb-xkb", "libxkbcommon", "libxkbcommon-x11"),
    ),
}
"""PyInstaller leaves out with a warning what the build machine lacks; the check finds it."""

PACKAGES: Final = re.compile(
    r"PySide6|shiboken6|aiohttp|asyncpg|cryptography|multidict|propcache|frozenlist|yarl|pydantic_core|charset_normalizer"
    r"|lib-dynload|python3\.\d+"
)
"""The only folders that may hold libraries."""
_STRIPPED: Final = re.compile(
    r"(.*/)?libpython3[^/]*|(.*/)?lib-dynload/.*|_cffi_backend.*"
    r"|(aiohttp|asyncpg|cryptography|multidict|propcache|frozenlist|yarl|pydantic_core)/.*"
)

_NOT_SHIPPED: Final = re.compile(
    # The first names the folder of the build.
    r".*\.dist-info/(direct_url\.json|RECORD|INSTALLER|REQUESTED)"
    r"|PySide6/(Qt/)?translations/(?!qtbase_(en|zh_CN)\.qm$).*"
    r"|PySide6/Qt/lib/.*(Egl|WlShell|Qml|Quick|Pdf|VirtualKeyboard).*"
)


def is_wanted(name: str, platform: str = "linux") -> bool:
    """Whether a file that PyInstaller would take stays: plugins by list, all else unless it is named here.

    :param platform: ``sys.platform``. The list names Linux's plugins; elsewhere all of them stay.
    """
    name = name.replace("\\", "/")
    if platform == "linux" and name.startswith(_PLUGINS_FOLDER):
        kind, _, file = name.removeprefix(_PLUGINS_FOLDER).partition("/")
        return file.removesuffix(".so") in PLUGINS.get(kind, ())
    return _NOT_SHIPPED.fullmatch(name) is None


def is_left_to_system(entry: Entry, variant: Variant) -> bool:
    """Whether a library of the build machine, not of a wheel, is expected to be on the user's."""
    name, source, _ = entry
    of_system = "/" not in name and source.startswith(("/lib/", "/usr/lib/"))
    return of_system and FROM_SYSTEM[variant].fullmatch(name) is None


def is_to_be_stripped(entry: Entry) -> bool:
    """Whether symbols can go. Never Qt's own: their builder patched them, and strip breaks such files."""
    name, _, kind = entry
    return kind in ("BINARY", "EXTENSION") and ".so" in name and _STRIPPED.fullmatch(name) is not None


def without_dead_links(entries: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """The entries but for links to what is in neither list."""
    entries = list(entries)
    names = {entry[0] for entry in (*entries, *others)}
    return [
        (name, source, kind)
        for name, source, kind in entries
        if kind != "SYMLINK" or os.path.normpath(os.path.join(os.path.dirname(name), source)) in names  # noqa: PTH118, PTH120
    ]
