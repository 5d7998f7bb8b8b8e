"""What can follow from an answer: effect, who can fix it, retry, next steps; guidance_rows.py says which."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gui.core.foundation.enums import Field


class Effect(StrEnum):
    """What an answer proves about the service's doing."""

    ACCEPTED = "accepted"
    NOTHING = "nothing"
    MAYBE = "maybe"
    ENDED = "ended"


class Who(StrEnum):
    """Who can fix a failure; ``who.<value>`` is its text."""

    YOU = "you"
    YOU_OR_NETWORK = "you_or_network"
    YOU_AND_GUEST = "you_and_guest"
    YOU_AND_HOST = "you_and_host"
    YOU_AND_ADMINISTRATOR = "you_and_administrator"
    ADMINISTRATOR = "administrator"
    VENDOR = "vendor"
    MAKERS = "makers"
    ITSELF = "itself"
    ITSELF_THEN_VENDOR = "itself_then_vendor"
    NOBODY = "nobody"


class Step(StrEnum):
    """A next step; ``step.<value>`` is its text."""

    EDIT_AS_NEW = "edit_as_new"
    START_AGAIN = "start_again"
    STOP_AGAIN = "stop_again"
    IT_IS_RECORDING = "it_is_recording"
    MARK_AS_ENDED = "mark_as_ended"
    GUEST_CAME_BACK = "guest_came_back"
    COPY_QUESTION = "copy_question"
    COPY_ADMIN_REQUEST = "copy_admin_request"
    COPY_FOR_VOD = "copy_for_vod"
    COPY_REPORT = "copy_report"
    SAVE_REPORT = "save_report"
    OPEN_SETTINGS = "open_settings"


class Retry(StrEnum):
    """What the panel does by itself before staff are asked."""

    NONE = "none"
    DOCUMENTED = "documented"
    """Advised by PROTOCOL.md, "Codes", after an answer: up to 3 tries in all, 3 s apart or more."""
    SLOWER = "slower"
    """As DOCUMENTED, and the profile's rate is lowered."""
    ONCE_MORE = "once_more"
    """A stop whose effect is unknown is sent once more."""


HAND_WAIT_S: Final = 3
"""Seconds after the last try before *Start again* is offered (NEXT_STEPS.md, "Where a step may stand")."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do after one answer to one operation.

    :param blamed: fields of the form that *Edit as new* puts the cursor into, first one first.
    :param wait_s: seconds before *Start / Stop again* is offered (NEXT_STEPS.md, "Where a step may stand").
    :param last_resort: a customer stays unrecorded until the vendor acts: ask the host to record locally.
    :param note: key of ``note.<value>``: what the vendor's solution leaves out, or empty.
    """

    effect: Effect
    who: Who
    steps: tuple[Step, ...]
    retry: Retry = Retry.NONE
    blamed: tuple[Field, ...] = ()
    wait_s: int = HAND_WAIT_S
    last_resort: bool = False
    note: str = ""
