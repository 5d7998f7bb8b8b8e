"""``profile add|list|show|remove``: the connections of a data folder. A secret is never shown."""

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands, need
from gui.commands.profiles import profile_check, profile_remove, profile_secrets, profile_transfer
from gui.commands.profiles.profile_choice import chosen, profiles
from gui.commands.profiles.profile_secrets import keep, keep_passphrase, read_credential, read_passphrase
from gui.core.catalogue.details import words_of
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import one_named, plain_digits, with_scheme
from gui.core.profiles.colours import COLOURS_TO_CHOOSE

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile, Profiles

_FILES: Final = ("ca_file", "client_cert", "client_key")
_LIMITS: Final = ("rate_limit", "in_flight", "overrun_hours")
_FIELDS: Final = ("name", "url", "sdk_app_id", "identifier", "colour", *_FILES, *_LIMITS)


def add_to(commands: Commands) -> None:
    """Add the group."""
    group = commands.group("profile")
    add = group.add("add", _add)
    add.add_argument("name", metavar="NAME", help=commands.help("profile_name"))
    need(add.add_argument("--url", help=commands.help("url")))
    need(add.add_argument("--sdk-app-id", metavar="N", help=commands.help("sdk_app_id")))
    need(add.add_argument("--identifier", metavar="ID", help=commands.help("identifier")))
    for name in ("ca-file", "client-cert", "client-key"):
        add.add_argument(f"--{name}", metavar="F", help=commands.help(name.replace("-", "_")))
    colours = commands.messages.text("cli.option.colour", choices=", ".join(COLOURS_TO_CHOOSE))
    add.add_argument("--colour", metavar="NAME", help=colours)
    for name in _LIMITS:
        add.add_argument(f"--{name.replace('_', '-')}", metavar="N", help=commands.help(name))
    secret = add.add_mutually_exclusive_group()
    secret.add_argument("--user-sig-stdin", action="store_true", help=commands.help("user_sig_stdin"))
    secret.add_argument("--secret-key-stdin", action="store_true", help=commands.help("secret_key_stdin"))
    add.add_argument("--passphrase-stdin", action="store_true", help=commands.help("passphrase_stdin"))
    listing = group.add("list", _list, reads=True)
    listing.add_argument("--json", action="store_true", help=commands.help("json"))
    show = group.add("show", _show, reads=True)
    show.add_argument("name", nargs="?", metavar="NAME", help=commands.help("profile_name"))
    show.add_argument("--json", action="store_true", help=commands.help("json"))
    profile_remove.add_to(group)
    profile_secrets.add_to(group)
    profile_check.add_to(group)
    profile_transfer.add_to(group)


def _add(context: Context, arguments: Namespace) -> int:
    from gui.core.profiles.profiles import InvalidProfile, new_profile

    values = {name: getattr(arguments, name) for name in _FIELDS if getattr(arguments, name) is not None}
    values |= {name: plain_digits(values[name]) for name in ("sdk_app_id", *_LIMITS) if name in values}
    if "url" in values:
        values["url"] = with_scheme(values["url"])
    found = profiles(context)
    # In other letters it is no second profile that looks like the first.
    values["name"] = one_named(arguments.name, [known.name for known in found.all()]) or arguments.name
    complaints: list[str] = []
    profile: Profile | None = None
    try:
        profile = new_profile(values)
        complaints += _taken(context, profile, found)
    except InvalidProfile as err:
        for complaint in err.complaints:
            params = {name: visible(str(value)) for name, value in complaint.params.items()}
            words = context.text(f"complaint.profile.{complaint.key}", **params)
            complaints.append(f"{_option(complaint.field)}: {words}")
    credential, complaint_about_it = read_credential(context, arguments)
    complaints += complaint_about_it
    passphrase = read_passphrase(context) if arguments.passphrase_stdin else None
    if passphrase == "":
        complaints.append(f"--passphrase-stdin: {context.text('cli.complaint.no_passphrase')}")
    if profile is not None and (profile.ca_file or profile.client_cert):
        complaints += _file_complaints(context, profile, passphrase or "")
    if complaints or profile is None:
        raise WrongUse(*complaints)
    found.add(profile)
    output.print_line(context.text("cli.profile.added", name=visible(profile.name)))
    keep(context, profile, credential)
    if passphrase is not None:
        keep_passphrase(context, profile.name, passphrase)
    return Exit.ACCEPTED


def _file_complaints(context: Context, profile: "Profile", passphrase: str) -> list[str]:
    """Files and a passphrase that can never work; an expired certificate may be replaced in its place."""
    from gui.core.connection.certificate_check import CertificateFiles, never_usable

    files = CertificateFiles(profile.ca_file, profile.client_cert, profile.client_key, passphrase)
    complaints = []
    for field, problem in never_usable(files).items():
        option = "--passphrase-stdin" if field == "passphrase" else _option(field)
        detail = visible(words_of(problem, context.messages))
        words = context.text(f"complaint.profile.{problem.word}", detail=detail)
        complaints.append(f"{option}: {words}")
    return complaints


def _taken(context: Context, profile: "Profile", found: "Profiles") -> list[str]:
    """A name is not taken over silently; the same connection again renews its credential only."""
    if any(known.name == profile.name and known != profile for known in found.all()):
        return [f"NAME: {context.text('cli.complaint.profile_exists', name=visible(profile.name))}"]
    return []


def _option(field: str) -> str:
    return "NAME" if field == "name" else f"--{field.replace('_', '-')}"


def _list(context: Context, arguments: Namespace) -> int:
    from gui.commands.text_table import table

    found = profiles(context)
    default = found.default()
    if arguments.json:
        for profile in found.all():
            output.print_object(_fields(profile, found))
        return Exit.ACCEPTED
    columns = ("name", "environment", "colour", "url", "app", "default")
    titles = [context.text(f"cli.profile.{name}") for name in columns]
    rows = [
        [
            visible(profile.name),
            context.text(f"cli.environment.{profile.environment}"),
            context.text(f"cli.colour.{profile.shown_colour}") if profile.shown_colour else "–",
            "–" if profile.host == "practice" else profile.url,
            str(profile.sdk_app_id),
            context.text("cli.profile.is_default") if profile == default else "",
        ]
        for profile in found.all()
    ]
    for line in table(titles, rows):
        output.print_line(line)
    return Exit.ACCEPTED


def _show(context: Context, arguments: Namespace) -> int:
    found = profiles(context)
    profile = found.get(chosen(context, arguments.name))
    fields = _fields(profile, found)
    if arguments.json:
        output.print_object(fields)
        return Exit.ACCEPTED
    for name, value in fields.items():
        if value is not None and value is not False:
            output.print_line(f"{context.text(f'cli.profile.field.{name}')}: {_text(context, name, value)}")
    return Exit.ACCEPTED


def _text(context: Context, name: str, value: object) -> str:
    if name in ("environment", "colour"):
        return context.text(f"cli.{name}.{value}")
    return context.text("cli.yes") if value is True else visible(str(value))


def _fields(profile: "Profile", found: "Profiles") -> dict[str, object]:
    practice = profile.host == "practice"
    files = (profile.ca_file, profile.client_cert, profile.client_key)
    return {
        "name": profile.name,
        "environment": profile.environment.value,
        "colour": profile.shown_colour.value if profile.shown_colour else None,
        "url": None if practice else profile.url,
        "sdk_app_id": profile.sdk_app_id,
        "identifier": profile.identifier,
        **{name: str(file) if file else None for name, file in zip(_FILES, files, strict=True)},
        **{name: getattr(profile, name) for name in _LIMITS},
        "default": profile == found.default(),
    }
