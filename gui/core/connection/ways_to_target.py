"""Which profile a request for a known recording can go through, where its own is gone or leads elsewhere."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.profiles.profiles import Profiles
from gui.core.sessions.session import Session, Target


def leading_to(profiles: Profiles, targets: Iterable[Target]) -> tuple[str, ...]:
    """The profiles that lead to the relay and app of all of these targets, in the list's order."""
    wanted = {(target.host, target.sdk_app_id) for target in targets}
    found = (profile for profile in profiles.all() if {(profile.host, profile.sdk_app_id)} >= wanted)
    return tuple(profile.name for profile in found)


def names_by_place(profiles: Profiles) -> Mapping[tuple[str, int], Sequence[str]]:
    """The profiles that lead to each relay and app, in the list's order."""
    found: dict[tuple[str, int], list[str]] = {}
    for profile in profiles.all():
        found.setdefault((profile.host, profile.sdk_app_id), []).append(profile.name)
    return found


def ways_to(profiles: Profiles, session: Session) -> tuple[str, ...]:
    """The session's own profile where it leads to its target, else all others that do."""
    names = leading_to(profiles, (session.target,))
    return (session.profile,) if session.profile in names else names


async def way_to(profiles: Profiles, session: Session, chosen: str = "") -> str:
    """The profile to go through: the session's own, the chosen one, or the only one that leads there.

    :param chosen: what a person chose, or works with now; empty for nothing.
    :raises Problem: ``profile_gone``, never sent, where there is none, or several to choose from.
    """
    ways = ways_to(profiles, session)
    if not ways:
        # One may have been made meanwhile, by another process.
        await asyncio.to_thread(profiles.load_if_possible)
        ways = ways_to(profiles, session)
    if chosen in ways:
        return chosen
    if len(ways) != 1:
        target, names = session.target, ", ".join(ways) or "–"
        places = {"profile": session.profile, "host": target.host, "ways": names}
        detail = Detail("profile.ways", {**places, "app": target.sdk_app_id})
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE_GONE, detail=detail)
    return ways[0]


def live_of(sessions: Iterable[Session], profile: str) -> tuple[Session, ...]:
    """Those that bear the profile's name and may still be recording: they hang on it."""
    return tuple(session for session in sessions if session.live and session.profile == profile)


def to_choose_from(
    profiles: Profiles, sessions: Collection[Session]
) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Relay and app of the sessions whose own profile leads there no more, where several others do."""
    # Thousands may be chosen, of a handful of profiles.
    kinds = {(one.profile, one.target.host, one.target.sdk_app_id): one for one in sessions}
    ways = {(host, app): ways_to(profiles, session) for (_, host, app), session in kinds.items()}
    return {where: names for where, names in ways.items() if len(names) > 1}
