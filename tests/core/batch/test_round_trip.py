"""Tables of the panel's own are batch files too: what was exported is asked for again, to the letter."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gui.core.batch.file_format import InvalidBatch
from gui.core.batch.result_table import COLUMNS as RESULT_COLUMNS
from gui.core.batch.result_table import result_table
from gui.core.batch.results import RowResult
from gui.core.batch.rows import BatchRow, read_batch
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Operation, Outcome, SdkType, Source
from gui.core.protocol.request import InvalidRequest, StartRequest, start_request
from gui.core.protocol.start_options import StartOptions
from gui.core.reports.session_export import COLUMNS, export
from gui.core.sessions.session import Session
from tests.support.session_samples import stopped

ENGLISH = Catalogue("en")
ODD = st.sampled_from(
    ["007", "'007", "1E5", "a;=1+1", 'x"y', "=1", "MAR1", "a|b", "'", "TRUE", "می\u200cخواهم", "， ；"]
)
WORDS = ODD | st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


def allowed(values: dict[str, object]) -> bool:
    try:
        start_request(values)
    except InvalidRequest:
        return False
    return True


REQUESTS = (
    st.fixed_dictionaries(
        {
            "room": st.integers(0, 4294967295),
            "account": WORDS,
            "file_name": WORDS,
            "tags": st.lists(WORDS, max_size=3),
            "class_id": st.none() | st.integers(0, 4294967295),
            "transcode": st.booleans(),
            "screenshot": st.booleans(),
            "watermark": st.booleans(),
            "source": st.sampled_from(Source),
            "sdk_type": st.sampled_from(SdkType),
        }
    )
    .filter(allowed)
    .map(start_request)
)


def session_of(request: StartRequest) -> Session:
    found = StartOptions(
        request.file_name,
        tags=request.tags,
        class_id=request.class_id,
        transcode=request.transcode,
        screenshot=request.screenshot,
        watermark=request.watermark,
        sdk_type=request.sdk_type,
    )
    return stopped(1, room=request.room, account=request.account, source=request.source, settings=found)


def exported(session: Session) -> bytes:
    async def slices() -> AsyncIterator[Sequence[Session]]:
        yield (session,)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        asyncio.run(export(slices(), path, ENGLISH))
        return path.read_bytes()


@settings(max_examples=120, deadline=None)
@given(REQUESTS)
def test_an_exported_session_read_as_a_batch_file_asks_for_the_same(request: StartRequest) -> None:
    (row,) = read_batch(exported(session_of(request)), Operation.START).rows
    assert row.request == request


@pytest.mark.parametrize("account", ["1E5", "'007", "007", "a=1", "TRUE"])
def test_a_batch_s_result_read_as_a_batch_file_asks_for_the_same(account: str) -> None:
    request = start_request({"room": 1, "account": account, "file_name": "3-4"})
    result = RowResult(BatchRow(2, request), Outcome.NOT_SENT, None)
    table = result_table([result], Operation.START, "Main", ENGLISH)
    (row,) = read_batch(table.encode("utf-8-sig"), Operation.START).rows
    assert row.request == request


def test_a_batch_s_result_loses_no_file_id_in_a_spreadsheet() -> None:
    request = start_request({"room": 1061, "account": "00123", "file_name": "1E5"})
    result = RowResult(BatchRow(2, request), Outcome.ACCEPTED, stopped(7, "5285890784246869930"))
    lines = result_table([result], Operation.STOP, "Main", ENGLISH).splitlines()
    cells = dict(zip(RESULT_COLUMNS, lines[1].split(","), strict=True))
    assert (cells["line"], cells["file_ids"], cells["session_id"]) == ("2", "'5285890784246869930", "7")
    assert set(RESULT_COLUMNS) - {"line"} <= set(COLUMNS)


ENCODINGS = {
    "utf-8": "Grüße 课程 урок",
    "utf-8-sig": "Grüße 课程",
    "utf-16": "Grüße 课程",
    "gb18030": "直播课程王芳小明",
    "big5": "王小明陳黃劉課程",
    "shift_jis": "田中山本講座ｶﾀｶﾅひらがな",
    "euc_kr": "김민수강의수업",
    "cp1252": "Müllerßéèñ°£",
    "cp1251": "ПриветУРОКлекция",
    "iso2022_jp": "田中山本講座",
}


def _is_utf_8(content: bytes) -> bool:
    try:
        return not content.isascii() and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ENCODINGS)), st.data())
def test_a_table_in_any_encoding_is_read_right_or_refused(encoding: str, data: st.DataObject) -> None:
    letters = st.text(
        st.sampled_from(ENCODINGS[encoding].replace(" ", "") + "abcXYZ1"), min_size=1, max_size=8
    )
    account, name = data.draw(letters), "x" + data.draw(letters)
    content = f"room,account,file_name\r\n10001,{account},{name}\r\n".encode(encoding)
    # A few bytes of another encoding may be sound UTF-8: nobody can tell then.
    assume(encoding.startswith("utf") or not _is_utf_8(content))
    try:
        (row,) = read_batch(content, Operation.START).rows
    except InvalidBatch as err:
        readings = err.readings
        (row,) = read_batch(content, Operation.START, encoding).rows
        assert len(readings) > 1
    assert isinstance(row.request, StartRequest)
    assert (row.request.account, row.request.file_name) == (account, name)
