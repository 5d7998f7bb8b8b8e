"""A clock that is off: a colleague's does not show in the list, and one's own is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QPushButton

from gui.core.foundation.enums import State
from gui.core.presentation.team_texts import desk_rows
from gui.core.sessions.team_contact import TeamDesk
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.sessions.session_columns import Column
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

FIVE = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def told(staff: Staff) -> NoticeStrip | None:
    """The strip that tells of this computer's clock, while it does."""
    strips = staff.window.notices.findChildren(NoticeStrip)
    return next((one for one in strips if one.told and "clock" in one.text), None)


async def test_a_colleague_whose_clock_is_five_minutes_off_shows_the_right_time_and_the_right_elapsed(
    wang: Staff, li: Colleague
) -> None:
    await li.starts(990002, "carol", HOUR - FIVE)
    began = datetime.now(UTC) - HOUR
    await li.tells(wang, ahead=FIVE)
    await wang.sees("carol", State.RECORDING)
    # The minute may end between the start and the look.
    clocks = {wang.time_of(began + span) for span in (-timedelta(seconds=2), timedelta(seconds=2))}
    assert wang.cell("carol", Column.TIME).casefold() in clocks
    assert wang.cell("carol", Column.ELAPSED)[:7] in ("00:59:5", "01:00:0")
    assert any(f"accepted {clock}" in wang.state("carol") for clock in clocks), wang.state("carol")


async def test_one_s_own_clock_that_is_off_is_said_until_it_is_right(wang: Staff) -> None:
    wang.panel.actions.show_team(replace(TEAM, clock_off_s=-300.0))
    said = told(wang)
    assert said is not None
    assert said.text.startswith("▲ This computer's clock is 5 min ahead of the team's. Have it set right:")
    # While colleagues are not reached nobody can compare it.
    wang.panel.actions.show_team(replace(TEAM, reached=False))
    assert told(wang) is said
    # Somebody read it.
    wang.clicks(next(one for one in said.findChildren(QPushButton) if one.text() == "Close"))
    wang.panel.actions.show_team(replace(TEAM, clock_off_s=-300.0, others_do_not_see=1))
    assert told(wang) is None
    wang.panel.actions.show_team(TEAM)
    wang.panel.actions.show_team(replace(TEAM, clock_off_s=40.0))
    assert "40 s behind the team's" in said.text
    assert told(wang) is said
    wang.panel.actions.show_team(TEAM)
    assert told(wang) is None


async def test_the_team_s_desks_are_listed_with_whose_clock_is_off(wang: Staff) -> None:
    off = replace(TEAM, desks={desk_of("LI").id: TeamDesk("LI", "Li", ahead_s=300.0)})
    words = [row[2] for row in desk_rows(off, wang.window.messages, datetime.now(UTC))]
    assert words == ["this desk", "here · its clock is 5 min ahead"]
    # It is this computer's own that is off, and everybody else looks as if theirs were.
    mine = replace(off, clock_off_s=300.0)
    words = [row[2] for row in desk_rows(mine, wang.window.messages, datetime.now(UTC))]
    assert words == ["this desk", "here"]
