"""Takes Qt's watch off Python's imports; whoever opens the window imports this file in front of all others.

Once PySide6 is loaded, it reads the source of each module that is imported, and keeps it, to look for its own
name there: 800 files, 20 MB, a tenth of a second. It serves ``from __feature__ import`` alone, unused here.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own function in the place of __import__

_names = vars(builtins)
# Where another release of it leaves imports alone, or somebody else has a hand in them, so does this.
if _names["__import__"] is _names.get("__feature_import__"):
    _names["__import__"] = _names["__orig_import__"]
