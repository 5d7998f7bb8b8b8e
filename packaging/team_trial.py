"""A team of two desks on this computer, for ``packaging/try-team``."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.simulator.service_process import service_process
from tests.support.team.postgres import (
    ADMIN,
    ADMIN_PASSWORD,
    HOST,
    WHY_NOT,
    PostgresServer,
    postgres_server,
    programs,
)

DESKS: Final = {"LI": "Li", "WANG": "Wang"}
WHAT_TO_DO: Final = (
    "Both windows have the profile Trial. Start room 990001, user alice, in one; see it, and stop it, in the"
    " other. Close both windows to end this."
)
_PROFILE: Final = ("--sdk-app-id", "1400000001", "--identifier", "administrator")
_DATABASE: Final = "recording_team"
_PANEL: Final = [sys.executable, "-m", "gui"]
_PATIENCE_S: Final = 15.0


@dataclass(frozen=True)
class TrialDesk:
    """One of the two: a folder of its own, and a password that no keychain gets."""

    folder: Path
    operator: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """What its commands and its window are given."""
        return {
            **os.environ,
            "RECORDING_PANEL_DATA_DIR": str(self.folder),
            "RECORDING_PANEL_OPERATOR": self.operator,
            "RECORDING_PANEL_TEAM_PASSWORD": self.password,
            "RECORDING_PANEL_SECRET_KEY": "of the trial's own service, which takes any",
        }

    def run(self, *arguments: str, given: str = "") -> None:
        """One command; what it says is shown."""
        print(f"$ recording-panel {' '.join(arguments)}", flush=True)
        command = [*_PANEL, *arguments]
        subprocess.run(command, env=self.environment, input=given.encode(), check=True)


def main(arguments: Sequence[str]) -> int:
    """Make the team, open the windows, wait for their end."""
    if programs() is None:
        print(WHY_NOT, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory(prefix="rp-try-team-") as made,
        postgres_server() as server,
        service_process(Path(made)) as service,
    ):
        server.sql(f"CREATE DATABASE {_DATABASE}")
        desks = make_team(server, Path(made))
        for desk in desks:
            # Practice is another service in each folder: only one of both desks shows how they work together.
            desk.run("profile", "add", "Trial", "--url", service.url, *_PROFILE)
        print(WHAT_TO_DO, flush=True)
        return watch([subprocess.Popen([*_PANEL, *arguments], env=desk.environment) for desk in desks])


def make_team(server: PostgresServer, folder: Path) -> list[TrialDesk]:
    """By the commands that an administrator and each desk use."""
    admin = TrialDesk(folder / "admin", "Admin", "")
    url = f"postgresql://{HOST}:{server.port}/{_DATABASE}"
    authority = ("--ca-file", str(server.folder / "ca.pem"))
    admin.run("team", "init", "--url", url, "--admin", ADMIN, *authority, given=ADMIN_PASSWORD)
    desks = []
    for code, operator in DESKS.items():
        invitation = folder / f"invitation-{code}.json"
        admin.run("team", "invite", code, "--output", str(invitation), given=ADMIN_PASSWORD)
        desk = TrialDesk(folder / code.lower(), operator, secrets.token_urlsafe(24))
        desk.run("team", "join", str(invitation))
        desks.append(desk)
    return desks


def watch(windows: Sequence["subprocess.Popen[bytes]"]) -> int:
    """Wait until both are closed; Ctrl+C closes them."""
    try:
        return max(window.wait() for window in windows)
    except KeyboardInterrupt:
        return 0
    finally:
        for window in windows:
            window.terminate()
        for window in windows:
            window.wait(_PATIENCE_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
