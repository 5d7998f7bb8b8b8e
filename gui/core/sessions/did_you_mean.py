"""*Did you mean*: targets recorded before that differ from the missing one by a single typing error."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.guidance_rows import GUEST_GONE
from gui.core.foundation.enums import PRACTICE_NAME, Operation
from gui.core.foundation.text_cleaning import comparable
from gui.core.sessions.session import Session, Target

MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target that was accepted before, in a profile."""

    profile: str
    target: Target


def did_you_mean(session: Session, others: Iterable[Session]) -> tuple[Suggestion, ...]:
    """Targets one character or letter case away, or the same one in another real profile; at most three.

    :param others: sessions of the ledger, the newest first; only accepted ones count.
    """
    failure = session.failure
    if failure is None or failure.operation is not Operation.START or failure.code not in GUEST_GONE:
        return ()
    wanted = session.target
    found = dict.fromkeys(
        Suggestion(other.profile, other.target)
        for other in others
        if other.accepted_at is not None and other.target != wanted and _near(session, other)
    )
    return tuple(found)[:MOST]


def one_slip_apart(first: str, second: str) -> bool:
    """Whether two texts differ by one changed, missing, added or swapped character, or by case or width."""
    if first == second:
        return False
    if comparable(first) == comparable(second):
        return True
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next(
        (at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short)
    )
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    rest = short[same + 1 :] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return rest or swapped


def _near(session: Session, other: Session) -> bool:
    wanted, known = session.target, other.target
    room_slip = one_slip_apart(str(wanted.room), str(known.room))
    user_slip = one_slip_apart(wanted.account, known.account)
    same_room, same_user = wanted.room == known.room, wanted.account == known.account
    if session.profile != other.profile:
        # In Practice the very same start would be accepted, and nothing recorded.
        return same_room and same_user and other.profile != PRACTICE_NAME
    return (same_room and user_slip) or (same_user and room_slip)
