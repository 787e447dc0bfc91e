"""Event studies of random returns, with no effect or a planted one, and how often tests reject."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from helpers.study import aligned
from tickertale.analysis.empirical import empirical_p
from tickertale.analysis.event_study import EventStudies, study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample import Sample, sample_of
from tickertale.analysis.sample_test import Statistic, sample_tests
from tickertale.analysis.study_window import StudyWindow

LEVEL = 0.05
GAP = 9
VOLATILITY = 0.02
EVENTS = 50
CLUSTERED = 0.6
"""Share of the events whose window shares sessions with the one before."""
ONE_EVENT, EMPIRICAL = "one event t", "one event, empirical"


class Tails(StrEnum):
    """What the returns are drawn from; t(5) is scaled to the same deviation."""

    NORMAL = "normal"
    STUDENT = "t(5)"


class Setting(StrEnum):
    """How the events of a sample are related."""

    INDEPENDENT = "independent shares and days"
    ONE_SHARE = "one share, many days"
    OVERLAPPING = "one share, event windows that share sessions"
    ONE_DAY = "many shares, one day, residuals correlated 0.2"


@dataclass(frozen=True, slots=True)
class Design:
    """One cell of the table.

    Parameters
    ----------
    sessions : int
        n, sessions of the estimation window.
    length : int
        L, sessions of the event window.
    tails : Tails
    setting : Setting
    effect : float
        Added to the return of day 0.
    model : NormalModel
    """

    sessions: int
    length: int
    tails: Tails = Tails.NORMAL
    setting: Setting = Setting.INDEPENDENT
    effect: float = 0.0
    model: NormalModel = NormalModel.MARKET

    @property
    def window(self) -> StudyWindow:
        """Return the windows; day 0 is in the middle of the event window."""
        first = -(self.length // 2)
        stop = first - GAP
        return StudyWindow(
            event_first=first,
            event_last=first + self.length - 1,
            estimation_first=stop - self.sessions,
            estimation_last=stop - 1,
            least_sessions=self.sessions - 2,  # Scholes and Williams use two fewer
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a test rejected.

    Parameters
    ----------
    rate : float
    level : float
        How often it should have without an effect: 5 %, or what a test of counts can reach.
    trials : int
    """

    rate: float
    level: float
    trials: int

    @property
    def error(self) -> float:
        """Return the standard deviation of a rate by chance."""
        return float((self.level * (1.0 - self.level) / self.trials) ** 0.5)

    @property
    def score(self) -> float:
        """Return how many of those the rate is away from the level."""
        return (self.rate - self.level) / self.error


def rejection_rates(
    design: Design,
    *,
    samples: int,
    seed: int,
    names: Collection[Statistic] = tuple(Statistic),
) -> dict[str, Rate]:
    """Return how often each of the tests rejected at 5 %, by its name."""
    generator = np.random.default_rng([seed, design.sessions, design.length])
    rejected: dict[str, list[bool]] = {name: [] for name in names}
    levels: dict[str, list[float]] = {name: [LEVEL] for name in names}
    levels[Statistic.SIGN], levels[Statistic.GENERALIZED_SIGN] = [], []
    single: dict[str, list[NDArray[np.bool_]]] = {ONE_EVENT: [], EMPIRICAL: []}
    for number, (sample, studies) in enumerate(_samples(design, generator, count=samples)):
        for answer in sample_tests(sample, names):
            rejected[answer.name].append(answer.p < LEVEL)
        levels[Statistic.SIGN].append(_sign_level(len(sample)))
        levels[Statistic.GENERALIZED_SIGN].append(_generalized_sign_level(sample))
        single[ONE_EVENT].append(studies.abnormal.p < LEVEL)
        if number < max(samples // 10, 1):
            single[EMPIRICAL].append(empirical_p(studies) <= LEVEL)
    rates = {
        name: Rate(float(np.mean(row)), float(np.mean(levels[name])), len(row))
        for name, row in rejected.items()
    }
    for name, answers in single.items():
        together = np.concatenate(answers)
        # Of n + 1 - (L - 1) equally likely places, only whole numbers of them can be the last.
        places = design.sessions - design.length + 2
        level = LEVEL if name == ONE_EVENT else int(LEVEL * places) / places
        rates[name] = Rate(float(together.mean()), level, len(together))
    return rates


def _samples(
    design: Design, generator: np.random.Generator, *, count: int
) -> Iterator[tuple[Sample, EventStudies]]:
    make = {
        Setting.INDEPENDENT: _independent,
        Setting.ONE_SHARE: _one_share,
        Setting.OVERLAPPING: _overlapping,
        Setting.ONE_DAY: _one_day,
    }[design.setting]
    for _ in range(count):
        yield make(design, generator)


def _independent(design: Design, generator: np.random.Generator) -> tuple[Sample, EventStudies]:
    """Return events whose windows do not touch: as good as shares of their own."""
    block = design.sessions + GAP + design.length
    days = np.arange(EVENTS) * block - design.window.estimation_first
    market, share = _returns(design, generator, count=EVENTS * block)
    share[days] += design.effect
    return _studied(design, market, share=share, days=days)


def _one_share(design: Design, generator: np.random.Generator) -> tuple[Sample, EventStudies]:
    """Return events on one share whose estimation windows overlap, but not their own windows."""
    steps = generator.integers(design.length, design.length + 8, EVENTS)
    return _stepped(design, generator, steps=steps)


def _overlapping(design: Design, generator: np.random.Generator) -> tuple[Sample, EventStudies]:
    """Return events on one share in clusters of windows that share sessions, often the same day.

    Clusters stand so far apart that none is estimated from another's sessions, which would hide
    how far the tests that know of no overlap are off.
    """
    block = design.sessions + GAP + 2 * design.length
    near = generator.integers(0, design.length, EVENTS)
    steps = np.where(generator.random(EVENTS) < CLUSTERED, near, block)
    steps[0] = 0
    return _stepped(design, generator, steps=steps)


def _stepped(
    design: Design, generator: np.random.Generator, *, steps: NDArray[np.int64]
) -> tuple[Sample, EventStudies]:
    days = np.cumsum(steps) - design.window.estimation_first
    market, share = _returns(design, generator, count=int(days[-1]) + design.length + 1)
    share[days] += design.effect
    return _studied(design, market, share=share, days=days)


def _one_day(design: Design, generator: np.random.Generator) -> tuple[Sample, EventStudies]:
    """Return events of many shares on one day that have a shock in common beside the market."""
    day = np.array([-design.window.estimation_first])
    count = design.sessions + GAP + design.length
    market, _ = _returns(design, generator, count=count)
    shock = _noise(design.tails, generator, count=count)
    parts = []
    for number in range(EVENTS):
        own = _noise(design.tails, generator, count=count)
        share = 1.2 * market + VOLATILITY * (0.2**0.5 * shock + 0.8**0.5 * own)
        share[day] += design.effect
        studies = study_events(
            aligned(share, market), day, model=design.model, window=design.window
        )
        parts.append(([f"{number:03}"], studies))
    return sample_of(parts), parts[0][1]


def _studied(
    design: Design,
    market: NDArray[np.float64],
    *,
    share: NDArray[np.float64],
    days: NDArray[np.int64],
) -> tuple[Sample, EventStudies]:
    studies = study_events(aligned(share, market), days, model=design.model, window=design.window)
    return sample_of([([f"{number:03}" for number in range(EVENTS)], studies)]), studies


def _returns(
    design: Design, generator: np.random.Generator, *, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    market = 0.01 * _noise(design.tails, generator, count=count)
    noise = VOLATILITY * _noise(design.tails, generator, count=count)
    return market, 0.0002 + 1.2 * market + noise


def _noise(tails: Tails, generator: np.random.Generator, *, count: int) -> NDArray[np.float64]:
    if tails is Tails.NORMAL:
        return generator.standard_normal(count)
    noise: NDArray[np.float64] = generator.standard_t(5, count) * (3.0 / 5.0) ** 0.5
    return noise


def _sign_level(count: int) -> float:
    """Return the largest level up to 5 % that a test of `count` coins can have."""
    from scipy.stats import binom

    lows = 2.0 * binom.cdf(np.arange(count // 2), count, 0.5)
    return float(lows[lows < LEVEL].max())


def _generalized_sign_level(sample: Sample) -> float:
    """Return how likely a fair coin is beyond the limits, given the expected share."""
    from scipy.stats import binom, norm

    count = len(sample)
    share = float((sample.residual > 0).mean())
    margin = norm.isf(LEVEL / 2) * (count * share * (1.0 - share)) ** 0.5
    low, high = count * share - margin, count * share + margin
    return float(binom.cdf(np.ceil(low) - 1, count, 0.5) + binom.sf(np.floor(high), count, 0.5))
