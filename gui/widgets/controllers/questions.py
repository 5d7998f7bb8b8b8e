"""What the questions of all flows have in common: the profile they name, and that none mixes profiles."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.sessions.session import Session
from gui.widgets.controls.profile_chip import Place
from gui.widgets.runtime.bridge import Bridge

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile
    from gui.widgets.controls.ask_dialog import AskDialog


def place_named(bridge: Bridge, name: str) -> Place:
    """The place of a profile that there is."""
    profiles = bridge.profiles() if bridge.ready else ()
    found = next((profile for profile in profiles if profile.name == name), None)
    return Place("other", name) if found is None else place_of(found)


def place_of(profile: "Profile") -> Place:
    """The place of a profile."""
    return Place(profile.environment.value, profile.name, profile.shown_colour or "")


def place_of_session(bridge: Bridge, session: Session) -> Place:
    """The place of a recording; production is marked, though its profile may be gone."""
    from gui.core.profiles.profiles import Profile

    place = place_named(bridge, session.profile)
    if place.environment != "other":
        return place
    url = f"https://{session.target.host}"
    try:
        lost = Profile(name=session.profile, url=url, sdk_app_id=1, identifier="")
        return Place(lost.environment.value, session.profile, place.colour)
    except ValueError:
        return place


def by_profile(sessions: Iterable[Session]) -> dict[str, tuple[Session, ...]]:
    """The sessions of each profile, in the order in which the profiles come; Practice last."""
    groups: dict[str, list[Session]] = {}
    for session in sessions:
        groups.setdefault(session.profile, []).append(session)
    names = sorted(groups, key=lambda name: name == PRACTICE_NAME)
    return {name: tuple(groups[name]) for name in names}


def ask_in_turn(questions: "Mapping[str, Callable[[], AskDialog]]", number: int = 1) -> None:
    """Open each question once the one before it is answered, whatever the answer was.

    Each says the how manieth it is, and whose is next. From the second on Return cancels: it looks like the
    one before, and is about another account.

    :param questions: by the profile that each is about.
    :param number: of the one to open now.
    """
    names = list(questions)[number - 1 :]
    if not names:
        return
    dialog = questions[names[0]]()
    dialog.show_turn(number, len(questions), *names[1:2])
    if number > 1:
        dialog.set_default(dialog.cancel)
    dialog.finished.connect(lambda _result: ask_in_turn(questions, number + 1))
    dialog.open()
