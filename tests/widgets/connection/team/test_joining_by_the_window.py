"""A team is joined by the window: an invitation is pasted or dropped, looked at, tried, worked in at once."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import keyring
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.core.presentation.help_pages import HelpPage
from gui.core.security.keychain import load_team_password
from gui.core.sessions.session import Session
from gui.core.team import administration, joining
from gui.core.team.settings import joined_team
from gui.core.team.team_login import keychain_name
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.team.joining_page import RETURN_MS
from gui.widgets.connection.team.team_dialog import TeamDialog
from gui.widgets.controllers.help.help_topics import page_for
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.theme import Tone
from gui.widgets.sessions.session_columns import Column
from tests.support.core.ledger import begin, opened, target
from tests.support.network.certificate_files import CertificateFiles
from tests.support.team.answering_server import server_that_says
from tests.support.team.desks import TeamBoard
from tests.support.team.invitations import invitation
from tests.support.team.postgres import HOST
from tests.support.widgets.colleague import TEAM
from tests.support.widgets.connection_dialog_driver import (
    Hanging,
    absent,
    files_with,
    goes_to,
    opens_settings,
)
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

NO_KEYS: Final = Qt.KeyboardModifier.NoModifier
PATIENCE_S: Final = 8.0

pytestmark = pytest.mark.usefixtures("restored")


@pytest.fixture
async def li(data_folder: Path, service: RunningSimulator, keychain: Path) -> AsyncIterator[Staff]:
    """Li at a desk that is in no team, with a keychain in that file."""
    del keychain
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as person:
        yield person


async def opens_team(staff: Staff) -> TeamDialog:
    """By the button in the connection settings."""
    settings = await opens_settings(staff)
    staff.clicks(settings.pane.team_button)
    return await staff.asked(TeamDialog)


def pastes(staff: Staff, dialog: TeamDialog, text: str) -> None:
    """Copied elsewhere, Ctrl+V here."""
    QApplication.clipboard().setText(text)
    dialog.invitation.field.setFocus()
    staff.presses(Qt.Key.Key_V, CTRL)
    QApplication.clipboard().clear()


async def reads(staff: Staff, dialog: TeamDialog, text: str) -> None:
    """Paste an invitation, and see what it says."""
    pastes(staff, dialog, text)
    await staff.until(dialog.join.isVisible, "the invitation is read")


async def refused(staff: Staff, dialog: TeamDialog) -> str:
    """Wait until it is said why not: one line that names the thing and the remedy."""
    await staff.until(lambda: dialog.said.text().startswith("✕ "), "it is said why not")
    said = dialog.said.text()
    assert "\n" not in said
    assert "detail." not in said
    assert not said[2].islower()
    dialog.say(Tone.NEUTRAL, ())
    return said


async def joins(staff: Staff, dialog: TeamDialog) -> None:
    """Press *Join*, and see the team."""
    staff.clicks(dialog.join)
    await staff.until(lambda: dialog.shows_member, "it has joined")


async def closes(staff: Staff, dialog: TeamDialog) -> None:
    """This one, and the connection settings where they are below it."""
    staff.clicks(dialog.close_button)
    await staff.until(lambda: not isinstance(QApplication.activeModalWidget(), TeamDialog), "it is closed")
    if (below := QApplication.activeModalWidget()) is not None:
        below.close()
    await staff.is_back()


async def button_of(staff: Staff, words: str) -> QPushButton:
    """A button of the open question, which has stood for long enough."""
    question = await staff.asked(AskDialog)
    return next(one for one in (question.yes, question.cancel) if one.text() == words)


def texts(widget: QWidget) -> str:
    """Every text that stands in a dialog."""
    labels = [one.text() for one in widget.findChildren(QLabel)]
    lines = [one.displayText() for one in widget.findChildren(QLineEdit)]
    buttons = [one.text() for one in widget.findChildren(QPushButton)]
    return "\n".join((*labels, *lines, *buttons))


def drops(dialog: TeamDialog, path: Path) -> None:
    """A file of the desktop's, anywhere on the dialog."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(20, 20), copy, data, left, NO_KEYS))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(20, 20), copy, data, left, NO_KEYS))


async def on_the_board(board: TeamBoard, statement: str, wanted: str) -> None:
    """Wait until the board says so."""
    give_up = time.monotonic() + PATIENCE_S
    while (found := await board.run(statement)) != [[wanted]]:
        assert time.monotonic() < give_up, found
        await asyncio.sleep(0.02)


async def wang_works(board: TeamBoard, folder: Path) -> None:
    """A colleague's desk, with one start under way."""
    async with opened(folder / "wang") as ledger:
        await begin(ledger, target(990002, "carol"))
        invited = invitation(board, "WANG")
        await joining.join(ledger.folder, ledger, invited, everything=False, operator="Wang")


async def test_a_pasted_invitation_is_looked_at_joined_and_worked_in_without_a_restart(
    li: Staff, board: TeamBoard, data_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = invitation(board)
    once = given.password.get_secret_value()
    await wang_works(board, tmp_path)
    await li.starts(990001, "alice")
    dialog = await opens_team(li)
    await reads(li, dialog, given.text)

    # What it says is there before anything is sent.
    facts = dialog.joining.facts
    assert (facts.fact("team"), facts.fact("code")) == (board.database, "LI")
    assert facts.fact("server") == f"{HOST}:{board.server.port}"
    assert "authority that the invitation names" in facts.fact("certificate")
    assert dialog.joining.line.text() == "Li"
    assert dialog.joining.from_now_on.isChecked()
    assert "operators" in dialog.joining.shared.text()
    assert joined_team(data_folder) is None
    assert await board.run("SELECT code FROM board.desk WHERE id IS NOT NULL") == [["WANG"]]
    assert once not in texts(dialog)

    await joins(li, dialog)
    member = dialog.member.facts
    await li.until(lambda: member.fact("contact").startswith("Reached since"), "the team is reached")
    assert (member.fact("team"), member.fact("code"), member.fact("operator")) == (board.database, "LI", "Li")
    assert dialog.said.text().startswith("✓ Joined.")
    assert not dialog.member.work.isVisible()
    assert once not in texts(dialog)
    desks = dialog.member.desks
    await li.until(lambda: len(desks.texts()) == 2, "the desks are listed")
    assert desks.texts()[0] == "LI · Li · this desk"
    assert desks.texts()[1].startswith("WANG · Wang · ")
    # The button that has the focus takes Return; one that was meant for *Join* closes nothing.
    assert QApplication.focusWidget() is dialog.close_button
    await asyncio.sleep(RETURN_MS / 1000)
    li.presses(Qt.Key.Key_Return)
    await li.until(lambda: not isinstance(QApplication.activeModalWidget(), TeamDialog), "it is closed")
    if (below := QApplication.activeModalWidget()) is not None:
        below.close()
    await li.is_back()
    assert li.window.status.scope.whole_text() == "Team: 2 of 2 here"

    # A colleague's row is here, and what is done here is asked of the team and told to it.
    await li.sees("carol", State.STARTING)
    assert li.cell("carol", Column.TEAM) == "Li · WANG"
    await li.stops("alice")
    await li.sees("alice", State.STOPPED)
    await on_the_board(board, "SELECT count(*) FROM board.entry WHERE state = 'stopped'", "1")
    assert li.session("alice").apart == ()

    # The one-time password is dead, and stands nowhere.
    settings = joined_team(data_folder)
    assert settings is not None
    assert await load_team_password(keychain_name(settings)) not in (None, once)
    assert once not in caplog.text
    assert files_with(tmp_path, (once,)) == []


async def test_who_joins_as_another_desk_than_invited_reads_its_name_and_why(
    li: Staff, board: TeamBoard, tmp_path: Path
) -> None:
    known: list[Session] = []
    li.panel.bridge.sessions_known.connect(known.extend)
    async with opened(tmp_path / "first") as ledger:
        await begin(ledger, target(990002, "carol"))
        first = await joining.join(
            ledger.folder, ledger, invitation(board), everything=False, operator="Chen"
        )
    assert first.code == "LI"
    board.desks["LI"] = again = await administration.invite(board.admin, "LI")
    assert (again.in_use, again.other_code) == ("Chen", "LI-2")
    dialog = await opens_team(li)
    await reads(li, dialog, invitation(board).text)
    await joins(li, dialog)
    assert dialog.member.facts.fact("code") == "LI-2"
    said = dialog.said.text().splitlines()
    # What is there already comes, and is no news.
    await li.sees("carol", State.STARTING)
    assert {one.target.account for one in known} == {"carol"}
    assert (
        said[1]
        == "This desk is called LI-2 since LI is taken: by another data folder, or by a desk of before."
    )


async def test_a_dropped_file_is_joined_by_keys_alone_as_somebody_else_with_the_whole_past(
    li: Staff, board: TeamBoard, tmp_path: Path
) -> None:
    await li.starts(990001, "alice")
    await li.stops("alice")
    await li.sees("alice", State.STOPPED)
    file = tmp_path / "invitation-LI.json"
    file.write_text(invitation(board).text, encoding="utf-8-sig")
    dialog = await opens_team(li)
    drops(dialog, file)
    await li.until(dialog.join.isVisible, "the invitation is read")
    # A Return that was meant for the field before joins nothing.
    li.presses(Qt.Key.Key_Return)
    assert dialog.join.isEnabled()
    li.keys_in(" ")
    await asyncio.sleep(RETURN_MS / 1000)
    li.presses(Qt.Key.Key_Return)
    assert dialog.joining.operator.complaint == "Please give your name."
    li.keys_in("Chen Li")
    goes_to(li, "From now on, and what is open already")
    li.presses(Qt.Key.Key_Down)
    assert dialog.joining.everything.isChecked()
    goes_to(li, "Join")
    li.presses(Qt.Key.Key_Space)
    await li.until(lambda: dialog.shows_member, "it has joined")
    assert li.window.connection_bar.operator.currentText() == "Chen Li"
    await on_the_board(board, "SELECT operator FROM board.desk WHERE id IS NOT NULL", "Chen Li")
    await on_the_board(board, "SELECT count(*) FROM board.entry WHERE kind = 'intent'", "2")
    await closes(li, dialog)


async def test_what_is_no_invitation_is_told_in_one_line_before_anything_is_sent(
    li: Staff, board: TeamBoard, tmp_path: Path
) -> None:
    dialog = await opens_team(li)
    assert page_for(li.window, dialog.invitation.field) is HelpPage.TEAM
    text = invitation(board).text
    for given, words in (
        (
            "Dear colleague, here is your invitation",
            "This is no invitation to a team; take the file that your administrator gave you",
        ),
        (text[: len(text) // 2], "This is a part of an invitation"),
        (text.replace('"form": 1', '"form": 2'), "This invitation is for a newer panel"),
        (str(tmp_path / "gone.json"), "gone.json"),
        (f"file://{tmp_path}", str(tmp_path)),
    ):
        pastes(li, dialog, given)
        li.presses(Qt.Key.Key_Return)
        assert words in await refused(li, dialog)
        assert dialog.invitation.field.text() == ""
        assert not dialog.join.isVisible()
    await closes(li, dialog)


async def test_each_reason_why_a_team_is_not_joined_is_one_line_and_the_right_invitation_still_joins(
    li: Staff, board: TeamBoard, data_folder: Path, files: CertificateFiles
) -> None:
    good = invitation(board)
    stranger = (files.folder / "other-ca.pem").read_text(encoding="utf-8")
    used = good.model_copy(update={"password": invitation(board, "CHEN").password})
    dialog = await opens_team(li)

    async def told(text: str) -> str:
        await reads(li, dialog, text)
        li.clicks(dialog.join)
        said = await refused(li, dialog)
        assert joined_team(data_folder) is None
        assert good.password.get_secret_value() not in said
        li.clicks(dialog.other)
        return said

    assert "was used already, or a newer one was made for desk LI" in await told(used.text)
    assert "not from the authority" in await told(good.model_copy(update={"authority": stranger}).text)
    away = await told(good.model_copy(update={"port": 1}).text)
    assert f"does not answer at {HOST}:1 just now" in away
    assert "the invitation is still good" in away
    assert "Connect call" not in away
    assert "has no database" in await told(good.model_copy(update={"database": "nowhere"}).text)
    async with server_that_says(b"N", heard=[]) as port:
        assert "offers no TLS" in await told(good.model_copy(update={"port": port}).text)
    await board.run("UPDATE board.team SET form = 7, least_form = 7")
    assert "update the panel" in await told(good.text)
    await board.run("UPDATE board.team SET form = 1, least_form = 1")
    there = keyring.get_keyring()
    keyring.set_keyring(absent())
    without = await told(good.text)
    assert "no keychain on this computer" in without
    assert without.index("your administrator can install one") < without.index("TEAM_PASSWORD")
    keyring.set_keyring(there)
    await reads(li, dialog, good.text)
    await joins(li, dialog)
    await closes(li, dialog)


async def test_who_joined_by_a_command_meanwhile_goes_to_work_by_a_button(
    li: Staff, board: TeamBoard, data_folder: Path
) -> None:
    async with opened(data_folder) as ledger:
        await joining.join(data_folder, ledger, invitation(board), everything=False, operator="Li")
    dialog = await opens_team(li)
    await li.until(dialog.member.work.isVisible, "the team is shown, and that the window is not in it")
    assert dialog.member.facts.fact("code") == "LI"
    li.clicks(dialog.member.work)
    contact = dialog.member.facts
    await li.until(lambda: contact.fact("contact").startswith("Reached since"), "the window works in it")
    assert not dialog.member.work.isVisible()
    await closes(li, dialog)


async def test_a_desk_leaves_in_the_window_which_opens_again_with_its_own_recordings_alone(
    data_folder: Path, service: RunningSimulator, keychain: Path, board: TeamBoard, tmp_path: Path
) -> None:
    del keychain
    profile_for(data_folder, service.url)
    await wang_works(board, tmp_path)
    async with window_at(data_folder) as li:
        dialog = await opens_team(li)
        await reads(li, dialog, invitation(board).text)
        await joins(li, dialog)
        await closes(li, dialog)
        await li.starts(990001, "alice")
        await li.sees("carol", State.STARTING)
        settings = joined_team(data_folder)
        assert settings is not None
        li.panel.actions.actions.list.run("team")
        dialog = await li.asked(TeamDialog)
        await li.until(lambda: dialog.shows_member, "the team is shown")
        li.clicks(dialog.member.leave)
        question = await li.asked(AskDialog)
        told = " ".join(li.texts_in(question))
        assert "What this desk did stays in its list" in told
        assert "alice in room 990001" in told
        assert "carol" not in told
        assert "To join again you need a new invitation." in told
        # Return leaves no team.
        li.presses(Qt.Key.Key_Return)
        await li.until(lambda: not isinstance(QApplication.activeModalWidget(), AskDialog), "it is put off")
        assert not li.panel.leaves_team
        li.clicks(dialog.member.leave)
        await li.asked(AskDialog)
        li.clicks(await button_of(li, "Leave team"))
        await li.until(lambda: li.panel.leaves_team, "the window closes")
    async with window_at(data_folder, after=li.panel) as again:
        await again.sees_notice(again.window.banner)
        said = again.window.banner.text
        assert said.startswith("✓ This desk is in no team any more. 1 recording stays in its list")
        assert "recordings of others that are gone: 1" in said
        assert ".replaced-" in said
        assert [one.target.account for one in again.sessions.model.sessions()] == ["alice"]
        assert again.window.status.scope.whole_text() == "This computer's list only"
        assert again.sessions.table.isColumnHidden(Column.TEAM)
        assert joined_team(data_folder) is None
        assert await load_team_password(keychain_name(settings)) is None
        # It goes on by itself.
        await again.stops("alice")
        await again.sees("alice", State.STOPPED)
        # In a team again, it is in none no more.
        again.panel.actions.show_team(TEAM)
        assert not again.window.banner.told


async def test_where_another_program_has_the_list_open_the_desk_stays_in_its_team_and_says_so(
    data_folder: Path, service: RunningSimulator, keychain: Path, board: TeamBoard
) -> None:
    del keychain
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as li:
        dialog = await opens_team(li)
        await reads(li, dialog, invitation(board).text)
        await joins(li, dialog)
        li.clicks(dialog.member.leave)
        await li.asked(AskDialog)
        li.clicks(await button_of(li, "Leave team"))
        await li.until(lambda: li.panel.leaves_team, "the window closes")
    async with opened(data_folder), window_at(data_folder, after=li.panel) as again:
        await again.sees_notice(again.window.banner)
        assert again.window.banner.text.startswith("▲ ")
        assert joined_team(data_folder) is not None
        await again.until(lambda: again.window.status.scope.whole_text().startswith("Team:"), "it works on")


async def test_a_keychain_that_keeps_it_waiting_keeps_no_window_and_the_join_goes_on_once_it_is_closed(
    li: Staff, board: TeamBoard, data_folder: Path
) -> None:
    slow = Hanging()
    keyring.set_keyring(slow)
    dialog = await opens_team(li)
    await reads(li, dialog, invitation(board).text)
    li.clicks(dialog.join)
    await li.until(lambda: dialog.said.text() == "Joining…", "it is told that it is tried")
    assert not dialog.join.isEnabled()
    assert dialog.close_button.isEnabled()
    await closes(li, dialog)
    # Without the connection settings, by the menu or the palette.
    li.panel.actions.actions.list.run("team")
    dialog = await li.asked(TeamDialog)
    await li.until(lambda: dialog.said.text() == "Joining…", "it is told that it goes on")
    await closes(li, dialog)
    assert joined_team(data_folder) is None
    slow.free.set()
    await li.until(lambda: li.window.status.scope.whole_text() == "Team: 1 of 1 here", "it has joined")
    assert joined_team(data_folder) is not None
    await li.settles()


async def test_on_a_shared_screen_no_team_is_shown(li: Staff) -> None:
    li.panel.actions.shared_screen.toggle()
    li.panel.actions.actions.list.run("team")
    assert li.window.status.done.text() == "Not while the screen is shared."
    li.panel.actions.open_team()
    assert QApplication.activeModalWidget() is None
