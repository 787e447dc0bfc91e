"""A chart for a figure, with the study of one event on it."""

from dataclasses import replace

from tickertale.domain.errors import StudyError
from tickertale.session.session import Session
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import detail_study
from tickertale.session.study_row import REASON_TEXTS
from tickertale.viewmodels.chart.chart import ChartState
from tickertale.viewmodels.chart.study_shading import resolve_shading
from tickertale.viewmodels.figure.figure import figure_instrument
from tickertale.viewmodels.study.impact_study import study_note


def studied_chart(session: Session, chart: ChartState, *, event_id: str) -> ChartState:
    """Return the chart with an event's windows, studied with the usual options.

    Raises
    ------
    StudyError
        The event cannot be studied.
    UnknownIdError
        There is no such event.
    """
    instrument = figure_instrument(session.timeline)
    study = study_timeline(session, instrument.id, event_ids=[event_id])
    detail = detail_study(study, event_id)
    if detail.row.reason is not None:
        message = f"the event {event_id!r} cannot be studied: {REASON_TEXTS[detail.row.reason]}"
        raise StudyError(f"{message}; another event was expected")
    shading = resolve_shading(detail, scale=chart.scale, note=study_note(detail))
    return replace(chart, study=shading)
