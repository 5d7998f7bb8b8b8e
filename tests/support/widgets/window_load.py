"""Sets up a service and a ledger for window_load_program.py, and runs it: for its test and its benchmark."""

import json
from itertools import islice
from pathlib import Path
from typing import Any, Final

from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.core.big_ledger import many_sessions, write_ledger
from tests.support.simulator.service_process import service_process
from tests.support.widgets.offscreen_process import offscreen
from tests.support.widgets.window_load_program import LIVE, ROOM, SESSIONS, accounts

APP: Final = 1400000000


def run_big_desk(folder: Path, rows: int = SESSIONS) -> dict[str, Any]:
    """What tests/support/widgets/window_load_program.py prints; the simulator is a process of its own.

    :param rows: how many of the sessions, the newest ones, are in the ledger's file as well.
    """
    data = folder / "data"
    write_ledger(data, islice(many_sessions(SESSIONS, live=LIVE), rows))
    with service_process(folder) as service:
        for account in accounts():
            service.enter(ROOM, account)
        profile = {"name": "Main", "url": service.url, "sdk_app_id": APP, "identifier": "admin"}
        Profiles(data).add(new_profile({**profile, "rate_limit": 0}))
        program = ("-m", "tests.support.widgets.window_load_program", str(data))
        found: dict[str, Any] = json.loads(
            offscreen(*program, timeout_s=300, RECORDING_PANEL_USER_SIG="a-usersig")
        )
        return found
