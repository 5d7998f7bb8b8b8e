"""Checks the files of a bundle; each finding is a line on stderr and an error.

Usage: check_bundle.py BUNDLE system|bundle [--without-string TEXT]...   needs readelf, and nothing of PyPI's
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import contents
import system_parts

_ELF: Final = b"\x7fELF"
_RUNPATH: Final = re.compile(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]")
_ONE_READ: Final = 1 << 20
_LIBRARY: Final = re.compile(r".*\.so(\.[0-9]+)*")


def elf_files(bundle: Path) -> list[Path]:
    """The programs and libraries, without links to them."""
    return [path for path in _files(bundle) if _head(path) == _ELF]


def foreign_runpaths(bundle: Path) -> list[str]:
    """A library path that begins elsewhere than in the bundle is where a stranger could put code."""
    found = []
    for path in elf_files(bundle):
        said = subprocess.run(["readelf", "-dW", path], check=True, capture_output=True, text=True).stdout
        for part in (part for line in _RUNPATH.findall(said) for part in str(line).split(":")):
            if not part.startswith("$ORIGIN"):
                found.append(
                    f"{path.relative_to(bundle)}: looks for libraries in {part or '(the working folder)'}"
                )
    return found


def unexpected_libraries(bundle: Path, variant: contents.Variant) -> list[str]:
    """Libraries that no list in contents.py names."""
    inner = bundle / "_internal"
    names = [
        PurePosixPath(path.relative_to(inner))
        for path in elf_files(bundle)
        if path != bundle / "recording-panel"
    ]
    return [
        f"{name}: a library that contents.py does not name"
        for name in names
        if not _is_expected(name, variant)
    ]


def missing_libraries(bundle: Path, variant: contents.Variant) -> list[str]:
    """What the build machine lacked, and so never got in."""
    names = [path.name for path in (bundle / "_internal").iterdir()]
    wanted = contents.NEEDED_FROM_SYSTEM[variant]
    missing = [
        one for one in wanted if not any(re.match(rf"{re.escape(one)}[.0-9]*\.so", name) for name in names)
    ]
    return [f"{one}: the build machine lacks it, and so does the bundle" for one in missing]


def unlicensed_libraries(bundle: Path) -> list[str]:
    """Libraries of the system's whose licence is not among those that are shipped."""
    names = [path.name for path in elf_files(bundle) if path.parent.name == "_internal"]
    libraries = [name for name in names if name.startswith("lib")]
    return [
        f"{name}: no part in system_parts.py has this library"
        for name in system_parts.without_part(libraries)
    ]


def wrong_plugins(bundle: Path) -> list[str]:
    """Plugins of Qt that are missing or too much."""
    folder = bundle / "_internal" / "PySide6" / "Qt" / "plugins"
    wanted = {f"{kind}/{name}.so" for kind, names in contents.PLUGINS.items() for name in names}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*.so")}
    missing = [f"{name}: this plugin is missing" for name in sorted(wanted - there)]
    return missing + [f"{name}: a plugin that contents.py does not name" for name in sorted(there - wanted)]


def dead_links(bundle: Path) -> list[str]:
    """Links that lead nowhere, or out of the bundle."""
    links = [path for path in sorted(bundle.rglob("*")) if path.is_symlink()]
    inside = bundle.resolve()
    return [
        f"{path.relative_to(bundle)}: leads to {path.readlink()}"
        for path in links
        if not path.exists() or not path.resolve().is_relative_to(inside) or path.readlink().is_absolute()
    ]


def files_with(bundle: Path, text: str) -> list[str]:
    """Files that hold a text, such as the folder of the build."""
    wanted = text.encode()
    return [f"{path.relative_to(bundle)}: holds {text}" for path in _files(bundle) if _holds(path, wanted)]


def names_of_libraries(bundle: Path) -> frozenset[str]:
    """All names by which the bundle's own libraries can be asked for."""
    return frozenset(path.name for path in bundle.rglob("*") if _LIBRARY.fullmatch(path.name))


def findings(bundle: Path, variant: contents.Variant, unwanted: list[str]) -> Iterator[str]:
    yield from foreign_runpaths(bundle)
    yield from unexpected_libraries(bundle, variant)
    yield from missing_libraries(bundle, variant)
    yield from unlicensed_libraries(bundle)
    yield from wrong_plugins(bundle)
    yield from dead_links(bundle)
    for text in unwanted:
        yield from files_with(bundle, text)


def _is_expected(name: PurePosixPath, variant: contents.Variant) -> bool:
    if len(name.parts) > 1:
        return contents.PACKAGES.fullmatch(name.parts[0]) is not None
    if name.name.startswith("_cffi_backend."):
        return True
    return contents.FROM_SYSTEM[variant].fullmatch(name.name) is not None


def _files(bundle: Path) -> list[Path]:
    return [path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.is_symlink()]


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_ELF))


def _holds(path: Path, wanted: bytes) -> bool:
    before = b""
    with path.open("rb") as file:
        while part := file.read(_ONE_READ):
            if wanted in before + part:
                return True
            before = part[-len(wanted) :]
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("variant", choices=("system", "bundle"))
    parser.add_argument("--without-string", action="append", default=[], metavar="TEXT")
    arguments = parser.parse_args()
    found = list(findings(arguments.bundle, arguments.variant, arguments.without_string))
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
