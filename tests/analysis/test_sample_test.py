"""Tests of samples against their formulas, written out here, and against published examples."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from helpers.study import aligned, exactly, market_and_share
from tickertale.analysis.cross_correlation import mean_correlation
from tickertale.analysis.event_study import EventSpans, EventStudies, study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample import Sample, average_abnormal_returns, sample_of
from tickertale.analysis.sample_test import SampleTest, Statistic, sample_tests
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError

Floats = NDArray[np.float64]
N, DAY = 12, 140


def _one_day(*, window: StudyWindow | None = None) -> Sample:
    """Return a sample of twelve shares with an event on the same day."""
    market, _ = market_and_share(160)
    parts = []
    for number in range(N):
        _, share = market_and_share(160, seed=100 + number)
        share = share + 0.5 * market
        studies = study_events(aligned(share, market), np.array([DAY]), window=window)
        parts.append(([f"event {number}"], studies))
    return sample_of(parts)


def _studies(days: Sequence[int] = (150, 200, 260, 263, 399)) -> EventStudies:
    market, share = market_and_share()
    return study_events(aligned(share, market), np.array(days))


def _test(sample: Sample, name: Statistic) -> SampleTest:
    (answer,) = sample_tests(sample, [name])
    assert answer.name is name
    return answer


def _expect(answer: SampleTest, statistic: float, p: float) -> None:
    assert answer.statistic == exactly(statistic)
    assert answer.p == exactly(p)


def _student_p(t: float, df: int) -> float:
    return float(2 * stats.t.sf(abs(t), df))


def _normal_p(z: float) -> float:
    return float(2 * stats.norm.sf(abs(z)))


def test_the_cross_sectional_t_is_that_of_the_mean_car() -> None:
    sample = _one_day()
    expected = stats.ttest_1samp(sample.car, 0.0)
    answer = _test(sample, Statistic.CROSS_SECTIONAL)
    _expect(answer, expected.statistic, expected.pvalue)
    assert answer.df == N - 1


def test_the_published_t_of_student_comes_out() -> None:
    # Student (1908), "The probable error of a mean", Biometrika 6(1): hours of sleep gained by ten
    # patients with one drug over the other; mean 1.58, t = 4.0621 with 9 degrees of freedom and
    # p = 0.00283, as in the documentation of R's data set "sleep".
    gained = np.array([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    sample = _one_day().subset([f"event {number}" for number in range(10)])
    answer = _test(replace(sample, car=gained), Statistic.CROSS_SECTIONAL)
    assert answer.statistic == pytest.approx(4.0621, abs=5e-5)
    assert answer.p == pytest.approx(0.002833, abs=5e-7)


def test_patell_sums_standardized_returns_whose_variance_is_that_of_students_t() -> None:
    sample = _one_day()
    z = sample.scar.sum() / np.sqrt(N * 118 / 116)
    _expect(_test(sample, Statistic.PATELL), z, _normal_p(z))


def test_with_one_session_patell_is_the_published_formula() -> None:
    window = StudyWindow(event_first=0, event_last=0)
    sample = _one_day(window=window)
    market, _ = market_and_share(160)
    z = 0.0
    for number in range(N):
        _, share = market_and_share(160, seed=100 + number)
        share = share + 0.5 * market
        before = slice(DAY - 130, DAY - 10)
        fit = stats.linregress(market[before], share[before])
        error = share[DAY] - fit.intercept - fit.slope * market[DAY]
        residual = share[before] - fit.intercept - fit.slope * market[before]
        away = market[before] - market[before].mean()
        correction = 1 + 1 / 120 + (market[DAY] - market[before].mean()) ** 2 / (away @ away)
        z += error / np.sqrt(residual @ residual / 118 * correction)
    assert _test(sample, Statistic.PATELL).statistic == exactly(z / np.sqrt(N * 118 / 116))


def test_bmp_is_the_t_of_the_mean_standardized_car() -> None:
    sample = _one_day()
    expected = stats.ttest_1samp(sample.scar, 0.0)
    _expect(_test(sample, Statistic.BMP), expected.statistic, expected.pvalue)


def test_kolari_and_pynnonen_correct_bmp_by_the_mean_residual_correlation() -> None:
    sample = _one_day()
    pairs = combinations(range(N), 2)
    correlation = np.mean(
        [np.corrcoef(sample.residual[a], sample.residual[b])[0, 1] for a, b in pairs]
    )
    assert mean_correlation(sample) == exactly(correlation)
    bmp = stats.ttest_1samp(sample.scar, 0.0).statistic
    t = bmp * np.sqrt((1 - correlation) / (1 + (N - 1) * correlation))
    _expect(_test(sample, Statistic.KOLARI_PYNNONEN), t, _student_p(t, N - 1))


def test_events_on_one_share_correlate_as_far_as_their_cars_rest_on_the_same_returns() -> None:
    market, share = market_and_share()
    days = [150, 200, 202]
    studies = study_events(aligned(share, market), np.array(days))
    sample = sample_of([(["a", "b", "c"], studies)])
    # The weights of each return in a CAR, by moving one return at a time.
    weights = np.empty((3, 400))
    for place in range(400):
        moved = share.copy()
        moved[place] += 1.0
        moved_studies = study_events(aligned(moved, market), np.array(days))
        weights[:, place] = moved_studies.abnormal.car - studies.abnormal.car
    unit = weights / np.sqrt((weights**2).sum(axis=1, keepdims=True))
    expected = np.mean([unit[a] @ unit[b] for a, b in combinations(range(3), 2)])
    assert mean_correlation(sample) == pytest.approx(expected, rel=1e-6)
    lengths = np.sqrt((weights**2).sum(axis=1))
    assert studies.abnormal.car_se == pytest.approx(studies.estimation.sigma * lengths)


@pytest.mark.parametrize("model", list(NormalModel))
def test_the_weights_of_a_car_give_its_variance(model: NormalModel) -> None:
    market, share = market_and_share()
    studies = study_events(aligned(share, market), np.array([150, 250]), model=model)
    sample = sample_of([(["a", "b"], studies)])
    variance = (studies.abnormal.car_se / studies.estimation.sigma) ** 2
    assert (sample.weights**2).sum(axis=1) == exactly(variance)


def _standardized_ranks(sample: Sample) -> Floats:
    returns = np.concatenate((sample.standardized_residual, sample.sar), axis=1)
    return np.apply_along_axis(stats.rankdata, 1, returns)


def test_with_one_session_the_rank_test_is_that_of_corrado() -> None:
    window = StudyWindow(event_first=0, event_last=0)
    sample = _one_day(window=window)
    away = _standardized_ranks(sample) - (121 + 1) / 2
    z = away[:, -1].mean() / np.sqrt((away.mean(axis=0) ** 2).mean())
    _expect(_test(sample, Statistic.CORRADO), z, _normal_p(z))


def test_over_more_sessions_ranks_count_as_drawn_without_replacement() -> None:
    sample = _one_day()
    away = (_standardized_ranks(sample) - 62).mean(axis=0)
    variance = 3 * (away**2).mean() * (123 - 3) / (123 - 1)
    z = away[-3:].sum() / np.sqrt(variance)
    _expect(_test(sample, Statistic.CORRADO), z, _normal_p(z))


def test_corrado_and_zivney_bring_event_returns_to_the_usual_spread_first() -> None:
    window = StudyWindow(event_first=0, event_last=0)
    sample = _one_day(window=window)
    event = sample.sar / sample.sar.std(axis=0, ddof=1)
    returns = np.concatenate((sample.standardized_residual, event), axis=1)
    away = np.apply_along_axis(stats.rankdata, 1, returns) / 122 - 0.5
    z = away[:, -1].mean() / np.sqrt((away.mean(axis=0) ** 2).mean())
    _expect(_test(sample, Statistic.CORRADO_ZIVNEY), z, _normal_p(z))


def test_residuals_are_standardized_by_their_own_error() -> None:
    market, share = market_and_share()
    studies = study_events(aligned(share, market), np.array([200]))
    sample = sample_of([(["a"], studies)])
    design = np.column_stack((np.ones(120), market[70:190]))
    hat = np.diag(design @ np.linalg.inv(design.T @ design) @ design.T)
    expected = studies.estimation.residual[0] / (studies.estimation.sigma[0] * np.sqrt(1 - hat))
    assert sample.standardized_residual[0] == exactly(expected)


def test_the_sign_test_is_exact() -> None:
    sample = _one_day()
    positive = int((sample.car > 0).sum())
    expected = stats.binomtest(positive, N, 0.5).pvalue
    _expect(_test(sample, Statistic.SIGN), positive / N, expected)


def test_the_generalized_sign_test_counts_against_the_estimation_window() -> None:
    sample = _one_day()
    share = (sample.residual > 0).mean()
    z = ((sample.car > 0).sum() - N * share) / np.sqrt(N * share * (1 - share))
    _expect(_test(sample, Statistic.GENERALIZED_SIGN), z, _normal_p(z))


def test_the_bootstrap_agrees_with_students_t_on_normal_returns() -> None:
    sample = _one_day()
    answer = _test(sample, Statistic.BOOTSTRAP)
    assert answer.statistic == _test(sample, Statistic.BMP).statistic
    assert answer.p == pytest.approx(_test(sample, Statistic.BMP).p, abs=0.05)


def test_the_order_of_events_and_of_shares_changes_nothing() -> None:
    keys, studies = ["e", "b", "a", "d", "c"], _studies()
    sample = sample_of([(keys, studies)])
    order = [3, 0, 4, 1, 2]
    shuffled = sample_of(
        [([keys[i] for i in order], _studies([int(studies.day_zero[i]) for i in order]))]
    )
    assert shuffled.keys == ("a", "b", "c", "d", "e")
    assert sample_tests(shuffled) == sample_tests(sample)
    one, two = (_studies((150, 200)), _studies((260, 300)))
    ahead = sample_of([(["a", "b"], one), (["c", "d"], two)])
    back = sample_of([(["c", "d"], two), (["a", "b"], one)])
    assert sample_tests(ahead) == sample_tests(back)


def test_averages_are_those_of_each_session_with_bands_from_the_differences() -> None:
    sample = _one_day()
    averages = average_abnormal_returns(sample)
    path = sample.ar.cumsum(axis=1)
    assert averages.aar == exactly(sample.ar.mean(axis=0))
    assert averages.aar_se == exactly(stats.sem(sample.ar))
    assert averages.caar == exactly(path.mean(axis=0))
    assert averages.half_width == exactly(stats.t.ppf(0.975, N - 1) * stats.sem(path))
    assert averages.count.tolist() == [N] * 3


def test_averages_count_the_events_that_have_a_session() -> None:
    averages = average_abnormal_returns(sample_of([(["a", "b"], _studies((200, 399)))]))
    assert averages.count.tolist() == [2, 2, 1]
    assert np.isnan(averages.aar_se[2])


def _windows_of_their_own() -> Sample:
    """Return three events: one ends early, one begins late, one has the whole window."""
    market, share = market_and_share()
    spans = EventSpans(np.array([-1, 0, -1]), np.array([0, 3, 3]))
    days = np.array([200, 240, 300])
    return sample_of([(["a", "b", "c"], study_events(aligned(share, market), days, spans=spans))])


def test_the_caar_is_the_mean_of_the_cars_where_windows_differ() -> None:
    sample = _windows_of_their_own()
    averages = average_abnormal_returns(sample)
    assert averages.caar[-1] == exactly(sample.car.mean())
    assert averages.caar_se[-1] == exactly(stats.sem(sample.car))
    t = _test(sample, Statistic.CROSS_SECTIONAL).statistic
    assert averages.caar[-1] / averages.caar_se[-1] == exactly(t)
    assert averages.count.tolist() == [2, 3, 2, 2, 2]
    assert averages.caar[0] == exactly(np.nansum(sample.ar[:, 0]) / 3)


def test_averages_run_over_the_sessions_that_the_events_have() -> None:
    averages = average_abnormal_returns(_windows_of_their_own().subset(["a"]))
    assert averages.offsets.tolist() == [-1, 0]
    assert np.isnan(averages.half_width).all()
    assert np.isfinite(averages.caar).all()


def test_refused_events_are_left_out_of_a_sample() -> None:
    sample = sample_of([(["a", "b", "c", "d"], _studies((200, 10, -1, 250)))])
    assert sample.keys == ("a", "d")


@pytest.mark.parametrize("count", [0, 1])
def test_a_sample_of_one_answers_nothing(count: int) -> None:
    sample = sample_of([(["a"], _studies((200,)))]).subset(["a"][:count])
    answers = sample_tests(sample)
    assert [answer.name for answer in answers] == list(Statistic)
    assert all(np.isnan(answer.p) for answer in answers)
    assert mean_correlation(sample) == 0.0


def test_events_that_are_all_the_same_have_no_t() -> None:
    sample = _one_day()
    same = replace(sample, car=np.zeros(N), scar=np.full(N, 0.5))
    answers = {row.name: row for row in sample_tests(same)}
    for name in (Statistic.CROSS_SECTIONAL, Statistic.BMP, Statistic.BOOTSTRAP, Statistic.SIGN):
        assert np.isnan(answers[name].p)


def test_shares_without_common_sessions_are_not_correlated() -> None:
    market, share = market_and_share()
    one = study_events(aligned(share, market), np.array([200]))
    other = study_events(aligned(share, market, first_day=1000), np.array([200]))
    assert mean_correlation(sample_of([(["a"], one), (["b"], other)])) == exactly(0.0)


def test_a_sample_is_keyed_by_event() -> None:
    with pytest.raises(StudyError, match="two events of a sample have the key 'a'"):
        sample_of([(["a", "a"], _studies((200, 250)))])
    with pytest.raises(StudyError, match="2 studies have 1 keys"):
        sample_of([(["a"], _studies((200, 250)))])
    with pytest.raises(StudyError, match="no studies"):
        sample_of([])
    wide = study_events(
        aligned(*market_and_share()), np.array([200]), window=StudyWindow(event_last=5)
    )
    with pytest.raises(StudyError, match="different windows"):
        sample_of([(["a"], _studies((200,))), (["b"], wide)])
