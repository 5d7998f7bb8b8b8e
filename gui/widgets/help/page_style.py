"""How a page of the help looks: sizes of the window's scale, colours of its theme."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QFontInfo,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QApplication

from gui.core.presentation.help_pages import anchor_of
from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import MEDIUM, SMALL, TIGHT
from gui.widgets.style.themes import Roles, current_theme

_HEADINGS: Final = {1: Type.HEADING, 2: Type.TITLE}
_INDENT: Final = 28
_LINE_HEIGHT: Final = 140.0
_SPACE_BELOW: Final = {1: 12, 2: 6}
_SPACE_ABOVE: Final = {1: 0, 2: 20}


def style_page(document: QTextDocument, room: int) -> None:
    """Give a page that was just made from Markdown its look.

    :param room: the width that its pictures may take, in logical pixels.
    """
    roles = current_theme().roles
    document.setIndentWidth(_INDENT)
    # One change: the page is laid out once.
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for block in _blocks(document):
        if block.blockFormat().headingLevel():
            _style_heading(block)
        elif _is_code(block):
            _style_code_block(block, roles)
        else:
            _style_text(block, roles, room)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, roles)
    whole.endEditBlock()


def headings(document: QTextDocument) -> dict[str, int]:
    """The position of each heading, by its anchor."""
    return {
        anchor_of(block.text()): block.position()
        for block in _blocks(document)
        if block.blockFormat().headingLevel()
    }


def code_font() -> QFont:
    """The system's font of one width, with the window's own for what that has not, such as Chinese."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font = QFont(QApplication.font())
    font.setFamilies([QFontInfo(fixed).family(), *QApplication.font().families()])
    return font


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _selected(block: QTextBlock) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _style_heading(block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    font = font_of(_HEADINGS.get(level, Type.STRONG))
    chars = QTextCharFormat()
    chars.setFontPointSize(font.pointSizeF())
    chars.setFontWeight(font.weight())
    shape = QTextBlockFormat()
    shape.setTopMargin(_SPACE_ABOVE.get(level, MEDIUM))
    shape.setBottomMargin(_SPACE_BELOW.get(level, TIGHT))
    cursor = _selected(block)
    # Not merged: the reader's own size, a step of HTML's, would outrank this one.
    cursor.setCharFormat(chars)
    cursor.mergeBlockFormat(shape)


def _style_code_block(block: QTextBlock, roles: Roles) -> None:
    chars = QTextCharFormat()
    chars.setFontFamilies(code_font().families())
    shape = QTextBlockFormat()
    shape.setBackground(QBrush(roles.sunken))
    # A long command wraps: nothing of the page is ever out of sight at its right.
    shape.setNonBreakableLines(False)
    # Each line is a block: only the first and the last have space outside, else the area would be striped.
    shape.setTopMargin(0 if _is_code(block.previous()) else TIGHT)
    shape.setBottomMargin(0 if _is_code(block.next()) else MEDIUM)
    cursor = _selected(block)
    cursor.mergeCharFormat(chars)
    cursor.mergeBlockFormat(shape)


def _style_text(block: QTextBlock, roles: Roles, room: int) -> None:
    cursor = QTextCursor(block)
    in_list = block.textList() is not None
    if cursor.currentTable() is None:
        shape = QTextBlockFormat()
        shape.setTopMargin(0)
        shape.setBottomMargin(TIGHT if in_list else SMALL)
        cursor.mergeBlockFormat(shape)
    holds_picture = False
    for fragment in _fragments(block):
        part = QTextCursor(block)
        part.setPosition(fragment.position())
        part.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        given = fragment.charFormat()
        if given.isImageFormat():
            holds_picture = True
            _fit_picture(part, given.toImageFormat(), room)
        elif given.isAnchor():
            chars = QTextCharFormat()
            # Never by its colour alone.
            chars.setFontUnderline(True)
            part.mergeCharFormat(chars)
        elif given.fontFixedPitch():
            chars = QTextCharFormat()
            chars.setFontFamilies(code_font().families())
            chars.setBackground(QBrush(roles.sunken))
            part.mergeCharFormat(chars)
        elif given.fontWeight() > QFont.Weight.Normal:
            chars = QTextCharFormat()
            chars.setFontWeight(QFont.Weight.DemiBold)
            part.mergeCharFormat(chars)
    if not holds_picture and cursor.currentTable() is None:
        # A picture's line would be that much higher, too.
        _line_height(cursor)


def _fit_picture(part: QTextCursor, shape: QTextImageFormat, room: int) -> None:
    """Its width only: the height follows."""
    shape.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, room))
    part.setCharFormat(shape)


def _line_height(cursor: QTextCursor) -> None:
    shape = QTextBlockFormat()
    shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(shape)


def _style_table(table: QTextTable, roles: Roles) -> None:
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(roles.line))
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(TIGHT)
    shape.setBottomMargin(MEDIUM)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = QTextCharFormat()
        head.setBackground(QBrush(roles.sunken))
        cell.setFormat(head)
