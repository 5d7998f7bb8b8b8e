"""What is said of a line of the plan, in the window and to a screen reader."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time
from gui.core.plan.plan_entry import day_of
from gui.core.plan.plan_standing import Planned, Standing


def standing_text(planned: Planned, messages: Messages, now: datetime) -> str:
    """*at 20:00*, *late by 3 min*, *stop before the guest leaves*. It claims no more than the list does."""
    standing, session = planned.standing, planned.session
    key = f"plan.{standing}"
    if standing is Standing.LATE and planned.elsewhere:
        key = "plan.late_elsewhere"
    elif standing is Standing.LIVE and session is not None and session.state is State.UNKNOWN:
        key = "plan.live_unconfirmed"
    elif standing is Standing.OVER and session is None:
        key = "plan.over_never"
    time = clock_of(planned.entry.start, messages, now)
    return messages.text(key, time=time, minutes=planned.late, room=planned.elsewhere)


def clock_of(when: datetime, messages: Messages, now: datetime) -> str:
    """The time of day; the day is named where it is not the plan's, whose night belongs to it."""
    if day_of(when) == day_of(now):
        return f"{when.astimezone():%H:%M}"
    return local_time(when, now, messages)


def attention_text(
    needing: Mapping[str, Sequence[Planned]], listed: str | None, messages: Messages, now: datetime
) -> str:
    """One line for all that needs attention; empty where nothing does.

    :param needing: by account.
    :param listed: the account whose rows are listed: it needs no name. None: all of them are.
    """
    every = [(account, one) for account, plan in needing.items() for one in plan]
    if not every:
        return ""
    accounts = [visible(account, 40) for account, plan in needing.items() if plan]
    named = len(accounts) > 1 or (every[0][0] != listed)
    if len(every) == 1:
        entry = every[0][1].entry
        return messages.text(
            "plan.needs_one_in" if named else "plan.needs_one",
            profile=accounts[0],
            room=entry.room,
            user=visible(entry.account, 40),
            told=standing_text(every[0][1], messages, now),
        )
    key = "plan.needs_many_in" if named else "plan.needs_many"
    return messages.text(key, count=len(every), profiles=messages.text("groups.between").join(accounts))
