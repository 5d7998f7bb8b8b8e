"""A profile's certificate files: read with a limit, checked before any connection. Slow: call it on a thread.

The only module that uses ``cryptography``; it is imported where a client certificate is read.
"""

import codecs
import contextlib
import errno
import os
import re
import secrets
import ssl
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12PrivateKeyTypes
    from cryptography.x509 import Certificate

FILE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes; a whole bundle of authorities has less than half a million."""
_CERTIFICATES: Final = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_OF_SSH: Final = b"OPENSSH "
_KEY: Final = re.compile(rb"-----BEGIN ([A-Z ]*)PRIVATE KEY-----.+?-----END \1PRIVATE KEY-----", re.DOTALL)
_SEQUENCE: Final = b"0"
"""How every DER key, certificate and store begins."""


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """A certificate with the key that belongs to it. The key stays out of every representation."""

    chain: "tuple[Certificate, ...]"
    key: "PKCS12PrivateKeyTypes" = field(repr=False)

    @property
    def expires_at(self) -> datetime:
        """The end of its validity."""
        return self.chain[0].not_valid_after_utc

    def load_into(self, context: ssl.SSLContext) -> None:
        """Make the context show it.

        OpenSSL reads files only: this one is locked, lies in memory where the system can do that, and is
        gone at once.

        :raises ssl.SSLError: where TLS does not take it.
        :raises OSError: where there is no place for such a file.
        """
        from cryptography.hazmat.primitives import serialization as forms

        once = secrets.token_bytes(24).hex().encode()
        key = self.key.private_bytes(
            forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.BestAvailableEncryption(once)
        )
        chain = b"".join(each.public_bytes(forms.Encoding.PEM) for each in self.chain)
        try:
            with _memory_file(chain + key) as path:
                context.load_cert_chain(path, password=once)
        except ssl.SSLError:
            raise
        except OSError:
            # No such files on this system, or none of its names (/proc is not mounted).
            with tempfile.TemporaryDirectory(prefix="recording-panel-") as folder:
                path = Path(folder) / "client.pem"
                path.write_bytes(chain + key)
                context.load_cert_chain(path, password=once)


@contextlib.contextmanager
def _memory_file(content: bytes) -> Iterator[Path]:
    """A file without a place on any disk, by a name that this process alone can open.

    :raises OSError: where the system has none.
    """
    if not hasattr(os, "memfd_create"):
        raise OSError(errno.ENOSYS, "no files in memory here")
    handle = os.memfd_create("recording-panel")
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def authorities(path: Path) -> str | bytes:
    """The certificates of a CA file, as ``load_verify_locations`` takes them.

    :raises Problem: ``certificate_file``.
    """
    data = read(path)
    found = _CERTIFICATES.findall(data)
    return b"\n".join(found).decode("ascii", "replace") if found else data


def read(path: Path) -> bytes:
    """A certificate file's contents.

    :raises Problem: ``certificate_file``, naming the file that is missing, no file, or far too large.
    """
    try:
        # A pipe or a device would be waited for without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise unusable("certificate.not_a_file", path.name)
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as err:
        raise unusable("system", path.name, why=str(err.strerror)) from err
    except ValueError as err:
        # A file of profiles may hold a name that no file can have (NUL, a lone surrogate).
        raise unusable("certificate.bad_name", path.name) from err
    if len(data) > FILE_LIMIT:
        raise unusable("certificate.too_large", path.name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # PEM as an editor of Windows may have saved it.
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data


def client_certificate(path: Path, key_path: Path | None, passphrase: str | None) -> ClientCertificate:
    """The client certificate of PEM files or of one PKCS#12 file, checked against its key and the clock.

    :param key_path: None where the key is in the certificate's own file.
    :raises Problem: ``certificate_file``, ``passphrase_missing``, ``passphrase_wrong``,
        ``certificate_key_mismatch``, ``certificate_expired`` or ``certificate_not_yet_valid``, never sent.
    """
    data = read(path)
    if b"-----BEGIN" not in data and key_path is None:
        found = _from_pkcs12(data, path.name, passphrase)
    else:
        chain = _chain(data, path.name)
        named, key_data = (path.name, data) if key_path is None else (key_path.name, read(key_path))
        found = ClientCertificate(chain, _private_key(key_data, named, passphrase))
    _check(found, path.name if key_path is None else f"{path.name}, {key_path.name}")
    return found


def end_of(path: Path, passphrase: str | None) -> datetime:
    """Until when the client certificate of a file is good, over or not; its key is not read.

    :raises Problem: ``certificate_file``, ``passphrase_missing`` or ``passphrase_wrong``, never sent.
    """
    data = read(path)
    with _as_problem("certificate.no_certificate", path.name):
        if b"-----BEGIN" in data or _is_lone_certificate(data):
            return _chain(data, path.name)[0].not_valid_after_utc
        return _from_pkcs12(data, path.name, passphrase).expires_at


def needs_passphrase(path: Path, key_path: Path | None) -> bool:
    """Whether the key can be opened only with a passphrase.

    :raises Problem: ``certificate_file``.
    """
    try:
        client_certificate(path, key_path, None)
    except Problem as problem:
        if problem.word is LocalFailure.CERTIFICATE_FILE:
            raise
        return problem.word is LocalFailure.PASSPHRASE_MISSING
    return False


def _chain(data: bytes, named: str) -> "tuple[Certificate, ...]":
    from cryptography import x509

    with _as_problem("certificate.no_certificate", named):
        found = tuple(x509.load_pem_x509_certificate(each) for each in _CERTIFICATES.findall(data))
        return found or (x509.load_der_x509_certificate(data),)


def _private_key(data: bytes, named: str, passphrase: str | None) -> "PKCS12PrivateKeyTypes":
    from cryptography.hazmat.primitives import serialization

    block = _KEY.search(data)
    if block is None and (data[:1] != _SEQUENCE or _is_lone_certificate(data) or _is_public_key(data)):
        raise unusable("certificate.no_key", named)
    of_ssh = block is not None and block[1] == _OF_SSH
    written = data if block is None else block[0]
    locked = b"ENCRYPTED" in written if block and not of_ssh else _is_locked(written, of_ssh=of_ssh)
    if locked and not passphrase:
        raise _problem(LocalFailure.PASSPHRASE_MISSING, named)
    secret = _bytes_of(passphrase or "") if locked else None
    try:
        key: object
        if block is None:
            key = serialization.load_der_private_key(data, secret)
        elif of_ssh:
            key = serialization.load_ssh_private_key(written, secret)
        else:
            key = serialization.load_pem_private_key(written, secret)
    except ValueError as err:
        if locked:
            raise _problem(LocalFailure.PASSPHRASE_WRONG, named) from err
        raise unusable("certificate.damaged_key", named) from err
    except Exception as err:  # cryptography has a kind of its own for what it does not know
        raise unusable("certificate.unknown_key", named) from err
    return _usable(key, named)


def _is_locked(data: bytes, *, of_ssh: bool) -> bool:
    """Whether a key that does not say so in its label opens with a passphrase only."""
    from cryptography.hazmat.primitives import serialization

    try:
        if of_ssh:
            serialization.load_ssh_private_key(data, None)
        else:
            serialization.load_der_private_key(data, None)
    except TypeError:
        return True
    except Exception:  # what is wrong with it is told where it is read
        return False
    return False


def _usable(key: object, named: str) -> "PKCS12PrivateKeyTypes":
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

    kinds = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey, ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)
    if not isinstance(key, kinds):
        raise unusable("certificate.unused_key", named)
    return key


def _from_pkcs12(data: bytes, named: str, passphrase: str | None) -> ClientCertificate:
    from cryptography.hazmat.primitives.serialization import pkcs12

    if not _is_whole_der(data):
        raise unusable("certificate.no_pkcs12", named)
    secret = _bytes_of(passphrase) if passphrase else None
    try:
        store = pkcs12.load_pkcs12(data, secret)
    except ValueError as err:
        if _is_lone_certificate(data):
            raise unusable("certificate.without_key", named) from err
        word = LocalFailure.PASSPHRASE_WRONG if passphrase else LocalFailure.PASSPHRASE_MISSING
        raise _problem(word, named) from err
    except Exception as err:  # cryptography has a kind of its own for what it does not know
        raise unusable("certificate.unknown_pkcs12", named) from err
    if store.key is None or store.cert is None:
        raise unusable("certificate.incomplete", named)
    others = tuple(each.certificate for each in store.additional_certs)
    return ClientCertificate((store.cert.certificate, *others), _usable(store.key, named))


def _bytes_of(passphrase: str) -> bytes:
    """The environment's bytes as they were; what is no text at all opens nothing, and is told so."""
    try:
        return passphrase.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return passphrase.encode("utf-8", "surrogatepass")


def _is_whole_der(data: bytes) -> bool:
    """Whether it is one ASN.1 sequence and nothing is cut off; for an indefinite length that is unknown."""
    if len(data) < 4 or data[0] != 0x30:
        return False
    if data[1] == 0x80:
        return True
    width = data[1] - 0x80 if data[1] > 0x80 else 0
    length = int.from_bytes(data[2 : 2 + width]) if width else data[1]
    return len(data) == 2 + width + length


def _is_public_key(data: bytes) -> bool:
    from cryptography.hazmat.primitives import serialization

    try:
        serialization.load_der_public_key(data)
    except Exception:  # whatever else it is, it is told where it is read
        return False
    return True


def _is_lone_certificate(data: bytes) -> bool:
    with contextlib.suppress(Problem):
        return bool(_chain(data, ""))
    return False


def _check(found: ClientCertificate, named: str) -> None:
    from cryptography.hazmat.primitives import serialization as forms

    whole = (forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo)
    with _as_problem("certificate.unknown_kind", named):
        ours = found.key.public_key().public_bytes(*whole)
        fits = found.chain[0].public_key().public_bytes(*whole) == ours
    if not fits:
        raise _problem(LocalFailure.CERTIFICATE_KEY_MISMATCH, named)
    with _as_problem("certificate.no_certificate", named):
        begins, ends = found.chain[0].not_valid_before_utc, found.chain[0].not_valid_after_utc
    now = datetime.now(UTC)
    if now > ends:
        detail = Detail("certificate.until", {"moment": _day(ends)}, named)
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CERTIFICATE_EXPIRED, detail=detail)
    if now < begins:
        detail = Detail("certificate.from", {"moment": _day(begins)}, named)
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CERTIFICATE_NOT_YET_VALID, detail=detail)


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


@contextlib.contextmanager
def _as_problem(key: str, named: str) -> Iterator[None]:
    try:
        yield
    except Problem:
        raise
    except Exception as err:  # malformed ASN.1 and unknown kinds come as many exceptions
        raise unusable(key, named) from err


def unusable(key: str, named: str, **params: str) -> Problem:
    """``certificate_file``, never sent.

    :param key: of the detail that says what is wrong.
    :param named: the file.
    """
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.CERTIFICATE_FILE, detail=Detail(key, params, named))


def _problem(word: LocalFailure, named: str) -> Problem:
    """One whose word says it all but for the file's name."""
    return Problem(Delivery.NEVER_SENT, word=word, message=named)
