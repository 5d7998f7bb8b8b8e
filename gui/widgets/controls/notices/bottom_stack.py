"""What comes and goes at the lower end of the list: nothing that can be pressed moves by it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class BottomStack(QWidget):
    """What is shown later stands above; what goes keeps its place free until nothing stands above it."""

    def __init__(self, parts: Iterable[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: list[QWidget] = []
        """From the lowest to the highest."""
        self._gone: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Take a part in; whoever made it shows and hides it."""
        part.setParent(self)
        part.installEventFilter(self)
        if not part.isHidden():
            self._stand(part)

    def take(self, part: QWidget) -> None:
        """Let a part go for good; its place stays free until nothing stands above it."""
        part.hide()
        if part in self._standing:
            self._gone.append(part)
        else:
            part.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what its parts do."""
        if event.type() is QEvent.Type.ShowToParent and isinstance(watched, QWidget):
            self._stand(watched)
        elif event.type() is QEvent.Type.HideToParent:
            self._settle()
        return super().eventFilter(watched, event)

    def _stand(self, part: QWidget) -> None:
        if part not in self._standing:
            _keep_place(part, True)
            self._standing.append(part)
            self._rows.insertWidget(0, part)

    def _settle(self) -> None:
        while self._standing and self._standing[-1].isHidden():
            part = self._standing.pop()
            self._rows.removeWidget(part)
            _keep_place(part, False)
            if part in self._gone:
                self._gone.remove(part)
                part.deleteLater()


def _keep_place(part: QWidget, keep: bool) -> None:
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(keep)
    part.setSizePolicy(policy)
