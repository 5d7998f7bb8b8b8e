"""Why a connection did not come about: the stable word for an exception, from its chain of causes."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator

from gui.core.errors import LocalFailure

_CLIENT_CERTIFICATE_ALERTS = (
    "CERTIFICATE_REQUIRED",
    "ALERT_BAD_CERTIFICATE",
    "ALERT_CERTIFICATE_EXPIRED",
    "ALERT_CERTIFICATE_REVOKED",
    "ALERT_CERTIFICATE_UNKNOWN",
    "ALERT_UNKNOWN_CA",
    "ALERT_UNSUPPORTED_CERTIFICATE",
    "ALERT_ACCESS_DENIED",
    "ALERT_HANDSHAKE_FAILURE",
)


class ClosedAfterHandshake(ssl.SSLError):
    """The server closed the connection right after the handshake: so some turn a client certificate down."""


def is_loopback(host: str) -> bool:
    """Whether the host is this computer: ``localhost``, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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


def failure_word(err: BaseException) -> tuple[LocalFailure, str]:
    """The word for a connection that did not come about, and the system's own text without any URL."""
    causes = list(root_causes(err))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return LocalFailure.TLS, cause.verify_message
        if isinstance(cause, ssl.SSLError):
            return _tls_word(cause), _reason(cause) or str(cause.args[-1] if cause.args else "")
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return LocalFailure.NAME_RESOLUTION, cause.strerror or ""
    for cause in causes:
        if isinstance(cause, OSError) and cause.strerror:
            return LocalFailure.CONNECT, cause.strerror
    timed_out = any(isinstance(cause, TimeoutError) for cause in causes)
    return LocalFailure.CONNECT, "timed out" if timed_out else ""


def _tls_word(err: ssl.SSLError) -> LocalFailure:
    refused_ours = any(alert in _reason(err).upper() for alert in _CLIENT_CERTIFICATE_ALERTS)
    closed = isinstance(err, ClosedAfterHandshake)
    return LocalFailure.CLIENT_CERTIFICATE if refused_ours or closed else LocalFailure.TLS


def _reason(err: ssl.SSLError) -> str:
    """OpenSSL's word for it. An error that Python itself made has no such attribute."""
    return str(getattr(err, "reason", None) or "")
