"""What stands in the start form, as typed."""

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Self

from gui.core.foundation.enums import SdkType, Source
from gui.core.protocol.file_name_template import template_of
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.profiles.presets import Preset


@dataclass(frozen=True, slots=True)
class FormValues:
    """One value a field; None means: leave the field as it is.

    :param room: the room's number as text; so is ``class_id``.
    :param file_name: the name or its template, as protocol/file_name_template.py reads it.
    """

    room: str | None = None
    account: str | None = None
    file_name: str | None = None
    tags: tuple[str, ...] | None = None
    class_id: str | None = None
    transcode: bool | None = None
    screenshot: bool | None = None
    watermark: bool | None = None
    source: Source | None = None
    sdk_type: SdkType | None = None

    @classmethod
    def of_session(cls, session: Session) -> Self:
        """Everything that a session was started with: *Edit as new*."""
        target, settings = session.target, session.settings
        room = str(target.room)
        return cls(
            room=room,
            account=target.account,
            file_name=template_of(settings.file_name, room=room, user=target.account) or None,
            tags=settings.tags,
            class_id="" if settings.class_id is None else str(settings.class_id),
            transcode=settings.transcode,
            screenshot=settings.screenshot,
            watermark=settings.watermark,
            source=target.source,
            sdk_type=settings.sdk_type,
        )

    @classmethod
    def of_preset(cls, preset: "Preset") -> Self:
        """A preset's settings; room, user and file name stay."""
        return cls(
            tags=preset.tags,
            class_id=preset.class_id,
            transcode=preset.transcode,
            screenshot=preset.screenshot,
            watermark=preset.watermark,
            source=preset.source,
            sdk_type=preset.sdk_type,
        )

    def only_where(self, now: Self, then: Self) -> Self:
        """These values, for the fields in which two other forms agree; the others stay as they are."""
        changed = {
            field.name: None
            for field in fields(self)
            if getattr(now, field.name) != getattr(then, field.name)
        }
        return replace(self, **changed)
