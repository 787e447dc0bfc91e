"""The chart of a document without a window, for figures that a command asks for."""

from tickertale.domain.errors import ExportError
from tickertale.domain.instrument import Instrument, Interval
from tickertale.domain.series_choice import SeriesChoice, choice_of_interval, series_choices
from tickertale.session.session import Session
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.figure.figure import figure_instrument
from tickertale.viewmodels.text.wording import interval_text
from tickertale.viewmodels.timeline.reading import resolve_reading


def read_chart(session: Session, *, interval: Interval | None = None) -> ChartState:
    """Return the chart of the timeline's primary instrument over its whole history.

    Parameters
    ----------
    session : Session
    interval : Interval or None
        Of the bars; by default those of the first series.

    Raises
    ------
    ExportError
        The timeline has no instrument, or that has no such bars.
    PriceDataError
        The instrument has no prices.
    """
    # Says what is missing; a reading does without.
    instrument = figure_instrument(session.timeline)
    wanted = None if interval is None else _choice(instrument, interval)
    bars = session.bars(instrument.id, wanted)
    reading = resolve_reading(session, wanted=wanted)
    return ChartState(
        pyramid=reading.pyramid,
        scale=reading.scale,
        anchors=reading.anchors,
        lanes=reading.lanes,
        view=ViewRange(-0.5, len(bars) - 0.5),
    )


def _choice(instrument: Instrument, interval: Interval) -> SeriesChoice:
    choice = choice_of_interval(instrument, interval)
    if choice is None:
        message = f"{instrument.symbol} has no {interval_text(interval)} prices"
        known = ", ".join(interval_text(row.interval) for row in series_choices(instrument))
        raise ExportError(f"{message}; one of these was expected: {known or 'none'}")
    return choice
