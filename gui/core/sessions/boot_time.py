"""How long a recording lasted, by a clock that nobody sets. Pure functions.

The wall clock may be set between a start and its stop. The clock of the boot can't be; but it tells nothing
across a restart of the computer.
"""

from datetime import datetime, timedelta
from typing import Final

from gui.core.foundation.enums import State
from gui.core.foundation.system import BootMoment
from gui.core.sessions.session import Session
from gui.core.sessions.session import replace as changed

_AGREE_S: Final = 2.0
"""So far two good clocks may drift apart in a day of recording."""


def with_boot_time(session: Session, now: datetime, boot: BootMoment | None) -> Session:
    """A session that was accepted, or ended, at this moment, with what the boot's clock tells of it.

    Its end never comes before its start. Where the computer was restarted in between, its length is unsure.

    :param now: the time in UTC that the session was concluded with.
    :param boot: the same moment by the boot's clock; None where there is none.
    """
    if session.state is State.RECORDING and session.accepted_at == now:
        return changed(session, accepted_boot=boot, lasted_s=None, length_unsure=False)
    if session.state is not State.STOPPED or session.ended_at != now or session.accepted_at is None:
        return session
    began, since = session.accepted_at, session.accepted_boot
    if since is not None and boot is not None and since.boot == boot.boot:
        lasted = max(0.0, boot.seconds - since.seconds)
        agree = abs((now - began).total_seconds() - lasted) <= _AGREE_S and now >= began
        ended = now if agree else began + timedelta(seconds=round(lasted, 3))
        return changed(session, ended_at=ended, lasted_s=lasted, length_unsure=False)
    # A session of an older panel has the wall clock only, which is right more often than not.
    unsure = since is not None or now < began
    return changed(session, ended_at=max(began, now), lasted_s=None, length_unsure=unsure)


def moment_of(session: Session, now: datetime, boot: BootMoment | None) -> datetime:
    """Now, as far as a live session's age is concerned: a wall clock that was set does not show in it."""
    since = session.accepted_boot
    if since is None or session.accepted_at is None or boot is None or since.boot != boot.boot:
        return now
    return session.accepted_at + timedelta(seconds=max(0.0, boot.seconds - since.seconds))
