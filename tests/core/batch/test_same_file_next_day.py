"""The same batch file once more: a new one where its recordings are over, resumed where it was cut."""

from pathlib import Path

from gui.core.batch.precheck import Wish, check_file
from gui.core.batch.run import Choice
from gui.core.foundation.enums import Operation, Outcome
from gui.core.protocol.request import StartRequest, StopRequest
from tests.support.core.batches import ROOM, batch_of, file_of, opened, ran
from tests.support.core.recorder_setup import Desk, desk

ACCEPTED, REFUSED, UNKNOWN = Outcome.ACCEPTED, Outcome.REFUSED, Outcome.UNKNOWN
STOP = Operation.STOP


async def stop(it: Desk, number: int) -> None:
    await it.recorder.stop("Main", StopRequest(room=ROOM, account=f"student{number:02}"))


async def test_the_file_of_yesterday_starts_all_its_recordings_anew(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for day in (1, 2, 3):
            assert await ran(it, batch_of(3)) == [ACCEPTED] * 3
            assert await ran(it, batch_of(3, STOP)) == [ACCEPTED] * 3
            assert it.sent == (["start"] * 3 + ["stop"] * 3) * day
        async with opened(it, batch_of(3)) as run:
            assert (run.run_number, run.to_send, run.resumed) == (4, 3, False)


async def test_rows_whose_recording_has_ended_start_anew_and_live_ones_are_left_and_counted(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        await stop(it, 2)
        async with opened(it, batch_of(3)) as run:
            assert run.to_send == 1
            await run.run()
        assert [(result.outcome, result.kept) for result in run.results] == [
            (ACCEPTED, True),
            (ACCEPTED, False),
            (ACCEPTED, True),
        ]
        assert (run.progress.accepted, run.progress.kept, run.progress.done) == (1, 2, 3)
        assert it.sent == ["start"] * 3 + ["stop", "start"]


async def test_a_refused_row_of_yesterday_is_sent_with_the_rest_of_the_new_day(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(account="student02", code=30000411, times=1)
        assert await ran(it, batch_of(3)) == [ACCEPTED, REFUSED, ACCEPTED]
        await ran(it, batch_of(3), Choice.RESUME)
        assert len(it.sent) == 3
        await stop(it, 1)
        await stop(it, 3)
        assert await ran(it, batch_of(3)) == [ACCEPTED] * 3


async def test_a_row_that_was_live_by_hand_yesterday_does_not_keep_the_others_from_starting(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await it.recorder.start("Main", StartRequest(room=ROOM, account="student01", file_name="by hand"))
        assert await ran(it, batch_of(2)) == [Outcome.NOT_SENT, ACCEPTED]
        await stop(it, 1)
        await stop(it, 2)
        assert await ran(it, batch_of(2)) == [ACCEPTED, ACCEPTED]


async def test_an_unknown_row_is_live_and_is_never_started_a_second_time(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.simulator.arm(account="student02", fault="drop_after")
        assert await ran(it, batch_of(2)) == [ACCEPTED, UNKNOWN]
        await stop(it, 1)
        async with opened(it, batch_of(2)) as run:
            await run.run()
        assert [(result.outcome, result.kept) for result in run.results] == [
            (ACCEPTED, False),
            (UNKNOWN, True),
        ]


async def test_a_second_batch_of_stops_sends_nothing_for_what_has_ended(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        await ran(it, batch_of(3, STOP))
        async with opened(it, batch_of(3, STOP)) as run:
            await run.run()
        assert [result.kept for result in run.results] == [True] * 3
        assert run.progress.accepted == 0
        assert it.sent.count("stop") == 3
        assert await ran(it, batch_of(3, STOP), Choice.AGAIN) == [ACCEPTED] * 3
        assert it.sent.count("stop") == 6


async def test_a_batch_of_stops_ends_again_what_was_started_since(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(3))
        await ran(it, batch_of(3, STOP))
        await it.recorder.start("Main", StartRequest(room=ROOM, account="student02", file_name="again"))
        assert await ran(it, batch_of(3, STOP)) == [ACCEPTED] * 3
        assert it.sent[-1] == "stop"
        assert it.sent.count("stop") == 4
        assert it.simulator.recordings == ()


async def test_a_log_of_an_older_panel_is_read_the_same(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await ran(it, batch_of(2))
        (path,) = (tmp_path / "batches").glob("*.jsonl")
        path.write_text(path.read_text().replace(', "over": true', ""))
        await ran(it, batch_of(2, STOP))
        assert await ran(it, batch_of(2)) == [ACCEPTED] * 2
        assert it.sent.count("start") == 4


async def test_the_window_is_told_the_same_of_the_file_before_it_sends(tmp_path: Path) -> None:
    file = tmp_path / "daily.csv"
    file.write_bytes(file_of(3))
    async with desk(tmp_path / "data") as it:
        wish = Wish(str(file), Operation.START, "Main")
        await ran(it, batch_of(3))
        live = await check_file(it.ledger, it.relays, wish)
        assert (live.to_send, len(live.earlier), live.anew) == (0, 3, frozenset())
        await stop(it, 2)
        assert (await check_file(it.ledger, it.relays, wish)).anew == frozenset({1})
        await stop(it, 1)
        await stop(it, 3)
        new = await check_file(it.ledger, it.relays, wish)
        assert (new.to_send, len(new.earlier), new.warnings) == (3, 0, ())
