"""What tests of the recorder share."""

import pytest

from gui.core.ledger import database


@pytest.fixture
def short_lock_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that a foreign program holds is given up soon."""
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.1)
