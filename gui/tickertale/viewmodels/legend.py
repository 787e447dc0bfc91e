"""The legend of a comparison: each instrument with its change at the crosshair."""

from dataclasses import dataclass

from tickertale.viewmodels.chart import ChartState
from tickertale.viewmodels.compare import base_point, change_at
from tickertale.viewmodels.wording import percent, sign_of


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One compared instrument.

    Parameters
    ----------
    instrument, name : str
        Id, and symbol with currency.
    change : str
        Since the base, at the crosshair or at the end of the view.
    sign : int
    style : int
        Number of its color and dash.
    """

    instrument: str
    name: str
    change: str
    sign: int
    style: int


def resolve_legend(state: ChartState, *, cursor: int | None) -> tuple[LegendItem, ...]:
    """Return the compared instruments with their changes.

    Parameters
    ----------
    state : ChartState
    cursor : int or None
        Bar under the crosshair; none stands for the end of the view.
    """
    if not state.compared:
        return ()
    base = base_point(state)
    position = state.view.end
    if cursor is not None:
        position = float(state.scale.bar_positions(cursor, cursor + 1)[0])
    items = []
    for series in state.compared:
        change = change_at(series, base, position=position)
        name = " ".join(part for part in (series.symbol, series.currency) if part)
        items.append(
            LegendItem(series.instrument, name, percent(change), sign_of(change), series.style)
        )
    return tuple(items)
