"""What a child process of the panel inherits: nothing that it does not need."""

import os
from collections.abc import Mapping
from typing import Final

_OURS: Final = "RECORDING_PANEL_"
"""Secrets among them; what a child needs of the panel's settings stands in its arguments."""
_PROXY: Final = "_proxy"
"""May hold a password; no child of the panel leaves this computer."""


def child_environment(variables: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables without the panel's own and without proxies."""
    return {
        name: value
        for name, value in variables.items()
        if not name.startswith(_OURS) and not name.casefold().endswith(_PROXY)
    }
