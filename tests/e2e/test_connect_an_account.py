"""A new administrator on the command line: from nothing to a green check over mutual TLS."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gui.core.security import usersig
from tests.support.e2e.command_line import APP, IDENTIFIER, Panel, Ran
from tests.support.network.certificate_files import PASSPHRASE, CertificateFiles
from tests.support.network.raw_server import Asked, RawServer, http, packet, raw_server

KEY = "0123456789abcdef" * 4


@pytest.fixture
async def relay(files: CertificateFiles) -> AsyncIterator[RawServer]:
    """Demands a client certificate, and knows no recording."""

    async def refuse(asked: Asked) -> bytes | None:
        return http(packet(asked.seq, result=30000410))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    files.authority.issue_cert("127.0.0.1").configure_cert(context)
    context.verify_mode = ssl.CERT_REQUIRED
    files.authority.configure_trust(context)
    async with raw_server(refuse, tls=context) as server:
        yield server


@pytest.fixture
def panel(keychain_panel: Panel) -> Panel:
    return keychain_panel


async def add(panel: Panel, typed: str, url: str, *options: str) -> Ran:
    account = ("--url", url, "--sdk-app-id", str(APP), "--identifier", IDENTIFIER)
    return await asyncio.to_thread(panel.run_with_input, typed, "profile", "add", "Main", *account, *options)


async def test_from_nothing_to_a_green_check_over_mutual_tls(
    panel: Panel, relay: RawServer, files: CertificateFiles
) -> None:
    store = ("--ca-file", str(files.folder / "ca.pem"), "--client-cert", str(files.folder / "locked.p12"))
    options = (*store, "--secret-key-stdin", "--passphrase-stdin")
    added = await add(panel, f"{KEY}\n{PASSPHRASE}\n", relay.url, *options)
    assert (added.status, added.err) == (0, "")

    tested = await asyncio.to_thread(panel.run, "profile", "test", "Main", "--json")
    assert tested.status == 0
    lines = [(found["check"], found["light"]) for found in tested.all_fields]
    green = ["certificate", "name", "connection", "tls", "credential", "relay"]
    assert lines == [(check, "green") for check in green]
    assert len(relay.asked) == 1
    kept = b"".join(path.read_bytes() for path in panel.data_dir.rglob("*") if path.is_file())
    for secret in (KEY, PASSPHRASE):
        assert secret.encode() not in kept
        assert secret not in added.out + tested.out + tested.err


async def test_a_wrong_passphrase_is_told_and_put_right(
    panel: Panel, relay: RawServer, files: CertificateFiles
) -> None:
    store = ("--ca-file", str(files.folder / "ca.pem"), "--client-cert", str(files.folder / "desk.pem"))
    options = (*store, "--client-key", str(files.folder / "locked.key"), "--secret-key-stdin")
    await add(panel, f"{KEY}\n", relay.url, *options)
    words = []
    for passphrase in ("", "wrong one", PASSPHRASE):
        if passphrase:
            typed = f"{passphrase}\n"
            done = await asyncio.to_thread(panel.run_with_input, typed, "profile", "passphrase", "Main")
            assert done.status == 0
        tested = await asyncio.to_thread(panel.run, "profile", "test", "--json")
        words.append((tested.status, tested.all_fields[0]["problem"]))
    assert words == [(4, "passphrase_missing"), (4, "passphrase_wrong"), (0, None)]


async def test_a_usersig_that_a_paste_broke_is_put_together(panel: Panel, tmp_path: Path) -> None:
    whole = usersig.make(secret_key=KEY, identifier="somebody", sdk_app_id=APP, now=1_700_000_000)
    typed = f"“{whole[:60]}\n{whole[60:]}”\n"
    added = await add(panel, typed, "https://relay.example", "--user-sig-stdin")
    assert added.status == 0
    assert whole in json.loads((tmp_path / "keyring.json").read_text(encoding="utf-8")).values()
    for words in ("several lines", "quotation marks", "for “somebody”", "has expired"):
        assert words in added.err
    assert whole[:60] not in added.out + added.err


async def test_a_broken_keychain_is_told_and_the_doctor_names_it(panel: Panel) -> None:
    panel.environment["PYTHON_KEYRING_BACKEND"] = "tests.support.keyrings.BrokenKeyring"
    added = await add(panel, f"{KEY}\n", "https://127.0.0.1:9", "--secret-key-stdin")
    assert added.status == 0
    assert KEY not in added.out + added.err
    looked = await asyncio.to_thread(panel.run, "doctor", "--json")
    found = {line["check"]: line["problem"] for line in looked.all_fields}
    assert looked.status == 4
    assert (found["keychain"], found["credential"], found["window"]) == ("keychain", "keychain", None)


@pytest.mark.parametrize(
    ("options", "passphrase", "words"),
    [
        (
            ("--client-cert", "locked.p12"),
            "wrong",
            "--passphrase-stdin: This passphrase does not open the key.",
        ),
        (("--ca-file", "nonsense.pem"), "", "--ca-file: This file can't be used (nonsense.pem: not a"),
        (
            ("--client-cert", "large.pem"),
            "",
            "--client-cert: This file can't be used (large.pem: larger than",
        ),
        (
            ("--client-cert", "desk.pem", "--client-key", "stranger.key"),
            "",
            "--client-key: This key belongs to another certificate.",
        ),
    ],
)
async def test_files_and_a_passphrase_that_can_never_work_are_refused_at_once(
    panel: Panel, files: CertificateFiles, options: tuple[str, ...], passphrase: str, words: str
) -> None:
    whole = [part if part.startswith("--") else str(files.folder / part) for part in options]
    secrets = ("--secret-key-stdin", *(("--passphrase-stdin",) if passphrase else ()))
    refused = await add(panel, f"{KEY}\n{passphrase}\n", "https://relay.example", *whole, *secrets)
    assert refused.status == 2
    assert refused.err.startswith(words)
    assert not list(panel.data_dir.glob("profiles.json"))
