"""Ctrl+K finds actions, profiles, codes and recordings, and opens them. It never sends anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gui.core.foundation.enums import State
from gui.core.foundation.paths import RESOURCES
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.actions.palette.palette_dialog import PaletteDialog
from gui.widgets.actions.palette.palette_entry import PaletteGroup
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.explain.code_reference import CodeReference
from tests.support.widgets.start_form_driver import type_letters
from tests.support.widgets.window_driver import CTRL, Staff

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def in_chinese() -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("recording_panel_zh_CN", str(RESOURCES / "translations"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


async def opened(staff: Staff, text: str = "") -> PaletteDialog:
    staff.presses(Qt.Key.Key_K, CTRL)
    palette = await staff.asked(PaletteDialog)
    type_letters(palette.field, text)
    return palette


def titles(palette: PaletteDialog, group: PaletteGroup) -> list[str]:
    return [entry.title for entry in palette.entries() if entry.group is group]


async def closes_what_opened(staff: Staff) -> None:
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QDialog) and box.isVisible():
            box.close()
    await staff.is_back()


async def test_an_action_is_found_by_a_part_of_its_name_and_run_by_return(staff: Staff) -> None:
    palette = await opened(staff, "copy roo")
    assert titles(palette, PaletteGroup.ACTIONS) == ["Copy room and user"]
    assert palette.entries()[0].detail == "Choose a row of the list first."
    palette.close()
    await staff.is_back()
    await opened(staff, "codes")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert isinstance(await staff.asked(CodeReference), CodeReference)
    assert not palette.isVisible()
    await closes_what_opened(staff)


async def test_why_an_action_can_t_be_done_is_told_when_it_is_chosen(staff: Staff) -> None:
    palette = await opened(staff, "details")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert staff.window.status.done.text() == "Choose a row of the list first."
    await staff.is_back()


async def test_the_arrows_go_over_the_names_of_the_groups_and_escape_closes(staff: Staff) -> None:
    palette = await opened(staff, "practice")
    seen = []
    for _ in range(len(palette.entries()) + 1):
        entry = palette.current()
        assert entry is not None
        seen.append((entry.group, entry.title))
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert seen[0] == seen[-1]
    assert len(set(seen)) == len(palette.entries())
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    await staff.is_back()


async def test_each_word_of_the_other_language_finds_the_same(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    palette = await opened(staff, "批量任务")
    assert titles(palette, PaletteGroup.ACTIONS) == ["Batch…"]
    palette.field.setText("余额不足")
    assert "2" in titles(palette, PaletteGroup.CODES)
    palette.field.setText("录制中 alice")
    assert titles(palette, PaletteGroup.RECORDINGS) == ["990001 · alice"]
    palette.close()
    await staff.is_back()


@pytest.mark.usefixtures("in_chinese")
async def test_in_the_chinese_window_english_words_find_as_well(staff: Staff) -> None:
    staff.panel.actions.actions.translate()
    palette = await opened(staff, "expo")
    assert titles(palette, PaletteGroup.ACTIONS) == ["导出所选录制…", "导出列出的全部录制…", "导出配置…"]
    palette.field.setText("快捷")
    assert titles(palette, PaletteGroup.ACTIONS) == ["快捷键"]
    palette.close()
    await staff.is_back()


async def test_a_profile_opens_its_settings_and_is_not_switched_to(staff: Staff) -> None:
    palette = await opened(staff, "main")
    assert titles(palette, PaletteGroup.PROFILES) == ["Main"]
    palette.field.setText("Practice")
    entry = next(one for one in palette.entries() if one.group is PaletteGroup.PROFILES)
    assert entry.detail == "Connection settings"
    while palette.current() != entry:
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    await staff.asked(ConnectionDialog)
    assert staff.panel.actions.profiles.current == "Main"
    await closes_what_opened(staff)


async def test_a_code_opens_the_reference_there(staff: Staff) -> None:
    palette = await opened(staff, "30000411")
    assert titles(palette, PaletteGroup.CODES) == ["30000411"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    reference = await staff.asked(CodeReference)
    assert reference.current() == "30000411"
    await closes_what_opened(staff)


async def test_a_recording_is_selected_and_what_hid_it_can_be_had_back(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990003, "dan", State.FAILED)
    staff.sessions.bar.set_filter(QuickFilter.NEEDS_ATTENTION)
    staff.types(staff.sessions.bar.search, "dan")
    palette = await opened(staff, "990001")
    assert titles(palette, PaletteGroup.RECORDINGS) == ["990001 · alice"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    await staff.is_back()
    await staff.until(lambda: bool(staff.sessions.selected()), "it is selected")
    assert [one.target.account for one in staff.sessions.selected()] == ["alice"]
    assert staff.sessions.table.hasFocus()
    assert staff.sessions.bar.search.text() == ""
    undo = staff.window.undo_link.button
    assert undo.isVisible()
    staff.clicks(undo)
    assert staff.sessions.bar.search.text() == "dan"
    assert staff.sessions.bar.filter() is QuickFilter.NEEDS_ATTENTION


async def test_on_a_shared_screen_only_the_chosen_recording_is_offered(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("carol")
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    palette = await opened(staff)
    for text in ("", "alice", "99000", "Practice", "recording"):
        palette.field.setText(text)
        assert titles(palette, PaletteGroup.RECORDINGS) == ["990002 · carol"]
        assert titles(palette, PaletteGroup.PROFILES) == []
        assert not any("alice" in f"{one.title} {one.detail}" for one in palette.entries())
    palette.close()
    await staff.is_back()


async def test_what_starts_and_stops_is_only_brought_into_focus(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    before = len(service.record)
    for text, button in (("stop the", staff.sessions.bar.stop), ("start rec", staff.form.start_button)):
        palette = await opened(staff, text)
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
        await staff.is_back()
        assert button.hasFocus()
    assert QApplication.activeModalWidget() is None
    assert len(service.record) == before


async def test_nothing_that_can_be_chosen_sends_or_switches_the_account(
    staff: Staff, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Return on every entry there is: with an accepted, a refused and an unknown recording in the list."""
    shown: list[Path] = []

    async def show_folder(folder: Path) -> bool:
        shown.append(folder)
        return True

    monkeypatch.setattr("gui.widgets.runtime.desktop_opener.show_folder", show_folder)
    await staff.starts(990001, "alice")
    await staff.starts(990003, "dan", State.FAILED)
    service.arm(operation="start", fault="drop_after")
    await staff.starts(990002, "carol", State.UNKNOWN)
    service.disarm()
    before, states = len(service.record), [(s.id, s.state) for s in staff.sessions.model.sessions()]
    swept = 0
    for text in ("", "main", "practice", "30000411", "alice", "dan", "carol"):
        at = 0
        while True:
            staff.sessions.table.clearSelection()
            staff.clicks_rows("carol")
            palette = await opened(staff, text)
            entries = palette.entries()
            if at >= len(entries):
                break
            for _ in range(at):
                QTest.keyClick(palette.field, Qt.Key.Key_Down)
            assert palette.current() == entries[at]
            QTest.keyClick(palette.field, Qt.Key.Key_Return)
            await closes_what_opened(staff)
            if staff.panel.actions.shared_screen.on:
                staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
            if staff.sessions.bar.search.text():
                staff.sessions.bar.show_all()
            at += 1
            swept += 1
        palette.close()
        await staff.is_back()
    await staff.settles()
    assert swept > 30
    assert len(shown) == 2
    assert len(service.record) == before
    assert [(s.id, s.state) for s in staff.sessions.model.sessions()] == states
    assert staff.panel.actions.profiles.current == "Main"
    assert staff.window.connection_bar.current == "Main"
