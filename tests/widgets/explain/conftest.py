"""What tests of the error panel share."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.messages import Messages
from gui.widgets.explain.error_panel import ErrorPanel
from tests.support.widgets.lone_widget import discard


@pytest.fixture
def panel() -> Iterator[ErrorPanel]:
    """An English panel of 900 by 280."""
    made = ErrorPanel(Messages("en"), Catalogue("en"))
    made.resize(900, 280)
    made.show()
    QTest.qWaitForWindowExposed(made)
    yield made
    discard(made)
