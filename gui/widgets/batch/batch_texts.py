"""The texts about a batch as a whole, for several places of the window."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.fill import fill
from gui.core.foundation.times import clock_text
from gui.widgets.controls.environment_badge import place_words
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.batch.earlier_results import CutBatch
    from gui.core.batch.file_format import FileForm
    from gui.core.batch.precheck import Checked
    from gui.core.batch.results import BatchProgress
    from gui.core.protocol.endpoint import Limits


class BatchWords:
    """The context of these texts. A plural is collected from a call of ``tr``, not of ``translate``."""

    @staticmethod
    def tr(text: str, comment: str = "", count: int = -1) -> str:
        """The text in the window's language, in the form for that many; -1 where nothing is counted."""
        return QCoreApplication.translate("BatchWords", text, comment, count)


def place_text(environment: str, profile: str) -> str:
    """*PRODUCTION · Main*."""
    return place_words(environment, profile, 80)


def title_text(operation: Operation, rows: int, place: str) -> str:
    """*120 starts in PRODUCTION · Main*."""
    text = BatchWords.tr("{count} starts in {place}", "", rows)
    if operation is Operation.STOP:
        text = BatchWords.tr("{count} stops in {place}", "", rows)
    return fill(text, count=f"{rows:,}", place=place)


def button_text(operation: Operation, rows: int) -> str:
    """*Start 120 recordings*."""
    text = BatchWords.tr("Start {count} recordings", "", rows)
    if operation is Operation.STOP:
        text = BatchWords.tr("Stop {count} recordings", "", rows)
    return fill(text, count=f"{rows:,}")


def counts_text(progress: "BatchProgress", *, with_rest: bool = True) -> str:
    """*612 of 1,000 done · 600 accepted · 10 refused · 2 unknown*."""
    done = BatchWords.tr("{done} of {total} done")
    parts = [fill(done, done=f"{progress.done:,}", total=f"{progress.total:,}")]
    for count, text in (
        (progress.accepted, BatchWords.tr("{count} accepted")),
        (progress.refused, BatchWords.tr("{count} refused")),
        (progress.unknown, BatchWords.tr("{count} unknown")),
        (progress.not_sent, BatchWords.tr("{count} not sent")),
    ):
        if count:
            parts.append(fill(text, count=f"{count:,}"))
    if with_rest and progress.paused:
        parts.append(BatchWords.tr("paused"))
    elif with_rest and progress.left and progress.seconds_left is not None:
        left = BatchWords.tr("about {time} left")
        parts.append(fill(left, time=clock_text(math.ceil(progress.seconds_left))))
    return " · ".join(parts)


def form_text(form: "FileForm | None") -> str:
    """*UTF-8, columns parted by comma*; empty for what could not be read."""
    if form is None:
        return ""
    delimiters = {
        ",": BatchWords.tr("comma"),
        ";": BatchWords.tr("semicolon"),
        "\t": BatchWords.tr("tab"),
        "|": BatchWords.tr("vertical bar"),
        "，": BatchWords.tr("full-width comma"),
    }
    text = BatchWords.tr("{encoding}, columns parted by {delimiter}")
    return fill(text, encoding=form.encoding, delimiter=delimiters[form.delimiter])


def pace_text(limits: "Limits") -> str:
    """*20 requests a second, 16 at the same time*."""
    # A rate may be a fraction: only 1 itself is read as one.
    amount = 1 if limits.rate == 1 else 2
    rate = BatchWords.tr("{count} requests a second", "", amount)
    at_once = BatchWords.tr("{count} at the same time")
    parts = [
        fill(rate, count=f"{limits.rate:g}") if limits.rate else "",
        fill(at_once, count=limits.in_flight) if limits.in_flight else "",
    ]
    said = BatchWords.tr(", ").join(part for part in parts if part)
    return said or BatchWords.tr("as fast as it goes")


def known_text(checked: "Checked", cut: "CutBatch | None") -> tuple[Tone, str]:
    """What else there is to know of a sound file before it is sent; empty where there is nothing.

    The tone is that of what stands first.
    """
    parts = []
    if cut is not None and checked.name != cut.name:
        text = BatchWords.tr(
            "This is not the file that was cut: its rows are different. Choose the file as it was, or send"
            " this one as a new batch.",
        )
        parts.append((Tone.WARNING, f"▲ {text}"))
    if checked.earlier:
        answered = f"{checked.count(Outcome.ACCEPTED, Outcome.REFUSED):,}"
        text = BatchWords.tr("This file was sent before. Rows with their answer: {count}.")
        parts.append((Tone.NEUTRAL, fill(text, count=answered)))
    if unknown := checked.count(Outcome.UNKNOWN):
        text = BatchWords.tr("Unknown rows: {count}. They are not repeated: look at each in the list.")
        parts.append((Tone.NEUTRAL, fill(text, count=f"{unknown:,}")))
    if checked.warnings:
        text = BatchWords.tr("Warnings: {count}. They stop nothing.")
        parts.append((Tone.WARNING, "▲ " + fill(text, count=f"{len(checked.warnings):,}")))
    tone = parts[0][0] if parts else Tone.NEUTRAL
    return tone, " ".join(text for _, text in parts)


def wrong_text(checked: "Checked", cut: "CutBatch | None") -> str:
    """The text that nothing can be sent of a file, and what to do about it."""
    lines = len({complaint.line for complaint in checked.complaints})
    wrong = BatchWords.tr("{count} lines are wrong.", "", lines)
    if checked.complaints[0].line == 0:
        wrong = BatchWords.tr("This file can't be used.")
    rest = BatchWords.tr("Nothing was sent. Put it right, then read it again.")
    if cut is not None and checked.form is None:
        rest = BatchWords.tr("Choose the file where it is now, as it was when the batch was cut.")
    return f"{fill(wrong, count=f'{lines:,}')} {rest}"
