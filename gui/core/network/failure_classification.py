"""Why a connection did not come about: the LocalFailure for an exception, from its chain of causes."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem

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


_CAUSES_LOOKED_AT: Final = 200
"""An attribute that makes a new exception each time it is read would never come to an end."""


class ClosedAfterHandshake(ssl.SSLError):
    """The server closed the connection right after the handshake: some refuse a client certificate so.

    Its argument is a :class:`Detail`.
    """


class CertificateWanted(ssl.SSLError):
    """The server asked for a client certificate, and broke off the handshake without saying why."""


class ProxyFailed(ConnectionError):  # noqa: N818 - it names what happened
    """The environment's proxy can't be reached, or does not connect to the relay.

    Its argument is what the proxy or the system said, or a :class:`Detail` of ours.
    """


class ProxyTimedOut(ProxyFailed):
    """The limit for a connection ended while the proxy was waited for."""


class ProxyLoginFailed(ProxyFailed):
    """The proxy wants a user and a password, or others."""


class DialStep(Enum):
    """What a connection is waiting for while it is under way."""

    NAME = auto()
    CONNECTION = auto()
    PROXY = auto()
    TLS = auto()


_Failure = tuple[LocalFailure, str | Detail]
"""The word, with the system's own text or a sentence of ours."""
_LATE: Final[dict[DialStep, _Failure]] = {
    DialStep.NAME: (LocalFailure.NAME_RESOLUTION, Detail("connect.late_name")),
    DialStep.CONNECTION: (LocalFailure.CONNECT, Detail("connect.late_address")),
    DialStep.PROXY: (LocalFailure.PROXY, Detail("connect.late")),
    DialStep.TLS: (LocalFailure.CONNECT, Detail("connect.late_tls")),
}


class StepTimedOut(TimeoutError):  # noqa: N818 - it names what happened
    """The limit for a connection ended.

    :ivar step: what it waited for.
    """

    def __init__(self, step: DialStep) -> None:
        super().__init__(f"timed out: {step.name.lower()}")
        self.step = step


def root_causes(err: BaseException) -> Iterator[BaseException]:
    """The exception and everything that it came from; never raises, whatever the exceptions are."""
    seen: set[int] = set()
    waiting: list[object] = [err]
    while waiting and len(seen) < _CAUSES_LOOKED_AT:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        # aiohttp's errors keep what they stand for in an attribute.
        kept = (_attribute(cause, "os_error"), _attribute(cause, "certificate_error"))
        group = _attribute(cause, "exceptions")
        chain = (_attribute(cause, "__cause__"), _attribute(cause, "__context__"))
        waiting += [*chain, *kept, *(group if isinstance(group, tuple) else ())]


def never_sent(err: BaseException, *, own_certificate: bool = False) -> Problem:
    """The problem of a connection that did not come about, with the system's own text without any URL.

    Never raises, whatever the exception is: a failure to name one must not hide that nothing was sent.

    :param own_certificate: whether we had a client certificate to show.
    """
    word, told = _classified(list(root_causes(err)), own_certificate)
    if isinstance(told, Detail):
        return Problem(Delivery.NEVER_SENT, word=word, detail=told)
    return Problem(Delivery.NEVER_SENT, word=word, message=told)


def _classified(causes: Sequence[BaseException], own_certificate: bool) -> _Failure:
    for cause in causes:
        if isinstance(cause, ProxyLoginFailed):
            return LocalFailure.PROXY_LOGIN, _text_of(cause)
        if isinstance(cause, ProxyFailed):
            return LocalFailure.PROXY, _detail_of(cause) or _text_of(cause)
        if isinstance(cause, StepTimedOut) and isinstance(step := _attribute(cause, "step"), DialStep):
            return _LATE[step]
    return (
        _tls_failure(causes, own_certificate)
        or _name_failure(causes)
        or (LocalFailure.CONNECT, _connect_text(causes))
    )


def _tls_failure(causes: Sequence[BaseException], own_certificate: bool) -> _Failure | None:
    # aiohttp has a certificate error of its own, without OpenSSL's number: the one that has it says more.
    unverified = [cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)]
    for failed in unverified:
        number = _attribute(failed, "verify_code")
        if isinstance(number, int):
            message = _text(_attribute(failed, "verify_message"))
            return _VERIFY_WORDS.get(number, LocalFailure.TLS), message
    if unverified:
        return LocalFailure.TLS, ""
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            text = _reason(cause) or _text(cause.args[-1] if cause.args else "")
            return _tls_word(cause, own_certificate), _detail_of(cause) or text
    return None


def _name_failure(causes: Sequence[BaseException]) -> _Failure | None:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return LocalFailure.NAME_RESOLUTION, _text(_attribute(cause, "strerror"))
        if isinstance(cause, UnicodeError):
            return LocalFailure.NAME_RESOLUTION, Detail("connect.no_host_name")
    return None


def _connect_text(causes: Sequence[BaseException]) -> str | Detail:
    for cause in causes:
        if isinstance(cause, OSError) and (text := _text(_attribute(cause, "strerror"))):
            return text
    late = any(isinstance(cause, TimeoutError) for cause in causes)
    return Detail("connect.late") if late else ""


def _attribute(err: BaseException, name: str) -> object:
    """An attribute of somebody else's exception: it may be missing, and reading it may fail."""
    try:
        found: object = getattr(err, name, None)
    except Exception:  # a property of a foreign class raises what it likes
        return None
    return found


def _detail_of(err: BaseException) -> Detail | None:
    """The detail that an exception of ours has as its last argument."""
    last = err.args[-1] if err.args else None
    return last if isinstance(last, Detail) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text_of(err: BaseException) -> str:
    try:
        return str(err)
    except Exception:  # the same of its text
        return type(err).__name__


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
    return _text(_attribute(err, "reason"))
