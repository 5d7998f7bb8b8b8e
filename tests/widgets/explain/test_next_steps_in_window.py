"""From each of the thirty failures to the right next step: no search, and at most two actions."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
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
        offered[code], wanted[code] = await _is_offered(staff, code, tmp_path, row), row.steps
    assert offered == wanted
