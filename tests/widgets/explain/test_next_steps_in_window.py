"""From each of the thirty failures to the right next step: no search, and at most two actions."""

from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import Operation, State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.tree import golden
from tests.support.widgets.refusals import account_of, is_refused_a_start, is_refused_a_stop, shows
from tests.support.widgets.window_driver import Staff

CODES = sorted(golden("recording_error_codes.json"))
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
    for row in golden("next_steps.json")["rows"]:
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
            await staff.saves_as(folder / f"{code}.zip")
            await staff.is_back()
            return 2
        case _:
            raise AssertionError(f"{code}: nobody knows what {step} should do")
    return 1


async def _is_offered(staff: Staff, code: str, folder: Path, row: Row) -> list[str]:
    """The next steps, of which the first one is taken."""
    offered = [step.value for step in staff.error.steps.steps()]
    assert staff.session(account_of(code)).state.value == row.state
    assert await _take_first(staff, code, account_of(code), folder, row) <= 2
    await staff.settles()
    return offered


async def test_every_failed_start_is_one_press_from_what_to_do_next(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    offered, wanted = {}, {}
    for code in CODES:
        await is_refused_a_start(staff, service, code)
        row = TABLE[code, "start"]
        offered[code], wanted[code] = await _is_offered(staff, code, tmp_path, row), row.steps
    assert offered == wanted


async def test_every_failed_stop_is_one_press_from_what_to_do_next(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    offered, wanted = {}, {}
    for code in CODES:
        await is_refused_a_stop(staff, service, code)
        # The row that was stopped is still the chosen one: there is nothing to look for.
        await shows(staff, code)
        row = TABLE[code, "stop"]
        # A refused stop brings no file ids: there is nothing to copy.
        wanted[code] = [step for step in row.steps if step != Step.COPY_FOR_VOD]
        if wanted[code]:
            offered[code] = await _is_offered(staff, code, tmp_path, row)
        else:
            offered[code] = [step.value for step in staff.error.steps.steps()]
    assert offered == wanted


# Every step, wherever it stands in its row.

OFFERED_AFTER = {
    Step.EDIT_AS_NEW: ("30000410", Operation.START),
    Step.START_AGAIN: ("30000301", Operation.START),
    Step.STOP_AGAIN: ("30000000", Operation.STOP),
    Step.IT_IS_RECORDING: ("30000208", Operation.START),
    Step.MARK_AS_ENDED: ("30000415", Operation.STOP),
    Step.GUEST_CAME_BACK: ("0", Operation.START),
    Step.COPY_QUESTION: ("30000411", Operation.START),
    Step.COPY_ADMIN_REQUEST: ("1", Operation.START),
    Step.COPY_FOR_VOD: ("0", Operation.STOP),
    Step.COPY_REPORT: ("30000201", Operation.STOP),
    Step.SAVE_REPORT: ("30000412", Operation.START),
    Step.OPEN_SETTINGS: ("60004", Operation.START),
}
"""For each step an answer after which it is offered."""


async def _is_answered(staff: Staff, service: RunningSimulator, code: str, operation: Operation) -> str:
    """Staff start or stop, and get that answer; returns whom they wanted to record."""
    account = account_of(code)
    if operation is Operation.STOP:
        if code == "0":
            service.enter(990001, account)
            await staff.starts(990001, account)
            await staff.stops(account)
            await staff.sees(account, State.STOPPED)
            return account
        await is_refused_a_stop(staff, service, code)
        await shows(staff, code)
        return account
    service.enter(990001, account)
    if code == "0":
        await staff.starts(990001, account)
    else:
        await is_refused_a_start(staff, service, code)
    return account


@pytest.mark.usefixtures("no_wait_between_tries")
@pytest.mark.parametrize("step", Step)
async def test_every_next_step_does_what_it_says(
    staff: Staff, service: RunningSimulator, step: Step, tmp_path: Path
) -> None:
    code, operation = OFFERED_AFTER[step]
    account = await _is_answered(staff, service, code, operation)
    button = staff.error.steps.button(step)
    assert button is not None, f"{step} is not offered after {code}"
    await staff.until(button.isEnabled, f"{step} can be pressed")
    arrived = len(service.record)
    QGuiApplication.clipboard().clear()
    staff.clicks(button)
    match step:
        case Step.EDIT_AS_NEW:
            assert staff.form.values().account == account
        case Step.START_AGAIN:
            await staff.sees(account, State.RECORDING)
        case Step.GUEST_CAME_BACK:
            assert len(service.record) == arrived, "it asks first"
            staff.presses(Qt.Key.Key_Return)
            await staff.until(lambda: len(service.record) > arrived, "a start was sent on purpose")
        case Step.STOP_AGAIN:
            await staff.sees(account, State.STOPPED)
        case Step.IT_IS_RECORDING:
            staff.presses(Qt.Key.Key_Return)
            await staff.sees(account, State.RECORDING)
        case Step.MARK_AS_ENDED:
            staff.presses(Qt.Key.Key_Return)
            await staff.sees(account, State.STOPPED)
        case Step.COPY_QUESTION | Step.COPY_ADMIN_REQUEST | Step.COPY_REPORT | Step.COPY_FOR_VOD:
            wanted = COPIED[step].format(account=account, code=code)
            assert wanted in QGuiApplication.clipboard().text()
        case Step.SAVE_REPORT:
            await staff.saves_as(tmp_path / "report.zip")
            await staff.is_back()
        case Step.OPEN_SETTINGS:
            dialog = await staff.asked(ConnectionDialog)
            dialog.close()
            await staff.is_back()
        case _:
            assert_never(step)
    await staff.settles()
