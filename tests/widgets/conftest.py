"""One application for all tests of the window, drawn offscreen."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RECORDING_PANEL_THEME"] = "light"

from PySide6.QtWidgets import QApplication

from gui.core.ledger import database
from gui.core.sessions import bulk_retry, offered_steps
from gui.simulator.in_process import RunningSimulator, running_simulator
from gui.widgets.controls import ask_dialog
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.window.translations import translate
from tests.support.file_keychain import file_keychain
from tests.support.network.certificate_files import CertificateFiles
from tests.support.network.raw_server import RawServer, raw_server
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        app.setQuitOnLastWindowClosed(False)
        # As the panel does: English words, too, have their forms for one and for many from it.
        translate(app, "en")
        apply_theme(app)
    return app


def _loop() -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = PanelEventLoop(_application())
    return loop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Coroutines of this folder run on Qt's loop, as in the panel."""
    return {"qt": _loop}


@pytest.fixture(scope="session", autouse=True)
def qapp() -> QApplication:
    """The one QApplication, with the panel's theme."""
    return _application()


@pytest.fixture(autouse=True)
def quick_hands(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests click and press at once; those of the guards against what came too early take a person's time."""
    monkeypatch.setattr(ask_dialog, "RETURN_MS", 20)
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.fixture
def short_lock_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that a foreign program holds is given up soon."""
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.3)


@pytest.fixture
def no_wait_between_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the last try had been a while ago: *Start again* can be pressed at once."""
    for asks in (offered_steps, bulk_retry):
        monkeypatch.setattr(asks, "seconds_until", lambda _step, _session, _now: 0.0)


@pytest.fixture(scope="session", autouse=True)
def _nobody_s_keychain() -> None:
    """The keychain of whoever runs the tests is not even looked for; a test that needs one brings its own."""
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring gives it no types


@pytest.fixture
async def service() -> AsyncIterator[RunningSimulator]:
    """The recording service, as on its first day."""
    async with running_simulator() as simulator:
        yield simulator


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and a usersig in the environment."""
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", "a-usersig")
    return tmp_path / "data"


@pytest.fixture
def keychain(tmp_path: Path) -> Iterator[Path]:
    """A keychain that is there, with nothing in it; its entries are in this file."""
    with file_keychain(tmp_path / "keyring.json") as path:
        yield path


@pytest.fixture
async def staff(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A support person at a window with one real profile, ``Main``, whose relay is the service."""
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as person:
        yield person


@pytest.fixture
def strict_tls(files: CertificateFiles) -> ssl.SSLContext:
    """A server's that asks for a client certificate; its own is good for 300 days."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    files.authority.issue_cert("127.0.0.1").configure_cert(context)
    context.verify_mode = ssl.CERT_REQUIRED
    files.authority.configure_trust(context)
    return context


@pytest.fixture
async def strict_relay(strict_tls: ssl.SSLContext) -> AsyncIterator[RawServer]:
    """Asks for a client certificate."""
    async with raw_server(tls=strict_tls) as server:
        yield server
