"""Odd answers, made at random: what the panel says of each is what it really said."""

import logging
from pathlib import Path

import pytest

from tests.harness.answers import run_answers


def test_whatever_an_answer_looks_like_its_row_says_what_it_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "asyncio")
    tally = run_answers(tmp_path, 300, seed=13)
    assert tally.findings == []
    assert tally.answers >= 300
    assert set(tally.truths) == {"accepted", "refused", "nothing"}
