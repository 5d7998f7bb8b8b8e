"""*Mine* and *Team* beside the quick filters: whose recordings are listed. Made where there is a team."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.buttons import SegmentButton
from gui.widgets.style.measures import HAIR


class WhoseButtons(QWidget):
    """*Team* at first; nobody's choice is remembered."""

    mine_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mine, self.team = SegmentButton(self.tr("Mine")), SegmentButton(self.tr("Team"))
        self.mine.setToolTip(
            self.tr(
                "Only what this desk looks after: started or taken over here. What needs attention at a desk"
                " where nobody is counts as well."
            )
        )
        self.team.setToolTip(self.tr("What was started at all desks of the team"))
        self.team.setChecked(True)
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HAIR)
        for button in (self.mine, self.team):
            group.addButton(button)
            row.addWidget(button)
        # Not "clicked": a screen reader toggles.
        self.mine.toggled.connect(self.mine_changed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_all(self) -> None:
        """Back to the whole team's."""
        self.team.setChecked(True)
