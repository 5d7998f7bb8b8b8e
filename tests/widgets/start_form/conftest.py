"""What tests of the start form share."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from gui.core.foundation.messages import Messages
from gui.widgets.start_form.start_form import StartForm
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.start_form_driver import NOW


@pytest.fixture
def form() -> Iterator[StartForm]:
    """A form in an active window, ready to start."""
    shown = StartForm(Messages("en"), now=lambda: NOW)
    shown.resize(1280, 160)
    shown.show()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    shown.set_ready(True)
    shown.focus_first()
    yield shown
    discard(shown)
