"""The first paint waits for nothing that it does not show: what is loaded and made before it is counted."""

import asyncio
import json
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import WindowState
from tests.support.widgets.offscreen_process import offscreen

MOST_MODULES: Final = 180
"""Of the panel's own. A further one costs every start half a millisecond: import it where it is used."""
MOST_WIDGETS: Final = 330
LATER: Final = (
    "gui.commands.batch",
    "gui.core.foundation.file_places",
    "gui.core.foundation.licences",
    "gui.core.foundation.window_libraries",
    "gui.core.ledger",
    "gui.core.presentation.clipboard_texts",
    "gui.core.presentation.customer_texts",
    "gui.core.presentation.explanation",
    "gui.core.profiles.presets",
    "gui.core.recording",
    "gui.core.reports",
    "gui.core.security.decoded_text",
    "gui.core.sessions.bulk_retry",
    "gui.simulator",
    "gui.widgets.controllers",
    "gui.widgets.controls.ask_dialog",
    "gui.widgets.dialogs",
    "gui.widgets.explain.error_panel",
    "gui.widgets.runtime.bridge",
    "gui.widgets.runtime.program_watch",
    "gui.widgets.sessions.selection_summary",
    "gui.widgets.window.socket_place",
    "hashlib",
    "secrets",
)
"""Wings and files, with all below them, that are loaded behind the first paint."""

AT_FIRST_PAINT: Final = """
import json, os, sys
from PySide6.QtWidgets import QWidget
from gui.widgets.window import main_window
def painted(self, event):
    print(json.dumps([sorted(sys.modules), len(self.findChildren(QWidget))]), flush=True)
    os._exit(0)
main_window.MainWindow.paintEvent = painted
from gui.cli import main
main(["--data-dir", sys.argv[1]])
"""

NEVER: Final = ("httpx._main", "keyring", "pygments", "rich")
"""What libraries bring along where it is installed; keyring waits for a credential."""
WHEN_READY: Final = """
import json, os, sys
from gui.widgets.start_form import start_form
shown = start_form.StartForm.set_ready
def set_ready(self, ready, why_not=""):
    shown(self, ready, why_not)
    if self.start_button.isEnabled():
        print(json.dumps([name for name, module in sys.modules.items() if module]), flush=True)
        os._exit(0)
start_form.StartForm.set_ready = set_ready
from gui.cli import main
main(["--data-dir", sys.argv[1], "--profile", "Practice"])
"""


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int]:
    """The modules that are loaded, and how many widgets the window has."""
    folder = tmp_path_factory.mktemp("first paint")
    modules, widgets = json.loads(offscreen("-c", AT_FIRST_PAINT, str(folder)))
    return modules, widgets


def test_the_first_paint_waits_for_few_files(at_first_paint: tuple[list[str], int]) -> None:
    own = [name for name in at_first_paint[0] if name.partition(".")[0] == "gui"]
    assert len(own) > 100
    assert len(own) <= MOST_MODULES, own


def test_what_the_first_paint_does_not_show_is_loaded_behind_it(
    at_first_paint: tuple[list[str], int],
) -> None:
    modules, _widgets = at_first_paint
    assert [name for name in modules for later in LATER if f"{name}.".startswith(f"{later}.")] == []


def test_what_the_first_paint_does_not_show_is_made_behind_it(at_first_paint: tuple[list[str], int]) -> None:
    assert 50 < at_first_paint[1] <= MOST_WIDGETS


def test_what_start_does_not_need_is_not_loaded_when_it_can_be_pressed(tmp_path: Path) -> None:
    loaded = json.loads(offscreen("-c", WHEN_READY, str(tmp_path)))
    assert "httpx" in loaded
    assert [name for name in loaded for never in NEVER if f"{name}.".startswith(f"{never}.")] == []


def test_nothing_changes_to_the_eye_as_the_rest_is_made(qapp: QApplication, tmp_path: Path) -> None:
    window = MainWindow("en", WindowState(tmp_path))
    window.show()
    qapp.processEvents()
    painted = window.below.grab().toImage()
    asyncio.run(window.make_later_parts())
    qapp.processEvents()
    assert window.below.currentWidget() is window.error_panel
    assert window.below.grab().toImage() == painted
    window.hide()
    window.deleteLater()
