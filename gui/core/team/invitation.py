"""An invitation: a small file by which one desk joins a team, once. It holds a one-time password.

What is read was written by others, or cut by a mail program: each fault is one line. Nothing of the text
gets into an exception.
"""

import json
from pathlib import Path
from typing import Final, Literal

from pydantic import SecretStr, ValidationError

from gui.core.catalogue.details import Detail
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.file_places import read_plain_file
from gui.core.profiles.profile_file import INVITATION
from gui.core.security.redaction import register
from gui.core.team.administration import NewDesk
from gui.core.team.board_failures import TeamProblem
from gui.core.team.settings import BoardPlace, Name, TeamSettings

KIND: Final = INVITATION
FORM: Final = 1
LONGEST: Final = 512 * 1024


class Invitation(BoardPlace):
    """Where the board is, and how this desk gets in for the first time.

    :ivar password: good until the desk joins, which changes it.
    """

    kind: Literal["recording-panel team invitation"] = "recording-panel team invitation"
    code: Name
    password: SecretStr

    @property
    def settings(self) -> TeamSettings:
        """What a desk keeps of it."""
        return TeamSettings(
            host=self.host,
            port=self.port,
            database=self.database,
            role=self.role,
            authority=self.authority,
            code=self.code,
        )

    @property
    def text(self) -> str:
        """As the file holds it."""
        fields = {**self.model_dump(mode="json"), "password": self.password.get_secret_value()}
        return json.dumps({"kind": KIND, **fields}, indent=2) + "\n"


def invitation_for(desk: NewDesk, board: BoardPlace) -> Invitation:
    """The invitation of a desk that has just been let in."""
    return Invitation(
        host=board.host,
        port=board.port,
        database=board.database,
        role=desk.role,
        authority=board.authority,
        code=desk.code,
        password=SecretStr(desk.password),
    )


def read_invitation_file(path: Path) -> Invitation:
    """The invitation that a file holds; blocks.

    :raises TeamProblem: as :func:`read_invitation` does, and where it can't be read.
    """
    try:
        raw = read_plain_file(path, LONGEST)
    except OSError as err:
        raise TeamProblem(_unreadable(err, path)) from err
    return read_invitation(decoded(raw), str(path))


def _unreadable(err: OSError, path: Path) -> Detail:
    """What the panel itself says of such a file, else what the system says."""
    said = of_file(err, path).detail
    if said is None or said.key == "system":
        return Detail("team.invitation_unreadable", {"why": err.strerror or str(err)}, str(path))
    return said


def decoded(raw: bytes) -> str:
    """The text of what may be an invitation."""
    return raw.decode("utf-8-sig", "replace")


def read_invitation(text: str, where: str = "") -> Invitation:
    """The invitation that a text is.

    :param where: the file that it is from.
    :raises TeamProblem: where it is none, a part of one, or one of a newer panel.
    """
    given = text.strip().removeprefix("\ufeff")
    fields = _fields(given, where)
    if fields.get("kind") != KIND:
        raise TeamProblem(Detail("team.no_invitation", where=where))
    form = fields.get("form")
    if isinstance(form, int) and form > FORM:
        raise TeamProblem(Detail("team.invitation_newer", where=where))
    if isinstance(password := fields.get("password"), str):
        register(password)
    try:
        return Invitation.model_validate(fields)
    except ValidationError:
        # Without the exception: its text could hold what it was given.
        raise TeamProblem(Detail("team.invitation_cut", where=where)) from None


def _fields(given: str, where: str) -> dict[str, object]:
    try:
        found: object = json.loads(given) if len(given) <= LONGEST else None
    except (ValueError, RecursionError):
        # One that was cut begins as one; the exception holds the text.
        cut = given.startswith("{") and KIND in given[:200]
        key = "team.invitation_cut" if cut else "team.no_invitation"
        raise TeamProblem(Detail(key, where=where)) from None
    return found if isinstance(found, dict) else {}
