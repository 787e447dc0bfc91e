"""An event's number as a Python script that needs numpy only."""

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.session.study_detail import EventEffect, StudyDetail

_PER_LINE = 6

_HEAD = '''\
"""{title}

{subject}
Event window {window}, estimation window {estimation}, in sessions from day 0, {day_zero}.
MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic
Literature 35(1), 13-39. Written by Tickertale; it needs numpy only.
"""

import math

import numpy as np

nan = math.nan

'''

_FROM_PRICES = """\
own = {own}
factors = np.array([{market}])
offset = offset[1:]
"""
_SIMPLE, _LOG = "{name}[1:] / {name}[:-1] - 1", "np.diff(np.log({name}))"

_SESSIONS = """
known = np.isfinite(own) & np.isfinite(factors).all(axis=0)
excluded = np.isin(offset, {excluded})
inside = (offset >= {estimation_first}) & (offset <= {estimation_last})
use = inside & known & ~excluded
event = (offset >= {first}) & (offset <= {last}) & known
"""

_LEAST_SQUARES = """
design = np.vstack([np.ones(len(own)), *factors]).T
coefficients = np.linalg.lstsq(design[use], own[use], rcond=None)[0]
abnormal = own - design @ coefficients
df = use.sum() - design.shape[1]
sigma = math.sqrt((abnormal[use] ** 2).sum() / df)
sums = design[event].sum(axis=0)
error = sums @ np.linalg.inv(design[use].T @ design[use]) @ sums
ar, car = abnormal[offset == 0][0], abnormal[event].sum()
se = sigma * math.sqrt(event.sum() + error)
day = design[offset == 0][0]
ar_se = sigma * math.sqrt(1 + day @ np.linalg.inv(design[use].T @ design[use]) @ day)
"""

_MARKET_ADJUSTED = """
abnormal = own - factors[0]
df = use.sum()
sigma = math.sqrt((abnormal[use] ** 2).sum() / df)
ar, car = abnormal[offset == 0][0], abnormal[event].sum()
se = sigma * math.sqrt(event.sum())
ar_se = sigma
"""

_SCHOLES_WILLIAMS = """
def before(values):
    return np.append(nan, values[:-1])


def after(values):
    return np.append(values[1:], nan)


def products(left, right):
    return ((left - left.mean()) * (right - right.mean())).sum()


market, usable = factors[0], np.where(use, own, nan)
for row in (before(usable), after(usable), before(market), after(market)):
    use = use & np.isfinite(row)
own_use, lag, same, lead = own[use], before(market)[use], market[use], after(market)[use]
slopes = sum(products(own_use, row) / products(row, row) for row in (lag, same, lead))
rho = products(same, lag) / math.sqrt(products(same, same) * products(lag, lag))
beta = slopes / (1 + 2 * rho)
alpha = own_use.mean() - beta * same.mean()
abnormal = own - alpha - beta * market
df = use.sum() - 2
sigma = math.sqrt((abnormal[use] ** 2).sum() / df)
total = lag + same + lead
away = (market[event] - same.mean()).sum()
error = event.sum() ** 2 / use.sum()
error += away**2 * products(total, total) / products(total, same) ** 2
ar, car = abnormal[offset == 0][0], abnormal[event].sum()
se = sigma * math.sqrt(event.sum() + error)
day = market[offset == 0][0] - same.mean()
share = products(total, total) / products(total, same) ** 2
ar_se = sigma * math.sqrt(1 + 1 / use.sum() + day**2 * share)
"""

_JOINT = """
# Events whose windows share sessions, by their day 0; the first is the one that is measured. None
# of their sessions is estimated from, as with a dummy for each, and one that several windows hold
# is split equally between them.
days = {days}
held = sum(((offset >= day + {first}) & (offset <= day + {last})).astype(int) for day in days)
use = use & (held == 0)
design = {design}
coefficients = np.linalg.lstsq(design[use], {own}[use], rcond=None)[0]
abnormal = {own} - design @ coefficients
df = use.sum() - design.shape[1]
sigma = math.sqrt((abnormal[use] ** 2).sum() / df)
share = 1 / held[event]
sums = share @ design[event]
inverse = np.linalg.inv(design[use].T @ design[use])
day = design[offset == 0][0]
ar, car = (abnormal / np.maximum(held, 1))[offset == 0][0], share @ abnormal[event]
se = sigma * math.sqrt(share @ share + sums @ inverse @ sums)
ar_se = sigma * math.sqrt(1 + day @ inverse @ day)
if held[offset == 0][0] > 1:
    ar_se = nan  # other events share day 0: it has no test of its own
"""

_TAIL = """

def two_sided(t):
    # p under Student's t: with |t| = sqrt(df) tan(x) the tail is an integral of a cosine.
    start = math.atan(abs(t) / math.sqrt(df))
    nodes, weights = np.polynomial.legendre.leggauss(200)
    half = (math.pi / 2 - start) / 2
    tail = half * (weights * np.cos(start + half * (nodes + 1)) ** (df - 1)).sum()
    return 2 * tail * math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)


t = car / se
values = {
    "ar": ar,
    "ar_se": ar_se,
    "ar_p": two_sided(ar / ar_se),
    "car": car,
    "se": se,
    "t": t,
    "df": df,
    "p": two_sided(t),
}
for name, value in values.items():
    print(name, "=", float(value))
"""


def study_script(detail: StudyDetail, *, title: str) -> str:
    """Return a script that computes the event's number from prices; empty where there is none.

    It prints, each on a line, the abnormal return of day 0 with its standard error and p, and the
    CAR with its standard error, t, degrees of freedom and p.

    Parameters
    ----------
    detail : StudyDetail
    title : str
        What the event is called.
    """
    effect = detail.effect
    if effect is None:
        return ""
    window = detail.study.options.window
    first, last = effect.measured.window
    names = {
        "first": window.event_first if effect.rivals else first,
        "last": window.event_last if effect.rivals else last,
        "estimation_first": window.estimation_first,
        "estimation_last": window.estimation_last,
    }
    parts = (
        _head(detail, effect, title=title),
        _data(detail, effect),
        _SESSIONS.format(excluded=_excluded(effect), **names),
        _model(detail.study.options.model, effect, names=names),
        _TAIL,
    )
    return "".join(parts)


def _head(detail: StudyDetail, effect: EventEffect, *, title: str) -> str:
    source, window = detail.study.source, detail.study.options.window
    against = f" against {', '.join(source.returns.names)}" if effect.beta else ""
    kind = detail.study.options.returns.value
    return _HEAD.format(
        title=_quoted(title),
        subject=_quoted(f"{source.instrument.symbol}{against}, {kind} returns."),
        window=list(effect.measured.window),
        estimation=[window.estimation_first, window.estimation_last],
        day_zero=detail.row.day_zero,
    )


def _quoted(text: str) -> str:
    """Return a text that can stand in a docstring and end in nothing that ends it."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())


def _data(detail: StudyDetail, effect: EventEffect) -> str:
    sessions, names = effect.sessions, detail.study.source.returns.names
    offset = f"offset = np.array({_integers(sessions.offset)})\n"
    if detail.study.options.model is NormalModel.FACTOR:
        rows = "".join(f"    {_numbers(row)},  # {name}\n" for name, row in _named(names, effect))
        own = f"own = np.array({_numbers(sessions.own)})\n"
        return f"{offset}{own}factors = np.array([\n{rows}])\n"
    form = _LOG if detail.study.options.returns is ReturnKind.LOG else _SIMPLE
    prices = f"price = np.array({_numbers(sessions.price)})  # closes\n"
    if not effect.beta:
        returns = _FROM_PRICES.format(own=form.format(name="price"), market="")
        returns = returns.replace("np.array([])", "np.empty((0, len(own)))")
        return offset + prices + returns
    prices += f"market = np.array({_numbers(sessions.market)})  # closes of the benchmark\n"
    own, market = form.format(name="price"), form.format(name="market")
    return offset + prices + _FROM_PRICES.format(own=own, market=market)


def _named(names: tuple[str, ...], effect: EventEffect) -> list[tuple[str, NDArray[np.float64]]]:
    return [(_quoted(name), row) for name, row in zip(names, effect.sessions.factors, strict=True)]


def _model(model: NormalModel, effect: EventEffect, *, names: dict[str, int]) -> str:
    if effect.rivals:
        has_unit_beta = model is NormalModel.MARKET_ADJUSTED
        return _JOINT.format(
            days=[0, *effect.rivals],
            design="np.empty((len(own), 0))"
            if has_unit_beta
            else "np.vstack([np.ones(len(own)), *factors]).T",
            own="(own - factors[0])" if has_unit_beta else "own",
            **names,
        )
    if model is NormalModel.MARKET_ADJUSTED:
        return _MARKET_ADJUSTED
    return _SCHOLES_WILLIAMS if model is NormalModel.SCHOLES_WILLIAMS else _LEAST_SQUARES


def _excluded(effect: EventEffect) -> str:
    offsets = effect.sessions.offset[effect.sessions.is_excluded]
    return _integers(offsets) if len(offsets) else "[]"


def _integers(values: NDArray[np.int64]) -> str:
    return _listed([str(value) for value in values.tolist()])


def _numbers(values: NDArray[np.float64]) -> str:
    # The shortest text that is this number and no other.
    return _listed([repr(value) for value in values.tolist()])


def _listed(texts: list[str]) -> str:
    lines = [", ".join(texts[at : at + _PER_LINE]) for at in range(0, len(texts), _PER_LINE)]
    return "[\n    " + ",\n    ".join(lines) + ",\n]"
