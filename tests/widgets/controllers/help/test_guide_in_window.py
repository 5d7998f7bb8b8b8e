"""Shift+F1 opens the guide at the page for what one is doing; in the real window."""

import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.presentation import help_pages
from gui.core.presentation.help_pages import HelpPage, read_help
from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_dialog import BatchDialog
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.explain.code_reference import CodeReference
from gui.widgets.help.help_window import HelpWindow
from gui.widgets.plan.plan_dialog import PlanDialog
from tests.support.desktop_programs import is_shown, opener_in
from tests.support.widgets.window_driver import Staff

SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
KEY: Final = re.compile(r"`((?:(?:Ctrl|Shift|Alt)\+)+[\w,/←]+|F\d+)`")
AS_QT_NAMES_IT: Final = {"回车": "Return", "←": "Left"}
"""Keys that the Chinese guide names as they stand on the keyboard, and as the sheet of keys has them."""
ELSEWHERE: Final = {"Alt+Left"}
"""Keys of the guide's own window."""


@pytest.fixture(autouse=True)
async def closes_what_is_open(staff: Staff) -> AsyncIterator[None]:
    """Neither window is a question: they stay until somebody closes them."""
    yield
    await staff.settles()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, HelpWindow | CodeReference | BatchDialog | ConnectionDialog | PlanDialog):
            window.close()


def _at(guide: HelpWindow) -> HelpPage | None:
    return guide.page


async def _opens_guide(staff: Staff) -> HelpWindow:
    staff.presses(Qt.Key.Key_F1, SHIFT)
    guide = await staff.asked(HelpWindow)
    await staff.until(lambda: guide.has_pages, "the pages are there")
    return guide


async def test_in_each_part_of_the_window_it_is_about_that_part(staff: Staff) -> None:
    for part, page in (
        (staff.fields.account, HelpPage.START_AND_STOP),
        (staff.sessions.bar.search, HelpPage.FIND_AND_HAND_OUT),
        (staff.window.connection_bar.profile, HelpPage.CONNECT),
        (staff.sessions.table, HelpPage.START_HERE),
    ):
        part.setFocus()
        guide = await _opens_guide(staff)
        assert _at(guide) is page
        guide.close()
        await staff.is_back()


async def test_on_a_failure_f1_goes_to_its_code_and_shift_f1_to_the_page_about_failures(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    staff.presses(Qt.Key.Key_F1)
    codes = await staff.asked(CodeReference)
    assert codes.current() == "30000411"
    codes.close()
    await staff.is_back()
    assert _at(await _opens_guide(staff)) is HelpPage.FAILURES


async def test_a_start_that_failed_under_the_fingers_is_explained_from_within_the_form(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.clicks_rows("dan")
    staff.fields.account.setFocus()
    guide = await _opens_guide(staff)
    assert _at(guide) is HelpPage.FAILURES
    guide.close()
    await staff.is_back()
    staff.types_target(990001, "alice")
    assert _at(await _opens_guide(staff)) is HelpPage.START_AND_STOP, "the next start is another thing"


async def test_in_the_plan_of_the_day_it_is_about_the_shift(staff: Staff) -> None:
    staff.panel.actions.plan.open()
    dialog = await staff.asked(PlanDialog)
    assert _at(await _opens_guide(staff)) is HelpPage.HANDING_OVER
    dialog.close()


async def test_in_the_inspector_of_an_unconfirmed_start_it_is_about_lost_answers(
    staff: Staff, service: RunningSimulator
) -> None:
    service.arm(operation="start", fault="drop_after")
    await staff.starts(990001, "alice", State.UNKNOWN)
    staff.clicks_rows("alice")
    button = staff.error.steps.button(Step.START_AGAIN)
    assert button is not None
    staff.error.steps.more.setFocus()
    assert _at(await _opens_guide(staff)) is HelpPage.LOST_ANSWERS


async def test_where_a_returned_guest_is_asked_about_it_is_about_that(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.clicks_step(Step.GUEST_CAME_BACK)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert staff.error.questions.restart_bar.isAncestorOf(focus)
    assert _at(await _opens_guide(staff)) is HelpPage.GUEST_CAME_BACK


async def test_in_the_batch_dialog_it_is_about_batches(staff: Staff) -> None:
    staff.presses(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    await staff.asked(BatchDialog)
    assert _at(await _opens_guide(staff)) is HelpPage.BATCH


async def test_in_the_plan_of_the_day_it_is_about_the_plan(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.sessions.table.clearSelection()
    staff.error.show_session(None)
    staff.clicks(staff.error.shift.plan)
    await staff.asked(PlanDialog)
    guide = await _opens_guide(staff)
    assert _at(guide) is HelpPage.HANDING_OVER
    assert "The plan of the day" in guide.view.toPlainText()


async def test_where_a_guest_is_recorded_already_it_is_about_a_guest_who_came_back(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.types_target(990001, "alice")
    staff.clicks_start()
    question = await staff.asked(StartLiveDialog)
    guide = await _opens_guide(staff)
    assert _at(guide) is HelpPage.GUEST_CAME_BACK
    guide.close()
    question.activateWindow()
    staff.clicks(question.cancel)
    await staff.is_back()


async def test_in_the_connection_settings_it_is_about_connecting(staff: Staff) -> None:
    staff.window.connection_bar.connect_account_requested.emit()
    await staff.asked(ConnectionDialog)
    assert _at(await _opens_guide(staff)) is HelpPage.CONNECT


async def test_a_question_can_be_read_about_and_then_answered(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    guide = await _opens_guide(staff)
    assert _at(guide) is HelpPage.START_AND_STOP
    # The question does not block it.
    staff.types(guide.search, "proxy")
    await staff.until(lambda: guide.page is HelpPage.PROXIES, "what was found is shown")
    guide.close()
    question.activateWindow()
    await staff.asked(StopDialog)
    staff.clicks(question.yes)
    await staff.sees("alice", State.STOPPED)
    await staff.is_back()


async def test_reading_does_not_keep_anybody_from_starting(staff: Staff) -> None:
    guide = await _opens_guide(staff)
    staff.window.activateWindow()
    await staff.starts(990001, "alice")
    assert guide.isVisible()


async def test_a_code_of_the_guide_leads_to_the_codes_and_from_there_back(staff: Staff) -> None:
    staff.window.connection_bar.profile.setFocus()
    guide = await _opens_guide(staff)
    guide.view.link_followed.emit("code:30000415")
    codes = await staff.asked(CodeReference)
    assert codes.current() == "30000415"
    staff.clicks(codes.guide)
    assert await staff.asked(HelpWindow) is guide
    assert _at(guide) is HelpPage.FAILURES
    staff.clicks(guide.back)
    assert _at(guide) is HelpPage.CONNECT


async def test_it_is_made_when_it_is_first_asked_for_and_closes_with_the_panel(staff: Staff) -> None:
    assert staff.panel.actions.help.guide is None
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow)]
    guide = await _opens_guide(staff)
    staff.presses(Qt.Key.Key_Escape)
    await staff.until(lambda: not guide.isVisible(), "Esc closes it")
    await staff.is_back()
    assert await _opens_guide(staff) is guide
    staff.panel.actions.show_closing()
    assert not guide.isVisible()


async def test_pages_that_are_missing_are_told(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(help_pages, "FOLDER", tmp_path / "replaced by an upgrade")
        staff.presses(Qt.Key.Key_F1, SHIFT)
        guide = await staff.asked(HelpWindow)
        await staff.until(lambda: "can't be read" in guide.view.toPlainText(), "it is told")
        await staff.settles()
    guide.close()
    staff.window.activateWindow()
    await staff.is_back()
    assert await _opens_guide(staff) is guide


async def test_an_address_is_opened_by_the_desktop(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opener_in(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    guide = await _opens_guide(staff)
    guide.outside.show_address("https://example.invalid/doc")
    staff.clicks(guide.outside.open_button)
    await staff.until(partial(is_shown, shown, "https://example.invalid/doc"), "the browser is asked")


async def test_every_key_that_the_guide_names_does_something_in_the_window(staff: Staff) -> None:
    window = staff.window
    has = {one.key().toString() for one in window.findChildren(QShortcut)}
    has |= {keys.toString() for one in window.findChildren(QAction) for keys in one.shortcuts()}
    pages = (text.markdown for language in read_help().values() for text in language.values())
    named = {key for markdown in pages for key in KEY.findall(markdown)}
    for own, name in AS_QT_NAMES_IT.items():
        named = {key.replace(own, name) for key in named}
    assert len(named) > 8
    assert named - ELSEWHERE - has == set()
