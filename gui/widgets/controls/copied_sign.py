"""*Copied*, for a moment in the place of a button's words: a press that copies shows nothing else."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from gui.widgets.controls.steady_button import SteadyButton

_SHOWN_MS: Final = 2000


class CopiedSign(QObject):
    """Made once the button has its words; it keeps its width, and its accessible name."""

    def __init__(self, button: SteadyButton) -> None:
        super().__init__(button)
        self._button, self._words, copied = button, button.text(), self.tr("Copied")
        button.set_texts((self._words, copied))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(lambda: button.setText(self._words))
        button.clicked.connect(lambda: self._show(copied))

    def _show(self, copied: str) -> None:
        self._button.setText(copied)
        self._timer.start()
