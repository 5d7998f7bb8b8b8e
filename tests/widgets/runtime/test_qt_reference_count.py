"""PySide6 6.12 on Python 3.11 drops a reference to None with each void call, and aborts in the end."""

import os
import subprocess
import sys

SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for number in range(2000):
    label.setText("x")
print(before - sys.getrefcount(None))
"""


def test_two_thousand_void_calls_of_qt_lose_no_reference_to_none() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    assert abs(int(done.stdout)) < 100
