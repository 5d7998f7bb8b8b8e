"""Why a connection did not come about: the word that staff see, from what the system said."""

import socket
import ssl

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.network.failure_classification import (
    CertificateWanted,
    ClosedAfterHandshake,
    ProxyFailed,
    failure_word,
    root_causes,
)


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
