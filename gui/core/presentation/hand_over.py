"""What the next shift must know, as text for a chat or a mail: what is open, account by account."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.presentation.list_texts import time_text
from gui.core.presentation.state_texts import shown, user_text
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import Session

_Called = Callable[[Session], str] | None
MOST_LINES: Final = 200
"""Recordings of one account that are named, what needs attention first; the others are counted."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is open in one account.

    :ivar needing: what needs attention, live or not; ``live`` the other live recordings. The oldest first.
    """

    name: str
    needing: Sequence[Session]
    live: Sequence[Session]


def accounts(open_sessions: Iterable[tuple[Session, bool]]) -> list[Account]:
    """What is open, by account and in the order of their names. Practice is not handed over.

    :param open_sessions: the oldest first, each with whether it needs attention.
    """
    found: dict[str, tuple[list[Session], list[Session]]] = {}
    for session, needed in open_sessions:
        if session.profile != PRACTICE_NAME:
            live, needing = found.setdefault(session.profile, ([], []))
            (needing if needed else live).append(session)
    return [Account(name, needing, live) for name, (live, needing) in sorted(found.items())]


def hand_over_text(
    open_accounts: Sequence[Account],
    endings: Sequence[str],
    messages: Messages,
    operator: str,
    now: datetime,
    *,
    called: _Called = None,
) -> str:
    """The whole text. It claims no more than the list does: *accepted*, *asked*, *unconfirmed*.

    :param endings: one line for each login or certificate that ends soon.
    :param now: aware time of the handing over.
    :param called: what everyone in the team calls a recording, where there is a team: each line then says who
        looks after it, too.
    """
    here = now.astimezone()
    stamp = f"{here:%Y-%m-%d %H:%M} (UTC{here:%z})"
    lines = [messages.text("handover.title", time=stamp, operator=visible(operator))]
    for account in open_accounts:
        lines += ["", *_account_lines(account, messages, now, called)]
    if not open_accounts:
        lines += ["", messages.text("handover.nothing_open")]
    if endings:
        lines += ["", messages.text("handover.endings"), *(f"- {line}" for line in endings)]
    return "\n".join(lines)


def _account_lines(account: Account, messages: Messages, now: datetime, called: _Called) -> Iterator[str]:
    needing, live = account.needing, account.live
    yield messages.text(
        "handover.account",
        profile=visible(account.name),
        needing=messages.count("handover.needing", len(needing)),
        live=messages.count("handover.live", sum(one.live for one in needing) + len(live)),
    )
    if needing:
        yield messages.text("handover.needs_attention")
    for session in needing[:MOST_LINES]:
        yield _line(session, messages, now, called)
    if live:
        yield messages.text("handover.also_live" if needing else "handover.is_live")
    room_left = max(0, MOST_LINES - len(needing))
    for session in live[:room_left]:
        yield _line(session, messages, now, called)
    more = max(0, len(needing) - MOST_LINES) + max(0, len(live) - room_left)
    if more:
        yield messages.count("handover.more", more)


def _line(session: Session, messages: Messages, now: datetime, called: _Called) -> str:
    """*- 990003 dan · Not started · 30000411 · asked 10:14 · You can fix this · "called the host" · #20*."""
    state = shown(session, messages, now)
    told = state.text
    when = time_text(session, messages, now)
    parts = [
        messages.text("handover.who", room=session.target.room, user=user_text(session, messages)),
        told,
        "" if when in told else when,
        _who_can_fix(session, messages),
        messages.text("handover.keeper", operator=visible(session.keeper.operator)) if called else "",
        messages.text("handover.note", note=visible(session.note)) if session.note else "",
        f"#{session.id}" if called is None else called(session),
    ]
    return "- " + " · ".join(part for part in parts if part)


def _who_can_fix(session: Session, messages: Messages) -> str:
    """Empty where no failure stands."""
    found = problem_of(session)
    if found is None:
        return ""
    return messages.text(f"fix.{for_problem(*found).who}")
