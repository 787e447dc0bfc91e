"""The plots of the study view as figures for print: a frame of words around the plot."""

from collections.abc import Callable
from dataclasses import dataclass

from tickertale.domain.series_choice import session_series
from tickertale.session.study import Study
from tickertale.session.study_text import described
from tickertale.viewmodels.figure import REACTION_RULE
from tickertale.viewmodels.figure_picture import Frame, FrameWords, resolve_frame
from tickertale.viewmodels.geometry import TextWidth
from tickertale.viewmodels.plot import PlotPicture

WIDTH_PX, HEIGHT_PX = 1080, 720
SCALE = 2.0
"""Image pixels for each logical pixel of a PNG."""


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
    draw: Callable[[float, float], PlotPicture],
    measure: TextWidth,
    height_px: int = HEIGHT_PX,
) -> StudyFigure:
    """Return a plot in its frame; the same study gives the same figure.

    Parameters
    ----------
    study : Study
    title : str
        That of the timeline.
    subject : str
        What the plot shows.
    draw : callable
        Lays the plot out for a width and a height.
    measure : TextWidth
    height_px : int
    """
    series = session_series(study.source.instrument)
    source = f"Source: {series.source}" if series is not None and series.source else ""
    words = FrameWords(
        title=title,
        subtitle=f"{subject}: {study.source.instrument.name}",
        footer=tuple(line for line in (described(study), source, REACTION_RULE) if line),
    )
    frame = resolve_frame(words, width_px=WIDTH_PX, height_px=height_px, measure=measure)
    plot = draw(frame.area.width, frame.area.height)
    return StudyFigure(WIDTH_PX, height_px, frame, plot, title)
