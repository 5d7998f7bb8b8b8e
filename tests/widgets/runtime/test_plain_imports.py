"""Qt does not read the source of what is imported: the first paint would wait, and 20 MB would stay taken."""

import json
from typing import Final

from tests.support.widgets.offscreen_process import offscreen

MOST_FILES: Final = 10
"""That are imported before Qt's function is put away."""

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
