"""The command line of the simulator. Light to import: the server comes when it is run."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.simulator.process import Files
    from gui.simulator.server import ServerSettings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the simulator's options to a parser."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="a loopback address (%(default)s)")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="0 picks a free port (the default)")
    parser.add_argument(
        "--port-file", type=Path, metavar="F", help="JSON with host, port, pid, token goes here"
    )
    parser.add_argument("--state-file", type=Path, metavar="F", help="recordings survive a restart here")
    parser.add_argument("--record-file", type=Path, metavar="F", help="every request, as JSON lines")
    parser.add_argument("--users-lock", type=Path, metavar="F", help="end when nobody holds a lock on F")
    parser.add_argument("--own-lock", type=Path, metavar="F", help="hold a lock on F while serving")
    parser.add_argument("--secret-key-file", type=Path, metavar="F", help="check each usersig by this key")
    parser.add_argument("--tls-cert", type=Path, metavar="F", help="serve HTTPS with this certificate (PEM)")
    parser.add_argument("--tls-key", type=Path, metavar="F", help="the certificate's key (PEM)")
    parser.add_argument(
        "--client-ca", type=Path, metavar="F", help="ask callers for a certificate of this CA"
    )
    parser.add_argument(
        "--client-cert",
        choices=["required", "optional"],
        default="required",
        help="whether callers need a certificate, with --client-ca (%(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal, or until the last user is gone.

    :return: 0 at a clean end, 2 where it could not begin, with one line on stderr.
    """
    import asyncio

    from gui.simulator.listener import CannotServe
    from gui.simulator.process import serve

    try:
        asyncio.run(serve(*_chosen(arguments)))
    except CannotServe as err:
        print(f"simulator: {err}", file=sys.stderr)
        return 2
    return 0


def _chosen(arguments: argparse.Namespace) -> "tuple[ServerSettings, Files]":
    from gui.simulator.listener import CannotServe, Tls
    from gui.simulator.process import Files
    from gui.simulator.server import ServerSettings

    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        raise CannotServe("--tls-cert and --tls-key go together: give both, or neither")
    if arguments.client_ca is not None and arguments.tls_cert is None:
        raise CannotServe("--client-ca needs HTTPS: give --tls-cert and --tls-key too")
    tls = None
    if arguments.tls_cert is not None:
        optional = arguments.client_cert == "optional"
        tls = Tls(arguments.tls_cert, arguments.tls_key, arguments.client_ca, optional)
    settings = ServerSettings(
        host=arguments.host,
        port=arguments.port,
        tls=tls,
        secret_key=None if arguments.secret_key_file is None else _secret_key(arguments.secret_key_file),
        state_file=arguments.state_file,
        record_file=arguments.record_file,
    )
    return settings, Files(arguments.port_file, arguments.users_lock, arguments.own_lock)


def _secret_key(path: Path) -> str:
    from gui.simulator.listener import CannotServe

    try:
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as err:
        raise CannotServe(
            f"the secret key file {path} can't be read: give a text file that holds the key"
        ) from err
    if not key:
        raise CannotServe(f"the secret key file {path} is empty: put the app's secret key into it")
    return key
