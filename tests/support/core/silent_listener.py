"""Whoever drives a recorder, and wants to hear of nothing."""

from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session


class SilentListener:
    """Takes what a recorder tells, and keeps nothing of it."""

    def session_changed(self, session: Session) -> None:
        """Not of interest."""

    def progress_changed(self, session_id: str, progress: Progress | None) -> None:
        """Not of interest."""
