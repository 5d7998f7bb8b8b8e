"""A keystroke in the code reference: from the key to the painted list and explanation.

The floor is the same keystroke in a plain text field of the same window size, in the same run.
"""

import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.widgets.controls.theme import apply_theme
from gui.widgets.explain.code_reference import CodeReference
from tests.benchmarks.printing import show

QUERIES = ("30000415", "-3", "4294967293", "60015", "storage balance", "room look-up", "gateway timeout")
GOAL_MS = 16


def keystrokes_ms(field: QLineEdit) -> list[float]:
    """Each character of each query, typed and painted."""
    took = []
    for query in QUERIES:
        field.clear()
        QApplication.processEvents()
        for character in query:
            began = time.perf_counter()
            QTest.keyClicks(field, character)
            QApplication.processEvents()
            took.append((time.perf_counter() - began) * 1000)
    return took


def main() -> None:
    """Open the reference, type, print."""
    app = QApplication([])
    apply_theme(app)
    plain, reference = QLineEdit(), CodeReference("en")
    plain.resize(reference.size())
    for window in (plain, reference):
        window.show()
        QTest.qWaitForWindowExposed(window)
    keystrokes_ms(reference.search)
    floor, typed = keystrokes_ms(plain), keystrokes_ms(reference.search)
    show("code reference, a keystroke", typed, floor, "ms", f"< {GOAL_MS}")
    slowest = sorted(typed)[-max(1, len(typed) // 20) :]
    show("code reference, the slowest 5 % of keystrokes", slowest, floor, "ms", f"< {GOAL_MS}")
    reference.close()
    plain.close()


if __name__ == "__main__":
    main()
