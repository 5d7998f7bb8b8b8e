"""What is said of a failure, as an English reader reads it."""

from gui.core.catalogue.details import Told, words_of
from gui.core.foundation.messages import Messages

_ENGLISH = Messages("en")


def english(told: Told) -> str:
    """A sentence of ours, or the service's or the system's own text."""
    return words_of(told, _ENGLISH)
