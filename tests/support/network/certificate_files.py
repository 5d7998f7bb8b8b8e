"""Certificates of every kind, good and bad, as files in one folder."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE: Final = "canary-Pass phrase-密"
NOW: Final = datetime.datetime.now(datetime.UTC)
DAY: Final = datetime.timedelta(days=1)
PAST: Final = (NOW - 20 * DAY, NOW - 10 * DAY)
FUTURE: Final = (NOW + 10 * DAY, NOW + 20 * DAY)
GOOD: Final = (NOW - DAY, NOW + 30 * DAY)
_Span = tuple[datetime.datetime, datetime.datetime]


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Files in ``folder``, and the authorities that they are from."""

    folder: Path
    authority: trustme.CA
    stranger: trustme.CA

    def path(self, name: str) -> Path | None:
        return self.folder / name if name else None


def make(folder: Path) -> CertificateFiles:
    """ca.pem, other-ca.pem, self-signed.pem; desk, late, early, stranger as .pem with .key; their kin."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    stranger.cert_pem.write_to_path(folder / "other-ca.pem")
    spans: dict[str, _Span] = {"desk": GOOD, "late": PAST, "early": FUTURE}
    for name, (begins, ends) in spans.items():
        _write(folder, name, authority.issue_cert(f"{name}@example.org", not_before=begins, not_after=ends))
    _write(folder, "stranger", stranger.issue_cert("stranger@example.org"))
    key = forms.load_pem_private_key((folder / "desk.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    locked = forms.BestAvailableEncryption(PASSPHRASE.encode())
    pem = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8)
    (folder / "locked.key").write_bytes(key.private_bytes(*pem, locked))
    traditional = (forms.Encoding.PEM, forms.PrivateFormat.TraditionalOpenSSL)
    (folder / "locked-old.key").write_bytes(key.private_bytes(*traditional, locked))
    whole = (folder / "desk.pem").read_bytes() + (folder / "desk.key").read_bytes()
    (folder / "whole.pem").write_bytes(whole.replace(b"\n", b"\r\n"))
    certificate = x509.load_pem_x509_certificate((folder / "desk.pem").read_bytes())
    for name, protection in (("locked.p12", locked), ("open.p12", forms.NoEncryption())):
        store = pkcs12.serialize_key_and_certificates(b"desk", key, certificate, None, protection)
        (folder / name).write_bytes(store)
    (folder / "cut.p12").write_bytes((folder / "locked.p12").read_bytes()[:-40])
    (folder / "only.der").write_bytes(certificate.public_bytes(forms.Encoding.DER))
    (folder / "nonsense.pem").write_text("paste it here", encoding="utf-8")
    (folder / "word.key").write_text("“-----BEGIN PRIVATE KEY-----”\nabc", encoding="utf-8")
    (folder / "large.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\n" + b"A" * 10 * 1024 * 1024)
    (folder / "folder.pem").mkdir()
    _self_signed(folder)
    return CertificateFiles(folder, authority, stranger)


def _write(folder: Path, name: str, issued: trustme.LeafCert) -> None:
    issued.cert_chain_pems[0].write_to_path(folder / f"{name}.pem")
    issued.private_key_pem.write_to_path(folder / f"{name}.key")


def _self_signed(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *GOOD)
    made = builder.add_extension(host, critical=False).sign(key, hashes.SHA256())
    (folder / "self-signed.pem").write_bytes(made.public_bytes(forms.Encoding.PEM))
    pem = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    (folder / "self-signed.key").write_bytes(key.private_bytes(*pem))
