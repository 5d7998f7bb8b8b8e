"""A line with what will be sent besides room, user and file name."""

from typing import Final

from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import SdkType, Source
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.start_form.clamped_label import ClampedLabel
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.on_off_texts import OnOffTexts

SHOWN_TAGS: Final = 6


class RequestSummary(ClampedLabel):
    """Always in sight, so that nothing is sent unseen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._on_off = OnOffTexts().table()
        self.show_values(FormValues())

    def show_values(self, values: FormValues) -> None:
        """Show the values as text; many tags are counted."""
        words = [self.tr("screen") if values.source is Source.SCREEN else self.tr("camera")]
        if values.sdk_type is SdkType.IOT:
            words.append(self.tr("IoT camera SDK"))
        tags = values.tags or ()
        if tags:
            shown = self.tr(", ").join(map(visible, tags[:SHOWN_TAGS]))
            words.append(fill(self.tr("tags {tags}", "", len(tags)), tags=shown))
        more = len(tags) - SHOWN_TAGS
        if more > 0:
            words.append(fill(self.tr("and {number} more tags", "", more), number=more))
        if values.class_id:
            words.append(fill(self.tr("category {number}"), number=visible(values.class_id)))
        words += [text.sent for name, text in self._on_off.items() if values.on_off.get(name)]
        self.setText(fill(self.tr("Will send: {what}"), what=self.tr(", ").join(words)))
