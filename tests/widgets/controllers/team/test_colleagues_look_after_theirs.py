"""What a colleague looks after fetches nobody else: no notification, no question as the window closes."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import State
from gui.widgets.controllers.notifications import notification_controller
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.dialogs.quit_dialog import QuitDialog
from tests.support.core.team_ledgers import desk_of
from tests.support.notification_desk import NotificationDesk, desk_on_own_bus, needs_bus
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

LOST = Problem(Delivery.NO_ANSWER, word=LocalFailure.TIMEOUT)
WITHOUT_LI = replace(
    TEAM, desks={**TEAM.desks, desk_of("LI").id: replace(TEAM.desks[desk_of("LI").id], here=False)}
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationDesk]:
    monkeypatch.setattr(notification_controller, "APART_S", 0.1)
    (tmp_path / "bus").mkdir()
    with desk_on_own_bus(tmp_path / "bus", monkeypatch) as made:
        yield made


def strips(staff: Staff) -> list[str]:
    return [one.text for one in staff.window.notices.findChildren(NoticeStrip) if one.told]


@needs_bus
async def test_a_colleague_is_told_at_their_desk_and_everybody_is_once_nobody_is_there(
    desk: NotificationDesk, wang: Staff, li: Colleague
) -> None:
    wang.window.showMinimized()
    await li.fails(await li.asks(990002, "carol"), LOST)
    await li.tells(wang)
    await wang.sees("carol", State.UNKNOWN)
    await asyncio.sleep(2 * notification_controller.TOGETHER_MS / 1000)
    assert desk.shown == []
    # The count in the title is everybody's.
    await wang.until(lambda: wang.window.windowTitle() == "(1) Recording panel", "the title counts it")
    wang.panel.actions.show_team(WITHOUT_LI)
    await li.fails(await li.asks(990001, "alice"), LOST)
    await li.tells(wang)
    await wang.until(lambda: bool(desk.open), "the desktop shows it")
    assert desk.shown[-1].title == "Room 990001"


@needs_bus
async def test_what_colleagues_did_before_this_desk_joined_fetches_nobody_and_no_strip_tells_it(
    desk: NotificationDesk, wang: Staff, li: Colleague
) -> None:
    wang.panel.actions.show_team(WITHOUT_LI)
    await wang.starts(990001, "alice")
    await wang.starts(990001, "bob")
    await li.hears(wang)
    wang.window.showMinimized()
    await li.fails(await li.asks(990002, "carol"), LOST)
    await li.stops(990001, "alice")
    await li.tells(wang, before_joining=True)
    await wang.sees("carol", State.UNKNOWN)
    await wang.sees("alice", State.STOPPED)
    await asyncio.sleep(2 * notification_controller.TOGETHER_MS / 1000)
    assert desk.shown == []
    assert strips(wang) == []
    # What they do from then on is news.
    await li.stops(990001, "bob")
    await li.fails(await li.asks(990004, "dan"), LOST)
    await li.tells(wang)
    await wang.until(lambda: bool(desk.open), "the desktop shows it")
    assert desk.shown[-1].title == "Room 990004"
    (told,) = strips(wang)
    assert "bob" in told
    assert "alice" not in told


async def test_who_closes_the_window_is_asked_about_own_recordings_alone(wang: Staff, li: Colleague) -> None:
    await wang.starts(990001, "alice")
    await li.starts(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.window.close()
    question = await wang.asked(QuitDialog)
    told = " ".join(wang.texts_in(question))
    assert "alice" in told
    assert "carol" not in told
    await wang.answers("Cancel")
