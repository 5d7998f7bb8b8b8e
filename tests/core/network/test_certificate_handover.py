"""Handing a client certificate to TLS needs no place on any disk, and where there is none that is told."""

import errno
import os
import ssl
import tempfile
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network import certificate_files
from gui.core.network.tls_context import ClientContext, context_for
from tests.support.core.told import english
from tests.support.network.certificate_files import CertificateFiles, make


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> CertificateFiles:
    return make(tmp_path_factory.mktemp("certificates"))


def context(files: CertificateFiles) -> ClientContext:
    return context_for(files.path("ca.pem"), files.path("desk.pem"), files.path("desk.key"))


def no_temporary_folder(number: int) -> object:
    def refuse(*_arguments: object, **_others: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_client_certificate_is_used_where_no_folder_for_temporary_files_is(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "memfd_create"):
        pytest.skip("this system has no files in memory")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", no_temporary_folder(errno.EROFS))
    assert context(files).certificate_expires is not None


def test_a_system_without_files_in_memory_takes_a_temporary_folder_and_leaves_nothing_in_it(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert context(files).certificate_expires is not None
    assert list(tmp_path.iterdir()) == []


def test_where_proc_is_not_mounted_a_temporary_folder_is_taken(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ssl.SSLContext.load_cert_chain

    def without_proc(self: ssl.SSLContext, certfile: Path, **others: object) -> None:
        if str(certfile).startswith("/proc"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        load(self, certfile, **others)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", without_proc)
    assert context(files).certificate_expires is not None


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EMFILE])
def test_where_there_is_no_place_at_all_the_request_is_not_sent_and_says_why(
    files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "memfd_create", no_temporary_folder(number), raising=False)
    monkeypatch.setattr(tempfile, "TemporaryDirectory", no_temporary_folder(number))
    with pytest.raises(Problem) as caught:
        context(files)
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.TEMPORARY_FILE)
    assert english(caught.value) == f"desk.pem: no place to hand it to TLS: {os.strerror(number)}"


def test_a_system_whose_own_tls_is_broken_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ClientContext, "load_default_certs", no_temporary_folder(errno.EIO))
    with pytest.raises(Problem) as caught:
        context_for()
    assert (caught.value.word, english(caught.value)) == (LocalFailure.TLS, os.strerror(errno.EIO))


@pytest.mark.parametrize("name", ["/x/\0", "/x/\ud800.pem"])
def test_a_name_that_no_file_can_have_is_a_certificate_file_that_can_not_be_read(name: str) -> None:
    for look in (certificate_files.read, certificate_files.authorities):
        with pytest.raises(Problem) as caught:
            look(Path(name))
        assert caught.value.word is LocalFailure.CERTIFICATE_FILE
