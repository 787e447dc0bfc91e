"""What a study needs of an open document, gathered so that the rest can run in a thread."""

from collections.abc import Collection
from dataclasses import dataclass

from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.errors import StudyError
from tickertale.domain.event import Event
from tickertale.domain.instrument import Instrument, Interval
from tickertale.domain.reaction import Reaction
from tickertale.prices.bars import Bars
from tickertale.session.session import Session
from tickertale.session.study_option import StudyOptions


@dataclass(frozen=True, slots=True, eq=False)
class StudyInputs:
    """What `compute_study` needs; it holds neither the session nor its store.

    Parameters
    ----------
    options : StudyOptions
    instrument : Instrument
    benchmark : Instrument or None
        None for a model that has none.
    bars : Bars
        The instrument's.
    market_bars : Bars or None
        The benchmark's.
    event_ids : tuple of str
        All events of the timeline.
    reactions : tuple of Reaction
        One for each event.
    wanted : frozenset of str
        Ids of the events that are studied; the others only count as near them.
    """

    options: StudyOptions
    instrument: Instrument
    benchmark: Instrument | None
    bars: Bars
    market_bars: Bars | None
    event_ids: tuple[str, ...]
    reactions: tuple[Reaction, ...]
    wanted: frozenset[str]


class ReactionTable:
    """The reactions of a document's events, kept until an event or an instrument changes.

    Parameters
    ----------
    session : Session
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, tuple[Instrument, dict[str, tuple[Event, Reaction]]]] = {}

    def of(self, instrument_id: str) -> tuple[Reaction, ...]:
        """Return the reaction of an instrument to each event of the timeline.

        Raises
        ------
        UnknownIdError
            There is no such instrument.
        PriceDataError
            It has no prices.
        """
        timeline = self._session.timeline
        instrument = timeline.instrument(instrument_id)
        before, known = self._known.get(instrument_id, (None, {}))
        if before is not instrument:
            known = {}
        rows: dict[str, tuple[Event, Reaction]] = {}
        for event in timeline.events:
            row = known.get(event.id)
            if row is None or row[0] is not event:
                row = event, self._session.reaction(event.id, instrument_id)
            rows[event.id] = row
        self._known[instrument_id] = instrument, rows
        return tuple(reaction for _, reaction in rows.values())


def gather_study(
    session: Session,
    instrument_id: str,
    *,
    options: StudyOptions | None = None,
    event_ids: Collection[str] | None = None,
    reactions: ReactionTable | None = None,
) -> StudyInputs:
    """Return what a study needs of a document, so that it can be computed in a thread.

    Parameters
    ----------
    session : Session
    instrument_id : str
    options : StudyOptions or None
        None for the usual ones.
    event_ids : collection of str or None
        None for all events of the timeline.
    reactions : ReactionTable or None
        The session's, which makes this quick when it is asked for again.

    Raises
    ------
    StudyError
        The model needs a benchmark that there is not, or the bars are not daily.
    UnknownIdError
        There is no such instrument, benchmark or event.
    PriceDataError
        The instrument or the benchmark has no prices.
    """
    options = options or StudyOptions()
    timeline = session.timeline
    instrument = timeline.instrument(instrument_id)
    benchmark = _benchmark(session, instrument, options=options)
    ids = tuple(event.id for event in timeline.events)
    wanted = frozenset(ids)
    if event_ids is not None:
        wanted = frozenset(timeline.event(event_id).id for event_id in event_ids)
    return StudyInputs(
        options=options,
        instrument=instrument,
        benchmark=benchmark,
        bars=_daily_bars(session, instrument),
        market_bars=_daily_bars(session, benchmark) if benchmark else None,
        event_ids=ids,
        reactions=(reactions or ReactionTable(session)).of(instrument_id),
        wanted=wanted,
    )


def _benchmark(
    session: Session, instrument: Instrument, *, options: StudyOptions
) -> Instrument | None:
    if not options.model.needs_market or options.model is NormalModel.FACTOR:
        return None
    wanted = options.benchmark or session.timeline.benchmark
    if wanted is None:
        message = f"the model {options.model.value!r} needs a benchmark and there is none"
        raise StudyError(f"{message}; another instrument or a constant mean was expected")
    if wanted == instrument.id:
        message = f"{instrument.symbol} is its own benchmark"
        raise StudyError(f"{message}; another instrument of the timeline was expected")
    return session.timeline.instrument(wanted)


def _daily_bars(session: Session, instrument: Instrument) -> Bars:
    bars = session.session_bars(instrument.id)
    if bars.interval is not Interval.DAY:
        message = f"the bars of {instrument.symbol} are of {bars.interval.value}"
        raise StudyError(f"{message}; an event study needs daily bars")
    return bars
