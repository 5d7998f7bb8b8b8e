"""Qt does not read the source of what is imported: the first paint would wait, and 20 MB would stay taken."""

import json
from typing import Final

from tests.support.widgets.offscreen_process import offscreen

MOST_FILES: Final = 10
"""That are imported before Qt's function is put away."""

MOST_PATTERNS: Final = 8
"""Python's own modules make these."""

PATTERNS = """
import json, sys
made = []
def look(frame, event, _value):
    code = frame.f_code
    if event == "call" and code.co_name == "compile" and code.co_filename.endswith("_compiler.py"):
        made.append(code)
sys.setprofile(look)
import gui.widgets.runtime.plain_imports
at_first = len(made)
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
try:
    QLabel().setText(5)
except TypeError as err:
    told = str(err)
print(json.dumps([at_first, len(made), told]))
"""

IMPORTED = """
import json, linecache, sys
import gui.app
import gui.core.services
read = [name for name in linecache.cache if name.endswith(".py")]
print(json.dumps([len(sys.modules), len(read)]))
"""


def test_what_is_imported_is_not_read_as_text_and_kept() -> None:
    modules, read = json.loads(offscreen("-c", IMPORTED))
    assert modules > 300
    assert read <= MOST_FILES


def test_the_patterns_of_signatures_are_made_where_one_is_told() -> None:
    at_first, then, told = json.loads(offscreen("-c", PATTERNS))
    assert "Supported signatures" in told
    assert "setText(arg__1: str" in told
    assert at_first <= MOST_PATTERNS < then
