"""The simulator as a process of its own: how it begins, how it is found, and when it ends."""

import asyncio
import fcntl
import json
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import aiohttp
import pytest

from gui.simulator.process import OWN_LOCK_WAIT_S, USERS_GRACE_S, USERS_POLL_S
from tests.support.simulator.relay_caller import Caller
from tests.support.waiting import until

LIMIT_S = 20
AS_IT_IS = ("-m", "gui.simulator")
IMPATIENT = (
    "-c",
    "from gui.simulator import process\nprocess.USERS_GRACE_S, process.OWN_LOCK_WAIT_S = 1.0, 0.3\n"
    "from gui.simulator.__main__ import main\nraise SystemExit(main())",
)
"""With shorter times of waiting than the documents say."""


@dataclass
class Started:
    """A simulator process that listens."""

    process: Process
    port_file: Path
    url: str
    token: str

    async def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        return await over(self.process)


async def over(process: Process) -> tuple[int, str, str]:
    """Exit status, stdout and stderr, once the process is gone."""
    out, err = await asyncio.wait_for(process.communicate(), LIMIT_S)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def launch(*arguments: str | Path, program: Sequence[str] = AS_IT_IS) -> Process:
    command = (sys.executable, *program, *map(str, arguments))
    return await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)


@asynccontextmanager
async def started(
    port_file: Path, *arguments: str | Path, program: Sequence[str] = AS_IT_IS
) -> AsyncIterator[Started]:
    process = await launch("--port-file", port_file, *arguments, program=program)
    try:
        await until(lambda: port_file.exists() or process.returncode is not None)
        found = json.loads(contents(port_file))
        assert found["pid"] == process.pid
        yield Started(process, port_file, f"http://{found['host']}:{found['port']}", found["token"])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def contents(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def replace(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def is_there(path: Path) -> bool:
    return path.exists()


@contextmanager
def locked(path: Path, kind: int) -> Iterator[IO[str]]:
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield file


@pytest.fixture
def port_file(tmp_path: Path) -> Path:
    return tmp_path / "port.json"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_it_tells_where_it_is_and_who_is_there_and_ends_cleanly(port_file: Path, number: int) -> None:
    async with started(port_file) as simulator:
        async with Caller(simulator.url) as caller:
            assert (await caller.start(990001, "alice")).code == 0
        status, out, err = await simulator.end(number)
    assert (status, err) == (0, "")
    assert simulator.url in out.splitlines()[0]
    assert "990003  dan (camera off)" in out
    assert not is_there(port_file)


async def test_the_query_is_never_logged(port_file: Path) -> None:
    async with started(port_file) as simulator:
        async with Caller(simulator.url) as caller:
            await caller.start(990001, "alice")
        host, port = simulator.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"P<ST /v3/openim/videorelay?usersig=a-token-that-is-secret HTTP/1.1\r\n\r\n")
        assert await asyncio.wait_for(reader.readline(), LIMIT_S) == b"HTTP/1.0 400 Bad Request\r\n"
        writer.close()
        await writer.wait_closed()
        _status, out, err = await simulator.end()
    assert "secret" not in out + err


async def test_an_answer_that_is_still_delayed_does_not_hold_the_end_up(
    port_file: Path, tmp_path: Path
) -> None:
    record = tmp_path / "record.jsonl"
    async with started(port_file, "--record-file", record) as simulator, Caller(simulator.url) as caller:
        caller.token = simulator.token
        await caller.control("arm", {"delay_s": 600})
        pending = asyncio.create_task(caller.start(990001, "alice"))
        await until(lambda: bool(contents(record)))
        status, _out, err = await simulator.end()
        assert (status, err) == (0, "")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await pending


async def test_it_ends_when_nobody_uses_it_any_more(port_file: Path, tmp_path: Path) -> None:
    users, own = tmp_path / "users.lock", tmp_path / "own.lock"
    with locked(users, fcntl.LOCK_SH) as lock:
        locks = ("--users-lock", users, "--own-lock", own)
        async with started(port_file, *locks, program=IMPATIENT) as simulator:
            await asyncio.sleep(1.0 + 2 * USERS_POLL_S)
            assert simulator.process.returncode is None
            with pytest.raises(BlockingIOError), locked(own, fcntl.LOCK_EX | fcntl.LOCK_NB):
                pass
            fcntl.flock(lock, fcntl.LOCK_UN)
            assert (await over(simulator.process))[0] == 0
    assert not is_there(port_file)
    with locked(own, fcntl.LOCK_EX | fcntl.LOCK_NB):
        pass


async def test_it_waits_at_first_for_its_user_to_come(port_file: Path, tmp_path: Path) -> None:
    async with started(port_file, "--users-lock", tmp_path / "users.lock") as simulator:
        await asyncio.sleep(USERS_POLL_S)
        assert simulator.process.returncode is None
        assert (await over(simulator.process))[0] == 0


async def test_a_killed_simulator_comes_back_with_its_recordings(port_file: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with started(port_file, "--state-file", state) as simulator, Caller(simulator.url) as caller:
        await caller.start(990001, "alice")
        assert (await simulator.end(signal.SIGKILL))[0] == -signal.SIGKILL
    next_port = tmp_path / "next.json"
    async with started(next_port, "--state-file", state) as simulator, Caller(simulator.url) as caller:
        assert (await caller.start(990001, "alice")).code == 30000415


async def test_the_port_file_of_another_simulator_is_left_alone(port_file: Path) -> None:
    async with started(port_file) as simulator:
        replace(port_file, "{}")
        await simulator.end()
    assert contents(port_file) == "{}"


async def refused(*arguments: str | Path, program: Sequence[str] = AS_IT_IS) -> str:
    """The one line that a simulator that can't begin leaves on stderr."""
    status, out, err = await over(await launch(*arguments, program=program))
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    return line


async def test_a_taken_port_is_told_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = await refused("--port", str(port))
    assert f"port {port} on 127.0.0.1 is taken" in line
    assert "--port" in line


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
async def test_it_serves_this_computer_only(host: str) -> None:
    assert f"'{host}' is not a loopback address" in await refused("--host", host)


async def test_localhost_is_a_loopback_host(port_file: Path) -> None:
    async with started(port_file, "--host", "localhost") as simulator, Caller(simulator.url) as caller:
        assert (await caller.start(990001, "alice")).code == 0


async def test_wrong_options_are_told_in_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert "is empty" in await refused("--secret-key-file", empty)
    assert "can't be read" in await refused("--secret-key-file", tmp_path / "missing")
    assert "go together" in await refused("--tls-cert", empty)
    assert "needs HTTPS" in await refused("--client-ca", empty)
    assert "port file" in await refused("--port-file", tmp_path / "missing" / "port.json")
    assert "record file" in await refused("--record-file", tmp_path)
    assert "can't be used" in await refused("--port", "70000")


async def test_a_second_simulator_for_the_same_lock_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.lock"
    with locked(own, fcntl.LOCK_EX):
        assert "another simulator holds" in await refused("--own-lock", own, program=IMPATIENT)


def test_a_simulator_waits_for_its_first_user_and_for_the_one_before_it() -> None:
    assert (USERS_GRACE_S, OWN_LOCK_WAIT_S) == (3.0, 5.0)
