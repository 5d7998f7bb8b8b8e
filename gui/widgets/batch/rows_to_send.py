"""Which rows of a file are sent: asked where the file was sent before."""

from typing import TYPE_CHECKING

from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.fill import fill
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo

if TYPE_CHECKING:
    from gui.core.batch.precheck import Checked
    from gui.core.batch.run import Choice


class RowsToSend(NoWheelCombo):
    """Hidden where there is nothing to choose: then it stands for all that is to be sent."""

    def offer(self, checked: "Checked") -> None:
        """The choices for a sound file."""
        from gui.core.batch.run import Choice

        assert checked.batch is not None
        refused, rows = checked.count(Outcome.REFUSED), len(checked.batch.rows)
        self.clear()
        first = self.tr("Only the rows that were never sent: {count}")
        if checked.anew:
            first = self.tr("Only the rows whose recording is over: {count}")
            if checked.batch.operation is Operation.STOP:
                first = self.tr("Only the rows whose recording is live: {count}")
        self.addItem(fill(first, count=f"{checked.to_send:,}"), Choice.RESUME)
        if refused:
            failed = self.tr("Those and the refused ones: {count}")
            self.addItem(fill(failed, count=f"{checked.never_sent + refused:,}"), Choice.FAILED)
        every = self.tr("All rows, from the first: {count}")
        self.addItem(fill(every, count=f"{rows:,}"), Choice.AGAIN)
        self.setVisible(bool(checked.earlier))

    def chosen(self) -> "Choice":
        """Which of them."""
        from gui.core.batch.run import Choice

        return Choice(self.currentData() or Choice.RESUME)

    def rows_of(self, checked: "Checked | None") -> int:
        """How many rows of a file that sends."""
        from gui.core.batch.run import Choice

        if checked is None or checked.batch is None:
            return 0
        match self.chosen():
            case Choice.AGAIN:
                return len(checked.batch.rows)
            case Choice.FAILED:
                return checked.never_sent + checked.count(Outcome.REFUSED)
        return checked.to_send
