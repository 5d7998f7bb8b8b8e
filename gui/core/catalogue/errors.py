"""One catalogue entry for every kind of failure, and the one exception that carries a failure.

Texts stand in ``resources/error_codes.*.json``; who can fix what, and the next steps, in guidance_rows.py.
"""

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from gui.core.catalogue.details import Detail
from gui.core.foundation.enums import HEAD_CODES, Operation, signed_code
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.paths import RESOURCES
from gui.core.foundation.plain_text import fit_to_store


class Delivery(StrEnum):
    """How far a request came before it failed."""

    NEVER_SENT = "never_sent"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"


class LocalFailure(StrEnum):
    """Stable keywords for failures that no service code describes (``problem`` in JSON)."""

    NAME_RESOLUTION = "name_resolution"
    CONNECT = "connect"
    PROXY = "proxy"
    PROXY_LOGIN = "proxy_login"
    PROXY_SETTING = "proxy_setting"
    TLS = "tls"
    TLS_UNKNOWN_AUTHORITY = "tls_unknown_authority"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"
    TLS_NOTHING_IN_COMMON = "tls_nothing_in_common"
    TLS_NOT_SPOKEN = "tls_not_spoken"
    CLIENT_CERTIFICATE = "client_certificate"
    CLIENT_CERTIFICATE_REFUSED = "client_certificate_refused"
    CREDENTIAL = "credential"
    KEYCHAIN = "keychain"
    KEYCHAIN_LOCKED = "keychain_locked"
    KEYCHAIN_SLOW = "keychain_slow"
    CERTIFICATE_FILE = "certificate_file"
    TEMPORARY_FILE = "temporary_file"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET_VALID = "certificate_not_yet_valid"
    CERTIFICATE_KEY_MISMATCH = "certificate_key_mismatch"
    PASSPHRASE_MISSING = "passphrase_missing"
    PASSPHRASE_WRONG = "passphrase_wrong"
    TIMEOUT = "timeout"
    CONNECTION_LOST = "connection_lost"
    UNUSABLE_ANSWER = "unusable_answer"
    UNREADABLE_ANSWER = "unreadable_answer"
    HTTP_STATUS = "http_status"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    BUSY = "busy"
    ALREADY_LIVE = "already_live"
    ANOTHER_SESSION = "another_session"
    APART = "apart"
    """Rows of several desks of a team contradict each other; no panel asked the service for it."""
    LEDGER = "ledger"
    LEDGER_LOCKED = "ledger_locked"
    LEDGER_AFTER = "ledger_after"
    LEDGER_DAMAGED = "ledger_damaged"
    LEDGER_MOVED = "ledger_moved"
    LEDGER_NEWER = "ledger_newer"
    LEDGER_RESTORED = "ledger_restored"
    LEDGER_ROW = "ledger_row"
    LEDGER_UNREADABLE = "ledger_unreadable"
    NO_FILE_LOCKS = "no_file_locks"
    SIMULATOR = "simulator"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    PANEL_ENDED = "panel_ended"
    PROFILE = "profile"
    PROFILE_GONE = "profile_gone"
    INVALID = "invalid"
    FILE = "file"
    SECRET_IN_REPORT = "secret_in_report"
    SECRET_IN_PROFILE = "secret_in_profile"
    TEAM = "team"
    PANEL_BUG = "panel_bug"
    """A bug of the panel before a byte left."""
    PANEL_BUG_AFTER = "panel_bug_after"
    """A bug of the panel once a byte may have left."""


class Problem(Exception):  # noqa: N818 - "problem" is the product's word for an expected failure
    """An expected failure. A bug is any other exception.

    :param delivery: whether the request left, and whether it was answered.
    :param code: the service's number (head codes negative), None for a local failure.
    :param word: the local failure, None when the service answered with a code.
    :param message: the service's or the system's own text; untrusted plain text, no secrets.
    :param detail: a sentence of ours in its place.
    :param outside_head: the code came in a body or from the gateway, where -1 … -5 are not the head's.
    :ivar outside_head: true only where the number would otherwise be taken for one of the head's.
    """

    def __init__(
        self,
        delivery: Delivery,
        *,
        code: int | None = None,
        word: LocalFailure | None = None,
        message: str = "",
        detail: Detail | None = None,
        outside_head: bool = False,
    ) -> None:
        if (code is None) == (word is None):
            raise ValueError("a problem has either a code or a word")
        self.delivery = delivery
        self.code = code
        self.word = word
        # It goes into the ledger, and a path in it may be no text.
        self.message = fit_to_store(message)
        self.detail = detail
        self.outside_head = outside_head and code is not None and signed_code(code) in HEAD_CODES
        super().__init__(f"{code if word is None else word.value} ({delivery.value})")


def is_at_another_desk(problem: Problem) -> bool:
    """Whether nothing was sent because another desk is at it: the detail says who, and what to do."""
    detail = problem.detail
    return problem.word is LocalFailure.BUSY and detail is not None and detail.key.startswith("team.")


def panel_bug(bug: Exception, *, may_have_left: bool) -> Problem:
    """A bug as the problem of the one request that it struck; the kind only, its text may hold anything."""
    detail = Detail("panel_bug", {"kind": type(bug).__name__})
    if may_have_left:
        return Problem(Delivery.NO_ANSWER, word=LocalFailure.PANEL_BUG_AFTER, detail=detail)
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.PANEL_BUG, detail=detail)


def unwritten_problem(refused: Exception) -> Problem:
    """The problem of a request whose outcome could not be written: what the ledger said, or a bug's kind."""
    message, detail = type(refused).__name__, None
    if isinstance(refused, Problem):
        message, detail = refused.message, refused.detail
    return Problem(Delivery.NO_ANSWER, word=LocalFailure.LEDGER_AFTER, message=message, detail=detail)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """The catalogue's entry of one failure, in one language.

    :param key: the code as text, or the local failure's word.
    :param known: False where the entry was made on the spot for a code that no table knows.
    """

    key: str
    family: str
    description: str
    solution: str
    known: bool = True


class Catalogue:
    """The error codes in one language. Loading reads one small file."""

    def __init__(self, language: str = "en") -> None:
        chosen = language if language in LANGUAGES else "en"
        self._data = _load(chosen)
        self.language = chosen

    def entry(self, key: int | str) -> CatalogueEntry:
        """The entry of a service code (head codes negative or unsigned) or of a local failure's word."""
        name = str(signed_code(key)) if isinstance(key, int) else str(key)
        for table in (self._data.codes, self._data.local):
            if name in table:
                return self._entry(name, table[name], known=True)
        return self._unknown(name)

    def of(self, problem: Problem, *, sends: bool = True, reads: bool = False) -> CatalogueEntry:
        """The entry of a problem.

        :param reads: whether a file was to be read, not written.
        :param sends: False for what sends nothing anyway: its problem must not speak of sending.
        """
        if problem.outside_head:
            return self._unknown(str(problem.code))
        entry = self.entry(problem.code if problem.code is not None else str(problem.word))
        key, messages = f"reading.{entry.key}", Messages(self.language)
        if sends or problem.word is None or key not in messages:
            return entry
        solution = f"{key}.solution"
        unread = reads and problem.word is LocalFailure.FILE
        return replace(
            entry,
            description=messages.text("reading.file_unread" if unread else key),
            solution=messages.text(solution) if solution in messages else entry.solution,
        )

    def codes(self) -> tuple[CatalogueEntry, ...]:
        """All service codes of the catalogue, ascending by their number's magnitude, negatives first."""
        return tuple(self.entry(int(code)) for code in sorted(self._data.codes, key=int))

    def local_failures(self) -> tuple[CatalogueEntry, ...]:
        """All local failures."""
        return tuple(self.entry(word) for word in self._data.local)

    def _unknown(self, name: str) -> CatalogueEntry:
        number = int(name) if re.fullmatch(r"-?\d+", name) else 0
        texts = self._data.unknown[_range_key(self._data.unknown, number)]
        return self._entry(name, texts, known=False)

    def _entry(self, key: str, texts: dict[str, str], *, known: bool) -> CatalogueEntry:
        family = self._data.families.get(texts["family"], texts["family"])
        description, solution = (fill(texts[name], code=key) for name in ("description", "solution"))
        return CatalogueEntry(key, family, description, solution, known)


@dataclass(frozen=True, slots=True)
class _Data:
    families: dict[str, str]
    codes: dict[str, dict[str, str]]
    local: dict[str, dict[str, str]]
    unknown: dict[str, dict[str, str]]


@cache
def _load(language: str) -> _Data:
    text = (RESOURCES / f"error_codes.{language}.json").read_text(encoding="utf-8")
    return _Data(**json.loads(text))


def _range_key(unknown: dict[str, dict[str, str]], number: int) -> str:
    for key in unknown:
        low, _, high = key.partition("-")
        if high and int(low) <= number <= int(high):
            return key
    return "default"


class Activity(StrEnum):
    """It heads the problem: a decision that was not written must not read like a start that was not sent."""

    START = "start"
    STOP = "stop"
    DECIDE = "decide"
    """A person's decision or mark, written to the ledger."""
    READ = "read"
    """Reading the ledger, on request or by itself."""
    CONNECT = "connect"
    """Getting a profile's connection ready ahead of the first click."""
    SAVE = "save"
    """Writing a file: a report, a preset, an export."""

    @property
    def operation(self) -> Operation:
        """The operation whose guidance fits; what asked for none is guided as a start that was never sent."""
        return Operation.STOP if self is Activity.STOP else Operation.START


def of_operation(operation: Operation) -> Activity:
    """The activity of a request."""
    return Activity.START if operation is Operation.START else Activity.STOP
