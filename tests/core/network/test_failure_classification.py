"""Why a connection did not come about: the word that staff see, from what the system said."""

import contextlib
import socket
import ssl
from collections.abc import Iterator, Mapping

import pytest
from aiohttp import ClientConnectorCertificateError
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.catalogue.errors import Delivery, LocalFailure
from gui.core.network.failure_classification import (
    CertificateWanted,
    ClosedAfterHandshake,
    DialStep,
    ProxyFailed,
    StepTimedOut,
    never_sent,
    root_causes,
)
from tests.support.core.told import english


def failure_word(err: BaseException, *, own_certificate: bool = False) -> tuple[LocalFailure, str]:
    """The word that staff see, and what is said besides."""
    problem = never_sent(err, own_certificate=own_certificate)
    assert problem.delivery is Delivery.NEVER_SENT
    assert problem.word is not None
    return problem.word, english(problem)


def tls(reason: str) -> ssl.SSLError:
    """An error as OpenSSL names it."""
    error = ssl.SSLError(1, f"[SSL: {reason}] in words (_ssl.c:1006)")
    error.reason = reason
    return error


def not_verified(code: int, message: str = "why not") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, message
    return error


def caused_by(*causes: BaseException) -> BaseException:
    """An error of a library, that came from others; the first is the nearest."""
    outer = BaseException("outer")
    last = outer
    for cause in causes:
        last.__cause__ = cause
        last = cause
    return outer


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (9, LocalFailure.TLS_NOT_YET_VALID),
        (10, LocalFailure.TLS_EXPIRED),
        (18, LocalFailure.TLS_SELF_SIGNED),
        *((code, LocalFailure.TLS_UNKNOWN_AUTHORITY) for code in (19, 20, 21)),
        *((code, LocalFailure.TLS_WRONG_HOST) for code in (62, 64)),
        (23, LocalFailure.TLS),
    ],
)
def test_a_certificate_that_is_not_trusted_is_told_with_openssls_own_words(
    code: int, word: LocalFailure
) -> None:
    assert failure_word(caused_by(OSError(1, "x"), not_verified(code))) == (word, "why not")


REFUSED_US = [
    "TLSV13_ALERT_CERTIFICATE_REQUIRED",
    "SSLV3_ALERT_BAD_CERTIFICATE",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED",
    "SSLV3_ALERT_CERTIFICATE_REVOKED",
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
    "TLSV1_ALERT_UNKNOWN_CA",
    "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
    "TLSV1_ALERT_ACCESS_DENIED",
    "tlsv1 alert access denied",
]


@pytest.mark.parametrize("reason", REFUSED_US)
def test_an_alert_about_our_certificate_depends_on_whether_we_showed_one(reason: str) -> None:
    assert failure_word(tls(reason)) == (LocalFailure.CLIENT_CERTIFICATE, reason)
    refused = failure_word(tls(reason), own_certificate=True)
    assert refused == (LocalFailure.CLIENT_CERTIFICATE_REFUSED, reason)


@pytest.mark.parametrize("kind", [ClosedAfterHandshake, CertificateWanted])
def test_a_server_that_breaks_off_after_asking_for_a_certificate_wants_one(kind: type[ssl.SSLError]) -> None:
    assert failure_word(kind("it closed")) == (LocalFailure.CLIENT_CERTIFICATE, "it closed")
    assert failure_word(kind(), own_certificate=True) == (LocalFailure.CLIENT_CERTIFICATE_REFUSED, "")


@pytest.mark.parametrize(
    "reason",
    [
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "UNSUPPORTED_PROTOCOL",
        "WRONG_SSL_VERSION",
        "TLSV1_ALERT_INSUFFICIENT_SECURITY",
        "NO_CIPHERS_AVAILABLE",
        "NO_PROTOCOLS_AVAILABLE",
        "NO_SHARED_CIPHER",
        "DH_KEY_TOO_SMALL",
    ],
)
def test_a_handshake_without_common_ground_is_told_so(reason: str) -> None:
    assert failure_word(tls(reason)) == (LocalFailure.TLS_NOTHING_IN_COMMON, reason)


@pytest.mark.parametrize(
    "reason", ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"]
)
def test_a_server_that_speaks_no_tls_is_told_so(reason: str) -> None:
    assert failure_word(tls(reason)) == (LocalFailure.TLS_NOT_SPOKEN, reason)


def test_any_other_tls_error_is_just_that() -> None:
    assert failure_word(tls("BAD_RECORD_TYPE")) == (LocalFailure.TLS, "BAD_RECORD_TYPE")
    assert failure_word(ssl.SSLError(1, "made by Python")) == (LocalFailure.TLS, "made by Python")
    assert failure_word(ssl.SSLError()) == (LocalFailure.TLS, "")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (socket.gaierror(-2, "Name or service not known"), "Name or service not known"),
        (socket.gaierror(), ""),
        (UnicodeError("label too long"), "not a host name"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_before_the_connection(error: Exception, message: str) -> None:
    found = failure_word(caused_by(OSError(111, "Connection refused"), error))
    assert found == (LocalFailure.NAME_RESOLUTION, message)


def test_a_proxy_that_failed_is_named_before_everything_behind_it() -> None:
    found = failure_word(caused_by(tls("NO_SHARED_CIPHER"), ProxyFailed("proxy.example:3128: 407")))
    assert found == (LocalFailure.PROXY, "proxy.example:3128: 407")


def test_tls_is_told_before_the_name_and_the_name_before_the_connection() -> None:
    name = socket.gaierror(-2, "not known")
    assert failure_word(caused_by(name, tls("NO_SHARED_CIPHER")))[0] is LocalFailure.TLS_NOTHING_IN_COMMON


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (caused_by(OSError(), ConnectionRefusedError(111, "Connection refused")), "Connection refused"),
        (caused_by(TimeoutError()), "timed out"),
        (caused_by(OSError("no number")), ""),
        (ValueError("of no known kind"), ""),
    ],
)
def test_everything_else_is_no_connection(error: BaseException, message: str) -> None:
    assert failure_word(error) == (LocalFailure.CONNECT, message)


# The chain of causes.


class WithOsError(Exception):
    """As aiohttp's errors keep the system's."""

    def __init__(self, os_error: object) -> None:
        super().__init__()
        self.os_error = os_error


def test_causes_contexts_and_the_systems_own_error_are_all_looked_at_once() -> None:
    system = ConnectionRefusedError(111, "Connection refused")
    context = WithOsError(system)
    outer = ValueError("outer")
    outer.__cause__ = cause = KeyError("cause")
    outer.__context__ = context
    cause.__context__ = outer
    assert list(root_causes(outer)) == [outer, cause, context, system]


def test_what_is_no_error_of_the_system_is_not_followed() -> None:
    error = WithOsError("text")
    assert list(root_causes(error)) == [error]


# Whatever comes.


class _OddError(OSError):
    """An error of the system whose attributes are none of the system's."""

    strerror = b"bytes"  # type: ignore[assignment]  # that is what is odd about it
    reason = 7
    os_error = "text"
    certificate_error = 3.5


class _BreakingError(ssl.SSLCertVerificationError):
    """A class of somebody else, all of whose attributes break when they are read."""

    @property
    def verify_code(self) -> int:  # type: ignore[override]  # a property in place of a value
        raise RuntimeError("a bug")

    @property
    def os_error(self) -> OSError:
        raise KeyError("a bug")

    def __str__(self) -> str:
        raise ValueError("a bug")


class _EndlessError(Exception):
    """One that makes a new cause each time it is asked."""

    @property
    def os_error(self) -> OSError:
        return _EndlessSystemError()


class _EndlessSystemError(OSError):
    @property
    def os_error(self) -> OSError:
        return _EndlessSystemError()


def _subclasses(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def _every_exception() -> list[type[BaseException]]:
    """Every class of ssl, aiohttp, httpx and the system's errors that is loaded."""
    ours = ("ssl", "aiohttp", "httpx", "httpcore", "socket", "asyncio", "builtins")
    found = {kind for kind in _subclasses(BaseException) if kind.__module__.partition(".")[0] in ours}
    return sorted(
        {*found, _OddError, _BreakingError, _EndlessError},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


EVERY = _every_exception()
VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.text(),
    st.binary(),
    st.booleans(),
    st.builds(object),
    st.just([1]),
    st.floats(),
)


def made(kind: type[BaseException], attributes: Mapping[str, object]) -> BaseException:
    """One of that class, without its own maker: nothing that it would set is there."""
    grouped = issubclass(kind, BaseExceptionGroup)
    error = kind.__new__(kind, "several", [OSError()]) if grouped else kind.__new__(kind)
    for name, value in attributes.items():
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            setattr(error, name, value)
    return error


ATTRIBUTES = st.sampled_from(
    [
        *("verify_code", "verify_message", "reason", "strerror", "errno", "args"),
        *("os_error", "certificate_error", "exceptions"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(EVERY), st.dictionaries(ATTRIBUTES, VALUES)), min_size=1, max_size=4),
    st.booleans(),
)
def test_whatever_exception_comes_it_has_a_word_and_a_text(
    wanted: list[tuple[type[BaseException], dict[str, object]]], own: bool
) -> None:
    word, text = failure_word(caused_by(*(made(*one) for one in wanted)), own_certificate=own)
    assert isinstance(word, LocalFailure)
    assert isinstance(text, str)


def test_a_bare_exception_of_each_class_has_a_word() -> None:
    for kind in EVERY:
        assert isinstance(failure_word(made(kind, {}))[0], LocalFailure), kind


def test_what_came_of_several_addresses_at_once_is_looked_into() -> None:
    group = ExceptionGroup("two addresses", [OSError(101, "Network is unreachable"), not_verified(10)])
    assert failure_word(caused_by(group)) == (LocalFailure.TLS_EXPIRED, "why not")


def test_a_library_s_own_certificate_error_is_told_by_the_one_that_it_stands_for() -> None:
    key = ConnectionKey("relay.example", 443, True, True, None, None, None)
    found = ClientConnectorCertificateError(key, not_verified(10, "certificate has expired"))
    assert failure_word(found) == (LocalFailure.TLS_EXPIRED, "certificate has expired")
    found = ClientConnectorCertificateError(key, ValueError("of no known kind"))
    assert failure_word(found) == (LocalFailure.TLS, "")


@pytest.mark.parametrize(
    ("step", "word", "said"),
    [
        (DialStep.NAME, LocalFailure.NAME_RESOLUTION, "timed out: no name server answered in time"),
        (DialStep.CONNECTION, LocalFailure.CONNECT, "timed out: nothing answered at this address and port"),
        (DialStep.PROXY, LocalFailure.PROXY, "timed out"),
        (DialStep.TLS, LocalFailure.CONNECT, "timed out: connected, but TLS was not ready in time"),
    ],
)
def test_a_limit_that_ended_says_what_was_waited_for(step: DialStep, word: LocalFailure, said: str) -> None:
    late = StepTimedOut(step)
    assert failure_word(late) == (word, said)
    assert str(late) == f"timed out: {step.name.lower()}"


def test_without_a_certificate_of_ours_an_alert_asks_for_one() -> None:
    assert never_sent(CertificateWanted()).word is LocalFailure.CLIENT_CERTIFICATE


def test_a_certificate_that_failed_without_a_reason_is_told_without_one() -> None:
    assert failure_word(ssl.SSLCertVerificationError(1, "in words")) == (LocalFailure.TLS, "")


def test_a_certificate_error_that_the_library_keeps_to_itself_is_found() -> None:
    class Kept(Exception):  # noqa: N818 - it stands for one of aiohttp's
        certificate_error = not_verified(10)

    assert failure_word(Kept())[0] is LocalFailure.TLS_EXPIRED


def test_a_proxy_s_failure_that_can_not_be_told_is_told_by_its_kind() -> None:
    class Unspeakable(ProxyFailed):
        def __str__(self) -> str:
            raise ValueError("no words")

    assert failure_word(Unspeakable()) == (LocalFailure.PROXY, "Unspeakable")
