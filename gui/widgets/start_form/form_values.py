"""What stands in the start form, as typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final, Self

from gui.core.foundation.enums import Field, SdkType, Source
from gui.core.protocol.file_name_template import template_of
from gui.core.sessions.session import Session

if TYPE_CHECKING:
    from gui.core.profiles.preset import Preset


@dataclass(frozen=True, slots=True)
class FormValues:
    """What is None, or is not in ``on_off``, means: leave the field as it is.

    :param room: the room's number as text; so is ``class_id``.
    :param file_name: the name or its template, as protocol/file_name_template.py reads it.
    :param on_off: the check boxes.
    """

    room: str | None = None
    account: str | None = None
    file_name: str | None = None
    tags: tuple[str, ...] | None = None
    class_id: str | None = None
    source: Source | None = None
    sdk_type: SdkType | None = None
    on_off: Mapping[Field, bool] = field(default_factory=dict)

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
            source=target.source,
            sdk_type=settings.sdk_type,
            on_off=settings.on_off(),
        )

    @classmethod
    def of_preset(cls, preset: "Preset") -> Self:
        """A preset's settings; room, user and file name stay."""
        return cls(
            tags=preset.tags,
            class_id=preset.class_id,
            source=preset.source,
            sdk_type=preset.sdk_type,
            on_off=preset.on_off(),
        )

    def as_typed(self) -> dict[str, object]:
        """Every value by its field's name, as a request takes them."""
        return {name: getattr(self, name) for name in _SINGLE} | {
            name.value: on for name, on in self.on_off.items()
        }

    def only_where(self, now: Self, then: Self) -> Self:
        """These values, for the fields in which two other forms agree; the others stay as they are."""
        changed = {name: None for name in _SINGLE if getattr(now, name) != getattr(then, name)}
        on_off = {name: on for name, on in self.on_off.items() if now.on_off[name] == then.on_off[name]}
        return replace(self, on_off=on_off, **changed)


_SINGLE: Final = tuple(one.name for one in fields(FormValues) if one.name != "on_off")
"""The fields that hold one value each."""
