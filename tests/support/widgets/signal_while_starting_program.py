"""A window that the desktop ends while its controllers are being made: it sends the signal to itself.

Arguments: the data folder, and the name of the signal.
"""

import os
import signal
import sys
from pathlib import Path

from gui.cli import main
from gui.widgets.controllers import window_controller
from gui.widgets.controllers.stop_controller import StopController


class Struck(StopController):
    """One of them; the signal comes with it."""

    def __init__(self, *given: object) -> None:
        os.kill(os.getpid(), signal.Signals[sys.argv[2]])
        super().__init__(*given)  # type: ignore[arg-type]  # passed on as they are


# In the place of the real one.
vars(window_controller)["StopController"] = Struck
raise SystemExit(main(["--data-dir", str(Path(sys.argv[1]))]))
