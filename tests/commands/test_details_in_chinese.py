"""What the panel itself says of a failure is Chinese for a Chinese user of the command line."""

import json
from pathlib import Path

import pytest

from gui.cli import main
from tests.support.network.certificate_files import CertificateFiles


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder to be made; a usersig in the environment, so that nothing is asked for."""
    folder = tmp_path / "data"
    monkeypatch.setenv("RECORDING_PANEL_DATA_DIR", str(folder))
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", "a-usersig")
    return folder


def ran(capsys: pytest.CaptureFixture[str], language: str, *arguments: str) -> tuple[int, str, str]:
    status = main(["--language", language, *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "This file can't be used (nonsense.pem: not a certificate of an authority)."),
        ("zh_CN", "nonsense.pem: 不是证书颁发机构的证书"),
    ],
)
def test_a_certificate_that_can_never_work_is_refused_in_the_users_language(
    capsys: pytest.CaptureFixture[str], files: CertificateFiles, language: str, words: str
) -> None:
    profile = ("--url", "https://relay.example", "--sdk-app-id", "7", "--identifier", "i")
    given = ("--ca-file", str(files.folder / "nonsense.pem"))
    status, _, err = ran(capsys, language, "profile", "add", "Main", *profile, *given)
    assert (status, words in err) == (2, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "no valid JSON at line 1, column 2"),
        ("zh_CN", "第 1 行第 2 列不是有效的 JSON"),
    ],
)
def test_a_broken_file_of_profiles_is_told_in_the_users_language(
    capsys: pytest.CaptureFixture[str], data: Path, language: str, words: str
) -> None:
    data.mkdir()
    (data / "profiles.json").write_text("{")
    status, _, err = ran(capsys, language, "profile", "list")
    assert (status, f"{data / 'profiles.json'}: {words}" in err) == (4, True)
    _, out, _ = ran(capsys, language, "doctor", "--json")
    details = [json.loads(line)["detail"] for line in out.splitlines()]
    assert f"{data / 'profiles.json'}: {words}" in details


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "it does not begin with http:// or"), ("zh_CN", "https_proxy: 开头不是带冒号和两条斜杠的")],
)
def test_a_proxy_that_is_written_wrong_is_told_in_the_users_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("https_proxy", "http//proxy.example")
    profile = ("--url", "https://relay.example", "--sdk-app-id", "7", "--identifier", "i")
    assert ran(capsys, language, "profile", "add", "Main", *profile)[0] == 0
    status, _, err = ran(capsys, language, "stop", "--room", "1", "--account", "a")
    assert (status, words in err) == (4, True)
