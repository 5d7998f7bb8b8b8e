"""The inspector as the first paint shows it: how the shift is, of which nothing is known yet."""

from PySide6.QtWidgets import QWidget

from gui.widgets.explain.inspector_frame import InspectorFrame
from gui.widgets.explain.shift_view import ShiftView


class FirstInspector(InspectorFrame):
    """Looks as the error panel does, which takes its place: the first paint does not wait for that one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shift = ShiftView()
        self.shift.show_no_counts()
        self.attempts.toggle.hide()
        self.lead_column.addWidget(self.shift)
        self.lead_column.addStretch(1)
        self.texts_column.addStretch(1)
