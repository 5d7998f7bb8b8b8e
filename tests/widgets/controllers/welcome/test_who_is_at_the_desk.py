"""Nobody's login name goes into the record unasked: the question, and what becomes of what was asked for."""

import getpass
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.commands.context import given_operator, operator, suggested_operator
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.welcome.name_dialog import NameDialog
from tests.support.widgets.window_driver import Staff, profile_for, window_at


@pytest.fixture
async def unnamed(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A window with the profile ``Main`` at which nobody has said who they are; logged in as ``wangli``."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, operator="", suggested="wangli") as staff:
        yield staff


@pytest.fixture
async def updated(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A desk with a row, after an update: its earlier panel took the login name without a question."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, operator="root") as staff:
        await staff.starts(990001, "alice")
    async with window_at(data_folder, operator="") as staff:
        yield staff


@pytest.mark.parametrize("login", ["root", "Administrator", "user", "1000"])
def test_a_login_name_that_names_nobody_is_not_even_suggested(
    monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    monkeypatch.delenv("RECORDING_PANEL_OPERATOR", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: login)
    assert (given_operator(), suggested_operator()) == ("", "")
    # The command line asks nobody: there it is as before.
    assert operator() == login


def test_a_name_that_an_administrator_has_set_counts_as_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDING_PANEL_OPERATOR", " Desk 3 ")
    assert given_operator() == operator() == "Desk 3"


async def test_the_first_start_asks_who_it_is_and_then_goes_on(
    unnamed: Staff, service: RunningSimulator
) -> None:
    unnamed.types_target(990001, "alice")
    unnamed.clicks_start()
    question = await unnamed.asked(NameDialog)
    assert question.row.line.selectedText() == "wangli"
    assert service.record == ()
    assert unnamed.sessions.model.rowCount() == 0
    unnamed.keys_in("Wang Li")
    unnamed.presses(Qt.Key.Key_Return)
    await unnamed.is_back()
    await unnamed.sees("alice", State.RECORDING)
    assert unnamed.session("alice").operator == "Wang Li"
    # Once.
    await unnamed.starts(990002, "carol")
    assert unnamed.session("carol").operator == "Wang Li"


async def test_who_gives_no_name_sends_nothing_and_can_start_once_more(
    unnamed: Staff, service: RunningSimulator
) -> None:
    unnamed.types_target(990001, "alice")
    unnamed.clicks_start()
    await unnamed.asked(NameDialog)
    unnamed.presses(Qt.Key.Key_Escape)
    await unnamed.is_back()
    assert unnamed.window.done.whole_text() == "Nothing was sent: no name was given."
    assert service.record == ()
    assert unnamed.form.values().account == "alice"
    unnamed.clicks_start()
    await unnamed.asked(NameDialog)
    unnamed.presses(Qt.Key.Key_Return)
    await unnamed.sees("alice", State.RECORDING)
    assert unnamed.window.done.whole_text() != "Nothing was sent: no name was given."
    assert unnamed.session("alice").operator == "wangli"
    await unnamed.settles()


async def test_a_blank_name_is_none(unnamed: Staff) -> None:
    unnamed.types_target(990001, "alice")
    unnamed.clicks_start()
    question = await unnamed.asked(NameDialog)
    question.row.line.setText("  \t ")
    unnamed.presses(Qt.Key.Key_Return)
    assert question.isVisible()
    assert question.row.complaint == "Please give your name."
    unnamed.presses(Qt.Key.Key_Escape)
    await unnamed.is_back()


async def test_a_name_from_the_bar_is_asked_for_no_more(unnamed: Staff) -> None:
    line = unnamed.window.connection_bar.operator.lineEdit()
    assert line is not None
    assert line.placeholderText() == "Name"
    unnamed.types(line, "Zhao")
    unnamed.presses(Qt.Key.Key_Tab)
    await unnamed.starts(990001, "alice")
    assert unnamed.session("alice").operator == "Zhao"


async def test_after_an_update_a_stop_asks_for_the_name_first_and_then_whether_it_is_meant(
    updated: Staff,
) -> None:
    assert updated.session("alice").operator == "root"
    updated.clicks_rows("alice")
    updated.presses(Qt.Key.Key_F8)
    await updated.asked(NameDialog)
    updated.keys_in("Zhao")
    updated.presses(Qt.Key.Key_Return)
    question = await updated.asked(StopDialog)
    # Another one began it: Return cancels.
    assert question.cancel.isDefault()
    updated.clicks(question.yes)
    await updated.sees("alice", State.STOPPED)
    await updated.settles()


async def test_every_other_request_of_a_row_asks_as_well(updated: Staff, service: RunningSimulator) -> None:
    requests, sent = updated.panel.actions, len(service.record)
    found = [updated.session("alice").id]
    asks: tuple[Callable[[], object], ...] = (
        lambda: updated.sessions.guest_came_back_requested.emit(found[0]),
        lambda: updated.sessions.handled_requested.emit(found),
        lambda: updated.sessions.settle_requested.emit(found, State.STOPPED),
        lambda: updated.error.settle_requested.emit(found[0], State.STOPPED, ""),
        lambda: updated.error.handled_requested.emit(found[0], ""),
        lambda: requests.retries.ask(found),
        lambda: updated.error.shift.hand_over_requested.emit(),
    )
    for ask in asks:
        ask()
        await updated.asked(NameDialog)
        updated.presses(Qt.Key.Key_Escape)
        await updated.is_back()
        assert QApplication.activeModalWidget() is None
    assert len(service.record) == sent
    assert updated.session("alice").state is State.RECORDING
