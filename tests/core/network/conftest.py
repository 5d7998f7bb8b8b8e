"""What tests of the network share."""

import pytest

from gui.core.network import relay_client


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_S", 0.4)
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.2)
