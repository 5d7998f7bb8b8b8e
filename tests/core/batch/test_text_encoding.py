"""A file's encoding is known or asked for: a guess is never sent."""

import pytest

from gui.core.batch.file_format import InvalidBatch
from gui.core.batch.rows import Batch, read_batch, telling_row
from gui.core.batch.text_encoding import FileReading, encoding_named
from gui.core.foundation.enums import Operation
from gui.core.protocol.request import StartRequest

HEADER = "room;account;file_name\r\n"
GERMAN = HEADER + "10001;Müller;Größe\r\n"
CHINESE = HEADER + "10001;王芳;直播课一\r\n"


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


def read(content: bytes, encoding: str | None = None) -> Batch:
    return read_batch(content, Operation.START, encoding)


def names(batch: Batch) -> tuple[str, str]:
    (row,) = batch.rows
    assert isinstance(row.request, StartRequest)
    return row.request.account, row.request.file_name


def asked(content: bytes) -> tuple[FileReading, ...]:
    with pytest.raises(InvalidBatch) as told:
        read(content)
    assert [complaint.key for complaint in told.value.complaints] == ["batch.encoding_unsure"]
    return told.value.readings


@pytest.mark.usefixtures("in_china")
def test_a_german_excel_s_file_is_asked_about_even_in_china() -> None:
    assert "10001 · Müller · Größe" in [telling_row(one.text) for one in asked(GERMAN.encode("cp1252"))]


def test_a_german_excel_s_file_is_asked_about_and_shows_how_it_reads() -> None:
    first, *others = asked(GERMAN.encode("cp1252"))
    assert (first.option, telling_row(first.text)) == ("windows-1252", "10001 · Müller · Größe")
    assert "10001 · M黮ler · Gr鲞e" in [telling_row(one.text) for one in others]
    assert names(read(GERMAN.encode("cp1252"), first.option)) == ("Müller", "Größe")


def test_a_chinese_excel_s_file_is_known_in_china_and_asked_about_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = CHINESE.encode("gbk")
    assert "gb18030" in [one.option for one in asked(content)]
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    assert names(read(content)) == ("王芳", "直播课一")


@pytest.mark.usefixtures("in_china")
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("euc_kr", "김민수강의"),
        ("big5", "王小明課程"),
        ("cp1251", "УРОК"),
        ("euc_jp", "田中講座"),
        ("gbk", "毛"),
    ],
)
def test_in_china_too_what_may_be_another_language_is_asked_about(encoding: str, name: str) -> None:
    asked(f"{HEADER}10001;{name};{name}\r\n".encode(encoding))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
)
@pytest.mark.parametrize("text", [GERMAN, CHINESE])
def test_unicode_is_known_with_or_without_its_mark(encoding: str, text: str) -> None:
    assert names(read(text.encode(encoding))) in (("Müller", "Größe"), ("王芳", "直播课一"))


def test_two_letters_that_are_utf_8_and_chinese_alike_are_asked_about() -> None:
    assert {"utf-8", "gb18030"} <= {one.option for one in asked(f"{HEADER}1;毛毛;x".encode("gbk"))}


@pytest.mark.parametrize("encoding", ["hz", "utf-7", "iso2022_jp"])
def test_what_looks_like_ascii_and_is_none_is_asked_about(encoding: str) -> None:
    asked(f"{HEADER}1;田中;x".encode(encoding))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Windows-1252", "cp1252"),
        ("latin1", "iso8859-1"),
        ("GBK", "gb18030"),
        ("gb2312", "gb18030"),
        ("Big5", "cp950"),
        ("Shift-JIS", "cp932"),
        ("UTF-8", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_an_encoding_goes_by_any_usual_name(given: str, name: str) -> None:
    assert encoding_named(given) == name


@pytest.mark.parametrize("given", ["base64", "rot13", "idna", "", "no-such", "unicode_escape", "hex", "\0"])
def test_what_is_no_encoding_of_text_is_complained_of(given: str) -> None:
    with pytest.raises(InvalidBatch) as told:
        read(GERMAN.encode(), given)
    assert [complaint.key for complaint in told.value.complaints] == ["batch.no_encoding"]


def test_every_name_that_is_offered_is_taken() -> None:
    for one in asked(GERMAN.encode("cp1252")):
        assert GERMAN.encode("cp1252").decode(encoding_named(one.option)) == one.text


def test_an_encoding_that_does_not_fit_is_complained_of() -> None:
    with pytest.raises(InvalidBatch) as told:
        read(GERMAN.encode("cp1252"), "utf-8")
    assert [complaint.key for complaint in told.value.complaints] == ["batch.other_encoding"]
