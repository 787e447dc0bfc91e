"""Without an effect tests reject as often as they say; with one they find it. `make study-check`
prints the same for many more designs and samples."""

import pytest

from study_check.simulation import ONE_EVENT, Design, Setting, Tails, rejection_rates
from tickertale.analysis.sample_test import Statistic

SAMPLES = 200
RELATED = (Statistic.PATELL, Statistic.BMP, Statistic.KOLARI_PYNNONEN)


@pytest.mark.parametrize(
    "design",
    [Design(30, 3), Design(60, 11), Design(120, 1), Design(250, 1, Tails.STUDENT)],
    ids=lambda row: f"n{row.sessions}-L{row.length}-{row.tails}",
)
def test_without_an_effect_every_test_rejects_as_often_as_it_says(design: Design) -> None:
    names = tuple(name for name in Statistic if name is not Statistic.BOOTSTRAP)
    rates = rejection_rates(design, samples=SAMPLES, seed=1, names=names)
    assert all(abs(rates[name].score) < 3.5 for name in names), rates
    assert rates[ONE_EVENT].trials == 50 * SAMPLES
    if design.tails is Tails.NORMAL:
        assert abs(rates[ONE_EVENT].score) < 3.5


def test_many_events_on_one_share_do_not_inflate_the_tests() -> None:
    design = Design(120, 3, setting=Setting.ONE_SHARE)
    rates = rejection_rates(design, samples=SAMPLES, seed=1, names=RELATED)
    assert all(rates[name].score < 3.0 for name in RELATED), rates
    assert abs(rates[Statistic.KOLARI_PYNNONEN].score) < 3.0


def test_shares_that_move_together_on_one_day_fool_bmp_but_not_kolari_and_pynnonen() -> None:
    design = Design(60, 1, setting=Setting.ONE_DAY)
    rates = rejection_rates(design, samples=60, seed=1, names=RELATED)
    assert rates[Statistic.BMP].rate > 0.3
    assert rates[Statistic.KOLARI_PYNNONEN].score < 3.0


def test_an_effect_of_two_percent_is_found() -> None:
    rates = rejection_rates(Design(120, 1, effect=0.02), samples=20, seed=1)
    assert all(rates[name].rate >= 0.95 for name in Statistic), rates
    assert 0.1 < rates[ONE_EVENT].rate < 0.3
