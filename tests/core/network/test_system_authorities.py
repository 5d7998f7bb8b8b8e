"""Whom the system trusts is found on every distribution, and TLS stays verified."""

import socket
import ssl
from pathlib import Path

import pytest
import trustme

from gui.core.network import system_authorities
from gui.core.network.system_authorities import authorities_elsewhere
from gui.core.network.tls_context import context_for, without_client_certificate
from tests.support.network.strict_tls_server import strict_tls_server


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Where distributions have the file; none is there yet."""
    return [str(tmp_path / name) for name in ("fedora.crt", "debian.crt", "suse.pem", "arch.pem")]


@pytest.fixture
def known(tmp_path: Path) -> ssl.DefaultVerifyPaths:
    """Where an OpenSSL of another distribution looks; nothing is there."""
    file, folder = str(tmp_path / "cert.pem"), str(tmp_path / "certs")
    return ssl.DefaultVerifyPaths("", "", "SSL_CERT_FILE", file, "SSL_CERT_DIR", folder)


@pytest.mark.parametrize("there", [0, 1, 2, 3])
def test_the_first_file_of_another_distribution_is_taken(
    known: ssl.DefaultVerifyPaths, places: list[str], there: int
) -> None:
    assert authorities_elsewhere(known, {}, places) is None
    for place in places[there:]:
        Path(place).touch()
    assert authorities_elsewhere(known, {}, places) == Path(places[there])


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_what_the_user_named_is_never_added_to(
    known: ssl.DefaultVerifyPaths, places: list[str], variable: str
) -> None:
    Path(places[0]).touch()
    assert authorities_elsewhere(known, {variable: "/nonexistent"}, places) is None


def test_where_openssl_finds_the_systems_own_nothing_is_added(
    known: ssl.DefaultVerifyPaths, places: list[str], tmp_path: Path
) -> None:
    Path(places[0]).touch()
    (tmp_path / "certs").mkdir()
    # An empty folder holds nobody to trust.
    assert authorities_elsewhere(known, {}, places) == Path(places[0])
    (tmp_path / "certs" / "0123.0").touch()
    assert authorities_elsewhere(known, {}, places) is None
    (tmp_path / "certs" / "0123.0").unlink()
    (tmp_path / "cert.pem").touch()
    assert authorities_elsewhere(known, {}, places) is None


def shake_hands(context: ssl.SSLContext, port: int, host: str) -> None:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=host),
    ):
        pass


@pytest.mark.parametrize("proxy", [False, True], ids=["relay", "proxy"])
def test_on_another_distribution_its_authorities_are_trusted_and_nobody_else(
    known: ssl.DefaultVerifyPaths, places: list[str], monkeypatch: pytest.MonkeyPatch, proxy: bool
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: known)
    monkeypatch.setattr(system_authorities, "PLACES", places)
    authority = trustme.CA()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(serving)
    with strict_tls_server(serving) as server:
        with pytest.raises(ssl.SSLCertVerificationError, match="issuer"):
            shake_hands(context_for(), server.port, "localhost")
        authority.cert_pem.write_to_path(places[0])
        context = without_client_certificate(None) if proxy else context_for()
        shake_hands(context, server.port, "localhost")
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            shake_hands(context, server.port, "other.example")
