"""A failure that the panel tells in its own words is told to each reader in theirs, wherever it is shown."""

import csv
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Activity, Catalogue, Delivery, LocalFailure
from gui.core.foundation.enums import Operation
from gui.core.foundation.messages import Messages
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import report_text
from gui.core.presentation.explanation import explain_problem, explain_session
from gui.core.reports.json_fields import session_fields
from gui.core.reports.report_bundle import bundle
from gui.core.reports.session_export import export
from gui.core.security.redaction import MASK, register
from gui.core.sessions.session import Failure, Session
from tests.support.session_samples import sample

SAID = {
    "en": "getting the connection ready took too long",
    "zh_CN": "准备连接花费的时间过长",
}
LATE = Failure(
    Delivery.NEVER_SENT, Operation.START, word=LocalFailure.CONNECT, detail=Detail("connect.not_ready")
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
languages = pytest.mark.parametrize(("language", "said"), SAID.items())


def failed(failure: Failure = LATE) -> Session:
    from gui.core.foundation.enums import State

    return sample(1, State.FAILED, failure=failure)


async def once(session: Session) -> AsyncIterator[Sequence[Session]]:
    yield (session,)


@languages
def test_the_error_panel_tells_it(language: str, said: str) -> None:
    messages, catalogue = Messages(language), Catalogue(language)
    assert explain_session(failed(), messages, catalogue, NOW).message == said
    assert explain_problem(LATE.problem(), Activity.START, messages, catalogue).message == said


@languages
def test_a_copied_report_tells_it(language: str, said: str) -> None:
    assert said in report_text(failed(), Messages(language), Catalogue(language), ())


@languages
def test_json_for_scripts_tells_it(language: str, said: str) -> None:
    fields = session_fields(failed(), Catalogue(language))
    assert (fields["message"], fields["problem"]) == (said, "connect")


@languages
async def test_both_kinds_of_export_tell_it(tmp_path: Path, language: str, said: str) -> None:
    for name in ("x.csv", "x.jsonl"):
        await export(once(failed()), tmp_path / name, Catalogue(language))
    (row,) = csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["message"] == json.loads((tmp_path / "x.jsonl").read_text())["message"] == said


@languages
def test_a_report_bundle_tells_it_and_keeps_key_and_values(language: str, said: str) -> None:
    row = LedgerRow(2, "1", NOW.isoformat(), "answer", "Li", "", "{}", failed())
    files = bundle(failed(), [row], {}, [], Messages(language), Catalogue(language))
    assert said in files["report.txt"].decode()
    (kept,) = json.loads(files["ledger.json"])
    assert kept["after"]["failure"]["detail"] == {"key": "connect.not_ready", "params": {}, "where": ""}


def test_a_secret_in_a_value_is_masked_wherever_messages_are() -> None:
    register("canary-secret-in-a-name")
    named = Detail("profile.unknown", {"name": "canary-secret-in-a-name"})
    session = failed(Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.PROFILE, detail=named))
    row = LedgerRow(2, "1", NOW.isoformat(), "answer", "Li", "", "{}", session)
    files = bundle(session, [row], {}, [], Messages("en"), Catalogue("en"))
    assert b"canary-secret" not in b"".join(files.values())
    assert MASK in files["ledger.json"].decode()
    assert "canary-secret" not in report_text(session, Messages("en"), Catalogue("en"), ())


def test_a_value_is_shown_as_one_plain_line() -> None:
    named = Detail("profile.unknown", {"name": "a\n\u202eb{name}"})
    session = failed(Failure(Delivery.NEVER_SENT, Operation.START, word=LocalFailure.PROFILE, detail=named))
    text = report_text(session, Messages("en"), Catalogue("en"), ())
    assert r"there is no profile named a\n\u202eb{name}" in text
