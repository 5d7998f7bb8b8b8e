"""What differs in the bundle on Windows and macOS: the spec asks here, by ``sys.platform``. Not run on them.

Data only, so that it can be checked on any system.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

NAME: Final = "recording-panel"
WINDOW_NAME: Final = "recording-panel-window"
"""The same program without a console: a console would open beside its window."""
TITLE: Final = "Recording panel"
IDENTIFIER: Final = "io.example.RecordingPanel"
"""The same as in the AppStream data."""
OLDEST_MACOS: Final = "13.0"
"""What the wheels of Qt ask for."""
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class ProgramOptions(TypedDict, total=False):
    """Arguments of ``EXE``."""

    name: str
    console: bool
    icon: str
    version: str
    target_arch: str


class AppOptions(TypedDict):
    """Arguments of ``BUNDLE``."""

    name: str
    icon: str
    bundle_identifier: str
    version: str
    info_plist: dict[str, str | bool | list[str]]


@dataclass(frozen=True, slots=True)
class Program:
    """One executable of the bundle; all of them share one folder."""

    name: str
    console: bool
    platform: str
    panel_version: str

    def options(self, work: Path) -> ProgramOptions:
        """Arguments of ``EXE``.

        :param work: holds the icon, and takes the version resource.
        """
        options = ProgramOptions(name=self.name, console=self.console)
        if self.platform == "win32":
            resource = work / f"{self.name}-version.txt"
            resource.write_text(version_resource(self.panel_version, f"{self.name}.exe"), encoding="utf-8")
            options |= ProgramOptions(icon=str(work / f"{NAME}.ico"), version=str(resource))
        if self.platform == "darwin":
            # cryptography has no wheel for Intel any more.
            options["target_arch"] = "arm64"
        return options


def programs(platform: str, version: str) -> tuple[Program, ...]:
    """The executables of a system, by its ``sys.platform``."""
    command = Program(NAME, console=True, platform=platform, panel_version=version)
    if platform != "win32":
        return (command,)
    return command, Program(WINDOW_NAME, console=False, platform=platform, panel_version=version)


def app(version: str, work: Path) -> AppOptions:
    """Arguments of ``BUNDLE``, which makes the app of macOS out of the folder.

    :param work: holds the icon.
    """
    return AppOptions(
        name=f"{TITLE}.app",
        icon=str(work / f"{NAME}.icns"),
        bundle_identifier=IDENTIFIER,
        version=version,
        info_plist={
            "CFBundleDisplayName": TITLE,
            "CFBundleShortVersionString": version,
            "CFBundleDevelopmentRegion": "en",
            "CFBundleLocalizations": ["en", "zh_CN"],
            "LSMinimumSystemVersion": OLDEST_MACOS,
            "LSApplicationCategoryType": "public.app-category.utilities",
            "NSHighResolutionCapable": True,
            # Dark and light come from the system.
            "NSRequiresAquaSystemAppearance": False,
        },
    )


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows writes it; what follows the numbers (``rc1``) has no place there.

    :raises ValueError: for one that does not begin with three numbers.
    """
    found = _VERSION.match(version)
    if found is None:
        raise ValueError(f"the version {version} does not begin with three numbers")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch, 0


def version_resource(version: str, file: str) -> str:
    """The text of which ``EXE`` makes the properties of a program. Readers of all languages get the same."""
    numbers = four_numbers(version)
    words = {
        "CompanyName": "The Recording panel authors",
        "FileDescription": TITLE,
        "FileVersion": version,
        "InternalName": file.removesuffix(".exe"),
        "LegalCopyright": "MIT licence; parts under licences of their own",
        "OriginalFilename": file,
        "ProductName": TITLE,
        "ProductVersion": version,
    }
    structs = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in words.items())
    # 0x0409 is English, 1200 is Unicode.
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, "
        "OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{structs}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )
