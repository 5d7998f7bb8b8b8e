"""``python -m gui.simulator``: the simulator without the rest of the product."""

import argparse
import sys

from gui.core.foundation.process_start import prepare_process
from gui.simulator.main import add_arguments, run


def main() -> int:
    """Serve until a signal, or until the last user is gone. The exit status is that of ``run``."""
    prepare_process()
    parser = argparse.ArgumentParser(prog="python -m gui.simulator", description="The practice service.")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
