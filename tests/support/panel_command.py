"""The command that is tested: the checkout's own, or any installed one, such as that of a bundle.

RECORDING_PANEL_TEST_COMMAND names the installed one, as a shell would read it.
"""

import os
import shlex
import sys
from typing import Final

import pytest

INSTALLED: Final = tuple(shlex.split(os.environ.get("RECORDING_PANEL_TEST_COMMAND", "")))
"""Empty for the checkout's own."""
COMMAND: Final = INSTALLED or (sys.executable, "-m", "gui")
WHY_NOT: Final = "needs the checkout's own Python: RECORDING_PANEL_TEST_COMMAND names an installed command"
checkout_only: Final = pytest.mark.skipif(bool(INSTALLED), reason=WHY_NOT)
"""For what puts code of its own into the program, such as another keychain: a bundle takes none."""
