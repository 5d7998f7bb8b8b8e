"""What people and the service write stands in each text of the core unchanged, and as often as plain words.

Each text is made twice: with plain words, and with words that look like texts of ours. The one has to be
the other with the words exchanged.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from hypothesis import example, given, settings

from gui.core.batch.file_format import BatchComplaint, complaint_text
from gui.core.batch.result_table import result_table
from gui.core.batch.results import RowResult
from gui.core.batch.rows import BatchRow
from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure, Problem
from gui.core.connection.expiry import Ending, Expiry, request_text
from gui.core.foundation.enums import Operation, Outcome, Source, State
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.spreadsheets import formula_free, unprotected
from gui.core.ledger.attempt_log import Times, tried
from gui.core.ledger.queries.history_queries import CodeHistory
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import administrator_request, problem_text, report_text
from gui.core.presentation.code_texts import history_text
from gui.core.presentation.customer_texts import question, sentence
from gui.core.presentation.explanation import (
    Explanation,
    explain_problem,
    explain_session,
    times_text,
)
from gui.core.presentation.headlines import facts, headline, origin
from gui.core.presentation.session_details import asked_for, row_text, who_and_when
from gui.core.presentation.state_texts import note_text, shown, user_text
from gui.core.presentation.vod_table import vod_text
from gui.core.profiles.profiles import Profile, new_profile
from gui.core.profiles.transfer import Fate, ImportComplaint, ImportNote, complaint_lines, note_lines
from gui.core.protocol.request import StartRequest
from gui.core.protocol.start_options import StartOptions
from gui.core.reports.json_fields import session_fields, unsent_fields
from gui.core.reports.report_bundle import bundle
from gui.core.reports.session_export import COLUMNS
from gui.core.reports.text_formats import field_cell, json_line, plain_cell, table_line
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import EndedBy, Failure, Session
from tests.support.core.unchecked_requests import unchecked
from tests.support.foreign_words import ANYTHING, FIELDS, PLAIN, with_values
from tests.support.session_samples import NOW, ago, recording, sample, stopped, unconfirmed

Values = Mapping[str, str]
_OF_PEOPLE: Final = (0, 2, 3)
"""Cells of the table for VOD that a sheet could run: file id, user and name."""
STOP: Final = Operation.STOP
GOOD_PROFILE: Final = new_profile(
    {"name": "Main", "url": "https://relay.example", "sdk_app_id": "1400000001", "identifier": "admin"}
)


# What the texts are made of.


def failure(values: Values, code: int, operation: Operation = Operation.START) -> Failure:
    return Failure(Delivery.ANSWERED, operation, code=code, message=values["message"])


def session_samples(values: Values) -> list[Session]:
    """One of each kind that is told in words of its own."""
    own: dict[str, Any] = {
        "account": values["account"],
        "profile": values["profile"],
        "operator": values["operator"],
        "note": values["note"],
        "settings": StartOptions(file_name=values["file_name"], tags=(values["tag"], values["other_tag"])),
    }
    by_hand = {**own, "settled_by": values["settled_by"]}
    ids = values["file_id"], values["other_file_id"]
    already = failure(values, 30000412, STOP)
    detail = Detail("system", {"why": values["reason"]}, values["path"])
    local = Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.CONNECT, detail=detail)
    return [
        sample(1, State.STARTING, **own),
        recording(2, **own),
        recording(3, source=Source.SCREEN, failure=failure(values, 30000404, STOP), operation=STOP, **own),
        recording(4, accepted_at=None, **by_hand),
        sample(5, State.FAILED, failure=failure(values, 30000411), **own),
        sample(6, State.FAILED, failure=failure(values, 1), handled=True, **own),
        sample(7, State.UNKNOWN, failure=failure(values, 30000415), **own),
        unconfirmed(8, STOP, **own),
        stopped(9, *ids, minutes=120, **own),
        stopped(10, *ids, minutes=400, failure=failure(values, 1, STOP), **own),
        stopped(11, ended_by=EndedBy.MARKED, failure=failure(values, 1, STOP), **by_hand),
        stopped(12, *ids, minutes=100, ended_by=EndedBy.ALREADY, ended_with=already, **own),
        sample(13, State.FAILED, failure=local, **own),
    ]


def words_of_others(values: Values) -> tuple[str, ...]:
    """What the service or the system says of a session of the samples."""
    return "", values["message"], f"{values['path']}: {values['reason']}"


def entries(session: Session, values: Values) -> list[LedgerRow]:
    """Its ledger rows."""
    detail = json.dumps({"answer": values["message"], "request": json.dumps({"name": values["file_name"]})})
    return [
        LedgerRow(
            row, session.id, NOW.isoformat(), kind, values["operator"], values["reason"], detail, session
        )
        for row, kind in enumerate(("intent", "answer", "settled", "handled"), start=1)
    ]


def profile(values: Values) -> Profile:
    """As if nothing had checked it."""
    return replace(GOOD_PROFILE, name=values["profile"], identifier=values["identifier"])


# The texts, each by a name; every value in them is written out where it hides or steers.


def of_session(session: Session, values: Values, messages: Messages) -> Iterator[tuple[str, str]]:
    catalogue = Catalogue(messages.language)
    attempts = tried(entries(session, values))
    found = problem_of(session)
    told = explain_session(session, messages, catalogue, NOW, attempts)
    yield "state", shown(session, messages, NOW).text
    yield "explanation", without_the_service_s_words(told)
    if found is not None:
        times = Times(12, ago(hours=1), NOW)
        yield "heading", headline(session, found[0], messages, NOW)
        yield "facts", facts(session, found[0], messages, NOW, times)
    yield "origin", origin(session, messages)
    yield "known", times_text(session, messages, NOW)
    yield "user", user_text(session, messages)
    yield "cell of the note", note_text(session, messages, 6000.0)
    yield "for the customer", sentence(session, messages, NOW)
    yield "for the guest", question(session, messages)
    yield "for the administrator", administrator_request(session, messages, catalogue)
    yield "for the vendor", report_text(session, messages, catalogue, attempts)
    for fact in (*who_and_when(session, messages), *asked_for(session, messages)):
        yield fact.name, fact.value
    for entry in entries(session, values):
        row = row_text(entry, messages)
        yield "row", " ".join((row.time, row.what, row.operator, row.reason, row.code, row.state))


def without_the_service_s_words(told: Explanation) -> str:
    return "\n".join((told.headline, told.who, told.also, told.title, told.known, told.say, told.ask))


def of_no_session(values: Values, messages: Messages) -> Iterator[tuple[str, str]]:
    catalogue = Catalogue(messages.language)
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, message=values["message"])
    target = sample(1, State.STARTING, account=values["account"], source=Source.SCREEN).target
    told = explain_problem(problem, Activity.START, messages, catalogue, target, 12)
    yield "problem", without_the_service_s_words(told)
    yield "problem, copied", problem_text(problem, Activity.SAVE, messages, catalogue, NOW)
    history = CodeHistory(12, NOW, 10001, values["account"], "accepted")
    yield "history of a code", history_text(history, messages, NOW)
    expiry = Expiry(Ending.USERSIG, NOW.timestamp() + 3600)
    yield "renewal", request_text(expiry, profile(values), messages, NOW.timestamp())
    for complaint in (
        BatchComplaint(2, "room", "batch.column_unknown", {"text": values["account"], "names": "room, user"}),
        BatchComplaint(2, "", "complaint.not_a_number", {"text": values["account"]}),
        BatchComplaint(2, "", "batch.file_name_used", {"room": 7, "user": values["account"]}),
    ):
        yield complaint.key, complaint_text(complaint, messages)
    params = {"old": values["account"]}, {"field": "client_cert", "path": values["path"]}
    notes = [
        ImportNote(Fate.RENAMED, values["profile"], params[0]),
        ImportNote(Fate.FILE_MISSING, values["profile"], params[1]),
    ]
    yield "import", "\n".join(note_lines(notes, messages))
    key = "complaint.profile.url_host"
    complaints = [ImportComplaint(3, values["profile"], "url", key, {"host": values["account"]})]
    yield "refused import", "\n".join(complaint_lines(complaints, messages, values["path"]))
    key = "detail.profile_file.unreadable"
    of_file = [ImportComplaint(0, "", "", key, {"why": values["reason"]})]
    yield "refused file", "\n".join(complaint_lines(of_file, messages, values["path"]))


def all_texts(values: Values, language: str) -> list[tuple[str, str]]:
    messages = Messages(language)
    found = [
        (f"{session.id}: {name}", text)
        for session in session_samples(values)
        for name, text in of_session(session, values, messages)
    ]
    return found + list(of_no_session(values, messages))


@cache
def plain_texts(language: str) -> list[tuple[str, str]]:
    return all_texts(PLAIN, language)


# The tests.


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
@example(values=dict.fromkeys(FIELDS, "desk 1 {room}%n<b>:"))
def test_every_text_has_what_was_written_unchanged_and_no_more_often(values: Values) -> None:
    for language in LANGUAGES:
        wanted = [(name, with_values(text, values, visible)) for name, text in plain_texts(language)]
        assert all_texts(values, language) == wanted


def test_each_field_stands_in_a_text_at_all() -> None:
    words = "\n".join(text for _name, text in plain_texts("en"))
    assert [field for field in FIELDS if PLAIN[field] not in words] == ["file_id", "other_file_id"]
    assert {PLAIN["file_id"], PLAIN["other_file_id"]} <= set(
        vod_text(session_samples(PLAIN), Messages()).split()
    )


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
def test_the_service_s_own_words_are_handed_on_as_they_came(values: Values) -> None:
    told = {explain_session(one, Messages(), Catalogue(), NOW).message for one in session_samples(values)}
    assert told == set(words_of_others(values))


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
def test_a_table_for_vod_has_each_value_in_its_own_cell(values: Values) -> None:
    for language in LANGUAGES:
        plain, found = (
            [line.split("\t") for line in vod_text(session_samples(v), Messages(language)).split("\n")]
            for v in (PLAIN, values)
        )
        assert found == [
            [
                formula_free(cell) if place in _OF_PEOPLE else cell
                for place, cell in enumerate(with_values(cell, values, visible) for cell in line)
            ]
            for line in plain
        ]


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
def test_scripts_get_each_value_as_it_was_written(values: Values) -> None:
    for session in session_samples(values):
        fields = json.loads(json_line(session_fields(session, Catalogue())))
        assert (fields["account"], fields["profile"], fields["operator"], fields["note"]) == (
            values["account"],
            values["profile"],
            values["operator"],
            values["note"],
        )
        assert fields["file_name"] == values["file_name"]
        assert fields["tags"] == [values["tag"], values["other_tag"]]
        assert fields["message"] in words_of_others(values)
        assert fields["file_ids"] in ([], [values["file_id"], values["other_file_id"]])
    typed = {"room": "7", "account": values["account"], "file_name": values["file_name"]}
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=values["message"])
    unsent = unsent_fields(Operation.START, values["profile"], typed, problem, Catalogue())
    found = json.loads(json_line(unsent))
    assert {name: found[name] for name in ("account", "file_name", "profile", "message")} == {
        name: values[name] for name in ("account", "file_name", "profile", "message")
    }


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
def test_a_row_of_an_export_has_each_value_in_its_own_cell(values: Values) -> None:
    for session in session_samples(values):
        fields = session_fields(session, Catalogue())
        line = table_line(field_cell(name, fields[name]) for name in COLUMNS)
        (cells,) = csv.reader(io.StringIO(line, newline=""))
        found = dict(zip(COLUMNS, cells, strict=True))
        for name in ("account", "profile", "operator", "note", "file_name", "message"):
            assert unprotected(found[name]) == plain_cell(fields[name])


@settings(max_examples=25, deadline=None)
@given(values=ANYTHING)
def test_a_table_of_results_has_each_value_in_its_own_cell(values: Values) -> None:
    valid = StartRequest(room=7, account="a", file_name="f", source=Source.CAMERA)
    request = unchecked(valid, account=values["account"], file_name=values["file_name"])
    problem = Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, message=values["message"])
    results = [
        RowResult(BatchRow(2, request), Outcome.NOT_SENT, None, problem),
        RowResult(BatchRow(3, request), Outcome.ACCEPTED, session_samples(values)[1]),
    ]
    text = result_table(results, Operation.START, values["profile"], Catalogue())
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [unprotected(row["account"]) for row in rows] == [plain_cell(values["account"])] * 2
    assert [unprotected(row["file_name"]) for row in rows] == [plain_cell(values["file_name"])] * 2
    assert unprotected(rows[0]["message"]) == plain_cell(values["message"])


@settings(max_examples=8, deadline=None)
@given(values=ANYTHING)
def test_a_report_has_each_value_as_it_was_written(values: Values) -> None:
    messages, catalogue = Messages(), Catalogue()
    for session in session_samples(values):
        rows = entries(session, values)
        files = bundle(session, rows, {"name": values["profile"]}, [], messages, catalogue)
        assert files["report.txt"].decode() == report_text(session, messages, catalogue, tried(rows)) + "\n"
        kept = json.loads(files["ledger.json"])[0]
        assert (kept["operator"], kept["reason"]) == (values["operator"], values["reason"])
        assert kept["after"]["target"]["account"] == values["account"]
        assert kept["after"]["settings"]["file_name"] == values["file_name"]
        assert json.loads(files["profile.json"]) == {"name": values["profile"]}
