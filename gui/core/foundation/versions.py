"""What the panel runs on."""

import platform
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from gui.core.foundation.own_program import PACKAGES


def versions() -> dict[str, str]:
    """What the panel runs on. Packages that are not installed are left out."""
    found = {"python": platform.python_version(), "system": platform.platform()}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        # Core does not import Qt; where the window runs, Qt's version is read from it.
        found["qt"] = str(core.qVersion())
    return found
