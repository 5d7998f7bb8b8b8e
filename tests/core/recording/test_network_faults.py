"""A network that breaks every second exchange: nothing is lost, nothing is sent twice, no state is wrong."""

import logging
from pathlib import Path

import pytest

from tests.harness.fault_proxy import Fate
from tests.harness.faults import run_faults
from tests.harness.sabotage import caught_by_faults


def test_whatever_breaks_between_panel_and_service_the_ledger_stays_true(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "asyncio")
    tally = run_faults(tmp_path, 500, seed=20)
    assert str(tally.findings) == ""
    assert tally.operations >= 500
    assert set(tally.fates) == set(Fate)
    assert 0 < tally.unknown < tally.operations


@pytest.mark.parametrize("fault", ["resend", "any_seq"])
def test_a_fault_put_into_the_panel_on_purpose_is_caught(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.ERROR, "asyncio")
    assert caught_by_faults(tmp_path, fault)
