"""The built-in profile's service: one simulator for a data folder, shared by its processes.

It ends by itself once no process holds the users' lock any more, however those ended.
Everything here blocks: call it on a thread.
"""

import contextlib
import json
import subprocess
import threading
import time
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_system_error
from gui.core.foundation.files import private_file
from gui.core.foundation.own_program import START_FOLDER, simulator_command
from gui.core.foundation.system import SYSTEM, FileLock, held
from gui.core.profiles.child_environment import child_environment

START_LIMIT_S: Final = 15.0
_POLL_S: Final = 0.02


class PracticeService:
    """This process's share in the data folder's simulator."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = _own_folder(data_dir / "practice")
        self._port_file = self._folder / "port.json"
        self._users: FileLock | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        """The running simulator's URL; starts it where it does not run.

        :raises Problem: ``simulator``, never sent, where it does not come up.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._users is None:
                self._users = FileLock.acquire(self._folder / "users.lock", shared=True, wait=True)
            with held(self._folder / "start.lock"):
                if not self._runs():
                    self._start()
                return self._read_url()
        except OSError as err:
            raise of_system_error(err, self._folder, LocalFailure.SIMULATOR) from err

    def release(self) -> None:
        """This process no longer needs it."""
        if self._users is not None:
            self._users.release()
            self._users = None

    def _runs(self) -> bool:
        own = FileLock.acquire(self._folder / "simulator.lock")
        if own is not None:
            own.release()
        return own is None and self._port_file.exists()

    def _start(self) -> None:
        self._port_file.unlink(missing_ok=True)
        arguments = {
            "--port": "0",
            "--port-file": self._port_file,
            "--own-lock": self._folder / "simulator.lock",
            "--users-lock": self._folder / "users.lock",
            "--state-file": self._folder / "state.json",
        }
        command = simulator_command()
        command += [str(part) for pair in arguments.items() for part in pair]
        with private_file(self._folder / "simulator.log") as log:
            self._child = subprocess.Popen(
                command,
                cwd=START_FOLDER,
                env=child_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                creationflags=SYSTEM.APART,
            )
        # It may outlive this process's share in it, or be killed: it is waited for whenever it ends.
        threading.Thread(target=self._child.wait, name="practice", daemon=True).start()
        give_up = time.monotonic() + START_LIMIT_S
        while not self._port_file.exists():
            if self._child.poll() is not None or time.monotonic() > give_up:
                ended = self._child.returncode is not None
                raise _not_up(Detail("practice.ended" if ended else "practice.late"))
            time.sleep(_POLL_S)

    def _read_url(self) -> str:
        try:
            address = json.loads(self._port_file.read_text(encoding="utf-8"))
            return f"http://{address['host']}:{address['port']}"
        except (ValueError, TypeError, KeyError, RecursionError) as err:
            raise _not_up(Detail("practice.no_address", where=self._port_file.name)) from err


def _own_folder(folder: Path) -> Path:
    """The folder, or one beside it where it is another user's: a shared ledger is no shared Practice."""
    user = SYSTEM.user_number()
    with contextlib.suppress(OSError):
        if user and folder.stat().st_uid != user:
            return folder.with_name(f"{folder.name}-{user}")
    return folder


def _not_up(detail: Detail) -> Problem:
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.SIMULATOR, detail=detail)
