"""Certificate files of rare kinds: each is told by its name and what is wrong with it."""

import base64
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.certificate_files import authorities, client_certificate, end_of, needs_passphrase, read
from gui.core.network.tls_context import context_for
from tests.support.core.told import english
from tests.support.network.certificate_files import GOOD, PASSPHRASE, CertificateFiles

KIND = LocalFailure.CERTIFICATE_FILE


def refusal(do: Callable[[], object]) -> tuple[LocalFailure | None, str]:
    with pytest.raises(Problem) as caught:
        do()
    assert caught.value.delivery is Delivery.NEVER_SENT
    return caught.value.word, english(caught.value)


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def pem_of(key: object) -> bytes:
    made: bytes = key.private_bytes(  # type: ignore[attr-defined]  # every kind of key has it
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )
    return made


def pem(label: str, content: bytes) -> bytes:
    lines = textwrap.fill(base64.b64encode(content).decode(), 64)
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode()


def test_a_key_that_tls_does_not_use_is_told_so(files: CertificateFiles, tmp_path: Path) -> None:
    path = written(tmp_path, "odd.key", pem_of(dsa.generate_private_key(1024)))
    found = refusal(lambda: client_certificate(files.folder / "desk.pem", path, None))
    assert found == (KIND, "odd.key: a private key of a kind that TLS does not use")


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP256R1()),
        ed25519.Ed25519PrivateKey.generate(),
        ed448.Ed448PrivateKey.generate(),
    ],
    ids=["RSA", "EC", "Ed25519", "Ed448"],
)
def test_a_key_of_every_kind_that_tls_uses_is_only_not_this_certificates(
    files: CertificateFiles, tmp_path: Path, key: object
) -> None:
    path = written(tmp_path, "other.key", pem_of(key))
    word, message = refusal(lambda: client_certificate(files.folder / "desk.pem", path, None))
    assert (word, message) == (LocalFailure.CERTIFICATE_KEY_MISMATCH, "desk.pem, other.key")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no key here", "there is no private key in it"),
        (pem("PRIVATE KEY", b"\x30\x03\x02\x01\x00"), "the private key is damaged"),
    ],
)
def test_a_key_file_that_holds_no_key_is_told_so(
    files: CertificateFiles, tmp_path: Path, content: bytes, why: str
) -> None:
    path = written(tmp_path, "bad.key", content)
    found = refusal(lambda: client_certificate(files.folder / "desk.pem", path, None))
    assert found == (KIND, f"bad.key: {why}")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x30", b"\x30\x05\x01", b"\x31\x00\x00\x00", b"\x30\x82\x00\x01\x00\x00"],
    ids=["empty", "one byte", "cut", "of another kind", "too long"],
)
def test_what_is_neither_pem_nor_whole_is_told_so(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, "desk.p12", content)
    found = refusal(lambda: client_certificate(path, None, None))
    assert found == (KIND, "desk.p12: neither PEM nor a whole PKCS#12 file")


def test_a_store_of_endless_form_is_tried_and_asks_for_its_passphrase(tmp_path: Path) -> None:
    path = written(tmp_path, "endless.p12", b"\x30\x80\x00\x00\x00\x00")
    assert refusal(lambda: client_certificate(path, None, None))[0] is LocalFailure.PASSPHRASE_MISSING
    assert refusal(lambda: client_certificate(path, None, "x"))[0] is LocalFailure.PASSPHRASE_WRONG


def test_a_store_without_a_key_is_told_so(files: CertificateFiles, tmp_path: Path) -> None:
    key = forms.load_pem_private_key((files.folder / "desk.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    only_key = pkcs12.serialize_key_and_certificates(b"k", key, None, None, forms.NoEncryption())
    path = written(tmp_path, "half.p12", only_key)
    found = refusal(lambda: client_certificate(path, None, None))
    assert found == (KIND, "half.p12: it does not hold a certificate with its key")


def test_a_certificate_in_der_without_a_key_file_is_told_so(files: CertificateFiles) -> None:
    found = refusal(lambda: client_certificate(files.folder / "only.der", None, None))
    assert found == (KIND, "only.der: a certificate without its key")


def test_the_end_of_a_certificate_is_known_without_its_key(files: CertificateFiles) -> None:
    ends = {name: end_of(files.folder / name, None) for name in ("desk.pem", "only.der", "open.p12")}
    assert len(set(ends.values())) == 1
    assert end_of(files.folder / "locked.p12", PASSPHRASE) == ends["desk.pem"]
    assert end_of(files.folder / "late.pem", None) < ends["desk.pem"]
    assert refusal(lambda: end_of(files.folder / "locked.p12", None))[0] is LocalFailure.PASSPHRASE_MISSING


@pytest.mark.parametrize(
    ("cert", "key", "needed"),
    [
        ("desk.pem", "locked.key", True),
        ("desk.pem", "desk.key", False),
        ("locked.p12", "", True),
        ("open.p12", "", False),
        ("late.pem", "late.key", False),
    ],
)
def test_only_a_locked_key_needs_a_passphrase(
    files: CertificateFiles, cert: str, key: str, needed: bool
) -> None:
    assert needs_passphrase(files.folder / cert, files.path(key)) is needed


def test_a_file_that_is_no_certificate_needs_no_passphrase_but_a_word(files: CertificateFiles) -> None:
    found = refusal(lambda: needs_passphrase(files.folder / "nonsense.pem", files.folder / "desk.key"))
    assert found == (KIND, "nonsense.pem: not a certificate")


def test_a_file_has_to_be_there_and_be_a_file_of_a_sensible_size(files: CertificateFiles) -> None:
    def told_of(name: str) -> tuple[LocalFailure | None, str]:
        return refusal(lambda: read(files.folder / name))

    told = [told_of(name) for name in ("gone.pem", "folder.pem", "large.pem")]
    assert [word for word, _ in told] == [KIND] * 3
    assert [message for _, message in told] == [
        "gone.pem: No such file or directory",
        "folder.pem: this is not a file",
        "large.pem: larger than 4 MiB, so it is no certificate",
    ]


def test_authorities_may_be_pem_among_other_text_or_one_in_der(
    files: CertificateFiles, tmp_path: Path
) -> None:
    bundle = written(tmp_path, "bundle.pem", "# 根证书\n".encode() + (files.folder / "ca.pem").read_bytes())
    found = authorities(bundle)
    assert isinstance(found, str)
    assert found.startswith("-----BEGIN CERTIFICATE-----")
    assert authorities(files.folder / "only.der") == (files.folder / "only.der").read_bytes()
    assert len(context_for(bundle).get_ca_certs()) == 1


def test_an_authority_file_without_one_is_named(files: CertificateFiles) -> None:
    found = refusal(lambda: context_for(files.folder / "nonsense.pem"))
    assert found == (KIND, "nonsense.pem: not a certificate of an authority")


def test_a_certificate_whose_key_tls_finds_too_weak_is_named(tmp_path: Path) -> None:
    weak = rsa.generate_private_key(65537, 1024)
    path = written(tmp_path, "weak.pem", pem_of(weak) + self_signed(weak))
    found = refusal(lambda: context_for(None, path))
    assert found == (KIND, "weak.pem: TLS does not take this certificate")


def self_signed(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *GOOD)
    return builder.sign(key, hashes.SHA256()).public_bytes(forms.Encoding.PEM)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
@pytest.mark.parametrize("form", ["PKCS8", "TraditionalOpenSSL", "locked"])
@pytest.mark.parametrize("certificate", ["PEM", "DER"])
def test_a_key_in_der_is_read_as_one_in_pem_is(
    tmp_path: Path, kind: str, form: str, certificate: str
) -> None:
    made = ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk")])
    builder = x509.CertificateBuilder(name, name, made.public_key(), x509.random_serial_number(), *GOOD)
    signed = builder.sign(made, hashes.SHA256())
    cert = written(tmp_path, "desk.crt", signed.public_bytes(getattr(forms.Encoding, certificate)))
    locked = forms.BestAvailableEncryption(PASSPHRASE.encode())
    protection = locked if form == "locked" else forms.NoEncryption()
    layout = forms.PrivateFormat.PKCS8 if form == "locked" else getattr(forms.PrivateFormat, form)
    key = written(tmp_path, "desk.key", made.private_bytes(forms.Encoding.DER, layout, protection))
    assert needs_passphrase(cert, key) is (form == "locked")
    # A passphrase that is not needed is not looked at.
    assert context_for(None, cert, key, PASSPHRASE).certificate_expires is not None
    if form == "locked":
        assert refusal(lambda: client_certificate(cert, key, None))[0] is LocalFailure.PASSPHRASE_MISSING
        assert refusal(lambda: client_certificate(cert, key, "other"))[0] is LocalFailure.PASSPHRASE_WRONG


def test_a_file_in_der_that_is_no_key_is_told_by_what_it_is(files: CertificateFiles, tmp_path: Path) -> None:
    cert = files.folder / "desk.pem"
    key = forms.load_pem_private_key((files.folder / "desk.key").read_bytes(), None)
    whole = key.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    for name, data, why in (
        ("cut.key", whole[:-5], "the private key is damaged"),
        ("other.key", (files.folder / "only.der").read_bytes(), "there is no private key in it"),
        ("text.key", b"paste it here", "there is no private key in it"),
        ("empty.key", b"", "there is no private key in it"),
    ):
        path = written(tmp_path, name, data)
        found = refusal(partial(client_certificate, cert, path, None))
        assert found == (KIND, f"{name}: {why}")


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_pem_files_that_an_editor_of_windows_saved_are_read(
    files: CertificateFiles, tmp_path: Path, codec: str
) -> None:
    saved = {
        name: written(tmp_path, name, (files.folder / name).read_text().encode(codec))
        for name in ("desk.pem", "desk.key")
    }
    found = client_certificate(saved["desk.pem"], saved["desk.key"], None)
    assert found.chain == client_certificate(files.folder / "desk.pem", files.folder / "desk.key", None).chain
    assert "BEGIN CERTIFICATE" in str(authorities(saved["desk.pem"]))


def test_a_private_key_as_openssh_writes_it_is_one(files: CertificateFiles, tmp_path: Path) -> None:
    key = forms.load_pem_private_key((files.folder / "desk.key").read_bytes(), None)
    raw = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.OpenSSH, forms.NoEncryption())
    path = written(tmp_path, "desk.ssh", raw)
    assert client_certificate(files.folder / "desk.pem", path, None).chain
    assert not needs_passphrase(files.folder / "desk.pem", path)


def test_a_public_key_is_not_told_as_a_damaged_private_one(files: CertificateFiles, tmp_path: Path) -> None:
    key = forms.load_pem_private_key((files.folder / "desk.key").read_bytes(), None).public_key()
    path = written(
        tmp_path,
        "desk.pub",
        key.public_bytes(forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo),
    )
    found = refusal(lambda: client_certificate(files.folder / "desk.pem", path, None))
    assert found == (KIND, "desk.pub: there is no private key in it")
