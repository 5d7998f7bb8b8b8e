"""The operating system that this is. By ``sys.platform`` alone, which the type checker follows."""

import sys
from typing import Final

from gui.core.foundation.systems.interface import System

if sys.platform == "win32":
    from gui.core.foundation.systems import windows as _here
elif sys.platform == "darwin":
    from gui.core.foundation.systems import macos as _here
else:
    from gui.core.foundation.systems import linux as _here

SYSTEM: Final[System] = _here
