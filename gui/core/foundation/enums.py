"""The enumerations and limits that every package shares.

Standard library only, so that the window's first paint may import it.
Protocol values are those of PROTOCOL.md, "Packet"; states are those of NEXT_STEPS.md, "States".
"""

from enum import IntEnum, StrEnum
from typing import Final

PRACTICE_NAME: Final = "Practice"
"""Name of the built-in profile; no other profile may bear it."""
PRACTICE_HOST: Final = "practice"
"""In the place of a relay's host: its service is another one in each data folder, and at each start."""

UINT32_MAX: Final = 4_294_967_295
"""Largest value of every ``uint32_…`` field (PROTOCOL.md, "Packet")."""

FILE_NAME_WARN_LENGTH: Final = 64
TAG_COUNT_WARN: Final = 16
TAG_WARN_LENGTH: Final = 32
"""Past these the vendor's storage may cut: warned of only (PROTOCOL.md, "Limits on what staff enter")."""

SPLIT_MINUTES: Final = 90
"""The service splits a recording's file after this many minutes (PROTOCOL.md, "Behaviour of the service")."""


HEAD_CODES: Final = range(-5, 0)
"""What an answer's head may say (PROTOCOL.md, "Codes"): a number space of its own."""


def signed_code(code: int) -> int:
    """4294967295 … 4294967291 as -1 … -5 (PROTOCOL.md, "Order of judgement"); others as they are."""
    return code - (UINT32_MAX + 1) if UINT32_MAX - 5 < code <= UINT32_MAX else code


class Operation(IntEnum):
    """``uint32_oper`` of req_0x5 (PROTOCOL.md, "Packet")."""

    START = 1
    STOP = 2


class Source(IntEnum):
    """``uint32_record_data_type`` of req_0x5: what is recorded (PROTOCOL.md, "Packet")."""

    CAMERA = 0
    SCREEN = 1

    @property
    def word(self) -> str:
        """Its name on the command line and in JSON: ``camera`` or ``screen``."""
        return self.name.lower()


class SdkType(IntEnum):
    """``uint32_sdk_type`` of req_0x5: what the guest sends with (PROTOCOL.md, "Packet")."""

    NORMAL = 1
    IOT = 2

    @property
    def word(self) -> str:
        """Its name on the command line and in JSON: ``normal`` or ``iot``."""
        return self.name.lower()


class State(StrEnum):
    """What the panel knows of a session. There is no status query: green is what was accepted."""

    STARTING = "starting"
    RECORDING = "recording"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    UNKNOWN = "unknown"


LIVE_STATES: Final = frozenset({State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN})


class Outcome(StrEnum):
    """What came of one request; the exit status of the command line follows it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"


class Field(StrEnum):
    """A field of the start form; complaints and next steps name it."""

    ROOM = "room"
    ACCOUNT = "account"
    FILE_NAME = "file_name"
    TAGS = "tags"
    CLASS_ID = "class_id"
    TRANSCODE = "transcode"
    SCREENSHOT = "screenshot"
    WATERMARK = "watermark"
    SOURCE = "source"
    SDK_TYPE = "sdk_type"


OVERRUN_HOURS: Final = 6
"""A recording older than this needs attention, unless its profile sets another limit."""
