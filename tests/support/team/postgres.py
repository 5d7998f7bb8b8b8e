"""A real PostgreSQL for the tests of the team: one server a worker, a database a test.

Debian's package has it, or RECORDING_PANEL_TEST_POSTGRES names the folder of its programs. It refuses to run
as root: there it runs as nobody. TLS is by an authority of the tests; it listens on loopback alone.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import trustme

from tests.support.unprivileged import NOBODY

ADMIN: Final = "postgres"
ADMIN_PASSWORD: Final = "canary-admin-of-the-board"
HOST: Final = "127.0.0.1"
WHY_NOT: Final = (
    "not run: no PostgreSQL in /usr/lib/postgresql; install Debian's postgresql, or name the folder of initdb"
    " in RECORDING_PANEL_TEST_POSTGRES"
)
_MODES: Final = {"smart": "smart", "fast": "fast", "crash": "immediate"}


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is none."""
    named = os.environ.get("RECORDING_PANEL_TEST_POSTGRES")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


@dataclass
class PostgresServer:
    """One server.

    :ivar folder: short, since the path of a socket ends at 107 bytes.
    :ivar used: databases that their tests are done with.
    """

    programs: Path
    folder: Path
    authority: trustme.CA
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    made: int = 0
    used: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def make(self) -> None:
        (self.folder / "password").write_text(ADMIN_PASSWORD, encoding="utf-8")
        own = self.authority.issue_cert(HOST, "localhost")
        own.private_key_pem.write_to_path(self.folder / "server.key")
        own.cert_chain_pems[0].write_to_path(self.folder / "server.pem")
        self.authority.cert_pem.write_to_path(self.folder / "ca.pem")
        (self.folder / "server.key").chmod(0o600)
        self._give_away()
        self._run(
            *("initdb", "--no-sync", "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8"),
            *("--locale=C", f"--username={ADMIN}", f"--pwfile={self.folder / 'password'}", f"-D{self.data}"),
        )
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        settings = {
            "port": str(self.port),
            "listen_addresses": f"'{HOST}'",
            "unix_socket_directories": f"'{self.folder}'",
            "ssl": "on",
            "ssl_cert_file": f"'{self.folder / 'server.pem'}'",
            "ssl_key_file": f"'{self.folder / 'server.key'}'",
            "ssl_ca_file": f"'{self.folder / 'ca.pem'}'",
            "fsync": "off",
            "shared_buffers": "16MB",
            "max_connections": "60",
            **self.settings,
        }
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        # One database asks for a client certificate.
        rules = [
            "local all all trust",
            f"hostssl certified all {HOST}/32 scram-sha-256 clientcert=verify-full",
            f"host all all {HOST}/32 scram-sha-256",
        ]
        (self.data / "pg_hba.conf").write_text("\n".join(rules) + "\n", encoding="utf-8")

    def start(self) -> None:
        self._run("pg_ctl", "-w", f"-D{self.data}", f"-l{self.folder / 'server.log'}", "start")

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-w", f"-D{self.data}", "-m", _MODES[how], "stop")

    def restart(self, how: str = "fast") -> None:
        self.stop(how)
        self.start()

    @property
    def running(self) -> bool:
        return (self.data / "postmaster.pid").exists()

    def sql(self, *statements: str, database: str = "postgres") -> list[list[str]]:
        """As the administrator, by the socket; each statement in a transaction of its own."""
        done = self._run(
            *("psql", "-X", "-q", "-A", "-t", "-F\x1f", f"-h{self.folder}", f"-p{self.port}", f"-U{ADMIN}"),
            *("-v", "ON_ERROR_STOP=1", "-d", database),
            *(word for statement in statements for word in ("-c", statement)),
        )
        return [line.split("\x1f") for line in done.splitlines()]

    async def run(self, *statements: str, database: str = "postgres") -> list[list[str]]:
        """The same, and the loop goes on meanwhile."""
        return await asyncio.to_thread(self.sql, *statements, database=database)

    def new_database(self, template: str = "template1") -> str:
        """A database for one test. The ones before it are gone by then."""
        self.made += 1
        name = f"team{self.made}"
        old = [f"DROP DATABASE IF EXISTS {one} WITH (FORCE)" for one in self.used]
        self.used.clear()
        self.sql(*old, f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _give_away(self) -> None:
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def _run(self, program: str, *arguments: str) -> str:
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        # pg_ctl's server keeps what it is given open: a pipe would never end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "5"},
            )
            said.seek(0)
            text = said.read().decode(errors="replace")
        assert done.returncode == 0, f"{program}: {text}"
        return text


@contextmanager
def postgres_server(**settings: str) -> Iterator[PostgresServer]:
    """A server that runs until the end of the block.

    :param settings: lines of postgresql.conf.
    """
    found = programs()
    assert found is not None, WHY_NOT
    folder = Path(tempfile.mkdtemp(prefix="rp-board-", dir="/tmp"))
    server = PostgresServer(found, folder, trustme.CA(), settings=settings)
    try:
        server.make()
        server.start()
        yield server
    finally:
        if server.running:
            server.stop("crash")
        shutil.rmtree(folder, ignore_errors=True)
