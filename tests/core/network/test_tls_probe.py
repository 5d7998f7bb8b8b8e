"""The probe before a request: what a server says, unencrypted or by its silence, and how long it is heard."""

import asyncio
import socket
import ssl
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import trustme

from gui.core.network.dialling import limited
from gui.core.network.failure_classification import CertificateWanted, ClosedAfterHandshake
from gui.core.network.tls_probe import asked_for_certificate, probe

HELLO, CERTIFICATE, REQUEST, DONE = 2, 11, 13, 14
Then = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def message(kind: int, length: int = 3) -> bytes:
    """A part of a handshake."""
    return bytes([kind]) + length.to_bytes(3) + b"x" * length


def record(content: bytes, kind: int = 22) -> bytes:
    return bytes([kind, 3, 3]) + len(content).to_bytes(2) + content


def records(content: bytes, size: int) -> bytes:
    return b"".join(record(content[at : at + size]) for at in range(0, len(content), size))


WHOLE = message(HELLO) + message(CERTIFICATE, 700) + message(REQUEST) + message(DONE, 0)
ASKED = {
    "at once": record(message(REQUEST)),
    "an empty one": record(message(REQUEST, 0)),
    "all in one record": record(WHOLE),
    "a record each": b"".join(map(record, (message(HELLO), message(CERTIFICATE), message(REQUEST)))),
    "in pieces": records(WHOLE, 5),
    "byte by byte": records(WHOLE, 1),
    "behind a long chain": records(message(HELLO) + message(CERTIFICATE, 70_000) + message(REQUEST), 16_000),
    "and more of the next record": record(message(REQUEST)) + b"\x16\x03\x03",
    "with an alert after it": record(message(HELLO) + message(REQUEST)) + record(b"\x02\x28", kind=21),
}
NOT_ASKED = {
    "nothing": b"",
    "an alert": record(b"\x02\x28", kind=21),
    "an alert, and then what looks like it": record(b"\x02\x28", kind=21) + record(message(REQUEST)),
    "no request": record(message(HELLO) + message(CERTIFICATE, 700) + message(DONE, 0)),
    "half a head": b"\x16\x03\x03\x00",
    "half a message's head": record(b"\x0d\x00\x00"),
    "its number inside another message": record(bytes([HELLO, 0, 0, 2, REQUEST, REQUEST])),
    "empty messages": record(message(HELLO, 0) + message(CERTIFICATE, 0)),
}


@pytest.mark.parametrize("heard", ASKED.values(), ids=ASKED)
def test_a_request_for_a_certificate_is_found_wherever_it_lies(heard: bytes) -> None:
    assert asked_for_certificate(heard)


@pytest.mark.parametrize("heard", NOT_ASKED.values(), ids=NOT_ASKED)
def test_nothing_else_is_taken_for_one(heard: bytes) -> None:
    assert not asked_for_certificate(heard)


# Against servers.


@asynccontextmanager
async def server(then: Then, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server that does something with each connection; its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await then(reader, writer)
        finally:
            writer.transport.abort()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def no_farewell(writer: asyncio.StreamWriter) -> None:
    """Its connection will end with a reset."""
    plain = writer.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture(scope="module")
def both() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's context, and a client's that trusts it."""
    authority = trustme.CA()
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    authority.configure_trust(ours)
    return theirs, ours


async def wait_for_the_end(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_a_content_server_is_heard_for_as_long_as_was_asked_and_its_end_is_known(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with server(wait_for_the_end, both[0]) as port:
        began = time.monotonic()
        ends = await probe("127.0.0.1", port, both[1], 0.2)
        assert 0.19 < time.monotonic() - began < 2
        assert ends is not None
        assert ends > time.time() + 3600


async def test_what_a_content_server_says_is_taken_in_and_it_is_heard_on(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async def chat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(3):
            writer.write(b"y" * 20_000)
            await asyncio.sleep(0.02)
        await reader.read()

    async with server(chat, both[0]) as port:
        assert await probe("127.0.0.1", port, both[1], 0.2) is not None


async def test_a_server_that_closes_after_the_handshake_turns_us_down(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async def close(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        no_farewell(writer)

    for then in (close, reset):
        async with server(then, both[0]) as port:
            with pytest.raises(
                ClosedAfterHandshake, match=r"the server closed the connection right after the handshake'"
            ):
                await probe("127.0.0.1", port, both[1], 2)


async def test_a_server_that_hangs_up_before_the_handshake_is_over_is_no_refusal_of_a_certificate(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async def hang_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read(1)

    async def go_quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.close()
        await writer.wait_closed()

    for then in (hang_up, go_quietly):
        async with server(then) as port:
            with pytest.raises((ssl.SSLError, ConnectionError)) as caught:
                await asyncio.wait_for(probe("127.0.0.1", port, both[1], 2), 5)
            assert not isinstance(caught.value, CertificateWanted | ClosedAfterHandshake)


async def test_a_server_that_asked_for_a_certificate_and_breaks_off_wants_one(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    demanding = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").configure_cert(demanding)
    authority.configure_trust(demanding)
    demanding.verify_mode = ssl.CERT_REQUIRED
    demanding.maximum_version = ssl.TLSVersion.TLSv1_2
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(ours)
    async with server(wait_for_the_end, demanding) as port:
        with pytest.raises(CertificateWanted):
            await probe("127.0.0.1", port, ours, 2)
        with pytest.raises(ssl.SSLCertVerificationError):
            # Whom we do not trust is told first, whatever it asked for.
            await probe("127.0.0.1", port, both[1], 2)


@pytest.mark.parametrize("by_reset", [False, True])
async def test_a_request_for_a_certificate_that_comes_in_pieces_is_heard_to_its_end(by_reset: bool) -> None:
    authority = trustme.CA()
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    authority.configure_trust(theirs)
    authority.configure_trust(ours)
    theirs.verify_mode = ssl.CERT_REQUIRED
    theirs.maximum_version = ssl.TLSVersion.TLSv1_2

    async def in_pieces(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inside, outside = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = theirs.wrap_bio(inside, outside, server_side=True)
        inside.write(await reader.read(16_384))
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        flight = outside.read()
        for at in range(0, len(flight), 200):
            writer.write(flight[at : at + 200])
            await asyncio.sleep(0.005)
        await reader.read(1)
        if by_reset:
            no_farewell(writer)

    async with server(in_pieces) as port:
        with pytest.raises(CertificateWanted):
            await probe("127.0.0.1", port, ours, 2)


async def test_whoever_we_do_not_trust_hears_why(both: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inside, outside = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = both[0].wrap_bio(inside, outside, server_side=True)
        inside.write(await reader.read(16_384))
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        writer.write(outside.read())
        heard.append(await asyncio.wait_for(reader.read(16_384), 5))

    stranger = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with server(listen) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            await probe("127.0.0.1", port, stranger, 2)
        for _ in range(100):
            if heard:
                break
            await asyncio.sleep(0.01)
    assert heard[0]


async def test_a_port_where_nobody_listens_is_no_connection(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with server(wait_for_the_end) as port:
        pass
    with pytest.raises(ConnectionRefusedError):
        await probe("127.0.0.1", port, both[1], 2)


async def test_a_certificate_for_another_name_is_refused(both: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    async with server(wait_for_the_end, both[0]) as port:
        with pytest.raises(ssl.SSLCertVerificationError, match="not valid for 'localhost'"):
            await probe("localhost", port, both[1], 2)


async def test_the_limit_of_the_connection_does_not_cut_the_listening_short(
    both: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with server(wait_for_the_end, both[0]) as port, limited(0.3) as progress:
        assert await probe("127.0.0.1", port, both[1], 0.6, progress=progress) is not None


async def test_a_certificate_whose_end_can_not_be_read_has_no_known_end(
    both: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_date: str) -> float:
        raise ValueError

    monkeypatch.setattr("ssl.cert_time_to_seconds", unreadable)
    async with server(wait_for_the_end, both[0]) as port:
        assert await probe("127.0.0.1", port, both[1], 0.1) is None
