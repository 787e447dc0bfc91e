"""``tickertale export``: a figure without a window."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tickertale.cli.document import opened

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from tickertale.session.session import Session
    from tickertale.viewmodels.chart.chart import ChartState
    from tickertale.viewmodels.figure.figure import FigureRequest


INTERVALS = (
    "1-second",
    "1-minute",
    "5-minute",
    "15-minute",
    "hourly",
    "daily",
    "weekly",
    "monthly",
)
"""What bars are called; spelled out, so that no other command waits for the domain's modules."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DATE", help="First day, such as 2024-12-01 or 2024-12.")
@click.option("--to", "last", metavar="DATE", help="Last day, such as 2025-03-14 or 2025-03.")
@click.option(
    "--interval",
    type=click.Choice(INTERVALS),
    help="Of the bars; by default those of the first series.",
)
@click.option("--width", "width_px", type=int, default=1600, show_default=True, help="In px.")
@click.option("--height", "height_px", type=int, default=900, show_default=True, help="In px.")
@click.option(
    "--scale", type=float, default=1.0, show_default=True, help="Image pixels for each px (PNG)."
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--title", help="Instead of the timeline's title; '' leaves it out.")
@click.option("--subtitle", help="Instead of instrument, unit and range.")
@click.option("--source", help="Instead of the source of the prices.")
@click.option("--notes", default="", help="A line below the source.")
@click.option("--alt-text", help="The figure in words, for those who cannot see it.")
@click.option(
    "--least-importance",
    type=click.IntRange(1, 5),
    default=1,
    show_default=True,
    help="Leave out events below it.",
)
@click.option("--highlight", "selected", metavar="ID", help="Emphasize one event.")
@click.option(
    "--study",
    "shows_study",
    is_flag=True,
    help="Shade the windows of the highlighted event's study, and draw the expected price.",
)
def export(
    file: Path,
    out: Path,
    *,
    first: str | None,
    last: str | None,
    interval: str | None,
    **rest: object,
) -> None:
    """Draw FILE as a figure: OUT.png, OUT.svg or OUT.pdf.

    FILE is a .tale document, a folder with timeline.json, or a .json file. Sizes are in px, 96 to
    the inch.
    """
    from tickertale.viewmodels.figure.figure import FigureRequest

    request = FigureRequest(
        **rest,  # type: ignore[arg-type] # click has made them what the options say
        first=_day(first, "from"),
        last=_day(last, "to"),
    )
    _draw(file, out, request=request, interval=interval)


def _draw(file: Path, out: Path, *, request: "FigureRequest", interval: str | None) -> None:
    from tickertale.viewmodels.figure.figure import check_request, resolve_figure
    from tickertale.viewmodels.text.wording import interval_of
    from tickertale.viewmodels.timeline.chart_reading import read_chart

    _set_platform()
    from tickertale.widgets.figure.figure import save_figure
    from tickertale.widgets.figure.figure_file import figure_format

    figure_format(out)
    check_request(request)
    with opened(file) as session:
        timeline = session.timeline
        if request.selected is not None:
            timeline.event(request.selected)
        chart = read_chart(session, interval=None if interval is None else interval_of(interval))
        if request.shows_study:
            chart = _studied(session, chart, event_id=request.selected)
        figure = resolve_figure(request, timeline=timeline, chart=chart)
    application = _application()
    save_figure(figure, out)
    del application


def _studied(session: "Session", chart: "ChartState", *, event_id: str | None) -> "ChartState":
    from tickertale.viewmodels.timeline.studied_chart import studied_chart

    if event_id is None:
        raise click.UsageError("--study shades the windows of one event; --highlight ID names it")
    return studied_chart(session, chart, event_id=event_id)


def _day(text: str | None, name: str) -> date | None:
    from tickertale.domain.errors import InvalidDateError
    from tickertale.domain.event_date import EventDate

    if text is None:
        return None
    try:
        when = EventDate.parse(text)
    except InvalidDateError as error:
        message = f"--{name} is {text!r}"
        raise InvalidDateError(f"{message}; a date such as 2025-03-06 was expected") from error
    return when.first_day if name == "from" else when.last_day


def _set_platform() -> None:
    # A figure needs no screen, and one that cannot be reached would end the process. Elsewhere
    # the platform's own plugin knows the fonts, and there is always a screen.
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _application() -> "QCoreApplication":
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["tickertale"])
