"""A canary is planted as the secret, and must be found nowhere but where it was planted."""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.security import usersig
from gui.core.security.redaction import first_leak
from tests.support.e2e.command_line import APP, IDENTIFIER, LIMIT_S, Panel
from tests.support.panel_command import checkout_only
from tests.support.simulator.service_process import Service
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

pytestmark = checkout_only

KEY = 'canary-"key"+/ü-5bd2850fff3e'
PASSPHRASE = 'canary passphrase "&+é'
TYPED_PASSPHRASE = "canary typed into the window <ß>"
USERSIG = usersig.make(secret_key="canary", identifier=IDENTIFIER, sdk_app_id=APP, now=time.time())
# Any usersig begins so: what the panel made from the key must not get out either.
MADE = re.compile(rb"eJ[A-Za-z0-9*_+/-]{60,}")
KEYRINGS = {
    "absent": "keyring.backends.fail.Keyring",
    "present": "tests.support.keyrings.FileKeyring",
    "broken": "tests.support.keyrings.BrokenKeyring",
}


class Witness:
    """Collects everything that anybody could read."""

    def __init__(self) -> None:
        self.read: dict[str, bytes] = {}

    def add(self, name: str, text: str | bytes) -> None:
        self.read[f"{len(self.read)} {name}"] = text.encode() if isinstance(text, str) else text

    def add_folder(self, folder: Path) -> None:
        for path in folder.rglob("*"):
            if path.is_file():
                self.add(str(path), path.read_bytes())

    def add_bundle(self, path: Path) -> None:
        with zipfile.ZipFile(path) as bundle:
            for name in bundle.namelist():
                self.add(f"{path.name}: {name}", bundle.read(name))

    def add_processes_of(self, parent: int) -> None:
        for pid in (parent, *_children(parent)):
            self.add(f"command line of {pid}", Path(f"/proc/{pid}/cmdline").read_bytes())

    def check_bytes(self, *parts: bytes) -> None:
        for part in parts:
            assert [name for name, content in self.read.items() if part in content] == []

    def check(self, *canaries: str) -> None:
        assert len(self.read) > 20
        assert first_leak(self.read, canaries) is None
        assert [name for name, content in self.read.items() if MADE.search(content)] == []


def _children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        try:
            status = (entry / "stat").read_text() if entry.name.isdigit() else ""
        except OSError:
            continue
        if status and int(status.rpartition(")")[2].split()[1]) == parent:
            yield int(entry.name)
            yield from _children(int(entry.name))


@pytest.mark.parametrize(
    ("kept_in", "credential"),
    [("absent", "usersig"), ("present", "secret key"), ("broken", "secret key")],
)
def test_a_canary_is_found_nowhere(
    empty_panel: Panel, service: Service, tmp_path: Path, kept_in: str, credential: str
) -> None:
    panel, witness = empty_panel, Witness()
    _plant(panel, tmp_path, kept_in, credential, witness, service.url)
    service.arm(operation="start", account="frank", delay_s=20, times=3)
    # A service may repeat what it was sent: the usersig, never the key.
    words = f"bad {USERSIG}" if credential == "usersig" else "bad usersig"
    service.arm(operation="start", account="dan", code=30000411, message=words, times=9)
    _use_the_command_line(panel, witness, tmp_path / "cli.zip")
    _use_the_window_and_kill_it(panel, witness, tmp_path)
    _come_back(panel, witness, tmp_path / "after.zip")
    witness.add_folder(panel.data_dir)
    witness.add_folder(tmp_path / "home")
    assert any(name.endswith("recording-panel.log") for name in witness.read), "the log is not looked at"
    for bundle in tmp_path.glob("*.zip"):
        witness.add_bundle(bundle)
    for export in (tmp_path / "cli.profiles.json", tmp_path / "window.profiles.json"):
        witness.add(export.name, export.read_bytes())
    witness.check(USERSIG if credential == "usersig" else KEY, PASSPHRASE, TYPED_PASSPHRASE)
    witness.check_bytes(*_private_parts(tmp_path))


def _plant(panel: Panel, folder: Path, kept_in: str, credential: str, witness: Witness, url: str) -> None:
    secret = USERSIG if credential == "usersig" else KEY
    panel.environment |= {
        "PYTHON_KEYRING_BACKEND": KEYRINGS[kept_in],
        "TEST_KEYRING": str(folder / "keyring.json"),
        "TEST_CANARY": secret,
        "TEST_PKCS12": str(_pkcs12(folder)),
        "TEST_PASSPHRASE": TYPED_PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
    }
    panel.environment["RECORDING_PANEL_USER_SIG"] = ""
    option = "--user-sig-stdin" if credential == "usersig" else "--secret-key-stdin"
    values = ("--url", url, "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    added = panel.run_with_input(f"{secret}\n", "profile", "add", "main", *values, option)
    witness.add("profile add", added.out + added.err)
    if kept_in == "present":
        assert added.status == 0
        assert secret in json.loads((folder / "keyring.json").read_text()).values()
    else:
        name = "RECORDING_PANEL_USER_SIG" if credential == "usersig" else "RECORDING_PANEL_SECRET_KEY"
        panel.environment[name] = secret
        panel.add_profile("main", url)
    profiles = Profiles(panel.data_dir)
    profiles.load()
    # Nobody speaks TLS there: the handshake fails, after the client's key was opened.
    files = _client_certificate(folder)
    relay = url.replace("http://", "https://")
    values_of_tls = {"name": "tls", "url": relay, "sdk_app_id": APP, "identifier": IDENTIFIER, **files}
    profiles.add(new_profile(values_of_tls))
    if kept_in == "present":
        keyring = folder / "keyring.json"
        kind = "usersig" if credential == "usersig" else "secret_key"
        of_tls = {"recording-panel tls/passphrase": PASSPHRASE, f"recording-panel tls/{kind}": secret}
        kept = {**json.loads(keyring.read_text()), **of_tls}
        keyring.write_text(json.dumps(kept))
    else:
        panel.environment["RECORDING_PANEL_KEY_PASSPHRASE"] = PASSPHRASE


def _client_certificate(folder: Path) -> dict[str, str]:
    """A certificate, and its key that only the passphrase opens."""
    made = trustme.CA().issue_cert("client.example")
    cert, key = folder / "client.pem", folder / "client.key"
    cert.write_bytes(made.cert_chain_pems[0].bytes())
    plain = serialization.load_pem_private_key(made.private_key_pem.bytes(), None)
    key.write_bytes(
        plain.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(PASSPHRASE.encode()),
        )
    )
    return {"client_cert": str(cert), "client_key": str(key)}


def _pkcs12(folder: Path) -> Path:
    """What is chosen in the window: certificate and key in one file that only the typed passphrase opens."""
    made = trustme.CA().issue_cert("desk.example")
    key = serialization.load_pem_private_key(made.private_key_pem.bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = x509.load_pem_x509_certificate(made.cert_chain_pems[0].bytes())
    locked = serialization.BestAvailableEncryption(TYPED_PASSPHRASE.encode())
    path = folder / "desk.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"desk", key, certificate, None, locked))
    (folder / "desk.plain").write_bytes(made.private_key_pem.bytes())
    return path


def _private_parts(folder: Path) -> Iterator[bytes]:
    """Pieces of key files as they are, as text, and of the key that the passphrase opens."""
    whole = (folder / "desk.p12").read_bytes()
    yield whole[200:260]
    yield base64.b64encode(whole)[300:360]
    yield (folder / "client.key").read_bytes().splitlines()[2]
    yield (folder / "desk.plain").read_bytes().splitlines()[1]


def _use_the_command_line(panel: Panel, witness: Witness, bundle: Path) -> None:
    accepted = panel.start(990005, "grace", "--profile", "main")
    refused = panel.start(990003, "dan", "--profile", "main")
    assert (accepted.status, refused.status) == (0, 1), accepted.err + refused.err
    unsent = panel.start(990002, "bob", "--profile", "tls")
    assert unsent.status == 4
    assert unsent.fields["problem"].startswith("tls"), unsent.out
    report = panel.run("report", refused.fields["session_id"], "--output", str(bundle))
    assert report.status == 0, report.err
    tested = panel.run("profile", "test", "main")
    red = panel.run("profile", "test", "tls")
    assert "red" in red.out
    shown = panel.run("profile", "show", "tls", "--json")
    opened = panel.run_with_input(f"{PASSPHRASE}\n", "profile", "passphrase", "tls")
    exported = panel.run("profile", "export", str(bundle.with_suffix(".profiles.json")))
    assert exported.status == 0, exported.err
    for ran in (accepted, refused, unsent, report, tested, red, shown, opened, exported):
        witness.add("command line", ran.out + ran.err)


def _use_the_window_and_kill_it(panel: Panel, witness: Witness, folder: Path) -> None:
    seen, report = folder / "seen.txt", folder / "window.zip"
    command = [sys.executable, str(ROOT / "tests/support/e2e/leak_check_program.py")]
    errors = folder / "stderr.txt"
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            [*command, str(panel.data_dir), str(seen), str(report)],
            env=panel.environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
        ) as process,
    ):
        try:
            wait_until(lambda: seen.exists() or process.poll() is not None)
            assert seen.exists(), errors.read_text()
            assert process.stdout is not None
            witness.add("standard output", process.stdout.readline())
            witness.add_processes_of(process.pid)
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(LIMIT_S)
    said = errors.read_text()
    assert "RuntimeError" in said, "the bug was not logged"
    assert "dan" in seen.read_text()
    witness.add("standard error", said)
    witness.add("seen", seen.read_text())
    assert report.exists()


def _come_back(panel: Panel, witness: Witness, bundle: Path) -> None:
    sessions = panel.run("sessions", "--all", "--json")
    frank = next(fields for fields in sessions.all_fields if fields["account"] == "frank")
    assert frank["state"] == "unknown"
    report = panel.run("report", frank["session_id"], "--output", str(bundle))
    assert report.status == 0, report.err
    for ran in (sessions, report):
        witness.add("afterwards", ran.out + ran.err)
