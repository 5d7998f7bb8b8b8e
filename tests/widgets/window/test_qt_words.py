"""Where the desktop has no file window of its own, Qt's is in the reader's language to the last label."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from gui.widgets.window.qt_words import WORDS
from gui.widgets.window.translations import speak
from tests.support.widgets.lone_widget import discard


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "zh_CN")
    yield
    speak(qapp, "en")


@pytest.mark.usefixtures("chinese")
def test_no_label_of_the_file_window_is_left_in_english() -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    discard(dialog)
    assert len(said) > 1
    assert [text for text in said if text.isascii()] == []


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(("context", "word"), [(one, word) for one, words in WORDS.items() for word in words])
def test_each_word_has_its_chinese(context: str, word: str) -> None:
    assert QApplication.translate(context, word) != word
