"""The first minute of somebody new: who they are, practice, an account; and what becomes of the page."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.simulator.rooms import PRACTICE_ROOMS
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.connection.team.team_dialog import TeamDialog
from gui.widgets.controllers.welcome.welcome_controller import PRACTICE_ROOM, PRACTICE_USER
from gui.widgets.welcome.welcome_page import WelcomePage
from gui.widgets.window.translations import translate
from tests.support.widgets.colleague import TEAM
from tests.support.widgets.window_driver import CTRL, Staff, profile_for, window_at

SHARED = CTRL | Qt.KeyboardModifier.ShiftModifier


def page_of(staff: Staff) -> WelcomePage:
    page = staff.panel.actions.welcome.page
    assert page is not None, "there is no page"
    assert page.isVisible()
    return page


def stands(staff: Staff) -> bool:
    """Whether the page stands in place of list and inspector."""
    on = staff.window.page.isVisible()
    assert staff.sessions.isVisible() is not on
    assert staff.window.below.isVisible() is not on
    return on


@pytest.fixture
async def newcomer(data_folder: Path) -> AsyncIterator[Staff]:
    """Somebody new at a computer where nothing was set; their login name is ``wangli``."""
    async with window_at(data_folder, operator="", suggested="wangli") as staff:
        yield staff


@pytest.fixture
async def unnamed(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """The same, with the profile ``Main``."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder, operator="") as staff:
        yield staff


# To a recording.


async def test_with_a_name_one_press_leads_to_a_started_recording(newcomer: Staff) -> None:
    staff = newcomer
    assert stands(staff)
    staff.types(page_of(staff).name.line, " Wang   Li ")
    staff.clicks(page_of(staff).practise)
    await staff.sees("alice", State.RECORDING)
    session = staff.session("alice")
    assert (session.profile, session.target.room, session.operator) == ("Practice", 990001, "Wang Li")
    assert not stands(staff)
    assert staff.window.connection_bar.operator.currentText() == "Wang Li"
    await staff.settles()


async def test_by_keyboard_alone_a_name_and_two_returns_lead_to_a_recording(newcomer: Staff) -> None:
    staff = newcomer
    assert QApplication.focusWidget() is page_of(staff).name.line
    staff.keys_in("Wang Li")
    staff.presses(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page_of(staff).practise
    staff.presses(Qt.Key.Key_Return)
    await staff.sees("alice", State.RECORDING)
    assert staff.session("alice").operator == "Wang Li"
    # From here on the keys are those of the row.
    assert QApplication.focusWidget() is staff.sessions.table
    await staff.settles()


def test_the_room_to_practise_in_is_one_in_which_somebody_can_be_recorded() -> None:
    members = {str(room.number): [one.account for one in room.members] for room in PRACTICE_ROOMS}
    assert PRACTICE_USER in members[PRACTICE_ROOM]


async def test_the_login_name_is_a_suggestion_that_practising_confirms_in_sight(newcomer: Staff) -> None:
    staff = newcomer
    line = page_of(staff).name.line
    assert (line.text(), line.selectedText()) == ("wangli", "wangli")
    assert staff.window.connection_bar.operator.currentText() == ""
    staff.clicks(page_of(staff).practise)
    assert staff.window.connection_bar.operator.currentText() == "wangli"
    await staff.sees("alice", State.RECORDING)
    await staff.settles()


@pytest.mark.parametrize("name", ["", "   ", "\t"])
async def test_without_a_name_nothing_is_practised_and_the_field_says_so(unnamed: Staff, name: str) -> None:
    page = page_of(unnamed)
    page.name.line.setText(name)
    unnamed.clicks(page.practise)
    await unnamed.settles()
    assert page.name.complaint == "Please give your name."
    assert QApplication.focusWidget() is page.name.line
    assert unnamed.sessions.model.rowCount() == 0
    assert stands(unnamed)


async def test_a_name_is_kept_over_a_restart_and_even_where_the_panel_was_killed(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    kept = data_folder / "window.json"
    async with window_at(data_folder, operator="", suggested="root2") as staff:
        staff.types(page_of(staff).name.line, "王丽")
        staff.presses(Qt.Key.Key_Return)
        await staff.until(kept.exists, "it is kept while the window is open")
        await staff.settles()
        assert json.loads(kept.read_text(encoding="utf-8"))["operator"] == "王丽"
    async with window_at(data_folder, operator="", suggested="root2") as staff:
        assert page_of(staff).name.name() == "王丽"
        await staff.starts(990001, "alice")
        assert staff.session("alice").operator == "王丽"


# Other ways on.


async def test_an_account_is_connected_from_the_page(newcomer: Staff) -> None:
    newcomer.clicks(page_of(newcomer).connect_account)
    dialog = await newcomer.asked(ConnectionDialog)
    assert QApplication.focusWidget() is dialog.form.name
    newcomer.presses(Qt.Key.Key_Escape)
    await newcomer.is_back()
    assert stands(newcomer)


async def test_a_team_is_joined_from_the_page_or_by_a_click_on_what_the_list_covers(newcomer: Staff) -> None:
    for way in (page_of(newcomer).join_team, newcomer.window.status.scope):
        newcomer.clicks(way)
        dialog = await newcomer.asked(TeamDialog)
        assert QApplication.focusWidget() is dialog.invitation.field
        newcomer.presses(Qt.Key.Key_Escape)
        await newcomer.is_back()
    assert stands(newcomer)
    newcomer.panel.actions.show_team(TEAM)
    page = page_of(newcomer)
    assert page.join_team.text() == "Team…"
    assert page.join_team.accessibleDescription().startswith("This desk is in a team")


async def test_profiles_are_imported_from_the_page(
    newcomer: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    staff, given = newcomer, tmp_path / "profiles.json"
    entry = {"name": "Main", "url": service.url, "sdk_app_id": 1400000001, "identifier": "admin"}
    given.write_text(json.dumps({"profiles": [entry]}), encoding="utf-8")
    staff.clicks(page_of(staff).import_profiles)
    await staff.until(lambda: bool(staff.window.findChildren(QFileDialog)), "a file is asked for")
    (chooser,) = staff.window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(given))
    chooser.reject()
    await staff.until(lambda: staff.panel.actions.profiles.knows("Main"), "Main is there")
    staff.window.findChildren(ConnectionDialog)[0].reject()
    await staff.is_back()
    await staff.settles()


# The page comes and goes.


async def test_a_later_start_with_rows_has_no_page(data_folder: Path, service: RunningSimulator) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice")
    async with window_at(data_folder) as staff:
        assert not stands(staff)
        assert staff.panel.actions.welcome.page is None


async def test_somebody_who_fills_in_the_form_already_keeps_the_cursor(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder, operator="", wait=False) as staff:
        staff.types(staff.fields.account, "alice")
        await staff.until(staff.window.page.isVisible, "the page is there")
        assert QApplication.focusWidget() is staff.fields.account


async def test_help_welcome_brings_it_back_and_escape_leads_to_the_list_again(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    assert not stands(staff)
    staff.clicks_rows("alice")
    staff.panel.actions.welcome.show_welcome()
    await staff.until(lambda: stands(staff), "the page is back")
    # F8 would act on a row that nobody sees.
    assert not staff.sessions.selected()
    assert page_of(staff).back.isVisible()
    assert page_of(staff).name.name() == "Li"
    staff.presses(Qt.Key.Key_Escape)
    assert not stands(staff)
    staff.panel.actions.welcome.show_welcome()
    staff.clicks(page_of(staff).back)
    assert not stands(staff)


async def test_brought_back_it_goes_with_the_next_start_and_not_with_an_answer(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.panel.actions.welcome.show_welcome()
    staff.panel.bridge.session_changed.emit(staff.session("alice"))
    assert stands(staff)
    staff.types_target(990002, "carol")
    staff.clicks_start()
    await staff.sees("carol", State.RECORDING)
    assert not stands(staff)
    await staff.settles()


async def test_search_and_shared_screen_lead_to_the_list(staff: Staff) -> None:
    staff.presses(Qt.Key.Key_F, CTRL)
    assert not stands(staff)
    assert QApplication.focusWidget() is staff.sessions.bar.search
    staff.panel.actions.welcome.show_welcome()
    staff.presses(Qt.Key.Key_H, SHARED)
    assert not stands(staff)
    staff.panel.actions.welcome.show_welcome()
    assert not stands(staff)
    staff.presses(Qt.Key.Key_H, SHARED)


async def test_f6_goes_from_the_form_to_the_page_and_back(unnamed: Staff) -> None:
    unnamed.types(unnamed.fields.room, "990001")
    unnamed.presses(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page_of(unnamed).name.line
    unnamed.presses(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is unnamed.fields.room


@pytest.fixture
def broken(data_folder: Path) -> Path:
    """A data folder with a file of profiles that can't be read."""
    data_folder.mkdir(mode=0o700)
    (data_folder / "profiles.json").write_text("{", encoding="utf-8")
    return data_folder


async def test_what_was_found_amiss_stands_below_the_page(broken: Path) -> None:
    async with window_at(broken, wait=False) as staff:
        await staff.until(staff.window.profile_trouble.isVisible, "the broken file is told")
        assert stands(staff)


# How it looks.


@pytest.fixture
def chinese() -> Iterator[None]:
    """The window's own words in Chinese."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loaded = translate(app, "zh_CN")
    yield
    for translator in loaded:
        app.removeTranslator(translator)
    QLocale.setDefault(QLocale("en"))


async def is_whole(staff: Staff, size: tuple[int, int]) -> None:
    page = page_of(staff)
    staff.window.resize(QSize(*size))
    ways = (page.name.line, page.practise, page.connect_account, page.import_profiles, page.join_team)
    parts = (*ways, page.look.language, page.look.theme)
    await staff.until(
        lambda: all(part.visibleRegion().boundingRect() == part.rect() for part in parts),
        f"all of {[part.accessibleName() for part in parts]} is in sight",
    )
    assert (staff.window.width(), staff.window.height()) == size


@pytest.mark.parametrize("size", [(750, 700), (960, 500), (1280, 720)])
async def test_the_whole_page_is_in_sight_in_small_windows(newcomer: Staff, size: tuple[int, int]) -> None:
    await is_whole(newcomer, size)


@pytest.mark.usefixtures("chinese")
async def test_the_page_speaks_chinese_and_is_as_whole(data_folder: Path) -> None:
    async with window_at(data_folder, operator="", language="zh_CN") as staff:
        page = page_of(staff)
        assert page.practise.text() == "立即练习"
        assert page.name.label.text() == page.name.line.accessibleName() == "您的名字"
        staff.clicks(page.practise)
        assert page.name.complaint == "请填写您的名字。"
        for size in ((750, 700), (960, 500)):
            await is_whole(staff, size)
