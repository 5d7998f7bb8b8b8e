"""What a screen reader would be told to say, in the order in which the window told it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive
Said = list[tuple[str, QAccessible.AnnouncementPoliteness]]


@contextmanager
def announcements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """Listen where Qt hands events to the bridge of the platform."""
    said: Said = []
    hand_on = QAccessible.updateAccessibility

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append((event.message(), event.politeness()))
        hand_on(event)

    with monkeypatch.context() as patch:
        patch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
        yield said
