"""Print how often each test rejects without an effect, and with one; exit 1 when one is wrong.

Run by ``make study-check``.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product

from study_check.simulation import (
    EMPIRICAL,
    ONE_EVENT,
    Design,
    Rate,
    Setting,
    Tails,
    rejection_rates,
)
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample_test import Statistic

SAMPLES = 1000
SEED = 5
# By chance alone, one of 300 rates is further away than this once in a hundred tables.
LIMIT = 4.2
LENGTHS = (1, 3, 11)
NAMES = (ONE_EVENT, EMPIRICAL, *Statistic)
RELATED = (Statistic.CROSS_SECTIONAL, Statistic.PATELL, Statistic.BMP, Statistic.KOLARI_PYNNONEN)
SHARING = (*RELATED, Statistic.CORRADO, Statistic.CORRADO_ZIVNEY, Statistic.SIGN)


def claims(name: str, design: Design) -> bool:
    """Return whether a test claims its level under a design."""
    if design.model is NormalModel.SCHOLES_WILLIAMS and name == ONE_EVENT:
        return False  # its beta is not the one that makes the residuals least
    if name == EMPIRICAL:
        return design.length == 1  # overlapping runs describe, they do not test
    if design.setting is Setting.ONE_DAY:
        return name == Statistic.KOLARI_PYNNONEN
    if design.setting in {Setting.ONE_SHARE, Setting.OVERLAPPING}:
        return name == Statistic.KOLARI_PYNNONEN
    # Student's t, and its variance, are those of normal returns.
    is_normal = design.tails is Tails.NORMAL
    return is_normal or (name != ONE_EVENT and (name != Statistic.PATELL or design.sessions >= 250))


def bounds(name: str, design: Design) -> bool:
    """Return whether a test claims not to reject more often than its level under a design.

    Where windows of one share overlap, what one event's window adds to another's estimation
    window makes the CARs move against each other, and these tests too careful.
    """
    return design.setting is Setting.ONE_SHARE and name in {Statistic.PATELL, Statistic.BMP}


def main(arguments: list[str]) -> int:
    """Print all tables; the number of samples may be given."""
    samples = int(arguments[0]) if arguments else SAMPLES
    wrong = 0
    for tails in Tails:
        designs = [Design(n, length, tails) for n, length in product((30, 60, 120, 250), LENGTHS)]
        title = f"Rejections in % at 5 %, {tails} returns, independent shares; n x L"
        wrong += _table(title, designs, names=NAMES, samples=samples)
    for setting in (Setting.ONE_SHARE, Setting.ONE_DAY):
        designs = [Design(n, length, setting=setting) for n, length in product((60, 120), LENGTHS)]
        wrong += _table(f"{setting}; n x L", designs, names=RELATED, samples=samples // 2)
    designs = [
        Design(n, length, setting=Setting.OVERLAPPING) for n, length in product((60, 120), LENGTHS)
    ]
    title = f"{Setting.OVERLAPPING}; n x L"
    wrong += _table(title, designs, names=SHARING, samples=samples // 2)
    others = [
        model for model in NormalModel if model not in {NormalModel.MARKET, NormalModel.FACTOR}
    ]
    for model in others:
        designs = [Design(60, length, model=model) for length in LENGTHS]
        wrong += _table(f"{model}; n x L", designs, names=NAMES, samples=samples // 4)
    effects = (0.0025, 0.005, 0.01, 0.02)
    designs = [Design(120, length, effect=effect) for length, effect in product((1, 3), effects)]
    _table("Power in %, effect x L, n = 120", designs, names=NAMES, samples=samples // 4)
    print("\nIn parentheses: not claimed; after <: claimed not to be above the level.")
    print("Tests of counts have their own level, such as 3.3 %.")
    print(f"{wrong} rates are further than {LIMIT} standard errors from their level")
    return int(wrong > 0)


def _table(title: str, designs: list[Design], *, names: tuple[str, ...], samples: int) -> int:
    print(f"\n{title} ({samples} samples)\n")
    print(" " * 24 + "".join(f"{_head(design):>10}" for design in designs))
    wanted = tuple(row for row in Statistic if row in names)
    measure = partial(rejection_rates, samples=samples, seed=SEED, names=wanted)
    with ProcessPoolExecutor() as pool:
        columns = list(pool.map(measure, designs))
    wrong = 0
    for name in names:
        cells = []
        for design, rates in zip(designs, columns, strict=True):
            is_wrong = not design.effect and _is_wrong(name, design, rate=rates[name])
            wrong += is_wrong
            cells.append(_cell(rates[name], _mark(name, design), is_wrong=is_wrong))
        print(f"{name:<24}{''.join(cells)}", flush=True)
    return wrong


def _head(design: Design) -> str:
    if design.effect:
        return f"{design.effect:.2%}x{design.length}"
    return f"{design.sessions}x{design.length}"


def _is_wrong(name: str, design: Design, *, rate: Rate) -> bool:
    if claims(name, design):
        return abs(rate.score) > LIMIT
    return bounds(name, design) and rate.score > LIMIT


def _mark(name: str, design: Design) -> str:
    """Return how a rate is written: as it is, as a bound, or as one that nobody claims."""
    if claims(name, design):
        return "{}"
    return "<{}" if bounds(name, design) else "({})"


def _cell(rate: Rate, mark: str, *, is_wrong: bool) -> str:
    text = mark.format(f"{100 * rate.rate:.1f}")
    return f"{text + ('!' if is_wrong else ''):>10}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
