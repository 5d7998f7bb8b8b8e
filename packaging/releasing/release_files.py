"""What a release changes in the files of the repository, and the notes that go with it.

Usage: release_files.py check ROOT VERSION       whether the version and the changelog allow a release
       release_files.py write ROOT VERSION DATE  puts the version into project, changelog and metainfo
       release_files.py changes ROOT VERSION     prints the changelog's section; VERSION may be Unreleased
       release_files.py news ROOT VERSION        prints the changelog as a package of VERSION has it
       release_files.py notes ROOT VERSION DATE yes|no   prints the notes for dist/; no: it was not tested
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

PROJECT: Final = Path("pyproject.toml")
CHANGELOG: Final = Path("CHANGELOG.md")
METAINFO: Final = Path("packaging/linux/recording-panel.metainfo.xml")
SUMS: Final = Path("dist/SHA256SUMS")

NOT_TESTED: Final = "**NOT TESTED**: this release was made with `--skip-tests`. Don't hand it to anyone."

_VERSION: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_OWN_VERSION: Final = re.compile(
    r'(^\[project\]$(?:(?!^\[).)*?^version = ")[^"]*(?=")', re.MULTILINE | re.DOTALL
)
_UNRELEASED: Final = "## [Unreleased]\n"
_COMPARED: Final = re.compile(r"^\[Unreleased\]: (.*/compare/)(.*)\.\.\.HEAD$", re.MULTILINE)
_LINK: Final = re.compile(r"^\[[^]]+\]: ", re.MULTILINE)
_WHAT_FOR: Final = (
    (".deb", "Debian 12 or newer, Ubuntu 24.04 or newer"),
    (".run", "any of these for one user, without root"),
    (".rpm", "Fedora, openSUSE and their like"),
    (".whl", "pipx, together with `constraints.txt`"),
    ("constraints.txt", "the versions that the wheel was tested with"),
    (".tar.gz", "the source"),
    (".cdx.json", "the list of parts (SBOM)"),
)


class ReleaseRefusedError(Exception):
    """Why no release can be made, with the remedy."""


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version.

    :raises ReleaseRefusedError: when it has another form. All packagers understand only this one alike.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ReleaseRefusedError(f"{version} is no version: give MAJOR.MINOR.PATCH, such as 1.4.0.")
    major, minor, patch = found.groups()
    return int(major), int(minor), int(patch)


def own_version(project: str) -> str:
    """The version that pyproject.toml names."""
    version: object = tomllib.loads(project)["project"]["version"]
    return str(version)


def check(project: str, changelog: str, version: str) -> None:
    """Whether a release of this version can be made.

    :raises ReleaseRefusedError: when it can't.
    """
    present = own_version(project)
    if numbers(version) <= numbers(present):
        raise ReleaseRefusedError(f"{version} is not newer than {present}, which pyproject.toml names.")
    if not re.search(r"^- ", changes(changelog, "Unreleased"), re.MULTILINE):
        raise ReleaseRefusedError("CHANGELOG.md tells of no change: fill its section Unreleased.")


def changes(changelog: str, name: str) -> str:
    """The text of one section of the changelog, without its heading.

    :param name: a version, or ``Unreleased``.
    """
    heading = re.search(rf"^## \[{re.escape(name)}\].*$", changelog, re.MULTILINE)
    if heading is None:
        raise ReleaseRefusedError(f"CHANGELOG.md has no section ## [{name}].")
    rest = changelog[heading.end() :]
    ends = [found.start() for found in (re.search(r"^## ", rest, re.MULTILINE), _LINK.search(rest)) if found]
    return rest[: min(ends, default=len(rest))].strip()


def news(changelog: str, version: str) -> str:
    """The changelog for a package: what is not released yet stands under the version that was built of it."""
    if re.search(r"^- ", changes(changelog, "Unreleased"), re.MULTILINE):
        return changelog.replace(_UNRELEASED, f"## [{version}] - not released\n", 1)
    return changelog.replace(f"{_UNRELEASED}\n", "", 1)


def with_version(project: str, version: str) -> str:
    """pyproject.toml with another version."""
    changed, count = _OWN_VERSION.subn(rf"\g<1>{version}", project, count=1)
    if not count:
        raise ReleaseRefusedError('pyproject.toml has no line version = "…" in [project].')
    return changed


def with_section(changelog: str, version: str, date: str) -> str:
    """The changelog with what was unreleased as a section of this version; links only where it has some."""
    made = changelog.replace(_UNRELEASED, f"{_UNRELEASED}\n## [{version}] - {date}\n", 1)
    return _COMPARED.sub(rf"[Unreleased]: \g<1>v{version}...HEAD\n[{version}]: \g<1>\g<2>...v{version}", made)


def with_release(metainfo: str, version: str, date: str) -> str:
    """What software centres read, with the release before the older ones."""
    if "<releases>" not in metainfo:
        metainfo = metainfo.replace("</component>", "  <releases>\n  </releases>\n</component>")
    line = f'    <release version="{version}" date="{date}"/>\n'
    return metainfo.replace("  <releases>\n", f"  <releases>\n{line}", 1)


def notes(changed: str, version: str, date: str, sums: str, *, tested: bool) -> str:
    """The release notes: what to take, what changed, and the checksums of the files.

    :param sums: the lines of SHA256SUMS; those of files in folders (the bundle) are left out.
    """
    lines = [line for line in sums.splitlines() if "/" not in line]
    table = "\n".join(f"| `{name}` | {use} |" for name, use in _files(lines))
    warning = "" if tested else f"{NOT_TESTED}\n\n"
    return (
        f"# Recording panel {version}\n\nReleased on {date}.\n\n{warning}"
        f"## Which file\n\n| file | for |\n| --- | --- |\n{table}\n\n"
        f"How to install and remove each of them: README.md, *Install*.\n\n"
        f"## What changed\n\n{changed}\n\n"
        "## Checksums\n\nSHA-256; `sha256sum --check --ignore-missing SHA256SUMS` compares.\n\n"
        "```\n" + "\n".join(lines) + "\n```\n"
    )


def _files(lines: list[str]) -> list[tuple[str, str]]:
    """Each file with what it is for, those first that most people take."""
    names = [line.split(maxsplit=1)[1].removeprefix("*") for line in lines]
    known = [(name, use) for end, use in _WHAT_FOR for name in names if name.endswith(end)]
    return known + [(name, "") for name in names if name not in dict(known)]


def _read(root: Path, file: Path) -> str:
    return (root / file).read_text(encoding="utf-8")


def _write(root: Path, version: str, date: str) -> None:
    made = {
        PROJECT: with_version(_read(root, PROJECT), version),
        CHANGELOG: with_section(_read(root, CHANGELOG), version, date),
        METAINFO: with_release(_read(root, METAINFO), version, date),
    }
    for file, text in made.items():
        (root / file).write_text(text, encoding="utf-8")


def main(command: str, root: Path, version: str, date: str = "", tested: str = "yes") -> None:
    """Carry out one command of the usage above."""
    if command == "check":
        check(_read(root, PROJECT), _read(root, CHANGELOG), version)
    elif command == "write":
        _write(root, version, date)
    elif command == "changes":
        print(changes(_read(root, CHANGELOG), version))
    elif command == "news":
        print(news(_read(root, CHANGELOG), version), end="")
    elif command == "notes":
        text = changes(_read(root, CHANGELOG), version)
        print(notes(text, version, date, _read(root, SUMS), tested=tested == "yes"), end="")
    else:
        raise ReleaseRefusedError(f"there is no command {command}")


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
    except ReleaseRefusedError as why:
        sys.exit(f"release: {why}")
