"""What is said of a failure besides the entry of the catalogue: a key and its values, read as a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import fit_to_store


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence of ours: ``detail.<key>`` in ``resources/messages.*.json``. The ledger keeps it as it is.

    :param params: what fills its places: untrusted plain text or numbers, no secrets.
    :param where: the file, address or variable that it is about, told before it; untrusted as well.
    """

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    where: str = ""

    def __post_init__(self) -> None:
        # It goes into the ledger, and a path in it may be no text.
        params = {n: fit_to_store(v) if isinstance(v, str) else v for n, v in self.params.items()}
        object.__setattr__(self, "params", params)
        object.__setattr__(self, "where", fit_to_store(self.where))

    def text(self, messages: Messages) -> str:
        """The sentence in the language of the messages. Untrusted: show it with ``visible()``.

        Never raises: for a key that a newer panel wrote, the key and its values stand for the sentence.
        """
        try:
            said = messages.text(f"detail.{self.key}", **self.params)
        except (KeyError, IndexError, TypeError, ValueError):
            said = " ".join(map(str, (self.key, *self.params.values())))
        return f"{self.where}: {said}" if self.where else said

    def __str__(self) -> str:
        """English, for logs and tracebacks."""
        return self.text(Messages())

    def __repr__(self) -> str:
        """For a traceback that shows the arguments of an error."""
        return f"Detail({self.key!r}, {str(self)!r})"


class Told(Protocol):
    """What a failure may say: a sentence of ours, or the service's or the system's own text."""

    @property
    def message(self) -> str:
        """The service's or the system's own text."""
        ...

    @property
    def detail(self) -> Detail | None:
        """The sentence of ours."""
        ...


def words_of(told: Told, messages: Messages) -> str:
    """What is said of a failure, in the language of the messages; empty for nothing. Untrusted plain text."""
    return told.message if told.detail is None else told.detail.text(messages)
