"""A look at certificate files before anything is saved: what is wrong, and at which field."""

from pathlib import Path

import pytest

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Problem
from gui.core.connection.certificate_check import (
    CertificateCheck,
    CertificateFiles,
    look_at,
)
from gui.core.connection.profile_setup import GivenSecrets
from gui.core.foundation.messages import Messages
from gui.core.network.certificate_files import client_certificate
from tests.support.network.certificate_files import PASSPHRASE
from tests.support.network.certificate_files import CertificateFiles as Made


def look(files: Made, cert: str, key: str = "", passphrase: str = "", ca: str = "") -> CertificateCheck:
    return look_at(CertificateFiles(files.path(ca), files.path(cert), files.path(key), passphrase))


def problems(seen: CertificateCheck) -> dict[str, str]:
    return {field: str(problem.word) for field, problem in seen.problems.items()}


@pytest.mark.parametrize(
    ("cert", "key", "locked"),
    [
        ("desk.pem", "desk.key", False),
        ("whole.pem", "", False),
        ("open.p12", "", False),
        ("locked.p12", "", True),
        ("desk.pem", "locked.key", True),
        ("desk.pem", "locked-old.key", True),
    ],
)
def test_a_good_pair_tells_its_last_day_and_whether_it_is_locked(
    files: Made, cert: str, key: str, locked: bool
) -> None:
    seen = look(files, cert, key, PASSPHRASE if locked else "")
    assert (seen.locked, seen.problems) == (locked, {})
    assert seen.expires_at is not None


@pytest.mark.parametrize("passphrase", ["", "wrong"])
def test_a_locked_key_asks_for_its_passphrase_at_that_field(files: Made, passphrase: str) -> None:
    for cert, key in (("locked.p12", ""), ("desk.pem", "locked.key")):
        seen = look(files, cert, key, passphrase)
        assert seen.locked
        assert problems(seen) == {"passphrase": "passphrase_wrong" if passphrase else "passphrase_missing"}


@pytest.mark.parametrize(
    ("cert", "key", "ca", "expected"),
    [
        ("large.pem", "", "", {"client_cert": "certificate_file"}),
        ("nonsense.pem", "desk.key", "", {"client_cert": "certificate_file"}),
        ("desk.pem", "nonsense.pem", "", {"client_key": "certificate_file"}),
        ("desk.pem", "word.key", "", {"client_key": "certificate_file"}),
        ("desk.pem", "large.pem", "", {"client_key": "certificate_file"}),
        ("desk.pem", "stranger.key", "", {"client_key": "certificate_key_mismatch"}),
        ("cut.p12", "", "", {"client_cert": "certificate_file"}),
        ("only.der", "", "", {"client_cert": "certificate_file"}),
        ("late.pem", "late.key", "", {"client_cert": "certificate_expired"}),
        ("early.pem", "early.key", "", {"client_cert": "certificate_not_yet_valid"}),
        ("", "", "large.pem", {"ca_file": "certificate_file"}),
        ("", "", "nonsense.pem", {"ca_file": "certificate_file"}),
        ("", "", "ca.pem", {}),
        (
            "desk.pem",
            "stranger.key",
            "nonsense.pem",
            {"ca_file": "certificate_file", "client_key": "certificate_key_mismatch"},
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    files: Made, cert: str, key: str, ca: str, expected: dict[str, str]
) -> None:
    assert problems(look(files, cert, key, ca=ca)) == expected


@pytest.mark.parametrize(
    "path", ["/nowhere/half-ty", "~nobody-of-that-name/x.pem", "/" + "x" * 5000, "/proc/self/mem/x"]
)
def test_a_path_that_is_half_typed_says_nothing_yet(path: str) -> None:
    given = Path(path)
    assert look_at(CertificateFiles(given, given, given)) == CertificateCheck()


def test_no_representation_holds_the_passphrase() -> None:
    assert PASSPHRASE not in repr(CertificateFiles(passphrase=PASSPHRASE))
    assert PASSPHRASE not in repr(GivenSecrets(passphrase=PASSPHRASE))


def test_what_is_wrong_with_a_file_is_said_in_the_users_language(files: Made) -> None:
    chinese, english = Messages("zh_CN"), Messages("en")
    for name in ("large.pem", "nonsense.pem", "word.key", "cut.p12", "only.der", "folder.pem"):
        with pytest.raises(Problem) as caught:
            client_certificate(files.folder / name, None, None)
        said = words_of(caught.value, english)
        assert said.startswith(f"{name}: ")
        assert words_of(caught.value, chinese).removeprefix(f"{name}: ") not in said
    late = look(files, "late.pem", "late.key").problems["client_cert"]
    assert "有效期至 20" in words_of(late, chinese)
    with pytest.raises(Problem) as caught:
        client_certificate(files.folder / "gone.pem", None, None)
    assert words_of(caught.value, chinese) == "gone.pem: No such file or directory"
