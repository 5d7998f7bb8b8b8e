"""Where the simulator may listen, and with which certificates."""

import errno
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BACKLOG: Final = 128


class CannotServe(Exception):  # noqa: N818 - it names what happened
    """The simulator can't begin; the text is one clear line with the remedy."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Files in PEM format.

    :param client_ca: asks callers for a certificate of this authority; None asks for none.
    :param client_optional: takes callers without a certificate all the same.
    """

    certificate: Path
    key: Path
    client_ca: Path | None = None
    client_optional: bool = False

    def context(self) -> ssl.SSLContext:
        """The server's side of TLS.

        :raises CannotServe: where a file can't be used.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            # An empty pass phrase keeps OpenSSL from asking for one on the terminal.
            context.load_cert_chain(self.certificate, self.key, password="")
        except (OSError, ssl.SSLError) as err:
            raise CannotServe(
                f"the certificate {self.certificate} or its key {self.key} can't be used ({_text(err)}): "
                "give a PEM certificate with --tls-cert and its key with --tls-key"
            ) from err
        if self.client_ca is not None:
            try:
                context.load_verify_locations(self.client_ca)
            except (OSError, ssl.SSLError) as err:
                raise CannotServe(
                    f"the file {self.client_ca} can't be used ({_text(err)}): "
                    "give the PEM certificate of the callers' authority with --client-ca"
                ) from err
            context.verify_mode = ssl.CERT_OPTIONAL if self.client_optional else ssl.CERT_REQUIRED
        return context


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket on one loopback address; port 0 picks a free one.

    :raises CannotServe: where the host is not this computer's loopback, or the port can't be had.
    """
    family, address = _loopback(host)
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as err:
        listening.close()
        taken = isinstance(err, OSError) and err.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else f"can't be used ({_text(err)})"
        raise CannotServe(
            f"port {port} on {address} {why}: give another with --port, or leave --port out for a free one"
        ) from err
    return listening


def _loopback(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise CannotServe(f"the host {host!r} is not known: use --host 127.0.0.1") from err
    addresses = [(family, str(address[0])) for family, _type, _proto, _name, address in found]
    if not all(ipaddress.ip_address(address.split("%")[0]).is_loopback for _family, address in addresses):
        raise CannotServe(
            f"the host {host!r} is not a loopback address, and the simulator serves this computer only: "
            "use --host 127.0.0.1"
        )
    return min(addresses, key=lambda pair: pair[0] != socket.AF_INET)


def _text(err: Exception) -> str:
    return (err.strerror if isinstance(err, OSError) else None) or str(err)
