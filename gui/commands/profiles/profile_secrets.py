"""Secrets on their way into the keychain: typed or from standard input, never arguments."""

import asyncio
import codecs
import getpass
import shlex
import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands
from gui.commands.profiles.profile_choice import chosen, profiles
from gui.core.catalogue.errors import Problem
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.profiles.credentials import Credential
    from gui.core.profiles.profiles import Profile
    from gui.core.security.usersig import DecodedUsersig

CREDENTIALS: Final = ("usersig", "secret_key")
"""Kinds of credentials, in the order in which the keychain is asked for them."""


def add_to(group: Commands) -> None:
    """Add ``profile passphrase``."""
    parser = group.add("passphrase", _passphrase)
    parser.add_argument("name", nargs="?", metavar="NAME", help=group.help("profile_name"))


def read_credential(context: Context, arguments: Namespace) -> "tuple[Credential | None, list[str]]":
    """The secret of standard input, and what is wrong with it; what a paste did is put right, and printed."""
    if not (arguments.user_sig_stdin or arguments.secret_key_stdin):
        return None, []
    from gui.core.profiles.credentials import Credential
    from gui.core.security.keychain import CredentialKind
    from gui.core.security.pasted_secret import read_secret_key, read_usersig

    kind = CredentialKind.USERSIG if arguments.user_sig_stdin else CredentialKind.SECRET_KEY
    option = "--user-sig-stdin" if arguments.user_sig_stdin else "--secret-key-stdin"
    several = kind is CredentialKind.USERSIG and not arguments.passphrase_stdin
    given = typed(context, "cli.type_secret", several_lines=several)
    if not given:
        return None, [f"{option}: {context.text('cli.complaint.no_secret')}"]
    if kind is CredentialKind.SECRET_KEY:
        key, quoted = read_secret_key(given)
        if quoted:
            _warn(context, context.text("cli.usersig.quoted"))
        return Credential(kind, key), []
    pasted = read_usersig(given)
    for mended in pasted.mended:
        _warn(context, context.text(f"cli.usersig.{mended}"))
    return Credential(kind, pasted.text), []


def read_passphrase(context: Context) -> str:
    """The next line of standard input, whole; empty where there is none."""
    return typed(context, "cli.type_passphrase", whole=True)


def keep(context: Context, profile: "Profile", credential: "Credential | None") -> None:
    """Put the credential into the keychain; without a keychain the profile stands, and that is printed."""
    from gui.core.security import keychain, usersig
    from gui.core.security.keychain import CredentialKind

    if credential is None:
        print_kept_before(context, profile.name)
        return
    if credential.kind is CredentialKind.USERSIG:
        try:
            _compare(context, profile, usersig.decode(credential.secret))
        except ValueError:
            _warn(context, context.text("cli.usersig_not_decodable", where="--user-sig-stdin"))
    try:
        asyncio.run(keychain.store(profile.name, credential.kind, credential.secret))
    except Problem as problem:
        output.print_error(context.text("cli.profile.not_kept"))
        _why_not(context, problem)


def print_kept_before(context: Context, profile: str) -> None:
    """Which credential a profile without one uses: an earlier one of its name may have left it."""
    kept = kept_before(profile)
    found = [kind for kind in CREDENTIALS if kind in kept]
    if not found:
        output.print_line(context.text("cli.profile.no_credential"))
        return
    values = {"name": visible(profile), "what": context.text(f"cli.profile.kept.{found[0]}")}
    output.print_line(context.text("cli.profile.kept_before", **values))
    output.print_line(context.text("cli.profile.kept_before.remove", name=_quoted(profile)))


def kept_before(profile: str) -> tuple[str, ...]:
    """What the keychain has of a profile; nothing where it can't be asked, or takes its time."""
    from gui.core.profiles.credentials import KEYCHAIN_PATIENCE_S
    from gui.core.security import keychain

    async def look() -> tuple[str, ...]:
        async with asyncio.timeout(KEYCHAIN_PATIENCE_S):
            return await keychain.names_of_kept(profile)

    try:
        return asyncio.run(look())
    except (Problem, TimeoutError):
        return ()


def _quoted(profile: str) -> str:
    """The name as a shell takes it."""
    return visible(shlex.quote(profile))


def keep_passphrase(context: Context, profile: str, passphrase: str) -> bool:
    """Put a passphrase into the keychain; whether it is there now."""
    from gui.core.security import keychain
    from gui.core.security.redaction import register

    register(passphrase)
    try:
        asyncio.run(keychain.store_passphrase(profile, passphrase))
    except Problem as problem:
        output.print_error(context.text("cli.profile.passphrase_not_kept"))
        _why_not(context, problem)
        return False
    output.print_line(context.text("cli.profile.passphrase_kept", name=visible(profile)))
    return True


def _passphrase(context: Context, arguments: Namespace) -> int:
    name = profiles(context).get(chosen(context, arguments.name)).name
    given = read_passphrase(context)
    if not given:
        raise WrongUse(context.text("cli.complaint.no_passphrase"))
    return Exit.ACCEPTED if keep_passphrase(context, name, given) else Exit.NOT_SENT


def _why_not(context: Context, problem: Problem) -> None:
    """A keychain that is locked or hangs can be helped; where there is none, all has been printed."""
    from gui.core.catalogue.errors import LocalFailure

    if problem.word is not LocalFailure.CREDENTIAL:
        output.print_error(context.catalogue.of(problem).solution)


def _compare(context: Context, profile: "Profile", decoded: "DecodedUsersig") -> None:
    """Warns of what does not fit; the relay alone decides."""
    from gui.core.security import usersig

    if decoded.identifier != profile.identifier:
        names = {"identifier": visible(decoded.identifier, 80), "expected": visible(profile.identifier, 80)}
        _warn(context, context.text("cli.usersig.other_identifier", **names))
    if decoded.sdk_app_id != profile.sdk_app_id:
        apps = {"app": decoded.sdk_app_id, "expected": profile.sdk_app_id}
        _warn(context, context.text("cli.usersig.other_app", **apps))
    if decoded.expires_at <= time.time():
        _warn(context, context.text("cli.usersig.expired"))
    elif decoded.made_at > time.time() + usersig.AHEAD_S:
        _warn(context, context.text("cli.usersig.not_yet"))


def _warn(context: Context, words: str) -> None:
    output.print_error(context.text("cli.warning", text=words))


def typed(context: Context, prompt: str, *, several_lines: bool = False, whole: bool = False) -> str:
    """A secret: one line, without echo from a terminal; a usersig's further lines where it was broken.

    :param whole: blanks at the ends belong to it.
    """
    from gui.core.security.pasted_secret import LIMIT, could_go_on

    if sys.stdin.isatty():
        given = getpass.getpass(context.text(prompt))
        return given if whole else given.strip()
    source = sys.stdin.buffer
    try:
        first = source.readline(LIMIT)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            # As an editor of Windows may have saved it; its line breaks are two bytes long.
            lines = (first + source.read(LIMIT)).decode("utf-16").splitlines()
            given = "\n".join(lines if several_lines else lines[:1])
        else:
            given = first.decode("utf-8-sig")
            if several_lines and could_go_on(given):
                given += source.read(LIMIT).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return given.rstrip("\r\n") if whole else given.strip()
