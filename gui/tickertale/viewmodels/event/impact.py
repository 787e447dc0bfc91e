"""The impact card: what the price did on the reaction session, in three numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickertale.analysis.impact import Impact, Measure, MissingReason
from tickertale.domain.event import Event
from tickertale.domain.instrument import Instrument, Interval
from tickertale.domain.reaction import Reaction
from tickertale.domain.series_choice import session_series
from tickertale.viewmodels.text.wording import (
    bar_noun,
    day_text,
    multiple,
    percent,
    reaction_reason,
    sign_of,
)

_MISSING = {
    MissingReason.NO_SESSION: "there is no such session in the prices",
    MissingReason.NO_OPEN: "the session has no opening price",
    MissingReason.NO_CLOSE: "the session has no closing price",
    MissingReason.NO_PREVIOUS_CLOSE: "there is no close before it",
    MissingReason.PRICE_NOT_POSITIVE: "a price is not above zero",
    MissingReason.NO_VOLUME: "the session has no volume",
    MissingReason.TOO_FEW_VOLUMES: "fewer than 20 sessions come before it",
}


@dataclass(frozen=True, slots=True)
class InstrumentReaction:
    """What is known of one instrument and one event.

    Parameters
    ----------
    instrument : Instrument
    exchange_name : str
        Short name of its exchange, such as ``HKEX``.
    reaction : Reaction
    impact : Impact or None
        None where there is no reaction session.
    """

    instrument: Instrument
    exchange_name: str
    reaction: Reaction
    impact: Impact | None = None


@dataclass(frozen=True, slots=True)
class ImpactNumber:
    """One number of the card.

    Parameters
    ----------
    label, value, note : str
        ``Day move``, ``+8.4%``, ``close to close``.
    sign : int
        1 for a rise, −1 for a fall, 0 for neither.
    meaning : str
        One sentence: how it is computed, or why there is none.
    """

    label: str
    value: str
    note: str
    sign: int
    meaning: str


EXPECTED_NUMBERS = tuple(
    ImpactNumber(label, "…", note, 0, "It is being computed.")
    for label, note in (("Abnormal", "on day 0"), ("CAR", "95% interval"))
)
"""What stands where a study's numbers will be."""


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """The move of one further instrument.

    Parameters
    ----------
    symbol, session_text, move_text : str
    sign : int
        1 for a rise, −1 for a fall, 0 for neither.
    """

    symbol: str
    session_text: str
    move_text: str
    sign: int


@dataclass(frozen=True, slots=True)
class ImpactState:
    """Everything that the card shows.

    Parameters
    ----------
    subject : str
        The instrument and the session, ``9988.HK · 6 Mar 2025``.
    numbers : tuple of ImpactNumber
        Day move, open to close and volume, or none where `reason` says why.
    reason : str
        Empty where there are numbers.
    rows : tuple of ImpactRow
        The other instruments.
    """

    subject: str
    numbers: tuple[ImpactNumber, ...] = ()
    reason: str = ""
    rows: tuple[ImpactRow, ...] = ()


def resolve_impact(event: Event, reactions: Sequence[InstrumentReaction]) -> ImpactState | None:
    """Return the card of an event, or none in a timeline without instruments.

    Parameters
    ----------
    event : Event
    reactions : sequence of InstrumentReaction
        One for each instrument; the one on the chart comes first.
    """
    if not reactions:
        return None
    main, others = reactions[0], reactions[1:]
    rows = tuple(_row(other) for other in others if other.impact is not None)
    symbol = main.instrument.symbol
    session = main.reaction.session
    if session is None or main.impact is None:
        reason = f"Not measured: {reaction_reason(event, main.reaction)}."
        return ImpactState(subject=symbol, reason=reason, rows=rows)
    subject = f"{symbol} · {day_text(session)}"
    numbers = _numbers(main.impact, unit=_unit(main.instrument))
    return ImpactState(subject=subject, numbers=numbers, rows=rows)


def _unit(instrument: Instrument) -> str:
    """Return what is measured: intraday bars are drawn together into sessions."""
    series = session_series(instrument)
    interval = Interval.DAY if series is None else series.interval
    return "session" if interval.is_intraday else bar_noun(interval)


def _numbers(impact: Impact, *, unit: str) -> tuple[ImpactNumber, ...]:
    inside, previous = impact.day_move, impact.move_since_previous_close
    return (
        ImpactNumber(
            label="Day move" if unit == "session" else f"{unit.capitalize()} move",
            value=percent(previous),
            note="close to close",
            sign=sign_of(previous),
            meaning=_meaning(
                impact,
                Measure.MOVE_SINCE_PREVIOUS_CLOSE,
                sentence=f"Close against the close of the {unit} before.",
            ),
        ),
        ImpactNumber(
            label="Open to close",
            value=percent(inside),
            note=f"same {unit}",
            sign=sign_of(inside),
            meaning=_meaning(
                impact, Measure.DAY_MOVE, sentence=f"Close against the open of the same {unit}."
            ),
        ),
        ImpactNumber(
            label="Volume",
            value=multiple(impact.volume_multiple),
            note=f"20-{unit} mean",
            sign=0,
            meaning=_meaning(
                impact,
                Measure.VOLUME_MULTIPLE,
                sentence=f"Volume against the mean of the 20 {unit}s before.",
            ),
        ),
    )


def _meaning(impact: Impact, measure: Measure, *, sentence: str) -> str:
    reason = impact.missing.get(measure)
    return f"{sentence} Not measured: {_MISSING[reason]}." if reason else sentence


def _row(other: InstrumentReaction) -> ImpactRow:
    move = other.impact.move_since_previous_close if other.impact else None
    session = other.reaction.session
    return ImpactRow(
        symbol=other.instrument.symbol,
        session_text="" if session is None else day_text(session, has_year=False),
        move_text=percent(move),
        sign=sign_of(move),
    )
