"""A batch file is checked as a whole: every bad row is named with its line and field, and nothing is sent."""

import pytest

from gui.core.batch.file_format import InvalidBatch
from gui.core.batch.rows import COLUMNS, MAX_ROWS, TEMPLATE, Batch, read_batch
from gui.core.foundation.enums import Operation, SdkType, Source
from gui.core.foundation.messages import Messages
from gui.core.protocol.request import StartRequest

HEADER = "room,account,file_name"
FULL = ",".join(COLUMNS)


def starts(text: str, encoding: str = "utf-8") -> Batch:
    return read_batch(text.encode(encoding), Operation.START)


def first(batch: Batch) -> StartRequest:
    request = batch.rows[0].request
    assert isinstance(request, StartRequest)
    return request


def complaints(content: str | bytes, operation: Operation = Operation.START) -> list[tuple[int, str, str]]:
    with pytest.raises(InvalidBatch) as caught:
        read_batch(content.encode() if isinstance(content, str) else content, operation)
    for complaint in caught.value.complaints:
        for language in ("en", "zh_CN"):
            assert Messages(language).text(complaint.key, **complaint.params)
    return [(found.line, found.field, found.key.rpartition(".")[2]) for found in caught.value.complaints]


def test_every_column_reaches_the_request() -> None:
    request = first(starts(f"{FULL}\n１０００１,王芳,课程,a|b,0,1,no,是,screen,iot\n"))
    assert request == StartRequest(
        room=10001,
        account="王芳",
        file_name="课程",
        tags=("a", "b"),
        class_id=0,
        transcode=True,
        screenshot=False,
        watermark=True,
        source=Source.SCREEN,
        sdk_type=SdkType.IOT,
    )


def test_empty_cells_and_missing_columns_leave_the_options_out() -> None:
    assert first(starts(f"{FULL}\n10001,alice,lesson,,,,,,,\n")) == first(
        starts(f"{HEADER}\n10001,alice,lesson")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_files_of_every_usual_program_are_read(encoding: str) -> None:
    assert first(starts(f"{HEADER}\r\n10001,王芳,直播课一\r\n", encoding)).file_name == "直播课一"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    lines = [["room", "account", "file_name", "tags"], ["10001", "alice", "lesson", '"a;b, c"']]
    batch = starts("\n".join(delimiter.join(cells) for cells in lines))
    assert first(batch).tags == ("a", "b", "c")


def test_columns_stand_in_any_order_and_case() -> None:
    request = first(starts("File Name; ROOM ;Account\nlesson;10001;alice\n"))
    assert (request.room, request.account, request.file_name) == (10001, "alice", "lesson")


@pytest.mark.parametrize(("word", "flag"), [("YES", True), ("true", True), ("否", False), ("0", False)])
def test_flags_in_the_usual_words(word: str, flag: bool) -> None:
    assert first(starts(f"{HEADER},transcode\n1,a,f,{word}\n")).transcode is flag


def test_all_bad_rows_are_named_at_once_with_line_and_field() -> None:
    text = f"{FULL}\n\nabc,,lesson,,,,,,,\n10001,alice,lesson,,,maybe,,,radio,\n10001,bob,lesson,,-1,,,,,\n"
    assert complaints(text) == [
        (3, "room", "not_a_number"),
        (3, "account", "account_missing"),
        (4, "transcode", "not_a_flag"),
        (4, "source", "not_a_choice"),
        (5, "class_id", "not_a_number"),
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = f'{HEADER},tags\n1,a,f,"x\ny"\n\n2,b,,\n'
    assert complaints(text) == [(5, "file_name", "file_name_missing")]


def test_a_target_that_stands_twice_is_complained_of_even_in_a_bad_row() -> None:
    text = f"{HEADER},source\n10001,alice,one,\n10001,alice,two,screen\n010001,alice,,camera\n"
    assert complaints(text) == [(4, "file_name", "file_name_missing"), (4, "account", "duplicate")]


def test_a_character_that_nobody_sees_is_named() -> None:
    assert complaints(f"{HEADER}\n10001,ali\u200bce,lesson\n") == [(2, "account", "invisible")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "", "empty")]),
        ("\n\n", [(0, "", "empty")]),
        (f"{HEADER}\n", [(0, "", "no_rows")]),
        ("room,account\n1,a\n", [(1, "file_name", "column_missing")]),
        (f"{HEADER},transcod\n1,a,f,1\n", [(1, "transcod", "column_unknown")]),
        (f"{HEADER},room\n1,a,f,1\n", [(1, "room", "column_twice")]),
        (f"{HEADER}\n1,a,f,more\n", [(2, "", "too_many_cells")]),
        (f'{HEADER}\n1,a,"f\n', [(2, "", "not_a_table")]),
    ],
)
def test_a_file_of_the_wrong_form_is_refused_as_a_whole(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    assert complaints(text) == expected


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00", b"room\xff\xff\n"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert complaints(content) == [(0, "", "encoding")]


def test_a_file_with_too_many_rows_is_refused() -> None:
    text = HEADER + "".join(f"\n{room},a,f" for room in range(MAX_ROWS + 1))
    assert complaints(text) == [(MAX_ROWS + 2, "", "too_many_rows")]


def test_a_stop_needs_room_and_account_alone_and_takes_a_file_of_starts() -> None:
    short = read_batch(b"room,account\n10001,alice\n", Operation.STOP)
    whole = read_batch(f"{FULL}\n10001,alice,,,x,?,,,,\n".encode(), Operation.STOP)
    assert short.rows[0].request == whole.rows[0].request


def test_layout_makes_no_other_batch_and_values_do() -> None:
    def identity(text: str, operation: Operation = Operation.START, host: str = "relay") -> str:
        return read_batch(text.encode("utf-16"), operation).identity(host, 1)

    one = identity(f"{HEADER}\n10001,alice,lesson\n")
    assert identity("account;room;file_name;tags\r\n\r\nalice; 10001;lesson;\r\n") == one
    others = [
        identity(f"{HEADER}\n10001,alice,lesson2\n"),
        identity(f"{HEADER}\n10001,alice,lesson\n", Operation.STOP),
        identity(f"{HEADER}\n10001,alice,lesson\n", host="other"),
    ]
    assert len({one, *others}) == 4


def test_the_template_is_a_batch() -> None:
    assert [row.line for row in starts(TEMPLATE).rows] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        'room, account, file_name\r\n10029, "alice", "talk, part 1"\r\n',
        '"room" ,"account" , "file_name"\r10029 ,"alice" ,\t"talk, part 1" \r',
        'sep=;\r\nAccount;ROOM;File Name;;\r\n\r\nalice;"10029";talk, part 1;;\n',
        "file-name|ACCOUNT|room\ntalk, part 1|alice|'0010029\r\n\n",
    ],
)
def test_tables_are_read_as_people_and_programs_write_them(text: str) -> None:
    request = first(starts(text))
    assert (request.room, request.account, request.file_name) == (10029, "alice", "talk, part 1")


def test_the_apostrophe_of_an_export_is_taken_away_and_one_that_belongs_to_a_name_stays() -> None:
    batch = starts(f"{HEADER},tags\n10040,'007,'-talk,'1|'=x\n10041,'alice,''007,\"\"\"a;b\"\"|c\"\n")
    got = [
        (r.request.account, r.request.file_name, r.request.tags)
        for r in batch.rows
        if isinstance(r.request, StartRequest)
    ]
    assert got == [("007", "-talk", ("1", "=x")), ("'alice", "'007", ("a;b", "c"))]


@pytest.mark.parametrize("text", ["x," * 70_000, f"{HEADER}\n1,a,{'f' * 140_000}\n", "x" * 200_000])
def test_a_line_that_is_too_long_for_any_table_is_a_complaint(text: str) -> None:
    assert [key for _line, _field, key in complaints(text)] == ["line_too_long"]


def test_of_thousands_of_unknown_columns_only_some_are_told() -> None:
    assert 3 < len(complaints("x," * 60_000)) < 30


def test_a_nul_in_a_row_is_named_by_its_line_and_field() -> None:
    assert complaints(f"{HEADER}\n1,a\0b,f\n") == [(2, "account", "invisible")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_what_a_chinese_input_method_left_full_width_is_read_as_it_was_meant(delimiter: str) -> None:
    header = delimiter.join(
        ("ｒｏｏｍ", "Ａｃｃｏｕｎｔ", "ｆｉｌｅ＿ｎａｍｅ", "ｔｒａｎｓｃｏｄｅ", "ｓｏｕｒｃｅ")
    )
    row = delimiter.join(("１", "a", "Ｆ", "ＹＥＳ", "ＳＣＲＥＥＮ"))
    request = first(starts(f"{header}\n{row}\n"))
    assert (request.room, request.transcode, request.source, request.file_name) == (
        1,
        True,
        Source.SCREEN,
        "Ｆ",
    )


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\xa0"])
def test_a_blank_of_any_kind_may_stand_beside_quotation_marks(blank: str) -> None:
    request = first(starts(f'{HEADER}\n1,{blank}"a"{blank},{blank}"x, y"\n'))
    assert (request.account, request.file_name) == ("a", "x, y")
