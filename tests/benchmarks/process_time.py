"""Whole processes, from the fork to the end: what a script that calls the command waits for.

Floors, in the same run and in turn with the commands: an interpreter that imports what a command needs of
Python; for a start, a bare script that sends the same packet by httpx, and commits one durable row.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gui.core.profiles.credentials import USER_SIG_VARIABLE
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import start_request
from gui.core.protocol.wire import RELAY_PATH, Nonces, query
from gui.core.security import usersig
from tests.benchmarks.printing import show
from tests.support.core.big_ledger import many_sessions, write_ledger
from tests.support.simulator.service_process import listening

ROUNDS: Final = 25
ROWS: Final = 500
APP: Final = 1400000000
IDENTIFIER: Final = "admin"
COMMAND: Final = str(Path(sys.executable).with_name("recording-panel"))
BARE: Final = "import json, argparse, sqlite3"
BARE_START: Final = """
import sqlite3, sys
import httpx
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA synchronous = FULL")
database.execute("INSERT INTO entry VALUES (?)", (sys.argv[3],))
answer = httpx.post(sys.argv[2], content=sys.argv[3].encode(), headers={"content-type": "application/json"})
assert answer.status_code == 200 and answer.json()["reqhead"]["uint32_result"] == 0
database.close()
"""


@dataclass(slots=True)
class Process:
    """A process that is run again and again.

    :ivar took: milliseconds of each run.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    took: list[float] = field(default_factory=list)

    def run(self, *more: str) -> None:
        """Run it once, and keep how long that took."""
        began = time.perf_counter_ns()
        done = subprocess.run([*self.command, *more], env=self.environment, capture_output=True, timeout=60)
        took = (time.perf_counter_ns() - began) / 1e6
        if done.returncode:
            raise RuntimeError(f"{self.command}: {done.stderr.decode()}")
        self.took.append(took)


def surroundings(home: Path) -> dict[str, str]:
    """As on a desk: byte code is kept from the first start on, and output goes into a pipe."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    made = usersig.make(secret_key="key", identifier=IDENTIFIER, sdk_app_id=APP, now=time.time())
    return {**kept, "HOME": str(home), USER_SIG_VARIABLE: made}


def prepare(folder: Path, url: str) -> None:
    """A ledger of live sessions, another for what is started, and the floor's own."""
    write_ledger(folder / "list", many_sessions(ROWS, live=ROWS))
    (folder / "starts").mkdir()
    profile = {"name": "Bench", "url": url, "sdk_app_id": APP, "identifier": IDENTIFIER}
    Profiles(folder / "starts").add(new_profile(profile))
    with closing(sqlite3.connect(folder / "floor.sqlite3")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE entry (content TEXT)")


def measure(folder: Path, url: str) -> None:
    """All of them in turn, so that noise meets each."""
    environment = surroundings(folder)
    python = (sys.executable, "-c")
    bare = Process((*python, BARE), environment)
    explain = Process((COMMAND, "explain", "30000410"), environment)
    sessions = Process((COMMAND, "--data-dir", str(folder / "list"), "sessions"), environment)
    bare_start = Process((*python, BARE_START, str(folder / "floor.sqlite3")), environment)
    start = Process((COMMAND, "--data-dir", str(folder / "starts"), "start", "--file-name", "f"), environment)
    asked = query(usersig=environment[USER_SIG_VARIABLE], identifier=IDENTIFIER, sdk_app_id=APP, random=1)
    for number in range(ROUNDS + 1):
        account = f"student{number}"
        packet = start_request({"room": 10001, "account": account, "file_name": "f"}).packet(
            APP, Nonces.fresh()
        )
        for process in (bare, explain, sessions):
            process.run()
        bare_start.run(f"{url}{RELAY_PATH}?{asked}", packet.encode().decode())
        start.run("--room", "10001", "--account", account)
    for process in (bare, explain, sessions, bare_start, start):
        # The first run made the byte code.
        del process.took[0]
    show("explain, whole process", explain.took, bare.took, "ms", "<= 3")
    show(f"sessions with {ROWS} rows, whole process", sessions.took, bare.took, "ms", "<= 6")
    show("start, whole process", start.took, bare_start.took, "ms", "<= 1.5")


def main() -> None:
    """Start the answering server, and measure."""
    with tempfile.TemporaryDirectory() as name:
        port_file = Path(name) / "port"
        command = [sys.executable, "-m", "tests.benchmarks.answering_server", str(port_file)]
        with listening(command, port_file):
            url = f"http://127.0.0.1:{json.loads(port_file.read_text())}"
            prepare(Path(name), url)
            measure(Path(name), url)


if __name__ == "__main__":
    main()
