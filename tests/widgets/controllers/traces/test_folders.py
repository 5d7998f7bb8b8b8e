"""*Open log folder* and *Open data folder*: in the desktop's file manager, else the path is told."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gui.core.traces.places import log_folder
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.dialogs.about_dialog import AboutDialog
from gui.widgets.explain.code_reference import CodeReference
from tests.support.desktop_programs import is_shown, opener_in
from tests.support.widgets.window_driver import Staff, window_at


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desktop's programs are; there are none at first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


async def told(staff: Staff) -> NoticeStrip:
    await staff.until(lambda: staff.panel.actions.traces.told is not None, "it is told")
    notice = staff.panel.actions.traces.told
    assert notice is not None
    await staff.sees_notice(notice)
    return notice


async def test_about_opens_both_folders(staff: Staff, programs: Path, data_folder: Path) -> None:
    shown = opener_in(programs)
    staff.presses(Qt.Key.Key_F1)
    codes = await staff.asked(CodeReference)
    staff.clicks(codes.about)
    about = await staff.asked(AboutDialog)
    for button, folder in ((about.log_folder, log_folder(data_folder)), (about.data_folder, data_folder)):
        staff.clicks(button)
        await staff.until(partial(is_shown, shown, folder), "it is shown")
    about.close()
    codes.close()
    assert staff.panel.actions.traces.told is None


@pytest.mark.parametrize("there", [True, False])
async def test_where_nothing_can_show_a_folder_its_path_is_told_and_copied(
    staff: Staff, programs: Path, data_folder: Path, there: bool
) -> None:
    if there:
        # As where there is no file manager to hand it to.
        opener_in(programs, status=3)
    staff.panel.actions.traces.open_data_folder()
    notice = await told(staff)
    assert notice.text == f"○ Nothing here can show a folder. The data folder is {data_folder}"
    staff.clicks(notice.action)
    assert QGuiApplication.clipboard().text() == str(data_folder)
    staff.panel.actions.traces.open_log_folder()
    await staff.until(lambda: str(log_folder(data_folder)) in notice.text, "the other one is told")


async def test_a_log_that_can_not_be_written_is_told_once_and_the_panel_works_on(
    data_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    async with window_at(data_folder) as staff:
        notice = await told(staff)
        assert notice.text.startswith("○ No log can be written (")
        assert not notice.action.isVisible()
        close = next(one for one in notice.findChildren(QPushButton) if one.text() == "Close")
        staff.clicks(close)
        await staff.starts(990001, "alice")
        await staff.settles()
        assert not notice.told
