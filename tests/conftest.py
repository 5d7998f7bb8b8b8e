"""What every test starts with."""

import signal
from collections.abc import Iterator

import pytest

# As in the product, in front of whatever else imports aiohttp: all tests of the network are held with what is
# left of it.
import gui.core.network.http_libraries  # noqa: F401  # isort: skip
from gui.core.profiles.credentials import SECRETS_OF_ENVIRONMENT
from gui.core.security import redaction
from tests.support.network.certificate_files import CertificateFiles, make


@pytest.fixture(autouse=True)
def no_secret_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that an earlier test of this process used would be masked in this one."""
    monkeypatch.setattr(redaction, "registry", redaction.SecretRegistry())


@pytest.fixture(autouse=True)
def no_secret_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have an account of their own in the environment."""
    for name in SECRETS_OF_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def no_log_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a panel of the tests logs goes where the tests' other files are."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture(autouse=True)
def signals_stay() -> Iterator[None]:
    """A command that ran in this process ignores them at its end; the next test's children would, too."""
    before = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> CertificateFiles:
    """Certificates of an authority of our own, of every kind; nobody writes to their folder."""
    return make(tmp_path_factory.mktemp("certificates"))
