"""Where a profile leads to."""

import pytest

from gui.core.protocol.endpoint import is_loopback


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((host, True) for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1")),
        *((host, False) for host in ("localhost.example", "128.0.0.1", "::2", "relay.example", "")),
    ],
)
def test_this_computer_goes_by_a_few_names(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
