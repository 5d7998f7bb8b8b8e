"""Where the frozen program starts: the installed command."""

import sys

from gui.cli import main

sys.exit(main())
