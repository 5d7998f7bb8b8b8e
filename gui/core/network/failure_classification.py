"""Why a connection did not come about: the LocalFailure for an exception, from its chain of causes."""

import socket
import ssl
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from gui.core.catalogue.errors import LocalFailure

_CLIENT_CERTIFICATE_ALERTS: Final = (
    "CERTIFICATE_REQUIRED",
    "ALERT_BAD_CERTIFICATE",
    "ALERT_CERTIFICATE_EXPIRED",
    "ALERT_CERTIFICATE_REVOKED",
    "ALERT_CERTIFICATE_UNKNOWN",
    "ALERT_UNKNOWN_CA",
    "ALERT_UNSUPPORTED_CERTIFICATE",
    "ALERT_ACCESS_DENIED",
)
_NOTHING_IN_COMMON: Final = (
    "HANDSHAKE_FAILURE",
    "PROTOCOL_VERSION",
    "UNSUPPORTED_PROTOCOL",
    "WRONG_SSL_VERSION",
    "INSUFFICIENT_SECURITY",
    "NO_CIPHERS",
    "NO_PROTOCOLS",
    "NO_SHARED",
    "DH_KEY_TOO_SMALL",
)
_NOT_SPOKEN: Final = (
    "WRONG_VERSION_NUMBER",
    "HTTP_REQUEST",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
)
_VERIFY_WORDS: Final = {
    9: LocalFailure.TLS_NOT_YET_VALID,
    10: LocalFailure.TLS_EXPIRED,
    18: LocalFailure.TLS_SELF_SIGNED,
    19: LocalFailure.TLS_UNKNOWN_AUTHORITY,
    20: LocalFailure.TLS_UNKNOWN_AUTHORITY,
    21: LocalFailure.TLS_UNKNOWN_AUTHORITY,
    62: LocalFailure.TLS_WRONG_HOST,
    64: LocalFailure.TLS_WRONG_HOST,
}
"""OpenSSL's X509_V_ERR numbers."""


class ClosedAfterHandshake(ssl.SSLError):
    """The server closed the connection right after the handshake: some refuse a client certificate so."""


class CertificateWanted(ssl.SSLError):
    """The server asked for a client certificate, and broke off the handshake without saying why."""


class ProxyFailed(ConnectionError):  # noqa: N818 - it names what happened
    """The environment's proxy can't be reached, or does not connect to the relay."""


class ProxyTimedOut(ProxyFailed):
    """The limit for a connection ended while the proxy was waited for."""


class ProxyLoginFailed(ProxyFailed):
    """The proxy wants a user and a password, or others."""


class Step(Enum):
    """What a connection is waiting for while it is under way."""

    NAME = auto()
    CONNECTION = auto()
    PROXY = auto()
    TLS = auto()


_LATE: Final = {
    Step.NAME: (LocalFailure.NAME_RESOLUTION, "timed out: no name server answered in time"),
    Step.CONNECTION: (LocalFailure.CONNECT, "timed out: nothing answered at this address and port"),
    Step.PROXY: (LocalFailure.PROXY, "timed out"),
    Step.TLS: (LocalFailure.CONNECT, "timed out: connected, but TLS was not ready in time"),
}


class StepTimedOut(TimeoutError):  # noqa: N818 - it names what happened
    """The limit for a connection ended.

    :ivar step: what it waited for.
    """

    def __init__(self, step: Step) -> None:
        super().__init__(f"timed out: {step.name.lower()}")
        self.step = step


def root_causes(err: BaseException) -> Iterator[BaseException]:
    """The exception and everything that it came from."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [err]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        os_error = getattr(cause, "os_error", None)
        waiting += [cause.__cause__, cause.__context__, os_error if isinstance(os_error, OSError) else None]


def failure_word(err: BaseException, *, own_certificate: bool = False) -> tuple[LocalFailure, str]:
    """The failure of a connection that did not come about, and the system's own text without any URL.

    :param own_certificate: whether we had a client certificate to show.
    """
    causes = list(root_causes(err))
    for cause in causes:
        if isinstance(cause, ProxyLoginFailed):
            return LocalFailure.PROXY_LOGIN, str(cause)
        if isinstance(cause, ProxyFailed):
            return LocalFailure.PROXY, str(cause)
        if isinstance(cause, StepTimedOut):
            return _LATE[cause.step]
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _VERIFY_WORDS.get(cause.verify_code, LocalFailure.TLS), cause.verify_message
        if isinstance(cause, ssl.SSLError):
            text = _reason(cause) or str(cause.args[-1] if cause.args else "")
            return _tls_word(cause, own_certificate), text
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return LocalFailure.NAME_RESOLUTION, cause.strerror or ""
        if isinstance(cause, UnicodeError):
            return LocalFailure.NAME_RESOLUTION, "not a host name"
    for cause in causes:
        if isinstance(cause, OSError) and cause.strerror:
            return LocalFailure.CONNECT, cause.strerror
    timed_out = any(isinstance(cause, TimeoutError) for cause in causes)
    return LocalFailure.CONNECT, "timed out" if timed_out else ""


def _tls_word(err: ssl.SSLError, own_certificate: bool) -> LocalFailure:
    reason = _reason(err).upper().replace(" ", "_")

    def among(reasons: tuple[str, ...]) -> bool:
        return any(known in reason for known in reasons)

    if isinstance(err, ClosedAfterHandshake | CertificateWanted) or among(_CLIENT_CERTIFICATE_ALERTS):
        return LocalFailure.CLIENT_CERTIFICATE_REFUSED if own_certificate else LocalFailure.CLIENT_CERTIFICATE
    if among(_NOTHING_IN_COMMON):
        return LocalFailure.TLS_NOTHING_IN_COMMON
    return LocalFailure.TLS_NOT_SPOKEN if among(_NOT_SPOKEN) else LocalFailure.TLS


def _reason(err: ssl.SSLError) -> str:
    """OpenSSL's word for it. An error that Python itself made has no such attribute."""
    return str(getattr(err, "reason", None) or "")
