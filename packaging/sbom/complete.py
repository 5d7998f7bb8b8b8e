"""Adds to the list of parts what no tool sees in an environment of Python's, and prints it.

Arguments: the list as CycloneDX JSON, and the source tree. Run by the Python that is shipped, with the
packages of the product, on the Debian that it is built on; each version is read from the part itself, or from
the package that it comes from. Needs packaging/freeze on its PYTHONPATH.
"""

import ctypes
import json
import platform
import re
import sqlite3
import ssl
import struct
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from cryptography.hazmat.backends.openssl.backend import backend
from system_parts import OF_DEBIAN, SystemPart

_CUT: Final = "in a bundle its data are cut to what is used"
_FONT: Final = Path("resources/fonts/inter/Inter-Regular.otf")


def added(source: Path) -> list[dict[str, object]]:
    """The parts that are added, in CycloneDX's words."""
    return [
        _part("python", platform.python_version(), "PSF-2.0", "the interpreter, Debian's build"),
        _part("openssl", _number(ssl.OPENSSL_VERSION), "Apache-2.0", "Python's own; Debian's build"),
        _part(
            "openssl",
            _number(backend.openssl_version_text()),
            "Apache-2.0",
            "inside cryptography's module",
            place="cryptography",
        ),
        _part("sqlite", sqlite3.sqlite_version, "blessing", "Debian's build"),
        _part("icu", _icu(), "Unicode-3.0", f"inside PySide6-Essentials; {_CUT}"),
        _part("qt", distribution("PySide6-Essentials").version, "LGPL-3.0-only", "inside PySide6-Essentials"),
        _part("inter", _font_version(source / _FONT), "OFL-1.1", "the font, in resources", kind="data"),
        # Its files do not name a version.
        _part("lucide", "", "ISC", "the icons, in resources", kind="data"),
        *map(_of_debian, OF_DEBIAN),
    ]


def _part(
    name: str, version: str, licence: str, what: str, *, kind: str = "library", place: str = ""
) -> dict[str, object]:
    part: dict[str, object] = {
        "bom-ref": f"added:{name}{f'@{version}' if version else ''}{f'#{place}' if place else ''}",
        "type": kind,
        "name": name,
        "description": what,
        "licenses": [{"license": {"name" if licence.startswith("LicenseRef") else "id": licence}}],
    }
    if version:
        part["version"] = version
        if kind == "library":
            part["purl"] = f"pkg:generic/{name}@{version}"
    return part


def _of_debian(one: SystemPart) -> dict[str, object]:
    """With the version of Debian's package, which alone tells what is mended in it."""
    asked = ["dpkg-query", "--show", "--showformat=${source:Package} ${source:Version}", one.package]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    source, version = said.split()
    part = _part(one.name, version, one.licence, "in the bundle, .run and .rpm; Debian's build")
    return part | {"purl": f"pkg:deb/debian/{source}@{version.replace('+', '%2B')}?arch=source"}


def licence_given(part: dict[str, object], licences: Mapping[str, str]) -> dict[str, object]:
    """A part with its licence, where the tool found none and resources/licences has it."""
    licence = licences.get(str(part["name"]).lower())
    if part.get("licenses") or licence is None:
        return part
    return part | {"licenses": [{"license": {"id": licence}}]}


def _number(text: str) -> str:
    found = re.search(r"\d+\.\d+\.\d+", text)
    if found is None:
        raise ValueError(text)
    return found[0]


def _icu() -> str:
    folder = Path(str(distribution("PySide6-Essentials").locate_file("PySide6"))) / "Qt" / "lib"
    (data,) = folder.glob("libicudata.so.*")
    (code,) = folder.glob("libicuuc.so.*")
    major = code.name.rpartition(".")[2]
    ctypes.CDLL(str(data), mode=ctypes.RTLD_GLOBAL)
    parts = (ctypes.c_uint8 * 4)()
    getattr(ctypes.CDLL(str(code)), f"u_getVersion_{major}")(parts)
    return f"{parts[0]}.{parts[1]}"


def _font_version(path: Path) -> str:
    font = path.read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    # The table "head" begins with two numbers of 32 bits; the second is the font's revision.
    for table in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * table)
        if tag == b"head":
            whole, part = struct.unpack_from(">HH", font, offset + 4)
            return f"{whole + part / 65536:.3f}"
    raise ValueError(path)


def main() -> None:
    parts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    source = Path(sys.argv[2])
    rows = json.loads((source / "resources/licences/parts.json").read_text(encoding="utf-8"))
    licences = {row["name"].lower(): row["licence"] for row in rows}
    more = added(source)
    known = [licence_given(part, licences) for part in parts["components"]]
    parts["components"] = sorted([*known, *more], key=lambda one: str(one["bom-ref"]))
    parts.setdefault("dependencies", []).extend({"ref": one["bom-ref"]} for one in more)
    print(json.dumps(parts, indent=2, sort_keys=True))


if __name__ == "__main__":
    main()
