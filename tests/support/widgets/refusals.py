"""The service refuses what staff ask for, with a code of the documents, until the panel gives up."""

from gui.core.catalogue.guidance import Retry
from gui.core.catalogue.guidance_rows import for_code
from gui.core.foundation.enums import Operation
from gui.simulator.in_process import RunningSimulator
from tests.support.widgets.window_driver import Staff

ROOM = 990001


def account_of(code: str) -> str:
    """Who is refused with it."""
    return f"user{code}"


def refuses(service: RunningSimulator, operation: Operation, code: str) -> None:
    """As often as the documents have it tried."""
    tries = 3 if for_code(int(code), operation).retry is Retry.DOCUMENTED else 1
    service.arm(
        operation="start" if operation is Operation.START else "stop",
        account=account_of(code),
        code=int(code),
        times=tries,
    )


async def is_refused_a_start(staff: Staff, service: RunningSimulator, code: str) -> None:
    refuses(service, Operation.START, code)
    staff.types_target(ROOM, account_of(code))
    staff.clicks_start()
    await _is_answered(staff, service, code)


async def is_refused_a_stop(staff: Staff, service: RunningSimulator, code: str) -> None:
    service.enter(ROOM, account_of(code))
    await staff.starts(ROOM, account_of(code))
    refuses(service, Operation.STOP, code)
    await staff.stops(account_of(code))
    await _is_answered(staff, service, code)


async def _is_answered(staff: Staff, service: RunningSimulator, code: str) -> None:
    await staff.until(lambda: staff.ended(account_of(code)), f"{code} is answered")
    await staff.settles()
    assert service.armed == (), f"{code} was not tried as often as the documents say"


async def shows(staff: Staff, code: str) -> None:
    """The error panel explains it."""
    await staff.until(lambda: staff.explained()[0] == code, f"{code} is shown")
