"""The windows of a study in pixels: bands with a word each, and the expected price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickertale.viewmodels.chart import ChartState
from tickertale.viewmodels.geometry import PlotFrame, Rect, TextWidth
from tickertale.viewmodels.price_shape import Line
from tickertale.viewmodels.study_shading import ExpectedLine

BAND_TEXT_PX = 11
"""Size of the words."""
USUAL_WINDOW = (-1.0, 1.0)
"""Sessions of the event window until the study is there."""
_LABEL_HEIGHT_PX = 16.0
_LABEL_INSET_PX = 6.0


@dataclass(frozen=True, slots=True)
class StudyBand:
    """A window of the study.

    Parameters
    ----------
    box : Rect
        Over all panes, cut at the edges of the plot.
    text : str
        Its word; empty where there is no room.
    text_x, text_y : float
        Left edge of the word, and the height on which its capitals are centered.
    is_event : bool
        The event window, which stands out.
    is_filled : bool
        The gap is not.
    """

    box: Rect
    text: str
    text_x: float
    text_y: float
    is_event: bool
    is_filled: bool


@dataclass(frozen=True, slots=True, eq=False)
class StudyPicture:
    """What the chart shows of a study.

    Parameters
    ----------
    bands : tuple of StudyBand
        From left to right.
    lines : tuple of Line
        The expected price.
    """

    bands: tuple[StudyBand, ...]
    lines: tuple[Line, ...]


def resolve_study(
    state: ChartState, frame: PlotFrame, *, measure: TextWidth, taken: Sequence[Rect]
) -> StudyPicture | None:
    """Return what the chart shows of the current event's study; None without such an event.

    Parameters
    ----------
    state : ChartState
    frame : PlotFrame
    measure : TextWidth
    taken : sequence of Rect
        Flags, which words keep clear of.
    """
    anchor = state.selected_anchor()
    if anchor is None or anchor.position is None:
        return None
    study = state.study
    if study is None or study.event_id != anchor.event_id:
        first, last = (anchor.position + offset for offset in USUAL_WINDOW)
        return _picture([_band(frame, first - 0.5, end=last + 0.5, is_event=True)])
    event = _band(frame, study.event[0] - 0.5, end=study.event[1] + 0.5, is_event=True)
    if not state.is_study_shaded:
        return _picture([event])
    estimation_end = study.estimation[1] + 0.5
    rows = [
        (
            _band(frame, study.estimation[0] - 0.5, end=estimation_end),
            ("Estimation window · dashed: expected price", "Estimation window"),
        ),
        (_band(frame, estimation_end, end=study.event[0] - 0.5, is_filled=False), ("Gap",)),
        (event, ("Event window",)),
    ]
    # The event window chooses first where its word stands.
    bands: list[StudyBand] = []
    for band, texts in reversed(rows):
        if band is not None:
            rooms = [*taken, *(_text_room(row, measure) for row in bands)]
            bands.insert(0, _worded(band, texts, frame=frame, measure=measure, taken=rooms))
    return StudyPicture(tuple(bands), tuple(_line(row, frame) for row in study.lines))


def _picture(bands: Sequence[StudyBand | None]) -> StudyPicture | None:
    shown = tuple(band for band in bands if band is not None)
    return StudyPicture(shown, ()) if shown else None


def _band(
    frame: PlotFrame,
    start: float,
    *,
    end: float,
    is_event: bool = False,
    is_filled: bool = True,
) -> StudyBand | None:
    plot = frame.panes.plot
    left, right = max(frame.x_of(start), plot.x), min(frame.x_of(end), plot.right)
    if right <= left:
        return None
    box = Rect(left, plot.y, right - left, plot.height)
    return StudyBand(box, "", left, plot.y, is_event=is_event, is_filled=is_filled)


def _worded(
    band: StudyBand,
    texts: Sequence[str],
    *,
    frame: PlotFrame,
    measure: TextWidth,
    taken: Sequence[Rect],
) -> StudyBand:
    """Return the band with the first of its texts that fits.

    It stands at the top edge, or at the foot of the prices where flags are in its way.
    """
    pane = frame.panes.price
    for text in texts:
        width = measure(text, size_px=BAND_TEXT_PX, weight=400)
        left = _text_left(band, width, frame=frame)
        foot = pane.bottom - _LABEL_HEIGHT_PX
        for top in (pane.y, foot, foot - _LABEL_HEIGHT_PX):
            if left is None:
                continue
            middle = top + _LABEL_HEIGHT_PX / 2
            worded = replace(band, text=text, text_x=left, text_y=middle)
            room = _text_room(worded, measure)
            if not any(_do_meet(room, other) for other in taken):
                return worded
    return band


def _text_room(band: StudyBand, measure: TextWidth) -> Rect:
    """Return the rectangle that a band's word takes."""
    width = measure(band.text, size_px=BAND_TEXT_PX, weight=400) if band.text else 0.0
    half = _LABEL_HEIGHT_PX / 2
    return Rect(band.text_x - 2.0, band.text_y - half, width + 4.0, 2 * half)


def _text_left(band: StudyBand, width: float, *, frame: PlotFrame) -> float | None:
    """Return the left edge of a band's word; None where it is too wide."""
    plot = frame.panes.plot
    if band.is_event:
        # It is narrow: its word is centered and may reach beyond it.
        left = band.box.x + (band.box.width - width) / 2
        return min(max(left, plot.x), plot.right - width)
    if width + 2 * _LABEL_INSET_PX > band.box.width:
        return None
    return band.box.x + _LABEL_INSET_PX


def _do_meet(one: Rect, other: Rect) -> bool:
    is_beside = one.right <= other.x or other.right <= one.x
    return not is_beside and one.y < other.bottom and other.y < one.bottom


def _line(expected: ExpectedLine, frame: PlotFrame) -> Line:
    x = frame.panes.plot.x + (expected.position - frame.view_start) * frame.slot_px
    return Line(x, frame.prices.ys_of(expected.price))
