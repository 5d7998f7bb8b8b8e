"""What tests of the session list share."""

import pytest

from tests.support.widgets.session_list_driver import take_short_steps


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is a long one, and a slice is a single step."""
    take_short_steps(monkeypatch)
