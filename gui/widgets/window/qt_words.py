"""Words of Qt's own file window that Qt's Chinese lacks; a desktop with a file window of its own shows none.

Found by Qt in its own contexts, where its own translations have nothing.
"""

from typing import Final

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP

FILE_WINDOW: Final = "QFileDialog"
FILE_KINDS: Final = "QAbstractFileIconProvider"
WORDS: Final = {
    FILE_WINDOW: (
        QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
        QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    ),
    FILE_KINDS: (QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),),
}
