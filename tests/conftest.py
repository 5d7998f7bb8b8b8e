"""What every test starts with."""

import pytest

from gui.core.security import redaction


@pytest.fixture(autouse=True)
def no_secret_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that an earlier test of this process used would be masked in this one."""
    monkeypatch.setattr(redaction, "registry", redaction.SecretRegistry())
