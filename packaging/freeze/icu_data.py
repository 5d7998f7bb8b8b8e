"""Cuts the data of Qt's ICU to what the panel can reach: 32 MB, a fifth of a bundle, become 10.

Qt's wheel has ICU's data whole, in a library with one symbol and no code. Of ICU, QtCore calls case mapping
(``u_strTo…``, which needs no data), converters (``ucnv_…``), collation (``ucol_…``) and names of time zones
(``ucal_…``); no other library or plugin of Qt's calls any. Formats, line breaks and names of languages are
Qt's own tables. So converters and collation stay for all languages, names of time zones for those of the
panel: others get ICU's root. The library keeps its name, so that the whole one can take its place.

Needs nm, as and ld of binutils. The form of the data: https://unicode-org.github.io/icu/userguide/icu_data
"""

import ctypes
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TOOLS: Final = ("nm", "as", "ld")
LIBRARY: Final = re.compile(r"(.*/)?libicudata\.so\.\d+")

_KEPT: Final = (
    # QStringConverter, and with it text that another program put on the clipboard.
    r"cnvalias\.icu|.+\.cnv",
    # QCollator: the file dialog sorts by it. Its order may be that of LC_COLLATE, whatever language that is.
    r"coll/.+",
    # Normal forms: small, and what an order of one's own would be made with.
    r".+\.nrm",
    # Rules and names of time zones. Keys of the languages' files are in the pools.
    r"(zone/)?(root|pool|res_index|(en|zh)(_\w+)?)\.res",
    r"(metaZones|timezoneTypes|windowsZones|zoneinfo64|zone/tzdbNames)\.res",
    # How a language's name is read: its script and region, its old names, its keywords.
    r"(icuver|keyTypeData|likelySubtags|metadata|numberingSystems|supplementalData)\.res",
)
_SYMBOL: Final = re.compile(r"^[0-9a-f]+ ([0-9a-f]+) R (icudt\d+_dat)$", re.MULTILINE)
_ALIGNED: Final = 16
_ENTRY: Final = struct.Struct("=II")
_COUNT: Final = struct.Struct("=I")
_SOURCE: Final = """\
.section .rodata,"a",%progbits
.balign {aligned}
.globl {symbol}
.type {symbol}, %object
.size {symbol}, {size}
{symbol}:
.incbin "data"
.section .note.GNU-stack,"",%progbits
"""


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def cut_library(library: Path, target: Path) -> None:
    """Write the library anew with the kept items alone: the same bytes in any folder, at any time.

    :raises ValueError: for data in another form than that of ICU's common data packages.
    """
    symbol, whole = read_data(library)
    data = cut_data(whole)
    words = _SOURCE.format(aligned=_ALIGNED, symbol=symbol, size=len(data))
    # Names without a folder, so that none gets into the library.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "data").write_bytes(data)
        Path(folder, "data.s").write_text(words, encoding="ascii")
        link = ["ld", "-shared", "-s", "-z", "noexecstack", "-soname", library.name]
        link += ["--build-id=none", "--hash-style=gnu", "-o", "data.so", "data.o"]
        for command in (["as", "-o", "data.o", "data.s"], link):
            subprocess.run(command, cwd=folder, check=True)
        shutil.copyfile(Path(folder, "data.so"), target)


def read_data(library: Path) -> tuple[str, bytes]:
    """The symbol of the data, and the data; the loader finds them, which runs no code of the library's."""
    asked = ["nm", "--dynamic", "--print-size", "--defined-only", str(library)]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    found = _SYMBOL.search(said)
    if found is None:
        raise ValueError(f"{library.name} has no symbol icudt…_dat: {said}")
    start = ctypes.c_char.in_dll(ctypes.CDLL(str(library)), found[2])
    return found[2], ctypes.string_at(ctypes.addressof(start), int(found[1], 16))


def cut_data(whole: bytes) -> bytes:
    """The package with the kept items alone.

    :raises ValueError: where it has nothing for one of the patterns: ICU has other names for it now.
    """
    everything = items(whole)
    kept = {name: data for name, data in everything.items() if _is_kept(name)}
    for pattern in _KEPT:
        if not any(re.fullmatch(pattern, _short(name)) for name in kept):
            raise ValueError(f"ICU's data has nothing that is called {pattern}")
    return whole[: _head(whole)] + _with_contents(kept)


def items(package: bytes) -> Mapping[str, bytes]:
    """Each item by its name, as ``icudt73l/coll/zh.res``, in ICU's order.

    :raises ValueError: for what is no common data package of this machine's byte order.
    """
    head = _head(package)
    (count,) = _COUNT.unpack_from(package, head)
    entries = [_ENTRY.unpack_from(package, head + _COUNT.size + _ENTRY.size * at) for at in range(count)]
    ends = [head + data for _, data in entries[1:]] + [len(package)]
    found = {}
    for (name, data), end in zip(entries, ends, strict=True):
        text = package[head + name : package.index(b"\0", head + name)].decode("ascii")
        found[text] = package[head + data : end]
    return found


def _head(package: bytes) -> int:
    size, magic, kind = struct.unpack_from("=H2s8x4s", package)
    if magic != b"\xda\x27" or kind != b"CmnD":
        raise ValueError("this is no common data package of ICU's")
    return int(size)


def _with_contents(kept: Mapping[str, bytes]) -> bytes:
    """Contents, names, items, with places counted from here; ICU searches the names by halves."""
    names, entries, data = b"", b"", bytearray()
    first_name = _COUNT.size + _ENTRY.size * len(kept)
    first_item = _aligned(first_name + sum(len(name) + 1 for name in kept))
    for name, item in kept.items():
        entries += _ENTRY.pack(first_name + len(names), first_item + len(data))
        names += name.encode("ascii") + b"\0"
        data += item.ljust(_aligned(len(item)), b"\0")
    return (_COUNT.pack(len(kept)) + entries + names).ljust(first_item, b"\0") + bytes(data)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _is_kept(name: str) -> bool:
    return any(re.fullmatch(pattern, _short(name)) for pattern in _KEPT)


def _short(name: str) -> str:
    return name.partition("/")[2]
