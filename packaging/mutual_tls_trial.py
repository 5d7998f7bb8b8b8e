"""The practice service over mutual TLS, with certificates of its own, for ``packaging/try-mutual-tls``."""

import argparse
import asyncio
import datetime
import ipaddress
import secrets
import signal
import sys
import tempfile
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gui.simulator.in_process import running_simulator
from gui.simulator.listener import CannotServe, Tls

PORT: Final = 8443
PASSPHRASE: Final = "Practice makes perfect"
_DAYS: Final = 90


class Authority:
    """Signs for this trial alone; its key is in no file."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Recording panel, trial authority")
        builder = _builder(self._name, self._name, self._key.public_key())
        basic = x509.BasicConstraints(ca=True, path_length=0)
        usage = x509.KeyUsage(
            *(False,) * 5, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False
        )
        builder = builder.add_extension(basic, critical=True).add_extension(usage, critical=True)
        identity = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        self.certificate = builder.add_extension(identity, critical=False).sign(self._key, hashes.SHA256())

    def issue(
        self, name: str, purpose: x509.ObjectIdentifier
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """A certificate for this computer, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        here = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = _builder(_named(name), self._name, key.public_key())
        for extension in (x509.SubjectAlternativeName(here), x509.ExtendedKeyUsage([purpose]), signer):
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, hashes.SHA256()), key


def make_files(folder: Path) -> Tls:
    """ca.pem, relay.pem with relay.key, and the locked desk.p12."""
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.certificate.public_bytes(forms.Encoding.PEM))
    relay, key = authority.issue("Trial relay", ExtendedKeyUsageOID.SERVER_AUTH)
    (folder / "relay.pem").write_bytes(relay.public_bytes(forms.Encoding.PEM))
    open_form = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    (folder / "relay.key").touch(mode=0o600)
    (folder / "relay.key").write_bytes(key.private_bytes(*open_form))
    desk, own_key = authority.issue("Trial desk", ExtendedKeyUsageOID.CLIENT_AUTH)
    locked = forms.BestAvailableEncryption(PASSPHRASE.encode())
    store = pkcs12.serialize_key_and_certificates(b"desk", own_key, desk, None, locked)
    (folder / "desk.p12").write_bytes(store)
    return Tls(folder / "relay.pem", folder / "relay.key", folder / "ca.pem")


async def serve(folder: Path, port: int) -> None:
    """Until Ctrl+C."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    key = secrets.token_hex(32)
    async with running_simulator(port=port, tls=make_files(folder), secret_key=key) as simulator:
        fields = {
            "Name": "Trial",
            "Relay address": simulator.url,
            "SDKAppID": "1400000001",
            "Administrator": "admin",
            "Secret key": key,
            "CA file": str(folder / "ca.pem"),
            "Client certificate": str(folder / "desk.p12"),
            "Passphrase of the key": PASSPHRASE,
        }
        print("In the window: Profile, Connect an account…, Give the secret key. Then enter:\n")
        for name, value in fields.items():
            print(f"  {name:<24}{value}")
        print(
            "\nCheck and save, then start room 990001 with the user alice. Ctrl+C ends the service.",
            flush=True,
        )
        await ended.wait()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    begins, ends = now - datetime.timedelta(hours=1), now + datetime.timedelta(days=_DAYS)
    return x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), begins, ends)


def main() -> int:
    """Serve; 2 where it could not begin."""
    parser = argparse.ArgumentParser(prog="try-mutual-tls")
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help="0 picks a free one (%(default)s)"
    )
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="for the certificates")
    arguments = parser.parse_args()
    given: Path | None = arguments.folder
    folder = Path(tempfile.mkdtemp(prefix="recording-panel-trial-")) if given is None else given.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(serve(folder, arguments.port))
    except (CannotServe, OSError) as err:
        print(f"try-mutual-tls: {err}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
