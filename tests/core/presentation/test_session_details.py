"""What a session's page says, in words that can't hide anything."""

import json
from dataclasses import replace

from gui.core.foundation.enums import SdkType, Source
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.session_details import asked_for, row_text, who_and_when
from gui.core.sessions.session import Session, Settings
from tests.support.session_samples import answered, local_zone, recording, refused, stopped

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")


def entry(kind: str, session: Session, reason: str = "") -> LedgerRow:
    return LedgerRow(1, session.id, "2025-11-22T12:00:00+00:00", kind, "Li", reason, json.dumps({}), session)


def test_times_that_are_not_known_are_left_out() -> None:
    with local_zone("UTC"):
        running = {fact.name: fact.value for fact in who_and_when(recording(1), ENGLISH)}
        over = {fact.name: fact.value for fact in who_and_when(stopped(1, "a", minutes=40), ENGLISH)}
    assert running["Accepted"] == "2025-11-22 11:48:00 +0000"
    assert "Ended" not in running
    assert (over["Ended"], over["Length"]) == ("2025-11-22 12:00:00 +0000", "00:40:00")


def test_settings_are_named_in_words() -> None:
    settings = Settings("lesson", ("a", "b"), 7, True, False, True, SdkType.IOT)
    facts = asked_for(recording(1, settings=settings, note="x"), ENGLISH)
    assert [(fact.name, fact.value) for fact in facts] == [
        ("File name", "lesson"),
        ("Tags", "a · b"),
        ("Category ID", "7"),
        ("Options", "Transcode · Watermark · IoT camera SDK"),
        ("Note", "x"),
    ]


def test_what_hides_is_written_out_and_nothing_is_a_dash() -> None:
    odd = recording(1, account="li\u202e", settings=Settings(), source=Source.SCREEN)
    assert any(fact.value == "li\\u202e · the screen share" for fact in who_and_when(odd, ENGLISH))
    assert [fact.value for fact in asked_for(odd, ENGLISH)] == ["–", "–", "–", "Normal SDK", "–"]


def test_a_row_has_its_code_where_it_came_and_not_where_the_session_keeps_it() -> None:
    failed = refused(1, 30000411)
    assert row_text(entry("answer", failed), ENGLISH).code == "30000411"
    marked = replace(failed, handled=True)
    words = row_text(entry("handled", marked, "called\nthe host"), ENGLISH)
    assert (words.what, words.reason, words.code) == ("marked handled", "called\\nthe host", "")


def test_a_row_that_an_older_panel_never_wrote_keeps_its_own_word() -> None:
    words = row_text(entry("new_kind", recording(1)), CHINESE)
    assert (words.what, words.state) == ("new_kind", "录制中")


def test_a_stop_that_learned_of_an_earlier_end_has_its_code() -> None:
    done = stopped(1, ended_with=answered(30000412))
    assert row_text(entry("answer", done), ENGLISH).code == "30000412"
