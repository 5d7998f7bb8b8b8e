"""Who helps with the program: whoever gave it to its users may name himself; no address is made up."""

import os
from typing import Final

SUPPORT_VARIABLE: Final = "RECORDING_PANEL_SUPPORT"
_LIMIT: Final = 200


def support() -> str:
    """A name, an address or a telephone number, as it was given; empty where none was."""
    return os.environ.get(SUPPORT_VARIABLE, "").strip()[:_LIMIT]
