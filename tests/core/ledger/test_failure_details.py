"""What is said of a failure is kept as a key with values; rows of older and newer panels are read as well."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from gui.core.catalogue.details import Detail, words_of
from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import tried
from gui.core.session_list.packed_record import kind_of, packed, unpacked
from gui.core.sessions.session import Failure, Session
from tests.support.core.ledger import begin, end, opened, sql

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")
OLD_SENTENCE = "getting the connection ready took too long"
TOLD = Detail("profile.elsewhere", {"profile": "{主}"}, "relay.example")
FAILURE = Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.PROFILE, detail=TOLD)


async def failed_in(folder: Path, failure: Failure) -> Session:
    """A session of the ledger that failed so."""
    async with opened(folder) as ledger:
        opening = await begin(ledger)
        (done,) = await end(ledger, replace(opening.session, state=State.FAILED, failure=failure))
    return done


def rewrite_failure(folder: Path, fields: dict[str, object]) -> None:
    """The newest row as another version of the panel wrote it."""
    with closing(sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)) as database:
        database.execute("DROP TRIGGER entry_is_never_altered")
        (text,) = database.execute("SELECT session FROM entry ORDER BY row DESC LIMIT 1").fetchone()
        written = json.loads(text)
        written["failure"] = fields
        database.execute(
            "UPDATE entry SET session = ? WHERE row = (SELECT max(row) FROM entry)", (json.dumps(written),)
        )


async def read_from(folder: Path) -> Failure:
    async with opened(folder) as ledger:
        session = await ledger.session("1")
    assert session is not None
    assert session.failure is not None
    return session.failure


async def test_a_failure_is_read_as_it_was_written_and_each_reader_reads_it_in_their_language(
    tmp_path: Path,
) -> None:
    done = await failed_in(tmp_path, FAILURE)
    found = await read_from(tmp_path)
    assert found == done.failure == FAILURE
    assert words_of(found, ENGLISH) == "relay.example: the profile {主} leads to another relay or app by now"
    assert words_of(found, CHINESE) == "relay.example: 配置 {主} 现在指向另一个接入服务或应用"
    assert words_of(found.problem(), CHINESE) == words_of(found, CHINESE)


async def test_a_row_holds_key_and_values_and_no_sentence(tmp_path: Path) -> None:
    await failed_in(tmp_path, FAILURE)
    ((text,),) = sql(tmp_path, "SELECT session FROM entry ORDER BY row DESC LIMIT 1")
    kept = json.loads(str(text))["failure"]
    assert kept["message"] == ""
    assert kept["detail"] == {
        "key": "profile.elsewhere",
        "params": {"profile": "{主}"},
        "where": "relay.example",
    }


async def test_the_attempts_of_a_session_tell_it_too(tmp_path: Path) -> None:
    await failed_in(tmp_path, FAILURE)
    async with opened(tmp_path) as ledger:
        (attempt,) = tried(await ledger.entries("1"))
    assert words_of(attempt, CHINESE) == words_of(FAILURE, CHINESE)


async def test_a_row_of_an_older_panel_shows_its_english_sentence_as_before(tmp_path: Path) -> None:
    await failed_in(tmp_path, FAILURE)
    old = asdict(replace(FAILURE, message=OLD_SENTENCE))
    del old["detail"]
    rewrite_failure(tmp_path, old)
    found = await read_from(tmp_path)
    assert found == replace(FAILURE, message=OLD_SENTENCE, detail=None)
    assert words_of(found, ENGLISH) == words_of(found, CHINESE) == OLD_SENTENCE


async def test_a_row_of_a_newer_panel_with_an_unknown_key_is_read_and_its_values_are_shown(
    tmp_path: Path,
) -> None:
    await failed_in(tmp_path, FAILURE)
    newer = {"key": "of_tomorrow", "params": {"count": 3}, "where": "/data", "new": True}
    rewrite_failure(tmp_path, {**asdict(FAILURE), "detail": newer})
    assert words_of(await read_from(tmp_path), CHINESE) == "/data: of_tomorrow 3"


@dataclass(frozen=True, slots=True)
class OldFailure:
    """The failure as panels before details know it."""

    delivery: Delivery
    operation: Operation
    code: int | None = None
    word: LocalFailure | None = None
    message: str = ""
    outside_head: bool = False


def test_an_older_panel_reads_a_new_row_without_the_sentence() -> None:
    written = TypeAdapter(Failure).dump_json(FAILURE)
    found = TypeAdapter(OldFailure).validate_json(written)
    assert (found.word, found.message) == (LocalFailure.PROFILE, "")


async def test_the_list_keeps_it_in_its_packed_form(tmp_path: Path) -> None:
    done = replace(await failed_in(tmp_path, FAILURE), ended_with=replace(FAILURE, detail=Detail("system")))
    again = unpacked(
        packed(done, named=False), kind_of(done, ""), done.target, done.id, (done.first_row, done.row), ""
    )
    assert again == done
    assert hash(again) == hash(done)


def test_the_catalogue_of_a_problem_does_not_depend_on_its_detail() -> None:
    plain = replace(FAILURE, detail=None)
    assert Catalogue("en").of(FAILURE.problem()) == Catalogue("en").of(plain.problem())
