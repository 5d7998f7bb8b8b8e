"""The shapes of states: one for each, told apart without colour."""

from enum import StrEnum


class Shape(StrEnum):
    """What needs attention is solid (diamond, triangle, disc), the rest is outlined."""

    ACCEPTED = "accepted"
    """A ring with a dot: the service accepted the start."""
    SAID = "said"
    """A hollow ring: a person said that it is recording."""
    STOP_REFUSED = "stop-refused"
    """A ring with a dot and an exclamation mark."""
    OVERRUN = "overrun"
    """A ring with the hands of a clock."""
    STARTING = "starting"
    """A dashed ring with a triangle."""
    STOPPING = "stopping"
    """A dashed ring with a square."""
    UNCONFIRMED = "unconfirmed"
    """A solid diamond with a question mark."""
    MAYBE = "maybe"
    """A solid triangle with an exclamation mark."""
    FAILED = "failed"
    """A solid disc with a cross."""
    FAILED_SEEN_TO = "failed-seen-to"
    """An outlined disc with a cross: handled, or cleared by a later success."""
    STOPPED = "stopped"
    """A filled square."""
    NO_FILES = "no-files"
    """A hollow square."""
    PERHAPS_NEVER = "perhaps-never"
    """A ring with a stroke through it: ended, perhaps never recorded."""
