"""Memory of the window that is ready and at rest, against a bare window's."""

import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import show
from tests.benchmarks.speed.window_process import BARE, PANEL, resident_mb, window_open, with_profile
from tests.support.simulator.service_process import service_process

ROUNDS: Final = 3
SETTLED_S: Final = 12.0
BARE_SETTLED_S: Final = 4.0


def main() -> None:
    """In turns."""
    bare, panel = [], []
    with tempfile.TemporaryDirectory() as name:
        data = Path(name, "data")
        with service_process(Path(name)) as service:
            with_profile(data, service.url)
            for _ in range(ROUNDS):
                with window_open(BARE, data, BARE_SETTLED_S) as pid:
                    bare.append(resident_mb(pid))
                with window_open(PANEL, data, SETTLED_S) as pid:
                    panel.append(resident_mb(pid))
    show("idle memory", panel, bare, "MB", "<= 2")


if __name__ == "__main__":
    main()
