"""Paths: the resources beside the package, and the user's data folder."""

import os
from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[3] / "resources"
"""The same place in a checkout and in an installed environment."""

DATA_DIR_VARIABLE: Final = "RECORDING_PANEL_DATA_DIR"


def data_dir(given: str | None = None) -> Path:
    """The data folder: the option, else the environment variable, else the system's place for user data.

    The folder is not made here.
    """
    chosen = given or os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("recording-panel", appauthor=False)
