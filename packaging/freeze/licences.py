"""Collects the licences of all that is shipped into resources/licences: a list, and each text once.

Usage: python packaging/freeze/licences.py, on Debian 12, with packaging/lock/runtime.txt installed.
"""

import hashlib
import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from system_parts import OF_DEBIAN

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "licences"
COMMON = Path("/usr/share/common-licenses")
QT_SOURCE = "Source: https://download.qt.io/official_releases/QtForPython/ and https://code.qt.io/"
REPLACE = "The Qt libraries are separate files (in a bundle: _internal/PySide6/Qt/lib) and may be replaced."
QT_PARTS = (
    "Qt holds parts of others: ICU (Unicode), HarfBuzz (MIT), PCRE2 (BSD-3-Clause), libjpeg-turbo (IJG),"
    " libpng, zlib, FreeType (FTL), double-conversion (BSD-3-Clause), md4c (MIT)."
    " All: https://doc.qt.io/qt-6/licenses-used-in-qt.html"
)
CUT_DATA = (
    "Inside Qt. Its data (in a bundle: _internal/PySide6/Qt/lib/libicudata.so) are cut to those that the"
    " panel uses; the whole library, which has the same name in the wheel of PySide6-Essentials, can take its"
    " place."
)
SOURCE_OF_DEBIAN = "Debian 12 has its source: https://sources.debian.org/"
QT = ("PySide6-Essentials", "shiboken6")
# What the metadata of these say is a sentence, a whole text, or nothing.
NAMED_BY_HAND = {"httpx-aiohttp": "BSD-3-Clause", "backports-tarfile": "MIT", "jaraco-classes": "MIT"}
# Windows alone has it, so it can't be read here.
OTHER_SYSTEMS = {"portalocker": "BSD-3-Clause", "pywin32": "PSF-2.0", "pywin32-ctypes": "BSD-3-Clause"}


def main() -> None:
    """Write the folder anew."""
    for old in FOLDER.glob("*"):
        old.unlink()
    parts = [own(), *qt(), *python_and_libraries(), *of_debian(), *window_parts(), *packages()]
    text = json.dumps(parts, ensure_ascii=False, indent=1)
    (FOLDER / "parts.json").write_text(text + "\n", encoding="utf-8")


def part(name: str, licence: str, text: str, note: str = "") -> dict[str, str]:
    """One entry; its text gets a file, which equal texts share."""
    whole = "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
    file = hashlib.sha256(whole.encode()).hexdigest()[:12] + ".txt"
    (FOLDER / file).write_text(whole, encoding="utf-8")
    return {"name": name, "licence": licence, "note": note, "text": file}


def own() -> dict[str, str]:
    """The panel itself."""
    return part("recording-panel", "MIT", (ROOT / "LICENSE").read_text(encoding="utf-8"))


def qt() -> list[dict[str, str]]:
    """Qt and its Python names; their wheels hold no licence text."""
    text = common("LGPL-3") + "\n\n" + common("GPL-3")
    return [part(name, "LGPL-3.0-only", text, f"{QT_SOURCE} {REPLACE} {QT_PARTS}") for name in ("Qt", *QT)]


def python_and_libraries() -> list[dict[str, str]]:
    """What a bundle has besides Python packages."""
    return [
        part("Python", "PSF-2.0", Path("/usr/lib/python3.11/LICENSE.txt").read_text(encoding="utf-8")),
        part("OpenSSL", "Apache-2.0", common("Apache-2.0"), "Copyright The OpenSSL Project Authors."),
        part("SQLite", "blessing", "SQLite is in the public domain: https://www.sqlite.org/copyright.html"),
        part("ICU", "ICU", Path("/usr/share/doc/libicu72/copyright").read_text(encoding="utf-8"), CUT_DATA),
    ]


def of_debian() -> list[dict[str, str]]:
    """The libraries of Debian's own that a bundle takes along."""
    found = []
    for one in OF_DEBIAN:
        text = Path(f"/usr/share/doc/{one.package}/copyright").read_text(encoding="utf-8")
        note = f"In the bundle, .run and .rpm alone, as a separate file. {SOURCE_OF_DEBIAN}"
        if one.common:
            text += "\n\n" + common(one.common)
        found.append(part(one.name, one.licence, text, note))
    return found


def window_parts() -> list[dict[str, str]]:
    """Font and icons."""
    inter, lucide = ROOT / "resources/fonts/inter/OFL.txt", ROOT / "resources/icons/lucide/LICENSE"
    return [
        part("Inter", "OFL-1.1", inter.read_text(encoding="utf-8")),
        part("Lucide", "ISC AND MIT", lucide.read_text(encoding="utf-8")),
    ]


def packages() -> list[dict[str, str]]:
    """The Python packages of the lock."""
    lock = (ROOT / "packaging/lock/runtime.txt").read_text(encoding="utf-8")
    found = []
    for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE):
        if name in {one.lower() for one in QT}:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            text = "On Windows alone. Its licence is in its package, in the file LICENSE.txt."
            found.append(part(name, OTHER_SYSTEMS[name], text))
            continue
        said = package.metadata
        field = "License-Expression" if "License-Expression" in said else "License"
        found.append(part(name, NAMED_BY_HAND.get(name) or said[field], text_of(package)))
    return found


def text_of(package: Distribution) -> str:
    """All licence files of a package, one after another."""
    files = sorted(
        Path(str(package.locate_file(file)))
        for file in package.files or ()
        if ".dist-info" in file.parts[0] and re.match(r"(?i)licen[cs]e|copying|notice", file.name)
    )
    if not files:
        raise SystemExit(f"{package.name} has no licence text: give it one here.")
    return "\n\n".join(file.read_text(encoding="utf-8") for file in files)


def common(name: str) -> str:
    """A text that every Debian has."""
    return (COMMON / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
