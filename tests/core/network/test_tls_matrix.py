"""Everything that can be wrong with TLS, in both versions: its own problem, and no byte of a request."""

import asyncio
import datetime
import ssl
import warnings
from dataclasses import dataclass, field

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.tls_context import context_for
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from tests.support.core.relay_client import open_client, problem_of, send
from tests.support.core.told import english
from tests.support.network.certificate_files import FUTURE, GOOD, PASSPHRASE, PAST, CertificateFiles
from tests.support.network.raw_server import RawServer, raw_server
from tests.support.network.strict_tls_server import strict_tls_server

V12, V13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3


@dataclass(frozen=True)
class Ours:
    """The client's files, by name."""

    ca: str = "ca.pem"
    cert: str = ""
    key: str = ""
    passphrase: str | None = None


@dataclass(frozen=True)
class Theirs:
    """The server."""

    version: ssl.TLSVersion
    host: str = "127.0.0.1"
    span: tuple[datetime.datetime, datetime.datetime] = GOOD
    self_signed: bool = False
    stranger: bool = False
    demands: bool = False
    ciphers: str = ""
    plain: bool = False


@dataclass(frozen=True)
class Case:
    name: str
    word: LocalFailure
    theirs: Theirs
    ours: Ours = field(default_factory=Ours)

    def __str__(self) -> str:
        return f"{self.name}-{self.theirs.version.name}"


_APART = LocalFailure.TLS_NOTHING_IN_COMMON
_OLD = "ECDHE-ECDSA-CAMELLIA128-SHA256:ECDHE-RSA-CAMELLIA128-SHA256:CAMELLIA128-SHA"
DESK = Ours(cert="desk.pem", key="desk.key")


def _of_version(version: ssl.TLSVersion) -> list[Case]:
    good, strict = Theirs(version), Theirs(version, demands=True)
    word = LocalFailure
    unusable = word.CERTIFICATE_FILE
    cases = [
        Case("unknown authority", word.TLS_UNKNOWN_AUTHORITY, Theirs(version, stranger=True)),
        Case("system authorities only", word.TLS_UNKNOWN_AUTHORITY, good, Ours(ca="")),
        Case("wrong CA file", word.TLS_UNKNOWN_AUTHORITY, good, Ours(ca="other-ca.pem")),
        Case("self-signed", word.TLS_SELF_SIGNED, Theirs(version, self_signed=True)),
        Case("wrong address", word.TLS_WRONG_HOST, Theirs(version, host="127.0.0.2")),
        Case("wrong host", word.TLS_WRONG_HOST, Theirs(version, host="other.example")),
        Case("expired server", word.TLS_EXPIRED, Theirs(version, span=PAST)),
        Case("server not yet valid", word.TLS_NOT_YET_VALID, Theirs(version, span=FUTURE)),
        Case("no TLS at all", word.TLS_NOT_SPOKEN, Theirs(version, plain=True)),
        Case("none given", word.CLIENT_CERTIFICATE, strict),
        Case(
            "a stranger's",
            word.CLIENT_CERTIFICATE_REFUSED,
            strict,
            Ours(cert="stranger.pem", key="stranger.key"),
        ),
        Case("expired", word.CERTIFICATE_EXPIRED, strict, Ours(cert="late.pem", key="late.key")),
        Case(
            "not yet valid", word.CERTIFICATE_NOT_YET_VALID, strict, Ours(cert="early.pem", key="early.key")
        ),
        Case(
            "another's key", word.CERTIFICATE_KEY_MISMATCH, strict, Ours(cert="desk.pem", key="stranger.key")
        ),
    ]
    locked: list[tuple[str, str]] = [
        ("desk.pem", "locked.key"),
        ("desk.pem", "locked-old.key"),
        ("locked.p12", ""),
    ]
    for cert, key in locked:
        name = key or cert
        missing, wrong = Ours(cert=cert, key=key), Ours(cert=cert, key=key, passphrase="Canary")
        cases.append(Case(f"{name} without passphrase", word.PASSPHRASE_MISSING, strict, missing))
        cases.append(Case(f"{name} wrong passphrase", word.PASSPHRASE_WRONG, strict, wrong))
    damaged = [("cut.p12", ""), ("only.der", ""), ("desk.pem", ""), ("nonsense.pem", "desk.key")]
    damaged += [("desk.pem", "word.key"), ("large.pem", "desk.key"), ("folder.pem", ""), ("gone.pem", "")]
    for cert, key in damaged:
        cases.append(Case(f"{cert} with {key}", unusable, strict, Ours(cert=cert, key=key, passphrase="x")))
    cases += [
        Case(f"{ca} as CA", unusable, good, Ours(ca=ca)) for ca in ("nonsense.pem", "large.pem", "folder.pem")
    ]
    return cases


BAD = [
    *_of_version(V12),
    *_of_version(V13),
    Case("no common cipher", _APART, Theirs(V12, ciphers=_OLD)),
    Case("no common cipher, with a certificate", _APART, Theirs(V12, ciphers=_OLD), DESK),
    Case("no common cipher, and it demands", _APART, Theirs(V12, ciphers=_OLD, demands=True)),
    Case("no common version", _APART, Theirs(ssl.TLSVersion.TLSv1_1, ciphers="ALL:@SECLEVEL=0")),
]


def _server_context(files: CertificateFiles, theirs: Theirs) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if theirs.self_signed:
        context.load_cert_chain(files.folder / "self-signed.pem", files.folder / "self-signed.key")
    else:
        issuer = files.stranger if theirs.stranger else files.authority
        begins, ends = theirs.span
        issuer.issue_cert(theirs.host, not_before=begins, not_after=ends).configure_cert(context)
    with warnings.catch_warnings():
        # Python warns of TLS 1.1, which is what is wanted here.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = theirs.version
        context.minimum_version = theirs.version
    if theirs.ciphers:
        context.set_ciphers(theirs.ciphers)
    if theirs.demands:
        context.verify_mode = ssl.CERT_REQUIRED
        files.authority.configure_trust(context)
    return context


async def _refused(files: CertificateFiles, ours: Ours, server: RawServer) -> Problem:
    """What a start ends in, from the files on."""
    names = (files.path(ours.ca), files.path(ours.cert), files.path(ours.key))
    exchange = Exchange()
    try:
        context = context_for(*names, ours.passphrase)
    except Problem as refused:
        return refused
    async with open_client(server.url.replace("http:", "https:"), context=context) as client:
        problem = await problem_of(client, exchange)
    assert not exchange.may_have_left
    return problem


@pytest.mark.parametrize("case", BAD, ids=str)
async def test_what_is_wrong_is_told_by_its_own_word_before_a_byte_of_a_request(
    case: Case, files: CertificateFiles
) -> None:
    if case.theirs.plain:
        server = RawServer()
        listening = await asyncio.start_server(_no_tls, "127.0.0.1", 0)
        server.url = f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        problem = await _refused(files, case.ours, server)
        listening.close()
        await listening.wait_closed()
    else:
        with strict_tls_server(_server_context(files, case.theirs)) as server:
            problem = await _refused(files, case.ours, server)
    assert (problem.delivery, problem.word) == (Delivery.NEVER_SENT, case.word)
    assert server.received == 0
    assert "Canary" not in f"{problem} {english(problem)}"


async def _no_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    writer.close()


@pytest.mark.usefixtures("taken_at_once")
@pytest.mark.parametrize("version", [V12, V13], ids=lambda version: version.name)
@pytest.mark.parametrize("demands", [False, True], ids=["asks for none", "demands one"])
@pytest.mark.parametrize(
    "ours",
    [
        DESK,
        Ours(cert="whole.pem"),
        Ours(cert="desk.pem", key="locked.key", passphrase=PASSPHRASE),
        Ours(cert="desk.pem", key="locked-old.key", passphrase=PASSPHRASE),
        Ours(cert="desk.pem", key="desk.key", passphrase="not needed"),
        Ours(cert="only.der", key="desk.key"),
        Ours(cert="open.p12"),
        Ours(cert="locked.p12", passphrase=PASSPHRASE),
    ],
    ids=lambda ours: f"{ours.cert} {ours.key}".strip(),
)
async def test_every_form_of_a_client_certificate_is_shown_and_taken(
    files: CertificateFiles, ours: Ours, demands: bool, version: ssl.TLSVersion
) -> None:
    context = context_for(files.path(ours.ca), files.path(ours.cert), files.path(ours.key), ours.passphrase)
    assert context.certificate_expires == pytest.approx(GOOD[1].timestamp(), abs=1)
    theirs = _server_context(files, Theirs(version, demands=demands))
    async with raw_server(tls=theirs) as server, open_client(server.url, context=context) as client:
        assert await send(client) == Accepted()
        assert client.peer_expires == pytest.approx(GOOD[1].timestamp(), abs=1)
        assert len(server.asked) == 1


@pytest.mark.usefixtures("taken_at_once")
@pytest.mark.parametrize("version", [V12, V13], ids=lambda version: version.name)
@pytest.mark.parametrize("ca", ["ca.pem", "self-signed.pem"])
async def test_a_trusted_relay_is_reached_without_a_client_certificate(
    files: CertificateFiles, ca: str, version: ssl.TLSVersion
) -> None:
    theirs = _server_context(files, Theirs(version, self_signed=ca == "self-signed.pem"))
    context = context_for(files.path(ca))
    async with raw_server(tls=theirs) as server, open_client(server.url, context=context) as client:
        assert await send(client) == Accepted()
        assert client.own_expires is None


def test_there_are_enough_bad_cases() -> None:
    assert len(BAD) >= 40
    assert len({case.word for case in BAD}) >= 15
    assert len({str(case) for case in BAD}) == len(BAD)
