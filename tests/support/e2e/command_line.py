"""The command line as real processes: that of the checkout, or any installed one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.security import usersig
from tests.support.panel_command import COMMAND
from tests.support.tree import ROOT

LIMIT_S = 30
APP = 1400000001
IDENTIFIER = "administrator"
Fields = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """A command that is over."""

    status: int
    out: str
    err: str

    @property
    def fields(self) -> Fields:
        """The one JSON object on stdout."""
        (line,) = self.out.splitlines()
        found: Fields = json.loads(line)
        return found

    @property
    def all_fields(self) -> list[Fields]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


class Running:
    """A command that is under way."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> Ran:
        out, err = self.process.communicate(timeout=LIMIT_S)
        return Ran(self.process.returncode, (out or b"").decode(), (err or b"").decode())


class Panel:
    """The command with a data folder of its own and nothing of this computer's user."""

    def __init__(self, data_dir: Path, home: Path) -> None:
        self.data_dir = data_dir
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            # What measures the coverage, measures these processes too.
            **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
            "PYTHONWARNINGS": "error",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "RECORDING_PANEL_DATA_DIR": str(data_dir),
            "RECORDING_PANEL_OPERATOR": "li",
            "RECORDING_PANEL_USER_SIG": usersig.make(
                secret_key="key", identifier=IDENTIFIER, sdk_app_id=APP, now=time.time()
            ),
        }

    def add_profile(self, name: str, url: str) -> None:
        """Made without a process, for speed."""
        profiles = Profiles(self.data_dir)
        profiles.load()
        profiles.add(new_profile({"name": name, "url": url, "sdk_app_id": APP, "identifier": IDENTIFIER}))

    def spawn(self, *arguments: str | bytes, **environment: str) -> Running:
        return Running(
            subprocess.Popen(
                [*COMMAND, *arguments],
                cwd=self.data_dir.parent,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )

    def spawn_in_terminal(self, terminal: int, *arguments: str) -> Running:
        """With a terminal's end in the place of stderr."""
        return Running(
            subprocess.Popen(
                [*COMMAND, *arguments],
                cwd=self.data_dir.parent,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=terminal,
            )
        )

    def run(self, *arguments: str | bytes, **environment: str) -> Ran:
        return self.spawn(*arguments, **environment).end()

    def run_with_input(self, text: str, *arguments: str, **environment: str) -> Ran:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=self.data_dir.parent,
            env={**self.environment, **environment},
            input=text.encode(),
            capture_output=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run_script(self, script: Path) -> Ran:
        return self.run_command([sys.executable, str(script)])

    def run_command(self, command: Sequence[str]) -> Ran:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, timeout=LIMIT_S, check=False
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, room: int, account: str, *more: str) -> Ran:
        target = ("--room", str(room), "--account", account)
        return self.run("start", *target, "--file-name", "interview", "--json", *more)

    def stop(self, room: int, account: str, *more: str) -> Ran:
        return self.run("stop", "--room", str(room), "--account", account, "--json", *more)

    def sessions(self, *more: str) -> list[Fields]:
        return self.run("sessions", "--json", *more).all_fields
