"""Asks whether a stop is sent without a record, and shows the file ids that came back, once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import Kind, set_kind


class UnrecordedStopDialog(AskDialog):
    """Stays open until it is closed by hand: what it shows is nowhere else.

    :param recordings: what each key's recording is called.
    :param places: their profiles.
    """

    confirmed = Signal(list)
    """The keys of the recordings to stop."""

    def __init__(
        self,
        recordings: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        places: Sequence[Place] = (),
    ) -> None:
        super().__init__(parent)
        self.show_places(*places)
        set_kind(self.yes, Kind.FILLED_DANGER)
        self._recordings = dict(recordings)
        self._texts: dict[str, str] = {}
        self.ask(
            self.tr("Stop without a record"),
            self.tr("Stop without a record on this computer?"),
            self.tr("Stop without a record"),
        )
        self.about = ToneLabel(
            self.tr(
                "The record on this computer can't be written, or is not at its place. The stop can be sent"
                " all the same: the list will not show it, and the file ids are shown here only,"
                " to be copied."
            ),
            Tone.WARNING,
        )
        self.results = SelectableText(self.tr("Recordings and file ids"), lines=16)
        self.results.set_text("\n".join(self._recordings.values()))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the file ids"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.results.text()))
        self.copy.hide()
        for part in (self.about, self.results, self.copy):
            self.body.addWidget(part)
        self.set_default(self.cancel)

    def accept(self) -> None:
        """Ask for the stops; the dialog stays for what comes of them."""
        self.show_sent()
        self.confirmed.emit(list(self._recordings))

    def show_sent(self) -> None:
        """There is nothing to ask any more: the stops are on their way."""
        self.yes.hide()
        self.headline.setText(self.tr("Stopping…"))
        self.cancel.setText(self.tr("Close"))
        self.cancel.setAccessibleName(self.cancel.text())

    def show_result(self, key: str, recording: str, text: str, file_ids: tuple[str, ...]) -> None:
        """What came of one stop; of one that an earlier dialog asked for, too.

        :param recording: what its recording is called.
        """
        self._recordings.setdefault(key, recording)
        ids = [f"  {visible(file_id)}" for file_id in file_ids]
        self._texts[key] = "\n".join([f"{self._recordings[key]}: {text}", *ids])
        self.results.set_text("\n".join(self._texts.get(k, v) for k, v in self._recordings.items()))
        self.copy.show()
        if len(self._texts) == len(self._recordings):
            self.headline.setText(self.tr("Copy this now: it is shown only here"))
        self.fit()
