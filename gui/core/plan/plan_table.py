"""A pasted table of room, user, start and end: every line that can be read is taken, the others are told of.

The delimiter is found out. A header may stand in front, in English or Chinese, with further columns beside
those that are meant. Without one the columns are room, user, start, end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gui.core.batch.file_format import BatchComplaint, InvalidBatch, column_name, complaint_text, records
from gui.core.foundation.messages import Messages
from gui.core.foundation.spreadsheets import unprotected
from gui.core.plan.plan_entry import PlanEntry, day_of, is_gone
from gui.core.plan.plan_times import NoTime, looks_like_time, read_span, read_time, split_range
from gui.core.protocol.request import InvalidRequest, stop_request

MAX_ENTRIES: Final = 500
MAX_CHARACTERS: Final = 200_000
_DAYS_AHEAD: Final = 7
ROOM: Final = "room"
USER: Final = "user"
START: Final = "start"
END: Final = "end"
_DEFAULT: Final = (ROOM, USER, START, END)
_REQUIRED: Final = (ROOM, USER, START)
_NAMES: Final = {
    ROOM: "room room_id roomid room_no room_number 房间 房间号 房间_id 房间id 房号",
    USER: "user user_id userid account guest 用户 用户_id 用户id 用户名 账号 登录账号 嘉宾 嘉宾账号",
    START: "start start_time starts begin begins from time 开始 开始时间 开播 开播时间 时间 时段",
    END: "end end_time ends until to 结束 结束时间 下播 下播时间",
}
COLUMN_NAMES: Final = {name: column for column, names in _NAMES.items() for name in names.split()}
"""What may stand in a header, and the column that it means."""
_DELIMITERS: Final = "\t;|,，"
_OF_REQUEST: Final = {"room": ROOM, "account": USER}


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What came of a text.

    :param complaints: the line of each is that in ``rest``; 0 is the text as a whole.
    :param rest: the lines that could not be read, below the header: to be corrected and read again.
    """

    entries: tuple[PlanEntry, ...]
    complaints: tuple[BatchComplaint, ...]
    rest: str


def read_plan(text: str, now: datetime) -> PlanReading:
    """Read a pasted text.

    :param now: aware; a time without a day is of its day.
    """
    if len(text) > MAX_CHARACTERS:
        complaint = BatchComplaint(0, "", "plan.too_long", {"maximum": MAX_ENTRIES})
        return PlanReading((), (complaint,), text)
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return PlanReading((), (BatchComplaint(0, "", "plan.nothing", {}),), "")
    delimiter = _delimiter(lines)
    header = _header(_cells(lines[0], delimiter))
    reading = _Lines(now, [lines[0]] if header else [])
    columns: Sequence[str] = _DEFAULT
    if header:
        columns, lines = header, lines[1:]
        if missing := [name for name in _REQUIRED if name not in columns]:
            complaints = [BatchComplaint(1, name, "plan.column_missing", {}) for name in missing]
            return PlanReading((), tuple(complaints), text)
        if not lines:
            return PlanReading((), (BatchComplaint(0, "", "plan.nothing", {}),), text)
    for line in lines:
        reading.take(line, columns, delimiter)
    return reading.result()


def plan_complaint_text(complaint: BatchComplaint, messages: Messages) -> str:
    """*Line 3, start: …*; what is wrong, and what to do about it."""
    told = complaint_text(complaint, messages)
    if not complaint.line:
        return told
    if not complaint.field:
        return messages.text("plan.complaint_line", line=complaint.line, told=told)
    name = messages.text(f"plan.field.{complaint.field}")
    return messages.text("plan.complaint", line=complaint.line, field=name, told=told)


class _Lines:
    """Takes line after line, and keeps what is wrong with each."""

    def __init__(self, now: datetime, kept: list[str]) -> None:
        self._now = now
        self._entries: list[PlanEntry] = []
        self._rest = kept
        self._headed = len(kept)
        self._complaints: list[BatchComplaint] = []

    def take(self, line: str, columns: Sequence[str], delimiter: str) -> None:
        """Read one line."""
        number = len(self._rest) + 1
        try:
            cells = _cells(line, delimiter)
        except InvalidBatch as err:
            found = [BatchComplaint(number, "", one.key, one.params) for one in err.complaints]
        else:
            typed = {
                name: unprotected(cell.strip()) for name, cell in zip(columns, cells, strict=False) if name
            }
            found = self._entry(number, typed)
        if found:
            self._complaints += found
            self._rest.append(line)

    def result(self) -> PlanReading:
        """What all of them came to."""
        rest = self._rest if len(self._rest) > self._headed else []
        return PlanReading(tuple(self._entries), tuple(self._complaints), "\n".join(rest))

    def _entry(self, line: int, typed: Mapping[str, str]) -> list[BatchComplaint]:
        room, account, found = _target(line, typed)
        span, wrong = _span(line, typed, day_of(self._now))
        found += wrong
        if span is None or found:
            return found
        entry = PlanEntry(room, account, *span)
        if is_gone(entry, self._now):
            return [BatchComplaint(line, START, "plan.day_over", {})]
        if day_of(entry.start) > day_of(self._now) + timedelta(days=_DAYS_AHEAD):
            return [BatchComplaint(line, START, "plan.too_far", {"days": _DAYS_AHEAD})]
        if any(entry.same(other) for other in self._entries):
            return [BatchComplaint(line, "", "plan.twice", {})]
        if len(self._entries) >= MAX_ENTRIES:
            return [BatchComplaint(line, "", "plan.too_many", {"maximum": MAX_ENTRIES})]
        self._entries.append(entry)
        return []


def _target(line: int, typed: Mapping[str, str]) -> tuple[int, str, list[BatchComplaint]]:
    """Room and user by the rules of a request."""
    try:
        request = stop_request({"room": typed.get(ROOM, ""), "account": typed.get(USER, "")})
    except InvalidRequest as err:
        return (
            0,
            "",
            [
                BatchComplaint(line, _OF_REQUEST[one.field.value], f"complaint.{one.key}", one.params)
                for one in err.complaints
            ],
        )
    return request.room, request.account, []


def _span(
    line: int, typed: Mapping[str, str], today: date
) -> tuple[tuple[datetime, datetime | None] | None, list[BatchComplaint]]:
    """Start and end; a range may stand where the start does."""
    start, end = typed.get(START, ""), typed.get(END, "")
    if not end:
        start, end = split_range(start)
    if not start:
        return None, [BatchComplaint(line, START, "plan.start_missing", {})]
    try:
        began = read_time(start, today)
    except NoTime:
        return None, [BatchComplaint(line, START, "plan.no_time", {"text": start[:40]})]
    if not end:
        return (began, None), []
    try:
        began, ended = read_span(start, end, today)
    except NoTime:
        return None, [BatchComplaint(line, END, "plan.no_time", {"text": end[:40]})]
    if ended <= began:
        return None, [BatchComplaint(line, END, "plan.end_before_start", {})]
    return (began, ended), []


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; without a delimiter it is a chat's, and blanks part it."""
    if delimiter == " ":
        return _words(line)
    return next(iter(records(line, delimiter)), (0, list[str]()))[1]


def _words(line: str) -> list[str]:
    """Room, user, and the times behind them: *990007 alice 8:00 pm 9:30 pm*."""
    words = line.split()
    times = words[2:]
    for at in range(1, len(times)):
        first, last = " ".join(times[:at]), " ".join(times[at:])
        if looks_like_time(first) and looks_like_time(last):
            return [*words[:2], first, last]
    return [*words[:2], " ".join(times)]


def _delimiter(lines: Sequence[str]) -> str:
    """What parts most of the lines into the cells that are needed; a blank where nothing does."""

    def parted(delimiter: str) -> int:
        return sum(_count(line, delimiter) >= len(_REQUIRED) for line in lines[:50])

    best = max(_DELIMITERS, key=parted)
    if parted(best):
        return best
    # Perhaps a cell is missing in each line: then what is there at all tells more than blanks do.
    return next((one for one in _DELIMITERS if any(one in line for line in lines)), " ")


def _count(line: str, delimiter: str) -> int:
    try:
        return len(_cells(line, delimiter))
    except InvalidBatch:
        return 0


def _header(cells: Sequence[str]) -> list[str]:
    """The column of each cell, empty for one that means nothing here; no list where it is no header."""
    columns = [COLUMN_NAMES.get(column_name(cell), "") for cell in cells]
    known = [name for name in columns if name]
    if len(set(known)) < 2 or any(looks_like_time(cell) for cell in cells):
        return []
    return [name if name not in columns[:at] else "" for at, name in enumerate(columns)]


def decoded(content: bytes) -> str:
    """The text of a dropped file.

    :raises InvalidBatch: for what is no text, or no certain one.
    """
    from gui.core.batch.file_format import read_form

    return read_form(content, tuple(COLUMN_NAMES))[0]
