"""Times of a colleague's rows are by the clock of this computer, however wrong theirs is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from tests.support.core.ledger import NOW, begin, end, opened, stop_of, target
from tests.support.core.team_ledgers import desks
from tests.support.session_samples import HandClock

FIVE = timedelta(minutes=5)


async def recorded(ledger: Ledger) -> Session:
    opening = await begin(ledger, target())
    (done,) = await end(ledger, replace(opening.session, state=State.RECORDING, accepted_at=NOW))
    return done


def by_a_clock(rows: Sequence[TravellingRow], ahead: timedelta) -> list[TravellingRow]:
    """As they come to a desk that knows their clock to be off by so much."""
    return [replace(row, ahead_s=ahead.total_seconds()) for row in rows]


async def only(ledger: Ledger) -> Session:
    (found,) = await ledger.sessions()
    return found


async def test_a_clock_that_is_five_minutes_fast_shows_neither_in_times_nor_in_how_long_it_goes_on(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await wang.take_rows(by_a_clock(await li.own_rows_after(0), FIVE))
        found, hand = await only(wang), HandClock()
        assert (found.asked_at, found.accepted_at, found.changed_at) == (NOW - FIVE,) * 3
        assert [entry.at for entry in await wang.entries(found.id)] == [(NOW - FIVE).isoformat()] * 2
        hand.wall = NOW
        clock = ElapsedClock(hand.now, hand.seconds)
        clock.see(found)
        assert clock.seconds(found) == FIVE.total_seconds()
        # What goes on to everyone else is as Li's desk wrote it.
        assert [row.at for row in await li.own_rows_after(0)] == [NOW.isoformat()] * 2
    async with opened(tmp_path / "WA") as wang:
        # Opened again, while nobody tells how far off that clock is.
        assert (await only(wang)).accepted_at == NOW - FIVE


async def test_a_recording_is_too_old_as_soon_as_it_is_at_its_own_desk_however_wrong_the_clock_there_is(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA", "XU") as (li, wang, xu):
        await recorded(li)
        for ledger, ahead in ((wang, FIVE), (xu, timedelta(hours=-6))):
            await ledger.take_rows(by_a_clock(await li.own_rows_after(0), ahead))
            found, hand = await only(ledger), HandClock()
            hand.wall = NOW - ahead
            clock = ElapsedClock(hand.now, hand.seconds)
            clock.see(found)
            hand.sleep(60)
            assert clock.seconds(found) == 60.0
            assert not found.overrun(clock.moment(found))
            hand.sleep(found.overrun_hours * 3600)
            assert found.overrun(clock.moment(found))
            # One that somebody said is recording counts from when it was asked for.
            said = replace(found, accepted_at=None)
            assert not said.overrun(NOW - ahead + said.overrun_limit)
            assert said.overrun(NOW - ahead + said.overrun_limit + timedelta(seconds=1))


async def test_one_that_a_colleague_stopped_lasted_as_long_as_it_did_whoever_s_clock_is_off(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        await wang.take_rows(by_a_clock(await li.own_rows_after(0), FIVE))
        # It was accepted at 11:55 by Wang's clock, and is stopped ten minutes after that.
        over = NOW + FIVE
        stop = await wang.begin(
            target().key, stop_of(target()), Note("intent", "Wang", over), live_first=True
        )
        stopped = replace(stop.session, state=State.STOPPED, ended_at=over, file_ids=("1",))
        await wang.end((stopped,), Note("answer", "Wang", over))
        await li.take_rows(by_a_clock(await wang.own_rows_after(0), -FIVE))
        assert [(await only(one)).length_s for one in (wang, li)] == [600.0, 600.0]
        at_li_s = await only(li)
        assert (at_li_s.accepted_at, at_li_s.ended_at) == (NOW, NOW + 2 * FIVE)


async def test_a_row_that_comes_again_after_its_clock_was_set_right_is_the_same_row(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        rows = await li.own_rows_after(0)
        await wang.take_rows(by_a_clock(rows, FIVE))
        assert await wang.take_rows(rows) == ()
        assert (await only(wang)).accepted_at == NOW - FIVE


async def test_clocks_that_agree_leave_rows_as_they_were_written(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        done = await recorded(li)
        await wang.take_rows(by_a_clock(await li.own_rows_after(0), timedelta(seconds=0.4)))
        assert (await only(wang)).accepted_at == done.accepted_at


async def test_a_clock_that_nobody_can_have_moves_no_time(tmp_path: Path) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        for years in (8000, -8000):
            await wang.take_rows(by_a_clock(await li.own_rows_after(0), timedelta(days=365 * years)))
        assert (await only(wang)).accepted_at == NOW


async def test_a_row_came_late_by_the_right_clock_and_whatever_another_desk_says_of_that(
    tmp_path: Path,
) -> None:
    async with desks(tmp_path, "LI", "WA") as (li, wang):
        await recorded(li)
        rows = by_a_clock(await li.own_rows_after(0), FIVE)
        said = f'"came_at":"{NOW.isoformat()}","handled":'
        forged = [replace(row, body=row.body.replace('"handled":', said)) for row in rows]
        assert forged != rows
        # Written at 11:55 by Wang's clock, and nine minutes on the way.
        await wang.take_rows([replace(row, came=NOW + timedelta(minutes=4)) for row in forged])
        assert (await only(wang)).came_at is None
    async with desks(tmp_path, "XU") as (xu,):
        came = NOW + timedelta(minutes=6)
        await xu.take_rows([replace(row, came=came) for row in forged])
        assert (await only(xu)).came_at == came
    # What a desk did before it was invited is its past, and no news.
    async with desks(tmp_path / "past", "XU") as (xu,):
        invited = NOW - timedelta(minutes=4)
        await xu.take_rows([replace(row, came=came, invited=invited) for row in rows])
        assert (await only(xu)).came_at is None
    # A time that is none is not late.
    async with desks(tmp_path / "more", "XU") as (xu,):
        await xu.take_rows([replace(row, at="once", came=came) for row in rows])
        assert (await only(xu)).came_at is None
