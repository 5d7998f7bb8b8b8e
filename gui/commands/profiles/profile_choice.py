"""Which profile a command is for. Production is never guessed."""

import time
from typing import TYPE_CHECKING

from gui.commands.context import Context, WrongUse
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import one_named

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profiles


def profiles(context: Context) -> "Profiles":
    """The data folder's profiles.

    :raises Problem: where the folder or the profiles can't be read.
    """
    found = _profiles_if_possible(context)
    if found.trouble is not None:
        raise found.trouble
    return found


def _profiles_if_possible(context: Context) -> "Profiles":
    """As far as they can be read: Practice is there in any case.

    :raises Problem: where the folder can't be read.
    """
    from gui.core.profiles.profiles import Profiles

    found = Profiles(context.usable_data_dir())
    found.load_if_possible()
    return found


def profile_name(context: Context) -> tuple[str | None, str]:
    """The profile's name, or None and the complaint.

    :raises Problem: where the folder or the profiles can't be read.
    """
    found = _profiles_if_possible(context)
    names = [profile.name for profile in found.all()]
    listed = ", ".join(visible(name) for name in names)
    if context.profile is not None:
        if (meant := one_named(context.profile, names)) is not None:
            return meant, ""
        if found.trouble is not None:
            raise found.trouble
        return None, context.text("cli.complaint.no_profile", name=visible(context.profile, 80), names=listed)
    default = found.default()
    if default is None:
        return None, context.text("cli.complaint.choose_profile", names=listed)
    return default.name, ""


def chosen(context: Context, given: str | None) -> str:
    """The profile that a command names, else that of ``--profile``, else the default one.

    :raises WrongUse: where there is none of that name, or one has to be chosen.
    """
    if given is not None:
        found = _profiles_if_possible(context)
        names = [profile.name for profile in found.all()]
        meant = one_named(given, names)
        if meant is None:
            if found.trouble is not None:
                raise found.trouble
            listed = ", ".join(visible(name) for name in names)
            words = context.text("cli.complaint.no_profile_named", name=visible(given, 80), names=listed)
            raise WrongUse(words)
        return meant
    name, complaint = profile_name(context)
    if name is None:
        raise WrongUse(complaint)
    return name


def environment_warning(context: Context, profile: str) -> str:
    """What is wrong with the usersig of the environment, or nothing. It is sent as it is."""
    from gui.core.foundation.enums import PRACTICE_NAME
    from gui.core.profiles.credentials import USER_SIG_VARIABLE, from_environment
    from gui.core.security import usersig
    from gui.core.security.keychain import CredentialKind

    given = from_environment()
    if profile == PRACTICE_NAME or given is None or given.kind is not CredentialKind.USERSIG:
        return ""
    try:
        decoded = usersig.decode(given.secret)
    except ValueError:
        return context.text("cli.usersig_not_decodable", where=USER_SIG_VARIABLE)
    if decoded.made_at > time.time() + usersig.AHEAD_S:
        return f"{USER_SIG_VARIABLE}: {context.text('cli.usersig.not_yet')}"
    return ""
