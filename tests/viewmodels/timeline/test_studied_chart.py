"""A figure with the study of one event on it."""

from collections.abc import Iterator

import numpy as np
import pytest

from helpers.study_document import open_study
from tickertale.domain.errors import StudyError, UnknownIdError
from tickertale.domain.instrument import Interval
from tickertale.session.session import Session
from tickertale.viewmodels.figure.figure import FigureRequest, FigureState, resolve_figure
from tickertale.viewmodels.timeline.chart_reading import read_chart
from tickertale.viewmodels.timeline.studied_chart import studied_chart


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, an index that holds it, and eight events."""
    opened = open_study(primary="BABA")
    yield opened
    opened.close()


def figure_of(session: Session, **request: object) -> FigureState:
    """Return the figure of a studied chart."""
    chart = studied_chart(session, read_chart(session), event_id="c")
    wanted = FigureRequest(selected="c", **request)  # type: ignore[arg-type] # as the tests give them
    return resolve_figure(wanted, timeline=session.timeline, chart=chart)


def test_a_figure_with_a_study_says_how_it_was_studied(session: Session) -> None:
    figure = figure_of(session, shows_study=True)
    assert figure.chart.is_study_shaded
    note = figure.footer[-1]
    assert note.startswith("Event study: market model against ^IDX")
    assert "estimated on sessions −130…−11, event window −1…+1, other events kept" in note


def test_without_the_choice_a_figure_has_the_event_window_alone(session: Session) -> None:
    figure = figure_of(session)
    assert not figure.chart.is_study_shaded
    assert not any("Event study" in line for line in figure.footer)


def test_on_weekly_bars_the_windows_are_those_of_their_sessions(session: Session) -> None:
    daily = studied_chart(session, read_chart(session), event_id="c")
    weekly = studied_chart(session, read_chart(session, interval=Interval.WEEK), event_id="c")
    assert daily.study is not None
    assert weekly.study is not None
    for one, other in (
        (daily.study.event, weekly.study.event),
        (daily.study.estimation, weekly.study.estimation),
    ):
        for place, week in zip(one, other, strict=True):
            day, label = daily.scale.date_at(place), weekly.scale.date_at(week)
            assert 0 <= (day - label).days < 7
    assert (np.diff(weekly.study.expected.position) > 0).all()


def test_an_event_that_cannot_be_studied_is_refused_by_name(session: Session) -> None:
    chart = read_chart(session)
    with pytest.raises(StudyError, match="'coarse' cannot be studied: the date is not known"):
        studied_chart(session, chart, event_id="coarse")
    with pytest.raises(UnknownIdError):
        studied_chart(session, chart, event_id="nobody")
