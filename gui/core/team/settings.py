"""What a data folder keeps of its team: where the board is, who it is there, who manages it. No password.

Two small files for their owner alone, replaced durably. Every function here blocks.
"""

from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gui.core.catalogue.details import Detail
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.files import make_folder, replace_file, sync_folder
from gui.core.foundation.json_file import UnusableFile, read_json
from gui.core.team.board_failures import TeamProblem
from gui.core.team.board_login import BoardAddress

MEMBER_FILE: Final = "team.json"
MANAGER_FILE: Final = "team-manager.json"
FORM: Final = 1
LONGEST_AUTHORITY: Final = 256 * 1024

Name = Annotated[str, Field(min_length=1, max_length=255)]
Port = Annotated[int, Field(ge=1, le=65535)]
Authority = Annotated[str, Field(max_length=LONGEST_AUTHORITY)]
"""PEM text; empty for the authorities of the system."""


class BoardPlace(BaseModel):
    """Where a board is, and which role to use there.

    :ivar authority: who signed the server's certificate, as PEM text; empty for the system's authorities.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, hide_input_in_errors=True)

    form: Literal[1] = FORM
    host: Name
    port: Port
    database: Name
    role: Name
    authority: Authority = ""

    @property
    def address(self) -> BoardAddress:
        """The same, as a connection needs it."""
        return BoardAddress(self.host, self.port, self.database, self.role)


class TeamSettings(BoardPlace):
    """The team that a data folder is in.

    :ivar code: as it was invited; a second folder of that invitation is ``LI-2``: the ledger has that.
    :ivar joined_s: when it joined, in seconds of the board's clock; 0 where an older panel did.
    """

    code: Name
    joined_s: float = 0.0

    @property
    def address(self) -> BoardAddress:
        """The same, as a connection needs it; people know who logs in there by the desk's code."""
        return BoardAddress(self.host, self.port, self.database, self.role, self.code)


class ManagedTeam(BoardPlace):
    """The team that an administrator manages from here; the role is theirs, its password is not kept."""


Kept = TypeVar("Kept", bound=BoardPlace)


def joined_team(folder: Path) -> TeamSettings | None:
    """The team that a data folder is in; None for none.

    :raises TeamProblem: where the file can't be read, or a newer panel wrote it.
    """
    return _read(folder / MEMBER_FILE, TeamSettings)


def managed_team(folder: Path) -> ManagedTeam | None:
    """The team that is managed from a data folder; None for none. Raises as :func:`joined_team` does."""
    return _read(folder / MANAGER_FILE, ManagedTeam)


def keep_joined(folder: Path, settings: TeamSettings) -> None:
    """Be in a team from now on.

    :raises Problem: ``file`` where that can't be written.
    """
    _write(folder / MEMBER_FILE, settings)


def keep_managed(folder: Path, settings: ManagedTeam) -> None:
    """Manage a team from now on; raises as :func:`keep_joined` does."""
    _write(folder / MANAGER_FILE, settings)


def forget_joined(folder: Path) -> None:
    """Be in no team any more; does no harm where there is none.

    :raises Problem: ``file`` where the file can't be removed.
    """
    path = folder / MEMBER_FILE
    try:
        path.unlink(missing_ok=True)
    except OSError as err:
        raise of_file(err, path) from err
    sync_folder(folder)


def _write(path: Path, kept: BoardPlace) -> None:
    try:
        make_folder(path.parent)
        replace_file(path, (kept.model_dump_json(indent=2) + "\n").encode())
    except OSError as err:
        raise of_file(err, path) from err


def _read(path: Path, kind: type[Kept]) -> Kept | None:
    try:
        found = read_json(path)
        form = found.get("form") if isinstance(found, dict) else None
        if isinstance(form, int) and form > FORM:
            raise TeamProblem(Detail("team.file_newer", where=str(path)))
        return kind.model_validate(found)
    except FileNotFoundError:
        return None
    except (UnusableFile, ValidationError) as err:
        raise TeamProblem(Detail("team.file_unusable", where=str(path))) from err
    except OSError as err:
        raise of_file(err, path) from err
