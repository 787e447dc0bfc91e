"""The plots of the study view as figures for print: a frame of words around the plot."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from tickertale.domain.series_choice import session_series
from tickertale.session.study import Study
from tickertale.session.study_text import described
from tickertale.viewmodels.chart.geometry import TextWidth
from tickertale.viewmodels.chart.plot import PlotPicture
from tickertale.viewmodels.figure.figure import REACTION_RULE
from tickertale.viewmodels.figure.figure_picture import Frame, FrameWords, resolve_frame

WIDTH_PX, HEIGHT_PX = 1080, 720
MOST_HEIGHT_PX = 5_000
"""No figure is taller, however much it holds: twice that is the most that an image may have."""
SCALE = 2.0
"""Image pixels for each logical pixel of a PNG."""


@dataclass(frozen=True, slots=True, eq=False)
class FigurePlot:
    """A plot that can be put on a sheet.

    Parameters
    ----------
    draw : callable
        Lays the plot out for a width and a height.
    height_of : callable or None
        Height that the plot needs at a width and at most a height; None for one that fills any.
    """

    draw: Callable[[float, float], PlotPicture]
    height_of: Callable[[float, float], float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StudyFigure:
    """A figure, ready to be painted.

    Parameters
    ----------
    width_px, height_px : int
        In logical pixels.
    frame : Frame
    plot : PlotPicture
        Laid out for the area of the frame.
    title : str
    """

    width_px: int
    height_px: int
    frame: Frame
    plot: PlotPicture
    title: str


def resolve_study_figure(
    study: Study,
    *,
    title: str,
    subject: str,
    plot: FigurePlot,
    measure: TextWidth,
    note: str = "",
) -> StudyFigure:
    """Return a plot in its frame; the same study gives the same figure.

    Parameters
    ----------
    study : Study
    title : str
        That of the timeline.
    subject : str
        What the plot shows.
    plot : FigurePlot
    measure : TextWidth
    note : str
        What the reader must know of it; empty for nothing.
    """
    series = session_series(study.source.instrument)
    source = f"Source: {series.source}" if series is not None and series.source else ""
    words = FrameWords(
        title=title,
        subtitle=f"{subject}: {study.source.instrument.name}",
        footer=tuple(line for line in (described(study), note, source, REACTION_RULE) if line),
    )
    height_px = HEIGHT_PX
    frame = resolve_frame(words, width_px=WIDTH_PX, height_px=height_px, measure=measure)
    if plot.height_of is not None:
        around = height_px - frame.area.height
        needed = plot.height_of(frame.area.width, MOST_HEIGHT_PX - around)
        height_px = math.ceil(around + needed)
        frame = resolve_frame(words, width_px=WIDTH_PX, height_px=height_px, measure=measure)
    picture = plot.draw(frame.area.width, frame.area.height)
    return StudyFigure(WIDTH_PX, height_px, frame, picture, title)
