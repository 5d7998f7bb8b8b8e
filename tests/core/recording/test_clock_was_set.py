"""Somebody sets the computer's clock while a recording runs: a real start and a real stop."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import State
from gui.core.foundation.system import SystemClock
from gui.core.recording.recorder import Recorder
from gui.core.reports.json_fields import session_fields
from tests.support.core.recorder_setup import START, STOP, Heard, desk


class SetClock(SystemClock):
    """The computer's clock after somebody set it."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


@pytest.mark.parametrize("by", [timedelta(hours=-2), timedelta(hours=4), timedelta(days=-900)])
async def test_a_clock_that_was_set_makes_no_file_missing_and_no_end_before_the_start(
    tmp_path: Path, by: timedelta
) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", START)
        after = Recorder(it.ledger, it.relays, SetClock(by), Heard(), operator="Li")
        result = await after.stop("Main", STOP)
        done = await it.ledger.session("1")
        assert result.session == done
        assert done is not None
        assert (done.state, done.files_missing) == (State.STOPPED, False)
        assert done.length_s is not None
        assert done.length_s < 60
        fields = session_fields(done, Catalogue())
        assert str(fields["started_at"]) <= str(fields["ended_at"])
        assert fields["length_unsure"] is False


async def test_a_person_s_mark_that_it_ended_never_comes_before_its_start(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(operation="stop", code=30000405)
        await it.recorder.start("Main", START)
        await it.recorder.stop("Main", STOP)
        after = Recorder(it.ledger, it.relays, SetClock(timedelta(hours=-2)), Heard(), operator="Li")
        done = await after.settle("1", State.STOPPED)
        assert done.ended_at is not None
        assert done.accepted_at is not None
        assert done.ended_at >= done.accepted_at
