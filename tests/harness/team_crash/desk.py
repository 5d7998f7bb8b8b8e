"""One computer of a team: its data folder, and a process of it at a time."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gui.core.team.settings import TeamSettings, keep_joined
from tests.harness.crash import Nursery
from tests.harness.team_crash.desk_judge import DeskLedger, read_desk
from tests.support.e2e.command_line import Panel

ROOM: Final = 990007


@dataclass
class Desk:
    """One computer.

    :ivar away: its folder says that the board is where nobody listens.
    """

    code: str
    panel: Panel
    nursery: Nursery
    settings: TeamSettings
    output: Path
    away: bool = False

    def begin(self, operation: str = "", accounts: tuple[str, ...] = (), **given: Any) -> None:
        """Let a process of it run."""
        keep_joined(self.panel.data_dir, self.settings.model_copy(update={"port": 1} if self.away else {}))
        order = {
            "folder": str(self.panel.data_dir),
            "environment": self.panel.environment,
            "output": str(self.output),
            "code": self.code,
            "room": ROOM,
            "operation": operation,
            "accounts": accounts,
            "fetches": True,
            "reached": not self.away,
            "lease_s": None,
            "sleeps_at": "",
            "until": {},
            "page": 0,
            "fault": "",
            "dice": 0,
        }
        self.nursery.begin(**{**order, **given})

    def end(self) -> int:
        return self.nursery.end()

    def run(self, operation: str = "", accounts: tuple[str, ...] = (), **given: Any) -> int:
        self.begin(operation, accounts, **given)
        return self.end()

    @property
    def outcomes(self) -> list[str]:
        """Of the requests of its last process."""
        said = Path(f"{self.output}.out").read_text()
        return list(json.loads(said)["outcomes"]) if said else []

    @property
    def complaint(self) -> str:
        """The last line of what a process said that came to a bad end."""
        return (Path(f"{self.output}.err").read_text().splitlines() or [""])[-1]

    def read(self) -> DeskLedger:
        return read_desk(self.code, self.panel.data_dir)
