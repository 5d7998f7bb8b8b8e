"""What a ledger row keeps of one request, and how soon the panel tries again by itself."""

import json

import pytest

from gui.core.protocol.exchange import ANSWER_KEPT, Exchange
from gui.core.protocol.request import StartRequest
from gui.core.protocol.wire import Nonces
from gui.core.recording.attempt import Attempt
from gui.core.recording.one_request import PREPARE_LIMIT_S
from gui.core.recording.retries import DEFAULT_PACING, Pacing

NONCES = Nonces(random=11, seq=7, cookie="c")
PACKET = StartRequest(room=10001, account="alice", file_name="lesson").packet(1400000001, NONCES)
DONE = Exchange(
    began=100.0, connected=100.0104, sent=100.0206, answered=100.5, reused=True, status=200, answer=b"{}"
)


def test_an_attempts_row_keeps_the_request_the_answer_and_their_times() -> None:
    attempt = Attempt(PACKET, NONCES, DONE, None, queued=90.0, written=95.0)
    detail = attempt.detail()
    assert json.loads(str(detail.pop("request"))) == json.loads(PACKET.encode())
    assert detail == {
        "random": 11,
        "status": 200,
        "answer": "{}",
        "answer_bytes": 2,
        "milliseconds": {
            "queued": 0,
            "written": 5_000,
            "connected": 10_010,
            "sent": 10_021,
            "answered": 10_500,
        },
        "reused": True,
    }


@pytest.mark.parametrize(("queued", "written"), [(None, 99.95), (99.9, None)])
def test_without_the_time_of_asking_the_steps_count_from_the_request(
    queued: float | None, written: float | None
) -> None:
    attempt = Attempt(PACKET, NONCES, DONE, None, queued=queued, written=written)
    assert attempt.milliseconds() == DONE.milliseconds()


def test_a_long_answer_is_kept_up_to_64_kib_and_its_whole_length_is_told() -> None:
    long = Exchange(status=200, answer=b"\xff" + b"x" * 100_000)
    detail = Attempt(PACKET, NONCES, long, None).detail()
    assert (len(str(detail["answer"])), detail["answer_bytes"]) == (64 * 1024, 100_001)
    assert str(detail["answer"]).startswith("\N{REPLACEMENT CHARACTER}x")


def test_the_pace_is_the_one_that_the_documents_ask_for() -> None:
    assert Pacing(tries=3, delay_s=3.0, jitter_s=0.5, resend_s=1.0) == DEFAULT_PACING == Pacing()
    assert (PREPARE_LIMIT_S, ANSWER_KEPT) == (30.0, 65_536)
