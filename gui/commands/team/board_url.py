"""The address of a team's database, as it is typed: a host, a port and a database, and no secret in it."""

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from gui.commands.context import Context, WrongUse
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.team.settings import ManagedTeam

_SCHEMES: Final = ("postgresql", "postgres")
_PORT: Final = 5432
_FORM: Final = "postgresql://HOST:PORT/DATABASE"


def managed_by(context: Context, url: str, admin: str, ca_file: str | None) -> "ManagedTeam":
    """The board that an administrator means.

    :raises WrongUse: with every complaint, and no value that may hold a secret.
    """
    from pydantic import ValidationError

    from gui.core.team.settings import ManagedTeam

    host, port, database = _parts(context, url)
    authority = "" if ca_file is None else _authority(context, ca_file)
    try:
        return ManagedTeam(host=host, port=port, database=database, role=admin, authority=authority)
    except ValidationError:
        raise WrongUse(f"--admin: {context.text('cli.team.no_name')}") from None


def _parts(context: Context, url: str) -> tuple[str, int, str]:
    from gui.core.security.redaction import register

    complaint = WrongUse(f"--url: {context.text('cli.team.url', form=_FORM)}")
    try:
        found = urlsplit(url.strip())
        port, host = found.port or _PORT, found.hostname or ""
        password, user = found.password, found.username
    except ValueError:
        # Its text repeats what was typed.
        raise complaint from None
    if password:
        register(unquote(password))
        register(password)
        raise WrongUse(f"--url: {context.text('cli.team.url_password', form=_FORM)}")
    if user:
        raise WrongUse(f"--url: {context.text('cli.team.url_user', name=visible(unquote(user), 40))}")
    database = unquote(found.path.removeprefix("/"))
    if found.query or found.fragment:
        raise WrongUse(f"--url: {context.text('cli.team.url_more', form=_FORM)}")
    if found.scheme not in _SCHEMES or not host or not database or "/" in database:
        raise complaint
    return host, port, database


def _authority(context: Context, given: str) -> str:
    from gui.core.catalogue.details import words_of
    from gui.core.catalogue.errors import Problem
    from gui.core.foundation.paths import given_path
    from gui.core.network.certificate_files import authorities

    try:
        found = authorities(given_path(given))
    except Problem as problem:
        raise WrongUse(f"--ca-file: {visible(words_of(problem, context.messages))}") from problem
    if not isinstance(found, str):
        raise WrongUse(f"--ca-file: {context.text('cli.team.no_authority', path=visible(given))}")
    return found
