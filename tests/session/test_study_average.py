"""Average abnormal returns as numbers, session by session."""

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from helpers.study import exactly
from helpers.study_document import dated_event, open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.sample_test import Statistic
from tickertale.session.study import study_timeline
from tickertale.session.study_average import (
    AVERAGE_FIELDS,
    AVERAGE_MEANINGS,
    SessionAverage,
    session_averages,
)
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_sample import study_sample, summarized


def test_each_session_has_t_p_and_interval_of_students_t() -> None:
    session = open_study()
    sample = study_sample(study_timeline(session, "BABA", event_ids=["a", "b", "c"]))
    session.close()
    rows = session_averages(summarized(sample).averages, events=3)
    assert [(row.session, row.n) for row in rows] == [(-1, 3), (0, 3), (1, 3)]
    path = np.cumsum(sample.ar, axis=1)
    for row, ar, car in zip(rows, sample.ar.T, path.T, strict=True):
        for mean, error, t, p, values in (
            (row.aar, row.aar_se, row.aar_t, row.aar_p, ar),
            (row.caar, row.caar_se, row.caar_t, row.caar_p, car),
        ):
            known = stats.ttest_1samp(values, 0.0)
            assert mean == exactly(values.mean())
            assert error == exactly(stats.sem(values))
            assert (t, p) == (exactly(known.statistic), exactly(known.pvalue))
        interval = stats.ttest_1samp(car, 0.0).confidence_interval(0.95)
        assert row.caar_low == pytest.approx(interval.low, rel=1e-9)
        assert row.caar_high == pytest.approx(interval.high, rel=1e-9)


def test_where_windows_differ_aar_is_of_those_there_and_caar_of_all() -> None:
    session = open_study(dated_event("x", 180), dated_event("y", 181), dated_event("z", 220))
    options = StudyOptions(confounding=Confounding.SHORTEN)
    study = study_timeline(session, "BABA", options=options)
    session.close()
    cars = [row.measured.car for row in study.rows if row.measured]
    summary = summarized(study_sample(study))
    rows = session_averages(summary.averages, events=len(cars))
    assert [(row.session, row.n) for row in rows] == [(-1, 2), (0, 3), (1, 2)]
    known = stats.ttest_1samp(cars, 0.0)
    interval = known.confidence_interval(0.95)
    assert rows[-1].caar == exactly(np.mean(cars))
    assert (rows[-1].caar_t, rows[-1].caar_p) == (exactly(known.statistic), exactly(known.pvalue))
    assert rows[-1].caar_low == pytest.approx(interval.low, rel=1e-9)
    (test,) = [test for test in summary.tests if test.name is Statistic.CROSS_SECTIONAL]
    assert (rows[-1].caar_t, rows[-1].caar_p) == (exactly(test.statistic), exactly(test.p))


def test_one_event_has_averages_without_errors() -> None:
    session = open_study()
    sample = study_sample(study_timeline(session, "BABA", event_ids=["a"]))
    session.close()
    (row, *_) = session_averages(summarized(sample).averages, events=1)
    assert np.isfinite([row.aar, row.caar]).all()
    assert np.isnan([row.aar_se, row.aar_t, row.aar_p, row.caar_low, row.caar_high]).all()


def test_every_value_has_a_meaning() -> None:
    assert tuple(AVERAGE_MEANINGS) == AVERAGE_FIELDS
    assert tuple(field.name for field in fields(SessionAverage)) == AVERAGE_FIELDS
