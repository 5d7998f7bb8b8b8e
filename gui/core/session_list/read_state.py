"""How far the list may speak for the ledger: what was not read is neither empty nor zero."""

from enum import StrEnum
from typing import Final


class ReadState(StrEnum):
    """What is known of the ledger behind the list."""

    READING = "reading"
    """It is being read for the first time."""
    UNREADABLE = "unreadable"
    """It could not be read."""
    READ = "read"


COUNT_OF: Final = {ReadState.READING: "–", ReadState.UNREADABLE: "–"}
"""What stands for a number that nobody knows; as narrow as a digit, so that no count loses its place."""
