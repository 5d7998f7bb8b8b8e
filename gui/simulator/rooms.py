"""The practice rooms, as data. Standard library only, so that the window's hints may read it.

990001  alice with her camera on; bob with camera and screen share
990002  carol with her camera on
990003  dan, in the room, with his camera off: a start is refused with 30000411
990004  erin, who shares her screen only; frank with his camera on
990005  grace with camera and screen share
990006  王芳 with her camera on: an account that is not ASCII
990007  twenty students, student01 … student20, with their cameras on: for batches
990008, 990009  nobody yet: the rooms exist, each account is refused with 30000411

Any other room is refused with 30000410.
"""

from dataclasses import dataclass
from typing import Final

from gui.core.foundation.enums import Source


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a room, and what they send: nothing, camera, screen or both."""

    account: str
    streams: frozenset[Source]


@dataclass(frozen=True, slots=True)
class Room:
    """A room that exists. ``number`` is what ``uint32_auth_key`` carries."""

    number: int
    members: tuple[Member, ...] = ()


_CAMERA: Final = frozenset({Source.CAMERA})
_SCREEN: Final = frozenset({Source.SCREEN})
_BOTH: Final = _CAMERA | _SCREEN
_NOTHING: Final[frozenset[Source]] = frozenset()

PRACTICE_ROOMS: Final = (
    Room(990001, (Member("alice", _CAMERA), Member("bob", _BOTH))),
    Room(990002, (Member("carol", _CAMERA),)),
    Room(990003, (Member("dan", _NOTHING),)),
    Room(990004, (Member("erin", _SCREEN), Member("frank", _CAMERA))),
    Room(990005, (Member("grace", _BOTH),)),
    Room(990006, (Member("王芳", _CAMERA),)),
    Room(990007, tuple(Member(f"student{number:02}", _CAMERA) for number in range(1, 21))),
    Room(990008),
    Room(990009),
)
"""The rooms that the built-in Practice profile knows, ascending by number."""


def line(room: Room) -> str:
    """One English line for a terminal: the room's number and who is in it."""
    if not room.members:
        return f"{room.number}  nobody"
    names = [f"{member.account} ({_streams(member)})" for member in room.members]
    shown = names if len(names) <= 4 else [names[0], "…", names[-1]]
    return f"{room.number}  {', '.join(shown)}"


def _streams(member: Member) -> str:
    return ", ".join(source.word for source in sorted(member.streams)) or "camera off"
