"""The windows of a study in pixels: a band, a bracket below the prices, and the expected price."""

from dataclasses import dataclass

from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.geometry import PlotFrame, Rect, TextWidth
from tickertale.viewmodels.chart.price_shape import Line
from tickertale.viewmodels.chart.study_shading import ExpectedLine, StudyShading

BRACKET_TEXT_PX = 10
"""Size of the word."""
USUAL_WINDOW = (-1.0, 1.0)
"""Sessions of the event window until the study is there."""
_WORD = "Estimation window"
_RISE_PX = 2.0
"""Height of the bracket above the lower edge of the prices."""
_INSET_PX = 10.0
_WORD_GAP_PX = 5.0
_LEAST_LINE_PX = 16.0
"""So much of the bracket is seen on either side of its word."""


@dataclass(frozen=True, slots=True)
class StudyBracket:
    """The estimation window as a bracket on a line, and the gap that follows it.

    Parameters
    ----------
    left, right : float
        Ends of the estimation window, cut at the edges of the plot.
    gap_right : float
        Where the gap ends.
    y : float
    has_left, has_right : bool
        Whether the window ends there and not only the view.
    text : str
        Its word; empty where there is no room.
    text_left, text_right : float
        Edges of the room that the word has; the bracket is open there.
    """

    left: float
    right: float
    gap_right: float
    y: float
    has_left: bool
    has_right: bool
    text: str
    text_left: float
    text_right: float


@dataclass(frozen=True, slots=True, eq=False)
class StudyPicture:
    """What the chart shows of a study.

    Parameters
    ----------
    event : Rect or None
        The event window over all panes, cut at the edges of the plot; none where it is out of
        view.
    bracket : StudyBracket or None
        The estimation window; none where it is out of view or not asked for.
    line : Line or None
        The expected price, from the last close before the event window on.
    """

    event: Rect | None
    bracket: StudyBracket | None = None
    line: Line | None = None


def resolve_study(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth
) -> StudyPicture | None:
    """Return what the chart shows of the current event's study; None without such an event.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    measure : TextWidth
    """
    anchor = state.selected_anchor()
    if anchor is None or anchor.position is None:
        return None
    study = state.study
    if study is None or study.event_id != anchor.event_id:
        first, last = (anchor.position + offset for offset in USUAL_WINDOW)
        return StudyPicture(_band(frame, first - 0.5, end=last + 0.5))
    event = _band(frame, study.event[0] - 0.5, end=study.event[1] + 0.5)
    if not state.is_study_shaded:
        return StudyPicture(event)
    return StudyPicture(
        event, _bracket(study, frame, measure=measure), _line(study.expected, frame)
    )


def _band(frame: PlotFrame, start: float, *, end: float) -> Rect | None:
    plot = frame.panes.plot
    left, right = max(frame.x_of(start), plot.x), min(frame.x_of(end), plot.right)
    return Rect(left, plot.y, right - left, plot.height) if right > left else None


def _bracket(study: StudyShading, frame: PlotFrame, *, measure: TextWidth) -> StudyBracket | None:
    plot, (first, last) = frame.panes.plot, study.estimation
    begin, end = frame.x_of(first - 0.5), frame.x_of(last + 0.5)
    left, right = max(begin, plot.x), min(end, plot.right)
    if right <= left:
        return None
    width = measure(_WORD, size_px=BRACKET_TEXT_PX, weight=400)
    text_left = left + _INSET_PX + _WORD_GAP_PX
    has_room = text_left + width + _WORD_GAP_PX + _LEAST_LINE_PX <= right
    return StudyBracket(
        left=left,
        right=right,
        gap_right=max(min(frame.x_of(study.event[0] - 0.5), plot.right), right),
        y=frame.panes.price.bottom - _RISE_PX,
        has_left=begin >= plot.x,
        has_right=end <= plot.right,
        text=_WORD if has_room else "",
        text_left=text_left - _WORD_GAP_PX,
        text_right=text_left + width + _WORD_GAP_PX,
    )


def _line(expected: ExpectedLine, frame: PlotFrame) -> Line:
    x = frame.panes.plot.x + (expected.position - frame.view_start) * frame.slot_px
    return Line(x, frame.prices.ys_of(expected.price))
