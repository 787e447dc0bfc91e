"""A figure for export: what the user asked for, completed with what the timeline holds."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from tickertale.analysis.impact import measure_impact
from tickertale.domain.errors import ExportError
from tickertale.domain.instrument import Instrument, Interval
from tickertale.domain.series_choice import (
    choice_of_interval,
    series_of,
)
from tickertale.domain.timeline import Timeline
from tickertale.prices.bars import Bars
from tickertale.prices.session_bar import session_bars
from tickertale.prices.time_scale import TimeScale, day_ns
from tickertale.viewmodels.chart.anchor import FOLDED, AnchorTable, EventAnchor
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.price_scale import price_text
from tickertale.viewmodels.chart.readout import bar_text
from tickertale.viewmodels.text.wording import (
    bar_noun,
    counted,
    day_text,
    interval_text,
    one_line,
    percent,
    short_date,
)

_INTRADAY_RULE = (
    "Events with a time of day stand at the bar that holds it, or the next while the market is "
    "closed; those without one at the first bar of the first session that could react."
)
REACTION_RULE = (
    "Events stand at the first session that could react: news before or during a session counts "
    "for it, news after the close or on a closed day for the next."
)
"""The rule of the reaction session in one line; every figure carries it or its intraday form."""

MIN_WIDTH_PX = 320
MIN_HEIGHT_PX = 240
MAX_SIDE_PX = 10_000
MIN_SCALE = 0.5
MAX_SCALE = 10.0
MAX_PIXELS = 100_000_000
"""Pixels of an image at most; at four bytes each they take 400 MB."""

_EVENTS_TOLD = 12


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A figure as the user asks for it; None leaves the words to us.

    Parameters
    ----------
    width_px, height_px : int
        Size in logical pixels, 96 to the inch.
    scale : float
        Image pixels for each logical pixel.
    theme : str
        ``light`` or ``dark``.
    title, subtitle, source, alt_text : str or None
        Words of the frame, and the figure in words; an empty text leaves the line out.
    notes : str
        A line below the source.
    first, last : datetime.date or None
        Inclusive ends of the range; None for the first or last session.
    least_importance : int
        Events below it are left out.
    selected : str or None
        Id of the event to emphasize.
    shows_study : bool
        The windows of its event study are shaded, and the price that the model expects is drawn.
    """

    width_px: int = 1600
    height_px: int = 900
    scale: float = 1.0
    theme: str = "light"
    title: str | None = None
    subtitle: str | None = None
    source: str | None = None
    alt_text: str | None = None
    notes: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    least_importance: int = 1
    selected: str | None = None
    shows_study: bool = False


@dataclass(frozen=True, slots=True)
class FigureState:
    """A figure with nothing left open; it only has to be laid out and painted.

    Parameters
    ----------
    width_px, height_px, scale, theme
        As in `FigureRequest`.
    title, subtitle : str
        Lines above the chart; not there when empty.
    footer : tuple of str
        Lines below it: source, the rule of the reaction session, notes.
    alt_text : str
        The figure in words.
    chart : ChartState
        The chart, in the range asked for.
    """

    width_px: int
    height_px: int
    scale: float
    theme: str
    title: str
    subtitle: str
    footer: tuple[str, ...]
    alt_text: str
    chart: ChartState


def figure_instrument(timeline: Timeline) -> Instrument:
    """Return the instrument that a figure shows: the one on the chart.

    Raises
    ------
    ExportError
        There is none.
    """
    instrument = timeline.shown_instrument
    if instrument is None:
        message = f"{timeline.title!r} has no instrument to draw"
        raise ExportError(f"{message}; a timeline with prices was expected")
    return instrument


def resolve_figure(request: FigureRequest, *, timeline: Timeline, chart: ChartState) -> FigureState:
    """Return the figure that answers a request.

    Parameters
    ----------
    request : FigureRequest
        What the user asks for.
    timeline : Timeline
        Gives the words that the request leaves open.
    chart : ChartState
        Bars and placed events of the instrument shown; its view and selection are replaced.

    Raises
    ------
    ExportError
        The size, the scale or the range cannot be drawn.
    """
    check_request(request)
    view = _view(request, chart)
    shown = _restricted(chart, view, request=request)
    instrument = figure_instrument(timeline)
    title = timeline.title if request.title is None else request.title
    subtitle = _subtitle(instrument, shown) if request.subtitle is None else request.subtitle
    source = _source_line(instrument, shown) if request.source is None else request.source
    rule = _rule(chart.bars.interval)
    footer = (one_line(line) for line in (source, rule, _study_note(shown), request.notes))
    alt_text = _alt_text(instrument, timeline=timeline, chart=shown)
    return FigureState(
        width_px=request.width_px,
        height_px=request.height_px,
        scale=request.scale,
        theme=request.theme,
        title=one_line(title),
        subtitle=one_line(subtitle),
        footer=tuple(line for line in footer if line),
        alt_text=alt_text if request.alt_text is None else one_line(request.alt_text),
        chart=shown,
    )


def _rule(interval: Interval) -> str:
    if interval.is_intraday:
        return _INTRADAY_RULE
    if interval is Interval.DAY:
        return REACTION_RULE
    return REACTION_RULE.replace(
        "the first session", f"the {bar_noun(interval)} of the first session", 1
    )


def check_request(request: FigureRequest) -> None:
    """Refuse what can be seen to be wrong without a timeline.

    Raises
    ------
    ExportError
        The size or the scale is out of range, or the range ends before it starts.
    """
    for name, value, least in (
        ("width", request.width_px, MIN_WIDTH_PX),
        ("height", request.height_px, MIN_HEIGHT_PX),
    ):
        if not least <= value <= MAX_SIDE_PX:
            message = f"the {name} of the figure is {value:,} px"
            raise ExportError(f"{message}; {least:,} to {MAX_SIDE_PX:,} was expected")
    if not MIN_SCALE <= request.scale <= MAX_SCALE:
        message = f"the scale of the figure is {request.scale:g}"
        raise ExportError(f"{message}; {MIN_SCALE:g} to {MAX_SCALE:g} was expected")
    pixels = request.width_px * request.height_px * request.scale**2
    if pixels > MAX_PIXELS:
        message = f"the figure has {pixels / 1e6:,.0f} million pixels at scale {request.scale:g}"
        raise ExportError(f"{message}; at most {MAX_PIXELS // 1_000_000} million were expected")
    if request.first and request.last and request.first > request.last:
        message = f"the range of the figure starts on {request.first} and ends on {request.last}"
        raise ExportError(f"{message}; a start before the end was expected")


def _view(request: FigureRequest, chart: ChartState) -> ViewRange:
    scale, count = chart.scale, len(chart.bars)
    noun = bar_noun(chart.bars.interval)
    if count < 2:
        raise ExportError(f"there are prices of {counted(count, noun)}; 2 were expected")
    begins, ends = (scale.date_at(place) for place in (0.0, scale.last_position))
    first, last = request.first or begins, request.last or ends
    if chart.bars.interval.is_intraday and (first, last) == _days_in_view(chart):
        # A part of a day has no dates of its own.
        return chart.view
    edges = (scale.start_of(day) for day in (first, last + dt.timedelta(days=1)))
    start, end = (int(np.searchsorted(scale.time_ns, edge)) for edge in edges)
    if end - start < 2:
        message = f"the range {first} to {last} holds {counted(max(end - start, 0), noun)}"
        raise ExportError(
            f"{message}; at least 2 were expected, and the prices are of {begins} to {ends}"
        )
    places = (float(scale.bar_positions(row, row + 1)[0]) for row in (start, end - 1))
    return ViewRange(next(places) - 0.5, next(places) + 0.5)


def _restricted(chart: ChartState, view: ViewRange, *, request: FigureRequest) -> ChartState:
    anchors = AnchorTable(
        anchor
        for anchor in chart.anchors
        if anchor.importance >= request.least_importance and anchor.event_id not in chart.dimmed
    )
    seen = {anchor.category for anchor in anchors if _is_in_view(anchor, view)}
    lanes = tuple(
        lane
        for lane in chart.lanes
        if lane.category in seen or (lane.category == FOLDED and seen - lane.left_out)
    )
    return replace(
        chart,
        view=view,
        anchors=anchors,
        lanes=lanes,
        selected=request.selected,
        selected_ids=frozenset(),
        is_study_shaded=request.shows_study,
    )


def _study_note(chart: ChartState) -> str:
    """Return how the emphasized event was studied, where the figure shows it."""
    is_shown = chart.study is not None and chart.study.event_id == chart.selected
    return chart.study.note if chart.study and is_shown and chart.is_study_shaded else ""


def _is_in_view(anchor: EventAnchor, view: ViewRange) -> bool:
    starts = (anchor.first, anchor.first if anchor.position is None else anchor.position)
    ends = (anchor.last, anchor.last if anchor.position is None else anchor.position)
    return min(starts) <= view.end and max(ends) >= view.start


def _subtitle(instrument: Instrument, chart: ChartState) -> str:
    return f"{_name(instrument)}, {_unit(instrument, chart.bars)}, {_range_text(chart)}"


def _name(instrument: Instrument) -> str:
    if instrument.name == instrument.symbol:
        return instrument.name
    return f"{instrument.name} ({instrument.symbol})"


def _unit(instrument: Instrument, bars: Bars) -> str:
    return f"{instrument.currency or 'points'}, {interval_text(bars.interval)} close"


def _range_text(chart: ChartState) -> str:
    if chart.bars.interval.is_intraday:
        first, last = _ends(chart)
        return f"{bar_text(chart.scale, first)} – {bar_text(chart.scale, last)}"
    start, end = _days_in_view(chart)
    return f"{day_text(start, has_year=start.year != end.year)} – {day_text(end)}"


def _ends(chart: ChartState) -> tuple[int, int]:
    """Return the indices of the first and the last bar in view."""
    places = (chart.view.start + 0.5, chart.view.end - 0.5)
    first, last = (chart.scale.nearest_index(place) or 0 for place in places)
    return first, last


def _days_in_view(chart: ChartState) -> tuple[dt.date, dt.date]:
    places = (chart.scale.bar_positions(row, row + 1)[0] for row in _ends(chart))
    first, last = (chart.scale.date_at(float(place)) for place in places)
    return first, last


def _source_line(instrument: Instrument, chart: ChartState) -> str:
    series = series_of(instrument, choice_of_interval(instrument, chart.bars.interval))
    return f"Source: {series.source}" if series is not None and series.source else ""


def _alt_text(instrument: Instrument, *, timeline: Timeline, chart: ChartState) -> str:
    head = f"Line chart of {_name(instrument)}, {_unit(instrument, chart.bars)}"
    sentences = [f"{head}, {_range_text(chart)}.", _course(chart)]
    told = [row for row in chart.anchors if _is_in_view(row, chart.view)]
    if told:
        sessions = _sessions(instrument, chart)
        most = sorted(told, key=lambda row: (-row.importance, row.first))[:_EVENTS_TOLD]
        parts = [
            _event_text(row, timeline=timeline, scale=chart.scale, sessions=sessions)
            for row in sorted(most, key=lambda row: row.first)
        ]
        rest = len(told) - len(most)
        tail = f"; and {rest:,} more" if rest else ""
        sentences.append(f"With {counted(len(told), 'event')}: {'; '.join(parts)}{tail}.")
    return " ".join(part for part in sentences if part)


def _sessions(instrument: Instrument, chart: ChartState) -> Bars | None:
    """Return the bars that moves are told of; None for weeks and months made of sessions."""
    series = series_of(instrument, choice_of_interval(instrument, chart.bars.interval))
    is_made = series is not None and series.interval is not chart.bars.interval
    if is_made and chart.bars.interval is not Interval.DAY:
        return None
    return session_bars(chart.bars, zone=chart.scale.zone)


def _course(chart: ChartState) -> str:
    start, end = chart.visible_bars()
    close = chart.bars.close[start:end]
    known = np.flatnonzero(np.isfinite(close))
    if not len(known):
        return ""
    prices = close[known]
    low, high = int(prices.argmin()), int(prices.argmax())
    days = [bar_text(chart.scale, int(start + known[row])) for row in (low, high)]
    return (
        f"It goes from {price_text(float(prices[0]))} to {price_text(float(prices[-1]))}, "
        f"with the low of {price_text(float(prices[low]))} on {days[0]} and "
        f"the high of {price_text(float(prices[high]))} on {days[1]}."
    )


def _event_text(
    anchor: EventAnchor, *, timeline: Timeline, scale: TimeScale, sessions: Bars | None
) -> str:
    event = timeline.event(anchor.event_id)
    text = f"{anchor.text}, {short_date(event.when, event.zone)}"
    if anchor.position is None or sessions is None:
        return text
    day = scale.date_at(anchor.position)
    index = int(np.searchsorted(sessions.time_ns, day_ns(day)))
    move = measure_impact(sessions, index).move_since_previous_close
    return text if move is None else f"{text} ({percent(move)})"
