"""Which bars of an instrument can be read."""

import pytest

from tickertale.domain.instrument import Instrument, Interval, Series
from tickertale.domain.series_choice import (
    SeriesChoice,
    choice_in_force,
    choice_of_interval,
    series_choices,
    series_of,
    session_series,
)

DAY, WEEK, MONTH, MINUTE = Interval.DAY, Interval.WEEK, Interval.MONTH, Interval.MINUTE


def share(*intervals: Interval) -> Instrument:
    series = tuple(Series(id=f"s-{row.value}", interval=row) for row in intervals)
    return Instrument(id="s", symbol="S", name="Share", mic="XHKG", currency="HKD", series=series)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param((), [], id="nothing"),
        pytest.param(
            (DAY,), [("s-1d", DAY), ("s-1d", WEEK), ("s-1d", MONTH)], id="weeks-of-sessions"
        ),
        pytest.param(
            (MINUTE,),
            [("s-1m", MINUTE), ("s-1m", DAY), ("s-1m", WEEK), ("s-1m", MONTH)],
            id="sessions-of-minutes",
        ),
        pytest.param(
            (MINUTE, DAY),
            [("s-1m", MINUTE), ("s-1d", DAY), ("s-1d", WEEK), ("s-1d", MONTH)],
            id="weeks-of-the-daily-series",
        ),
        pytest.param(
            (DAY, WEEK), [("s-1d", DAY), ("s-1wk", WEEK), ("s-1d", MONTH)], id="own-weeks"
        ),
        pytest.param((WEEK,), [("s-1wk", WEEK)], id="no-months-of-weeks"),
    ],
)
def test_what_can_be_read(own: tuple[Interval, ...], expected: list[tuple[str, Interval]]) -> None:
    choices = series_choices(share(*own))
    assert [(choice.series, choice.interval) for choice in choices] == expected


def test_without_a_choice_the_first_series_is_read() -> None:
    instrument = share(MINUTE, DAY)
    assert choice_in_force(instrument, None) == SeriesChoice(series="s-1m", interval=MINUTE)
    assert choice_in_force(share(), None) is None
    assert series_of(share(), None) is None


def test_what_an_instrument_has_not_got_is_not_read() -> None:
    foreign = SeriesChoice(series="other", interval=DAY)
    assert choice_in_force(share(DAY), foreign) == SeriesChoice(series="s-1d", interval=DAY)
    assert choice_of_interval(share(WEEK), MONTH) is None


def test_a_choice_names_the_series_it_is_made_of() -> None:
    instrument = share(MINUTE, DAY)
    assert series_of(instrument, choice_of_interval(instrument, WEEK)) == instrument.series[1]


def test_sessions_are_those_of_the_daily_series() -> None:
    assert session_series(share(MINUTE, DAY)) == share(MINUTE, DAY).series[1]
    assert session_series(share(MINUTE)) == share(MINUTE).series[0]
    assert session_series(share()) is None
