"""The words of the options that are on or off: the only place of the window that names them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from gui.core.foundation.enums import Field


@dataclass(frozen=True, slots=True)
class OnOffText:
    """An option's words.

    :param name: of its check box, for screen readers too.
    :param sent: within the line *Will send*.
    """

    name: str
    sent: str


class OnOffTexts(QObject):
    """Makes them in the language of the window."""

    def table(self) -> dict[Field, OnOffText]:
        """The words of every option of ``start_options.py:ON_OFF``."""
        return {
            Field.TRANSCODE: OnOffText(self.tr("Transcode"), self.tr("transcode")),
            Field.SCREENSHOT: OnOffText(self.tr("Screenshot"), self.tr("screenshot")),
            Field.WATERMARK: OnOffText(self.tr("Watermark"), self.tr("watermark")),
        }
