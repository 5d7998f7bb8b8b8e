"""What happened with a code on this computer, in words: *3 times here, last yesterday 14:02, room 10004*."""

from datetime import datetime
from typing import TYPE_CHECKING

from gui.core.durations import local_time
from gui.core.messages import Messages
from gui.core.plain_text import visible

if TYPE_CHECKING:
    from gui.core.journal_history import CodeHistory

_LONGEST_ACCOUNT = 64


def history_words(history: "CodeHistory | None", messages: Messages, now: datetime) -> str:
    """One line, or that the code never came.

    :param now: aware time; decides whether the day is named.
    """
    if history is None:
        return messages.text("history.never")
    line = messages.text(
        "history.once" if history.count == 1 else "history.times",
        count=history.count,
        time=local_time(history.last, now, messages),
        room=history.room,
        user=visible(history.account, _LONGEST_ACCOUNT),
    )
    then = messages.text(f"history.{history.then}") if history.then else ""
    return messages.text("history.line", line=line, then=then) if then else line
