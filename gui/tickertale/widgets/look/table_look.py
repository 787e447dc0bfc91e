"""How every table of the program looks: no frame and no grid, a quiet head, rows of one height."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme


def set_table_look(view: QTableView, *, row_height_px: int) -> None:
    """Give a table its look, rows that are selected whole, and a head that sorts."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(row_height_px)
    head = view.horizontalHeader()
    head.setFont(font(11, 600))
    head.setSectionsClickable(True)
    head.setHighlightSections(False)
    head.setSortIndicatorShown(True)


def head_style(theme: Theme, *, padding_px: int = 8) -> str:
    """Return the style sheet of a table's head, its texts above those of the cells."""
    return (
        f"QHeaderView {{ background: {theme.plot}; }}"
        f"QHeaderView::section {{ background: {theme.plot}; color: {theme.text_muted};"
        f" border: none; border-bottom: 1px solid {theme.hairline}; padding: 4px {padding_px}px; }}"
        f"QHeaderView::section:hover {{ color: {theme.text}; }}"
    )


def show_order(view: QTableView, column: int, *, is_descending: bool) -> None:
    """Show in the head by which column a table is sorted, and in which direction."""
    order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
    view.horizontalHeader().setSortIndicator(column, order)
