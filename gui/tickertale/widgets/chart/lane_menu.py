"""The menu of lanes: which are shown, in which order, which are thin, or all of them in one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QWidget

from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.chart import Lane
from tickertale.viewmodels.chart.display import DisplayViewModel


class LaneMenu(QMenu):
    """Lists the lanes of a timeline; it is made anew each time it opens.

    Parameters
    ----------
    display : DisplayViewModel
        Holds the choice.
    parent : QWidget
    """

    def __init__(self, display: DisplayViewModel, *, parent: QWidget) -> None:
        super().__init__("&Lanes", parent)
        self._display = display
        self._lanes: tuple[Lane, ...] = ()
        self._category = FOLDED
        self._order = QMenu("&Order", self)
        self._collapsed = QMenu("&Collapse", self)
        self.aboutToShow.connect(self._fill)

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """List these lanes."""
        self._lanes = tuple(lanes)

    def set_lane(self, category: str) -> None:
        """Begin with commands for one lane; `FOLDED` for none."""
        self._category = category

    def _fill(self) -> None:
        self.clear()
        self._order.clear()
        self._collapsed.clear()
        choice = self._display.lanes
        named = [lane for lane in self._lanes if lane.category == self._category]
        for lane in named:
            name = lane.name.replace("&", "&&")
            self._add_move(f"Move “{name}” &up", lane, by=-1)
            self._add_move(f"Move “{name}” &down", lane, by=1)
            hide = self.addAction(f"&Hide “{name}”")
            hide.triggered.connect(lambda _=False, row=lane: self._show_lane(row, is_shown=False))
            self._add_collapse(lane, text=f"&Collapse “{name}”", menu=self)
            self.addSeparator()
        shown = choice.arranged(self._lanes) if not choice.is_folded else ()
        for lane in shown:
            self._add_lane(lane, is_shown=True)
        for lane in self._lanes:
            if lane.category in choice.hidden:
                self._add_lane(lane, is_shown=False)
        self.addSeparator()
        self._add_order(shown)
        if shown:
            self.addMenu(self._collapsed)
        for lane in shown:
            self._add_collapse(lane, text=lane.name.replace("&", "&&"), menu=self._collapsed)
        fold = self.addAction("&Fold into one lane")
        fold.setCheckable(True)
        fold.setChecked(choice.is_folded)
        fold.triggered.connect(self._display.fold_lanes)

    def _add_order(self, shown: Sequence[Lane]) -> None:
        """Add what moves any lane, for those who do not point at one."""
        if len(shown) < 2:
            return
        order = self._order
        self.addMenu(order)
        for lane in shown:
            name = lane.name.replace("&", "&&")
            if lane is not shown[0]:
                self._add_move(f"“{name}” up", lane, by=-1, menu=order)
            if lane is not shown[-1]:
                self._add_move(f"“{name}” down", lane, by=1, menu=order)

    def _add_move(self, text: str, lane: Lane, *, by: int, menu: QMenu | None = None) -> None:
        action = (menu or self).addAction(text)
        action.triggered.connect(
            lambda: self._display.arrange_lanes(
                self._display.lanes.moved(lane.category, by, lanes=self._lanes)
            )
        )

    def _add_collapse(self, lane: Lane, *, text: str, menu: QMenu) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(lane.category in self._display.lanes.collapsed)
        action.triggered.connect(
            lambda: self._display.arrange_lanes(self._display.lanes.toggled(lane.category))
        )

    def _add_lane(self, lane: Lane, *, is_shown: bool) -> None:
        action = self.addAction(lane.name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_shown)
        action.triggered.connect(lambda is_on: self._show_lane(lane, is_shown=is_on))

    def _show_lane(self, lane: Lane, *, is_shown: bool) -> None:
        choice = self._display.lanes.with_hidden(lane.category, is_hidden=not is_shown)
        self._display.arrange_lanes(choice)
