"""The end of a shift: what is open is copied for the next one, in either language."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
from tests.support.widgets.window_driver import profile_for, window_at


async def test_what_is_open_is_copied_in_either_language(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990007, "student03", State.RECORDING)
        await staff.starts(990003, "ghost", State.FAILED)
    async with window_at(data_folder) as staff:
        await staff.until(lambda: staff.sessions.model.rowCount() == 2, "the list is read")
        staff.clicks(staff.error.shift.hand_over)
        dialog = await staff.asked(HandOverDialog)
        await staff.until(dialog.copy.isEnabled, "it is put together")
        staff.clicks(dialog.copy)
        copied = QGuiApplication.clipboard().text()
        assert "student03 in room 990007 · Recording" in copied
        assert "ghost in room 990003 · Not started · 30000411" in copied
        staff.clicks(dialog.languages["zh_CN"])
        staff.clicks(dialog.copy)
        assert "房间 990007 的 student03 · 录制中" in QGuiApplication.clipboard().text()
        assert dialog.text.toPlainText() == QGuiApplication.clipboard().text()
        staff.clicks(dialog.close_button)


async def test_what_came_since_is_in_it_when_it_is_opened_again(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        # Before the first row its button is not there, but the menu is.
        staff.panel.actions.hand_over.show()
        dialog = await staff.asked(HandOverDialog)
        await staff.until(lambda: "Nothing is live" in dialog.text.toPlainText(), "nothing is open")
        staff.clicks(dialog.close_button)
        await staff.starts(990007, "student03", State.RECORDING)
        staff.panel.actions.hand_over.show()
        await staff.until(lambda: "student03" in dialog.text.toPlainText(), "it is as the list is now")
        staff.clicks(dialog.close_button)
