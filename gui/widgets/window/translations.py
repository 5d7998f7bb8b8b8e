"""The language of the window: the panel's own translations, and Qt's."""

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gui.core.foundation.paths import RESOURCES


def speak(app: QApplication, language: str) -> None:
    """Tell everything that is made from now on in a language."""
    while _TRANSLATORS:
        app.removeTranslator(_TRANSLATORS.pop())
    _TRANSLATORS.extend(translate(app, language))
    # The platform adds it to each window title that does not end with it.
    app.setApplicationDisplayName(QApplication.translate("MainWindow", "Recording panel"))


def translate(app: QApplication, language: str) -> list[QTranslator]:
    """Load the panel's and Qt's own translations; the caller keeps them alive."""
    QLocale.setDefault(QLocale(language))
    places = (
        ("recording_panel", str(RESOURCES / "translations")),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    loaded = []
    for name, folder in places:
        translator = QTranslator(app)
        if translator.load(QLocale(language), name, "_", folder):
            app.installTranslator(translator)
            loaded.append(translator)
    return loaded


_TRANSLATORS: Final[list[QTranslator]] = []
"""Those of the present language."""
