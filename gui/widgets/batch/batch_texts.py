"""The texts about a batch as a whole, for several places of the window."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import clock_text
from gui.widgets.controls.environment_badge import environment_name

if TYPE_CHECKING:
    from gui.core.batch.earlier_results import CutBatch
    from gui.core.batch.file_format import FileForm
    from gui.core.batch.precheck import Checked
    from gui.core.batch.results import BatchProgress
    from gui.core.protocol.endpoint import Limits


def place_text(environment: str, profile: str) -> str:
    """*PRODUCTION · Main*."""
    return f"{environment_name(environment)} · {visible(profile, 80)}"


def title_text(operation: Operation, rows: int, place: str) -> str:
    """*120 starts in PRODUCTION · Main*."""
    one = QCoreApplication.translate("BatchWords", "1 start in {place}")
    many = QCoreApplication.translate("BatchWords", "{count} starts in {place}")
    if operation is Operation.STOP:
        one = QCoreApplication.translate("BatchWords", "1 stop in {place}")
        many = QCoreApplication.translate("BatchWords", "{count} stops in {place}")
    return (one if rows == 1 else many).replace("{count}", f"{rows:,}").replace("{place}", place)


def button_text(operation: Operation, rows: int) -> str:
    """*Start 120 recordings*."""
    one = QCoreApplication.translate("BatchWords", "Start 1 recording")
    many = QCoreApplication.translate("BatchWords", "Start {count} recordings")
    if operation is Operation.STOP:
        one = QCoreApplication.translate("BatchWords", "Stop 1 recording")
        many = QCoreApplication.translate("BatchWords", "Stop {count} recordings")
    return (one if rows == 1 else many).replace("{count}", f"{rows:,}")


def counts_text(progress: "BatchProgress", *, with_rest: bool = True) -> str:
    """*612 of 1,000 done · 600 accepted · 10 refused · 2 unknown*."""
    done = QCoreApplication.translate("BatchWords", "{done} of {total} done")
    parts = [done.replace("{done}", f"{progress.done:,}").replace("{total}", f"{progress.total:,}")]
    for count, text in (
        (progress.accepted, QCoreApplication.translate("BatchWords", "{count} accepted")),
        (progress.refused, QCoreApplication.translate("BatchWords", "{count} refused")),
        (progress.unknown, QCoreApplication.translate("BatchWords", "{count} unknown")),
        (progress.not_sent, QCoreApplication.translate("BatchWords", "{count} not sent")),
    ):
        if count:
            parts.append(text.replace("{count}", f"{count:,}"))
    if with_rest and progress.paused:
        parts.append(QCoreApplication.translate("BatchWords", "paused"))
    elif with_rest and progress.left and progress.seconds_left is not None:
        left = QCoreApplication.translate("BatchWords", "about {time} left")
        parts.append(left.replace("{time}", clock_text(math.ceil(progress.seconds_left))))
    return " · ".join(parts)


def form_text(form: "FileForm | None") -> str:
    """*UTF-8, columns parted by comma*; empty for what could not be read."""
    if form is None:
        return ""
    delimiters = {
        ",": QCoreApplication.translate("BatchWords", "comma"),
        ";": QCoreApplication.translate("BatchWords", "semicolon"),
        "\t": QCoreApplication.translate("BatchWords", "tab"),
        "，": QCoreApplication.translate("BatchWords", "full-width comma"),
    }
    text = QCoreApplication.translate("BatchWords", "{encoding}, columns parted by {delimiter}")
    return text.replace("{encoding}", form.encoding).replace("{delimiter}", delimiters[form.delimiter])


def pace_text(limits: "Limits") -> str:
    """*20 requests a second, 16 at the same time*."""
    rate = QCoreApplication.translate("BatchWords", "{count} requests a second")
    at_once = QCoreApplication.translate("BatchWords", "{count} at the same time")
    parts = [
        rate.replace("{count}", f"{limits.rate:g}") if limits.rate else "",
        at_once.replace("{count}", str(limits.in_flight)) if limits.in_flight else "",
    ]
    said = QCoreApplication.translate("BatchWords", ", ").join(part for part in parts if part)
    return said or QCoreApplication.translate("BatchWords", "as fast as it goes")


def known_text(checked: "Checked", cut: "CutBatch | None") -> str:
    """What else there is to know of a sound file before it is sent; empty where there is nothing."""
    parts = []
    if cut is not None and checked.name != cut.name:
        text = QCoreApplication.translate(
            "BatchWords",
            "This is not the file that was cut: its rows are different. Choose the file as it was, or send"
            " this one as a new batch.",
        )
        parts.append(f"▲ {text}")
    if checked.earlier:
        answered = f"{checked.count(Outcome.ACCEPTED, Outcome.REFUSED):,}"
        text = QCoreApplication.translate(
            "BatchWords", "This file was sent before. Rows with their answer: {count}."
        )
        parts.append(text.replace("{count}", answered))
    if unknown := checked.count(Outcome.UNKNOWN):
        text = QCoreApplication.translate(
            "BatchWords", "Unknown rows: {count}. They are not repeated: look at each in the list."
        )
        parts.append(text.replace("{count}", f"{unknown:,}"))
    if checked.warnings:
        text = QCoreApplication.translate("BatchWords", "Warnings: {count}. They stop nothing.")
        parts.append("▲ " + text.replace("{count}", f"{len(checked.warnings):,}"))
    return " ".join(parts)


def wrong_text(checked: "Checked", cut: "CutBatch | None") -> str:
    """The text that nothing can be sent of a file, and what to do about it."""
    lines = len({complaint.line for complaint in checked.complaints})
    wrong = QCoreApplication.translate("BatchWords", "{count} lines are wrong.")
    if lines == 1:
        wrong = QCoreApplication.translate("BatchWords", "1 line is wrong.")
    if checked.complaints[0].line == 0:
        wrong = QCoreApplication.translate("BatchWords", "This file can't be used.")
    rest = QCoreApplication.translate("BatchWords", "Nothing was sent. Put it right, then read it again.")
    if cut is not None and checked.form is None:
        rest = QCoreApplication.translate(
            "BatchWords", "Choose the file where it is now, as it was when the batch was cut."
        )
    return f"{wrong.replace('{count}', f'{lines:,}')} {rest}"
