"""The proxy that the environment names, read as curl reads it.

Its password, where it has one, is masked from the moment that it is read. A value that can't be used is never
repeated: only which variable it is, and what is wrong.
"""

import base64
import ipaddress
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, quote_plus, unquote

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.protocol.endpoint import DEFAULT_PORTS, ascii_host, is_loopback
from gui.core.security.redaction import MASK, SHORTEST, register

_PORT_MAX: Final = 65535
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://(.*)", re.DOTALL)
_HOST_AND_PORT: Final = re.compile(r"(?:\[([^\[\]]*)\]|([^\[\]:]*))(?::([^\[\]:]*))?", re.DOTALL)

# What may be wrong with a value: keys of details.
_BLANK: Final = "proxy_setting.blank"
_KIND: Final = "proxy_setting.kind"
_SLASHES: Final = "proxy_setting.slashes"
_ESCAPES: Final = "proxy_setting.escapes"
_HOST: Final = "proxy_setting.host"
_PORT: Final = "proxy_setting.port"


@dataclass(frozen=True, slots=True)
class EnvironmentProxy:
    """A proxy of the kind that takes CONNECT.

    :param scheme: ``http`` or ``https``: the scheme of the connection to the proxy itself.
    :param authorization: the value of its ``Proxy-Authorization`` header; empty for none.
    """

    scheme: str
    host: str
    port: int
    authorization: str = field(repr=False)

    @property
    def address(self) -> str:
        """Host and port, for people."""
        return authority(self.host, self.port)

    @property
    def headers(self) -> dict[str, str]:
        """Headers that it needs besides the CONNECT itself."""
        return {"Proxy-Authorization": self.authorization} if self.authorization else {}

    def without_secrets(self, text: str) -> str:
        """The text; a mask instead where a password is in it that is too short for the redactor.

        A gap in the text would show where its letters are.
        """
        token = self.authorization.removeprefix("Basic ")
        raw = base64.b64decode(token).partition(b":")[2]
        password = raw.decode("utf-8", "surrogateescape")
        if not 0 < len(password) < SHORTEST:
            return text
        shown = (password, quote(raw, safe=""), quote_plus(raw), base64.b64encode(raw).decode())
        return MASK if any(each in text for each in shown) else text


def proxy_of_environment(scheme: str, host: str) -> EnvironmentProxy | None:
    """The proxy for a host, as curl reads the environment; loopback never goes through one.

    A variable in lower case goes before one in upper case, an empty one is as good as none, and HTTP_PROXY
    is not looked at (a web server sets it from a header). ``ALL_PROXY`` counts where there is none for the
    scheme; one of another kind than HTTP is often meant for browsers alone, and is passed over.

    :raises Problem: ``proxy_setting``, never sent, for a value that can't be used.
    """
    if is_loopback(host) or _is_excepted(host, _first_of("no_proxy", "NO_PROXY")[1]):
        return None
    own = (f"{scheme}_proxy",) if scheme == "http" else (f"{scheme}_proxy", f"{scheme.upper()}_PROXY")
    variable, value = _first_of(*own)
    if not value:
        variable, value = _first_of("all_proxy", "ALL_PROXY")
        if (other := _SCHEME.match(value)) and other[1].lower() not in DEFAULT_PORTS:
            return None
    if not value:
        return None
    try:
        return _parsed(value)
    except ValueError as err:
        # The value may hold a password: it is no part of the chain.
        detail = Detail(str(err), where=variable)
    raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROXY_SETTING, detail=detail)


def authority(host: str, port: int) -> str:
    """Host and port as they stand in a URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _first_of(*variables: str) -> tuple[str, str]:
    """The first variable that is not empty, and its value."""
    return next(((name, value) for name in variables if (value := os.environ.get(name))), ("", ""))


def _is_excepted(host: str, exceptions: str) -> bool:
    """Whether NO_PROXY names the host: a domain with all below it, an address, or a block of addresses.

    Only a lone ``*`` is every host, and an entry with a port names none: as with curl.
    """
    if exceptions == "*":
        return True
    address = _address(host)
    entries = re.split(r"[\s,]+", exceptions)
    if address is not None:
        return any(address in block for entry in entries for block in _blocks(entry))
    name = host.removesuffix(".")
    return any(name == entry or name.endswith(f".{entry}") for entry in map(_domain, entries) if entry)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _blocks(entry: str) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The block of addresses that the entry names, if any. To curl /0 is the one address."""
    start, slash, bits = re.sub(r"^\[(.*?)\]", r"\1", entry).partition("/")
    if slash and not (bits.isascii() and bits.isdigit()):
        return
    try:
        yield ipaddress.ip_network(f"{start}/{int(bits)}" if bits and int(bits) else start, strict=False)
    except ValueError:
        return


def _domain(entry: str) -> str:
    name = entry.strip(".")
    try:
        return ascii_host(name)
    except ValueError:
        return name.lower()


def _parsed(value: str) -> EnvironmentProxy:
    """:raises ValueError: with the key of the detail that says what is wrong."""
    if any(c.isspace() or c < " " or c == "\x7f" for c in value):
        raise ValueError(_BLANK)
    found = _SCHEME.fullmatch(value)
    scheme, rest = (found[1].lower(), found[2]) if found else ("http", value)
    if scheme not in DEFAULT_PORTS:
        raise ValueError(_KIND)
    whole = re.split(r"[/?#]", rest, maxsplit=1)[0]
    login, at, place = whole.rpartition("@")
    # Whatever stands before the last @ is user and password; a slash there ended the address too early.
    if "@" in login or "@" in rest[len(whole) :]:
        raise ValueError(_ESCAPES)
    host, port = _place(place, DEFAULT_PORTS[scheme])
    if found is None and host in DEFAULT_PORTS:
        # As in http:/host and http//host: it would be looked up as a host of that name.
        raise ValueError(_SLASHES)
    user, colon, password = login.partition(":")
    return EnvironmentProxy(
        scheme, host, port, _authorization(user, password) if at and (user or colon) else ""
    )


def _place(text: str, default_port: int) -> tuple[str, int]:
    """:raises ValueError: as :func:`_parsed`."""
    found = _HOST_AND_PORT.fullmatch(text)
    if found is None:
        raise ValueError(_HOST)
    try:
        host = ascii_host(found[1] if found[2] is None else found[2])
    except ValueError:
        raise ValueError(_HOST) from None
    if ("[" in text) != (":" in host):
        raise ValueError(_HOST)
    digits = found[3] or str(default_port)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 7 and 0 < int(digits) <= _PORT_MAX):
        raise ValueError(_PORT)
    return host, int(digits)


def _authorization(user: str, password: str) -> str:
    secret = unquote(password, errors="surrogateescape")
    login = f"{unquote(user, errors='surrogateescape')}:{secret}"
    token = base64.b64encode(login.encode("utf-8", "surrogateescape")).decode()
    for known in (password, secret, token):
        register(known)
    return f"Basic {token}"
