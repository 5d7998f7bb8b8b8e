"""The overrun alarm: marked and told once, whatever clock, restart or second panel comes between."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.recording.overrun_watch import SEEN_FILE, OverrunWatch
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from tests.support.core.ledger import NOW, begin, end, opened, target
from tests.support.core.team_ledgers import desks, exchange

HOUR = timedelta(hours=1)


class Time:
    """A wall clock that can be set, and one that only goes on."""

    def __init__(self) -> None:
        self.wall = NOW
        self.boot = 5000.0

    def now(self) -> datetime:
        return self.wall

    def passes(self, span: timedelta) -> None:
        self.wall += span
        self.boot += span.total_seconds()

    def watch(self, ledger: Ledger) -> OverrunWatch:
        return OverrunWatch(ledger, ElapsedClock(self.now, lambda: self.boot), self.now)

    def closed_at(self, folder: Path, when: datetime) -> None:
        """When a window of this folder last looked."""
        (folder / SEEN_FILE).touch()
        os.utime(folder / SEEN_FILE, (when.timestamp(), when.timestamp()))


async def recording(ledger: Ledger, room: int = 10001, **changes: object) -> Session:
    opening = await begin(ledger, target(room))
    running = replace(opening.session, state=State.RECORDING, accepted_at=NOW, confirmed_at=NOW)
    (done,) = await end(ledger, replace(running, **changes))  # type: ignore[arg-type]  # any of its fields
    return done


async def test_no_alarm_at_ninety_minutes_and_one_alarm_after_six_hours(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger)
        watch = time.watch(ledger)
        for span in (90 * timedelta(minutes=1), 4 * HOUR, timedelta(minutes=29)):
            time.passes(span)
            assert await watch.look("Li") == ()
        time.passes(timedelta(minutes=2))
        (told,) = await watch.look("Li")
        assert told.overrun_at == time.wall
        assert told.needs_attention(time.wall)
        time.passes(HOUR)
        assert await watch.look("Li") == ()
        entry = (await ledger.entries(told.id))[-1]
        assert (entry.kind, entry.operator, entry.at) == ("overrun", "Li", told.overrun_at.isoformat())


async def test_the_limit_is_the_one_of_the_profile(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger, 1, overrun_hours=2)
        await recording(ledger, 2, overrun_hours=12)
        time.passes(3 * HOUR)
        assert [session.target.room for session in await time.watch(ledger).look("Li")] == [1]


async def test_nobody_is_told_twice_of_one_session_by_a_restart_or_by_a_second_panel(tmp_path: Path) -> None:
    time = Time()
    time.passes(7 * HOUR)
    async with opened(tmp_path) as ledger, opened(tmp_path) as other:
        await recording(ledger)
        first, second = time.watch(ledger), time.watch(other)
        assert len(await first.look("Li")) == 1
        assert await second.look("Wang") == ()
    async with opened(tmp_path) as ledger:
        time.passes(HOUR)
        assert await time.watch(ledger).look("Li") == ()


async def test_handled_puts_an_alarm_away_and_does_not_hide_a_later_one(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        session = await recording(ledger, handled=True, note="stop refused, seen to")
        time.passes(7 * HOUR)
        watch = time.watch(ledger)
        (told,) = await watch.look("Li")
        assert told.needs_attention(time.wall)

        def seen_to(newest: Session) -> Session:
            return replace(newest, handled=True)

        done = await ledger.change(session.id, seen_to, Note("handled", "Li", time.wall))
        assert not done.needs_attention(time.wall)
        assert await watch.look("Li") == ()


@pytest.mark.parametrize("state", [State.STOPPED, State.FAILED, State.UNKNOWN])
async def test_only_recordings_get_too_old(tmp_path: Path, state: State) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger, state=state)
        time.passes(30 * HOUR)
        assert await time.watch(ledger).look("Li") == ()


async def test_one_that_a_person_said_is_recording_counts_from_when_it_was_asked_for(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger, accepted_at=None, settled_by="Li")
        time.passes(5 * HOUR)
        watch = time.watch(ledger)
        assert await watch.look("Li") == ()
        time.passes(2 * HOUR)
        assert len(await watch.look("Li")) == 1


async def test_one_with_an_operation_under_way_is_marked_at_the_next_look(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        session = await recording(ledger)
        time.passes(7 * HOUR)
        opening = await begin(ledger, target())
        assert await time.watch(ledger).look("Li") == ()
        await end(ledger, replace(opening.session, state=State.RECORDING))
        assert [found.id for found in await time.watch(ledger).look("Li")] == [session.id]


async def test_a_clock_set_back_an_hour_is_no_age_and_delays_no_alarm(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger)
        watch = time.watch(ledger)
        assert await watch.look("Li") == ()
        time.wall -= HOUR
        time.passes(5 * HOUR)
        assert await watch.look("Li") == ()
        time.passes(timedelta(minutes=61))
        assert len(await watch.look("Li")) == 1


async def test_a_clock_set_on_by_a_day_raises_no_alarm(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger)
        watch = time.watch(ledger)
        assert await watch.look("Li") == ()
        time.wall += 24 * HOUR
        time.passes(HOUR)
        assert await watch.look("Li") == ()


async def test_a_computer_that_slept_a_day_alarms_when_it_wakes(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger)
        watch = time.watch(ledger)
        assert await watch.look("Li") == ()
        time.passes(24 * HOUR)
        assert len(await watch.look("Li")) == 1


async def test_a_recording_that_nobody_watched_for_longer_than_its_limit_needs_attention_again(
    tmp_path: Path,
) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        session = await recording(ledger, overrun_at=NOW, handled=True)
    time.closed_at(tmp_path, NOW)
    time.passes(7 * HOUR)
    async with opened(tmp_path) as ledger:
        watch = time.watch(ledger)
        (told,) = await watch.look("Li")
        assert (told.id, told.handled) == (session.id, False)
        assert told.needs_attention(time.wall)
        assert (await ledger.entries(session.id))[-1].reason == "unwatched for 7 h"
        assert await watch.look("Li") == ()


async def test_a_colleague_s_recording_is_marked_at_their_desk_and_shown_as_too_old_everywhere(
    tmp_path: Path,
) -> None:
    time = Time()
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recording(li)
        time.closed_at(wang.folder, NOW)
        await exchange([li, wang])
        time.passes(7 * HOUR)
        assert await time.watch(wang).look("Wang") == ()
        (seen,) = await wang.open_sessions()
        assert (seen.overrun_at, seen.needs_attention(time.wall)) == (None, True)
        (told,) = await time.watch(li).look("Li")
        await exchange([li, wang])
        (seen,) = await wang.open_sessions()
        assert seen.overrun_at == told.overrun_at


async def test_a_panel_closed_for_a_shorter_time_says_nothing_again(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        await recording(ledger, overrun_at=NOW, handled=True)
    time.closed_at(tmp_path, NOW)
    time.passes(5 * HOUR)
    async with opened(tmp_path) as ledger:
        assert await time.watch(ledger).look("Li") == ()


async def test_each_look_is_remembered_for_the_next_start(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path) as ledger:
        time.closed_at(tmp_path, NOW - 100 * HOUR)
        before = (tmp_path / SEEN_FILE).stat().st_mtime
        await time.watch(ledger).look("Li")
        assert (tmp_path / SEEN_FILE).stat().st_mtime > before
