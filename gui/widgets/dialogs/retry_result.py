"""What came of starting several recordings again; stays until it is closed."""

from collections import Counter
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import Outcome
from gui.core.foundation.fill import fill
from gui.widgets.dialogs.bulk_result import BulkResult

_CODES_SHOWN: Final = 3


class RetryResult(BulkResult):
    """What was refused can be sent once more; an unconfirmed start is only shown."""

    retry_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retry = self.new_button()
        self.add_buttons(self.retry)
        self.name_parts(
            self.tr("Result of starting again"),
            self.tr("Progress of starting again"),
            self.tr("Close the result of starting again"),
        )
        self.retry.clicked.connect(lambda: self.retry_requested.emit(self._to_retry()))

    def show_buttons(self) -> None:
        """*Retry 3 refused*."""
        count = len(self._to_retry())
        unsent = bool(self.of(Outcome.NOT_SENT))
        self.name(self.retry, self.tr("Retry {count}") if unsent else self.tr("Retry {count} refused"), count)

    def progress_text(self, done: int, every: int) -> str:
        """*Starting again: 12 of 28*."""
        text = self.tr("Starting again: {done} of {every}")
        return fill(text, done=done, every=every)

    def sum_text(self) -> str:
        """*25 started · 3 refused (30000411 × 2, 60008) · 1 unconfirmed*."""
        refused = self.of(Outcome.REFUSED)
        codes = Counter(done.code for key in refused if (done := self.results[key]) is not None)
        named = [
            f"{code} × {count}" if count > 1 else str(code)
            for code, count in codes.most_common(_CODES_SHOWN)
            if code is not None
        ]
        if len(codes) > _CODES_SHOWN:
            named.append("…")
        codes_text = f" ({', '.join(named)})" if named else ""
        again = self.tr("{count} refused again") if self.all_again(refused) else ""
        parts = []
        for count, text, more in (
            (len(self.of(Outcome.ACCEPTED)), self.tr("{count} started"), ""),
            (len(refused), again or self.tr("{count} refused"), codes_text),
            (len(self.of(Outcome.UNKNOWN)), self.tr("{count} unconfirmed"), ""),
            (len(self.of(Outcome.NOT_SENT)), self.tr("{count} not sent"), ""),
        ):
            if count:
                parts.append(fill(text, count=f"{count:,}") + more)
        return " · ".join(parts)

    def _to_retry(self) -> list[str]:
        return self.of(Outcome.REFUSED, Outcome.NOT_SENT)
