"""The plots of the study view as figures for print: a frame of words around the plot."""

from collections.abc import Callable
from dataclasses import dataclass

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
    draw : callable
        Lays the plot out for a width and a height.
    measure : TextWidth
    note : str
        What the reader must know of it; empty for nothing.
    """
    series = study.source.instrument.series
    source = f"Source: {series[0].source}" if series and series[0].source else ""
    words = FrameWords(
        title=title,
        subtitle=f"{subject}: {study.source.instrument.name}",
        footer=tuple(line for line in (described(study), note, source, REACTION_RULE) if line),
    )
    frame = resolve_frame(words, width_px=WIDTH_PX, height_px=HEIGHT_PX, measure=measure)
    plot = draw(frame.area.width, frame.area.height)
    return StudyFigure(WIDTH_PX, HEIGHT_PX, frame, plot, title)
