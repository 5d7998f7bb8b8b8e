"""What the ledger's rows tell of each attempt; *Copy as curl*, and what a shell makes of it."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.foundation.enums import Operation, State
from gui.core.ledger.attempt_log import AttemptRecord, pretty, tried
from tests.support.core.concluded_sessions import answered, entry, started, stopped

NOW = datetime(2026, 11, 22, 11, 58, 3, tzinfo=UTC)
TRIED = AttemptRecord(
    NOW,
    "answer",
    Operation.START,
    "Li",
    "30000411",
    State.FAILED,
    steps=(("queued", 0), ("written", 2), ("connected", 9), ("sent", 10), ("answered", 31)),
    request='{"reqhead": {}}',
    host="relay.example",
    app=1400000001,
    random=7,
)


def _arguments(command: str) -> list[str]:
    """What curl is given by a shell in which the two placeholders are set."""
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\nUSERSIG='a*b-c_'\nIDENTIFIER=admin\n{command}\n"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True, timeout=10)
    assert done.stderr == b""
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize(
    "account",
    [
        "dan",
        "o'hara",
        '"; rm -rf "$HOME"; #',
        "$(id) `id` ${IFS}",
        "!history \\ \\n \n",
        "@/etc/passwd",
        "王芳 🎥",
    ],
)
def test_a_shell_hands_the_packet_over_as_it_was_sent(account: str) -> None:
    request = json.dumps({"reqhead": {"rpt_to_Account": [account]}}, ensure_ascii=False)
    given = _arguments(replace(TRIED, request=request).curl)
    assert given == [
        "-X",
        "POST",
        "https://relay.example/v3/openim/videorelay?usersig=a*b-c_&identifier=admin"
        "&sdkappid=1400000001&random=7&apn=0&contenttype=json",
        "-H",
        "Content-Type: application/json",
        "--data-raw",
        request,
    ]


def test_what_was_never_sent_has_no_command() -> None:
    assert replace(TRIED, request="").curl == ""


def test_the_steps_have_their_times_and_how_long_each_took() -> None:
    steps = TRIED.timeline
    assert [step.took_ms for step in steps] == [0, 2, 7, 1, 21]
    assert (steps[0].at, steps[-1].at) == (NOW - timedelta(milliseconds=31), NOW)


def test_rows_of_an_older_panel_show_the_steps_that_they_have() -> None:
    old = replace(TRIED, steps=(("connected", 3), ("answered", 31)))
    assert [(step.name, step.took_ms) for step in old.timeline] == [("connected", 3), ("answered", 28)]
    assert replace(TRIED, steps=()).timeline == ()


DETAIL = (
    '{"request": "{\\"reqhead\\":{\\"uint32_seq\\":881}}", "random": 7, "status": 200, "answer": "<b>no</b>",'
    ' "answer_bytes": 9, "milliseconds": {"connected": 3, "sent": 4, "answered": 31}}'
)


def test_the_attempts_tell_code_time_and_seq() -> None:
    session = started(answered(30000411))
    found = tried([entry("intent", session), entry("answer", session, DETAIL), entry("handled", session)])
    assert [one.kind for one in found] == ["answer", "handled"]
    first = found[0]
    assert (first.came, first.milliseconds, first.seq, first.status) == ("30000411", 31, 881, 200)
    assert "$USERSIG" in first.curl
    assert "https://relay.example/v3/openim/videorelay?" in first.curl


def test_the_attempts_tell_which_code_said_that_it_had_already_ended() -> None:
    answer = '{"rspbody": {"rsp_0x5": {"uint32_result": "30000413"}}}'
    detail = json.dumps({"answer": answer})
    (one,) = tried([entry("answer", stopped(answered(30000413)), detail)])
    assert one.came == "30000413"


def test_a_refused_start_of_a_guest_who_left_is_not_said_to_be_accepted() -> None:
    answer = '{"rspbody": {"rsp_0x5": {"uint32_result": 30000411, "str_errorinfo": "not there"}}}'
    gone = replace(started(None), state=State.UNKNOWN)
    (one,) = tried([entry("answer", gone, json.dumps({"answer": answer}))])
    assert (one.came, one.message) == ("30000411", "not there")


@pytest.mark.parametrize("detail", ["", "[]", "null", '{"milliseconds": 3, "request": 7, "answer": null}'])
def test_a_row_of_another_version_never_breaks_the_attempts(detail: str) -> None:
    (one,) = tried([entry("answer", started(None), detail)])
    assert (one.came, one.seq, one.curl) == ("0", None, "")


def test_pretty_text_has_no_character_that_hides() -> None:
    assert pretty('{"a": "x\u202ey\\u001b[1m"}') == '{\n  "a": "x\\u202ey\\u001b[1m"\n}'
