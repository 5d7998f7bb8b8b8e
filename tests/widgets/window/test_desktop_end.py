"""The end of the desktop's session: it saves what is remembered, asks nothing, and holds nothing up."""

import json
import os
import signal
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.enums import State
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.window.desktop_end import DesktopEnd
from tests.support.widgets.connection_dialog_driver import opens_settings
from tests.support.widgets.window_driver import Staff


def asked() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QuitDialog) and one.isVisible()]


async def test_what_is_remembered_is_written_before_the_desktop_goes_on(
    staff: Staff, data_folder: Path
) -> None:
    assert not (data_folder / "window.json").exists()
    staff.panel.actions.desktop_end.commit()
    # No await in between: the desktop may end the process as soon as it was told.
    assert json.loads((data_folder / "window.json").read_text(encoding="utf-8"))["window"]
    assert staff.window.isVisible()


async def test_no_live_recording_holds_the_desktops_end_up_with_a_question(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.panel.actions.desktop_end.commit()
    staff.window.close()
    await staff.until(lambda: not staff.window.isVisible(), "the window closes")
    assert not asked()
    assert staff.session("alice").state is State.RECORDING


async def test_a_question_that_stands_is_no_answer_to_the_desktops_end(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.window.close()
    await staff.asked(QuitDialog)
    os.kill(os.getpid(), signal.SIGTERM)
    await staff.until(lambda: not staff.window.isVisible(), "the window closes")
    assert not asked()


async def test_settings_that_are_half_entered_do_not_keep_the_window_from_its_end(staff: Staff) -> None:
    dialog = await opens_settings(staff)
    staff.types(dialog.form.name, "Studio")
    os.kill(os.getpid(), signal.SIGTERM)
    await staff.until(lambda: not staff.window.isVisible(), "the window closes")
    assert not dialog.isVisible()


def test_a_disk_that_does_not_answer_holds_the_end_up_for_a_second_at_most() -> None:
    end = DesktopEnd(lambda: None, lambda: time.sleep(1.2))
    began = time.monotonic()
    end.commit()
    assert time.monotonic() - began < 1.15
    assert end.near
    time.sleep(0.4)
