"""The libraries of the build machine's Debian that a bundle takes along: whose they are, under which licence.

licences.py takes their texts from Debian's packages, the list of parts their versions, and check_bundle.py
finds a library that is not named here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_VERSION: Final = re.compile(r"(?<=libpython)3[.0-9]*$")
"""Of Python: the others have theirs behind ``.so``."""


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One part.

    :param licence: of its libraries, which may be another one than that of its programs.
    :param package: Debian's, with the text in ``/usr/share/doc``; empty where licences.py has one of its own.
    :param libraries: their names up to ``.so``.
    :param common: the name of a text in ``/usr/share/common-licenses`` that the package refers to.
    """

    name: str
    licence: str
    package: str
    libraries: tuple[str, ...]
    common: str = ""


def _of_xcb(name: str, package: str, *libraries: str) -> SystemPart:
    return SystemPart(name, "X11", package, libraries)


BY_HAND: Final = (
    SystemPart("Python", "PSF-2.0", "", ("libpython",)),
    SystemPart("OpenSSL", "Apache-2.0", "", ("libssl", "libcrypto")),
    SystemPart("SQLite", "blessing", "", ("libsqlite3",)),
)
"""Their versions are read from themselves."""
OF_DEBIAN: Final = (
    SystemPart("bzip2", "bzip2-1.0.6", "libbz2-1.0", ("libbz2",)),
    SystemPart("com_err", "MIT", "libcom-err2", ("libcom_err",)),
    SystemPart("keyutils", "LGPL-2.0-or-later", "libkeyutils1", ("libkeyutils",), common="LGPL-2"),
    SystemPart(
        "krb5", "MIT", "libgssapi-krb5-2", ("libgssapi_krb5", "libkrb5", "libk5crypto", "libkrb5support")
    ),
    SystemPart("libffi", "MIT", "libffi8", ("libffi",)),
    _of_xcb("libxcb", "libxcb-xkb1", "libxcb-xkb"),
    SystemPart("libxkbcommon", "MIT", "libxkbcommon0", ("libxkbcommon", "libxkbcommon-x11")),
    SystemPart("xz", "LicenseRef-public-domain", "liblzma5", ("liblzma",)),
    _of_xcb("xcb-util", "libxcb-util1", "libxcb-util"),
    _of_xcb("xcb-util-cursor", "libxcb-cursor0", "libxcb-cursor"),
    _of_xcb("xcb-util-image", "libxcb-image0", "libxcb-image"),
    _of_xcb("xcb-util-keysyms", "libxcb-keysyms1", "libxcb-keysyms"),
    _of_xcb("xcb-util-renderutil", "libxcb-render-util0", "libxcb-render-util"),
    _of_xcb("xcb-util-wm", "libxcb-icccm4", "libxcb-icccm"),
)


def without_part(libraries: Iterable[str]) -> list[str]:
    """Those of some files of libraries that belong to no part."""
    known = {name for part in (*BY_HAND, *OF_DEBIAN) for name in part.libraries}
    return [file for file in libraries if _VERSION.sub("", file.partition(".so")[0]) not in known]
