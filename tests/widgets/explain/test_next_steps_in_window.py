"""From each of the thirty failures to the right next step: no search, and at most two actions."""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit

from gui.core.catalogue.guidance import Retry, Step, for_code
from gui.core.foundation.enums import Operation, State
from gui.simulator.in_process import RunningSimulator
from tests.support.widgets.window_driver import Staff

GOLDEN = Path(__file__).parents[2] / "golden"
CODES = sorted(json.loads((GOLDEN / "recording_error_codes.json").read_text(encoding="utf-8")))
COPIED = {
    Step.COPY_QUESTION: "990001",
    Step.COPY_ADMIN_REQUEST: "{code}",
    Step.COPY_REPORT: "{code}",
    Step.COPY_FOR_VOD: "{account}",
}


@dataclass(frozen=True)
class Row:
    """What the table says of a code on one operation."""

    state: str
    steps: list[str]
    blamed: str


def _table() -> dict[tuple[str, str], Row]:
    """The row of the table that was typed over from NEXT_STEPS.md, "Codes", by code and operation."""
    found = {}
    for row in json.loads((GOLDEN / "next_steps.json").read_text(encoding="utf-8"))["rows"]:
        for span in row.get("codes", []):
            low, _, high = span.partition("..")
            for code in range(int(low), int(high or low) + 1):
                for operation in ("start", "stop"):
                    cell = row[operation]
                    blamed = cell.get("blamed", [""])[0]
                    found[str(code), operation] = Row(cell["state"], cell["steps"], blamed)
    return found


TABLE = _table()


async def _take_first(staff: Staff, code: str, account: str, folder: Path, row: Row) -> int:
    """Do the first next step as a support person does; returns how many actions it took."""
    step = Step(row.steps[0])
    button = staff.error.steps.button(step)
    assert button is not None
    assert button.isDefault()
    if step is Step.START_AGAIN:
        assert not button.isEnabled(), "no sooner than 3 s after the last try"
        return 1
    QGuiApplication.clipboard().clear()
    staff.clicks(button)
    if step in COPIED:
        wanted = COPIED[step].format(account=account, code=code)
        assert wanted in QGuiApplication.clipboard().text(), f"{code}: {step} copied something else"
        return 1
    match step:
        case Step.EDIT_AS_NEW:
            assert staff.form.values().account == account
            assert getattr(staff.fields, row.blamed).hasFocus()
        case Step.IT_IS_RECORDING | Step.MARK_AS_ENDED:
            staff.presses(Qt.Key.Key_Return)
            await staff.sees(account, State.RECORDING if step is Step.IT_IS_RECORDING else State.STOPPED)
            return 2
        case Step.STOP_AGAIN:
            await staff.sees(account, State.STOPPED)
        case Step.SAVE_REPORT:
            await _save(staff, folder / f"{code}.zip")
            return 2
        case _:
            raise AssertionError(f"{code}: nobody knows what {step} should do")
    return 1


def _is_shown(staff: Staff, code: str) -> bool:
    return staff.explained()[0] == code


async def _save(staff: Staff, path: Path) -> None:
    dialog = await staff.asked(QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    staff.clicks(buttons.button(QDialogButtonBox.StandardButton.Save))
    await staff.until(path.exists, "the report is written")
    await staff.is_back()


async def test_every_failed_start_is_one_press_from_what_to_do_next(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    offered, wanted = {}, {}
    for code in CODES:
        account = f"user{code}"
        tries = 3 if for_code(int(code), Operation.START).retry is Retry.DOCUMENTED else 1
        service.arm(operation="start", account=account, code=int(code), times=tries)
        staff.types_target(990001, account)
        staff.clicks_start()
        await staff.until(partial(staff.ended, account), f"{code} is answered")
        await staff.settles()
        row = TABLE[code, "start"]
        offered[code] = [step.value for step in staff.error.steps.steps()]
        wanted[code] = row.steps
        assert staff.session(account).state.value == row.state
        assert await _take_first(staff, code, account, tmp_path, row) <= 2
        await staff.settles()
    assert offered == wanted


async def test_every_failed_stop_is_one_press_from_what_to_do_next(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    offered, wanted = {}, {}
    for code in CODES:
        account = f"user{code}"
        tries = 3 if for_code(int(code), Operation.STOP).retry is Retry.DOCUMENTED else 1
        service.enter(990001, account)
        await staff.starts(990001, account)
        service.arm(operation="stop", account=account, code=int(code), times=tries)
        await staff.stops(account)
        await staff.until(partial(staff.ended, account), f"{code} is answered")
        await staff.settles()
        row = TABLE[code, "stop"]
        # The row that was stopped is still the chosen one: there is nothing to look for.
        await staff.until(partial(_is_shown, staff, code), f"{code} is shown")
        offered[code] = [step.value for step in staff.error.steps.steps()]
        wanted[code] = row.steps
        assert staff.session(account).state.value == row.state
        assert await _take_first(staff, code, account, tmp_path, row) <= 2
        await staff.settles()
    assert offered == wanted
