"""A line with what will be sent besides room, user and file name."""

from typing import Final

from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import SdkType, Source
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.on_off_texts import OnOffTexts

SHOWN_TAGS: Final = 6


class RequestSummary(ToneLabel):
    """Stands above Start, so that nothing is sent unseen."""

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
            shown = self.tr(", ").join(tags[:SHOWN_TAGS])
            words.append(
                (self.tr("tag {tags}") if len(tags) == 1 else self.tr("tags {tags}")).replace("{tags}", shown)
            )
        if len(tags) > SHOWN_TAGS:
            words.append(self.tr("and {number} more tags").replace("{number}", str(len(tags) - SHOWN_TAGS)))
        if values.class_id:
            words.append(self.tr("category {number}").replace("{number}", values.class_id))
        words += [text.sent for name, text in self._on_off.items() if values.on_off.get(name)]
        self.setText(self.tr("Will send: {what}").replace("{what}", self.tr(", ").join(words)))
