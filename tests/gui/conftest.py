"""One application for all tests of the window, drawn offscreen."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RECORDING_PANEL_THEME"] = "light"

from PySide6.QtWidgets import QApplication

from gui.widgets.theme import apply_theme


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The one QApplication, with the panel's theme."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app)
    yield app
