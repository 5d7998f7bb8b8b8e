"""Names and addresses: looked up within a limit that ends, all of them tried, and the slow step is named."""

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.connection.connections import Connections
from gui.core.connection.preflight import Check, Finding, preflight
from gui.core.network import addresses, relay_client
from gui.core.network.tls_context import context_for
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.wire import Accepted
from tests.support.core.relay_client import open_client, problem_of, send, told
from tests.support.core.told import english
from tests.support.network.raw_server import raw_server

HOST = "relay.example"
_look_up = socket.getaddrinfo


@pytest.fixture(autouse=True)
def nothing_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(addresses, "under_way", {})
    # No keychain is asked: whatever this computer has may be slow.
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", "of the environment")


class Names:
    """Stands for the name servers: what each name leads to, or that none answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.places: dict[str, list[tuple[str, int]]] = {}
        self.silent = threading.Event()

    def getaddrinfo(
        self, host: str, port: int, *, type: int = 0, flags: int = 0
    ) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        with contextlib.suppress(socket.gaierror):
            return _look_up(host, port, type=type, flags=socket.AI_NUMERICHOST)  # type: ignore[return-value] # IPv4
        if flags:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        self.asked.append(host)
        if host not in self.places:
            self.silent.wait(20)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in self.places[host]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    found = Names()
    monkeypatch.setattr(socket, "getaddrinfo", found.getaddrinfo)
    yield found
    found.silent.set()


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port that answers nothing: nobody accepts, and its queue is full."""
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        yield full.getsockname()[1]


def tls_for(name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's context, and ours."""
    authority, server, ours = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), context_for()
    authority.issue_cert(name).configure_cert(server)
    authority.configure_trust(ours)
    return server, ours


def test_dead_name_servers_are_told_within_the_limit_and_nothing_waits_for_them(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.3)

    async def starts() -> list[Problem]:
        async with open_client(f"https://{HOST}", context=context_for()) as client:
            return list(await asyncio.gather(*(problem_of(client) for _ in range(5))))

    began = time.monotonic()
    problems = asyncio.run(starts())
    assert time.monotonic() - began < 2
    assert {told(problem) for problem in problems} == {(Delivery.NEVER_SENT, LocalFailure.NAME_RESOLUTION)}
    assert {english(problem) for problem in problems} == {"timed out: no name server answered in time"}
    assert names.asked == [HOST]


async def test_a_look_up_that_hangs_does_not_hold_up_the_next_one(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    monkeypatch.setattr(addresses, "SHARED_S", 0.1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(addresses.look_up(HOST, 443), 0.2)
    names.places[HOST] = [("127.0.0.1", 443)]
    found = await asyncio.wait_for(addresses.look_up(HOST, 443), 2)
    assert [each[4] for each in found] == [("127.0.0.1", 443)]


async def check(profile_url: str, folder: Path) -> list[Finding]:
    values = {"name": "bar", "url": profile_url, "sdk_app_id": 1, "identifier": "a"}
    profile = new_profile(values)
    connections = Connections(Profiles.only(profile), folder)
    try:
        return [finding async for finding in preflight(profile, connections, send=False)]
    finally:
        await connections.close()


async def test_the_preflight_says_that_the_name_servers_are_dead(
    monkeypatch: pytest.MonkeyPatch, names: Names, tmp_path: Path
) -> None:
    monkeypatch.setattr("gui.core.connection.preflight.CONNECT_LIMIT_S", 0.3)
    began = time.monotonic()
    found = {finding.check: finding.problem for finding in await check(f"https://{HOST}", tmp_path)}
    assert time.monotonic() - began < 2
    problem = found[Check.NAME]
    assert problem is not None
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.NAME_RESOLUTION)
    assert Check.CONNECTION not in found
    assert names.asked == [HOST]


@pytest.mark.usefixtures("taken_at_once")
async def test_an_address_that_does_not_answer_does_not_keep_from_the_next_one(
    names: Names, full_port: int, tmp_path: Path
) -> None:
    server_tls, ours = tls_for(HOST)
    async with raw_server(tls=server_tls) as server:
        names.places[HOST] = [("127.0.0.1", full_port), ("127.0.0.1", server.port)]
        async with open_client(f"https://{HOST}", context=ours) as client:
            assert await send(client) == Accepted()
        found = {finding.check: finding for finding in await check(f"https://{HOST}", tmp_path)}
        assert found[Check.CONNECTION].problem is None
        # It came as far as the certificate, whose authority this profile does not know.
        tls = found[Check.TLS].problem
        assert tls is not None
        assert told(tls) == (Delivery.NEVER_SENT, LocalFailure.TLS_UNKNOWN_AUTHORITY)


@pytest.mark.usefixtures("taken_at_once")
async def test_an_international_host_name_is_reached_directly_and_its_certificate_fits(names: Names) -> None:
    server_tls, ours = tls_for("xn--bcher-kva.example")
    async with raw_server(tls=server_tls) as server:
        names.places["xn--bcher-kva.example"] = [("127.0.0.1", server.port)]
        async with open_client(f"https://bücher.example:{server.port}", context=ours) as client:
            assert await send(client) == Accepted()
        assert server.asked[0].headers["host"] == f"xn--bcher-kva.example:{server.port}"


@pytest.mark.parametrize("place", ["[::1]", "[0:0:0::1]", "LOCALHOST", "localhost."])
async def test_this_computer_is_reached_in_every_spelling_of_its_address(place: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode().lower())
        writer.write(b"HTTP/1.1 204 No content\r\nConnection: close\r\n\r\n")
        writer.close()

    heads: list[str] = []
    address = "::1" if ":" in place else "127.0.0.1"
    try:
        server = await asyncio.start_server(serve, address, 0)
    except OSError:
        pytest.skip("this computer has no IPv6")
    port = server.sockets[0].getsockname()[1]
    async with server, open_client(f"http://{place}:{port}") as client:
        assert told(await problem_of(client))[1] is LocalFailure.HTTP_STATUS
    assert f"host: {'[::1]' if ':' in place else 'localhost'}:{port}\r\n" in heads[0]


async def test_the_step_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch, full_port: int) -> None:
    monkeypatch.setattr(relay_client, "CONNECT_LIMIT_S", 0.3)
    async with open_client(f"https://127.0.0.1:{full_port}", context=context_for()) as client:
        problem = await problem_of(client)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
    assert english(problem) == "timed out: nothing answered at this address and port"

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        gone.set()

    gone = asyncio.Event()
    silent = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    async with silent, open_client(f"https://127.0.0.1:{port}", context=context_for()) as client:
        problem = await problem_of(client)
        await gone.wait()
        await asyncio.sleep(0.01)
    assert told(problem) == (Delivery.NEVER_SENT, LocalFailure.CONNECT)
    assert english(problem) == "timed out: connected, but TLS was not ready in time"


async def test_a_certificate_counts_for_its_alternative_names_only() -> None:
    authority, server_tls, ours = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), context_for()
    authority.issue_cert("other@example.org", common_name="localhost").configure_cert(server_tls)
    authority.configure_trust(ours)
    async with raw_server(tls=server_tls) as server:
        async with open_client(f"https://localhost:{server.port}", context=ours) as client:
            assert told(await problem_of(client)) == (Delivery.NEVER_SENT, LocalFailure.TLS_WRONG_HOST)
        assert server.asked == []
