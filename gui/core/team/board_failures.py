"""Why the board can't be reached, or refuses something: one sentence that names the thing and the remedy."""

from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.failure_classification import never_sent
from gui.core.team.board_login import BoardAddress

UNIQUE: Final = "23505"
NO_WRITING: Final = frozenset({"25006", "53100"})
"""Read only, or a full disk: rows of others can still be read."""
_ENDING: Final = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})
"""The server ends the connection, or does not take any yet."""
_NOT_CONNECTED: Final = "Connect call failed"
"""The loop's own words, of one address or of all that a name has: they are for developers."""
PASSING: Final = frozenset(
    {
        "team.nobody_answers",
        "team.not_reached",
        "team.late",
        "team.lost",
        "team.restarting",
        "team.unknown_name",
    }
)
"""It may be over soon, and says nothing of who asks."""
_BY_STATE: Final = {
    "25006": "team.read_only",
    "28P01": "team.wrong_password",
    "3D000": "team.no_database",
    "3F000": "team.no_board",
    "42883": "team.no_board",
    "42P01": "team.no_board",
    "42501": "team.not_allowed",
    "53100": "team.disk_full",
    "53300": "team.full",
    "57P01": "team.restarting",
    "57P02": "team.restarting",
    "57P03": "team.restarting",
}
_BY_WORD: Final = {
    LocalFailure.NAME_RESOLUTION: "team.unknown_name",
    LocalFailure.TLS_UNKNOWN_AUTHORITY: "team.wrong_authority",
    LocalFailure.TLS_SELF_SIGNED: "team.wrong_authority",
    LocalFailure.TLS_WRONG_HOST: "team.wrong_name",
    LocalFailure.TLS_EXPIRED: "team.certificate_dates",
    LocalFailure.TLS_NOT_YET_VALID: "team.certificate_dates",
    LocalFailure.TLS: "team.tls",
    LocalFailure.TLS_NOTHING_IN_COMMON: "team.tls",
    LocalFailure.TLS_NOT_SPOKEN: "team.tls",
    LocalFailure.CLIENT_CERTIFICATE: "team.client_certificate",
    LocalFailure.CLIENT_CERTIFICATE_REFUSED: "team.client_certificate",
}


class TeamProblem(Problem):
    """Something of the team failed; starts and stops go on.

    :ivar key: which sentence of the catalogue says why.
    """

    def __init__(self, detail: Detail) -> None:
        super().__init__(Delivery.NEVER_SENT, word=LocalFailure.TEAM, detail=detail)
        self.key = detail.key

    def __str__(self) -> str:
        return str(self.detail)


class BoardLost(TeamProblem):
    """There is no connection to the board, or none any more."""


class BoardRefused(TeamProblem):
    """The server refused a statement; the connection goes on.

    :ivar state: the server's SQLSTATE.
    """

    def __init__(self, detail: Detail, state: str) -> None:
        super().__init__(detail)
        self.state = state


def ends_the_connection(state: str) -> bool:
    """Whether an answer of the server's is the last one of its connection."""
    return state in _ENDING or state.startswith("08")


def detail_of_state(state: str, text: str, address: BoardAddress) -> Detail:
    """What the server said, by its SQLSTATE.

    :param text: the server's own words: untrusted. Who logs in is called there as people do.
    """
    key = _BY_STATE.get(state)
    if key is None and state.startswith("28"):
        certificate = "client certificate" in text
        key = "team.client_certificate" if certificate else "team.not_let_in"
    key = key or ("team.full" if state.startswith("53") else "team.said")
    why = text.replace(f'"{address.role}"', address.who) if address.role else text
    values = {"why": why, "role": address.who, "database": address.database}
    return Detail(key, values, address.place)


def detail_of_failure(err: BaseException, address: BoardAddress) -> Detail:
    """Why there is no connection, by the system's error."""
    if isinstance(err, ConnectionError) and "rejected SSL upgrade" in str(err):
        return Detail("team.no_tls", where=address.place)
    if isinstance(err, TimeoutError):
        return Detail("team.late", where=address.place)
    if isinstance(err, ConnectionRefusedError) or _NOT_CONNECTED in str(err):
        return Detail("team.nobody_answers", where=address.place)
    problem = never_sent(err)
    why = problem.message or (str(problem.detail) if problem.detail else type(err).__name__)
    key = _BY_WORD.get(problem.word, "team.not_reached") if problem.word else "team.not_reached"
    return Detail(key, {"why": why, "host": address.host}, address.place)
