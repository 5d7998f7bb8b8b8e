"""``python -m gui`` is ``recording-panel``."""

import sys

from gui.cli import main

if __name__ == "__main__":
    sys.exit(main())
