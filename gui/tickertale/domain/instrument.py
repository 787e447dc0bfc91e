"""An instrument and the series of bars it has."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tickertale.domain.base import DomainModel
from tickertale.domain.category import Identifier
from tickertale.domain.event import Mic, Name


class Interval(StrEnum):
    """The span of one bar."""

    SECOND = "1s"
    MINUTE = "1m"
    FIVE_MINUTES = "5m"
    QUARTER_HOUR = "15m"
    HOUR = "1h"
    DAY = "1d"
    WEEK = "1wk"
    MONTH = "1mo"

    @property
    def is_intraday(self) -> bool:
        """Return whether bars start at instants; longer ones are labeled with a date."""
        return self.seconds < 86_400

    @property
    def seconds(self) -> int:
        """Return the span in seconds; of a month, that of 30 days."""
        return _SECONDS[self]


_SECONDS = {
    Interval.SECOND: 1,
    Interval.MINUTE: 60,
    Interval.FIVE_MINUTES: 300,
    Interval.QUARTER_HOUR: 900,
    Interval.HOUR: 3_600,
    Interval.DAY: 86_400,
    Interval.WEEK: 7 * 86_400,
    Interval.MONTH: 30 * 86_400,
}


class Adjustment(StrEnum):
    """What the prices of a series were corrected for."""

    RAW = "raw"
    SPLITS = "splits"
    SPLITS_AND_DIVIDENDS = "splits_and_dividends"


class InstrumentKind(StrEnum):
    """What is priced."""

    SHARE = "share"
    FUND = "fund"
    INDEX = "index"


class ActionKind(StrEnum):
    """What a company or a fund did to its shares."""

    DIVIDEND = "dividend"
    SPLIT = "split"


class CorporateAction(DomainModel):
    """Something that moves a raw price on its ex-date without moving anybody's wealth.

    Parameters
    ----------
    ex_date : datetime.date
        The first session without the right to it.
    kind : ActionKind
    amount : Decimal or None
        A dividend for one share, in the instrument's currency; of a split, how many new shares
        one old one became. None where it is not known.
    note : str
        What the reader should know of the amount.
    """

    ex_date: dt.date
    kind: ActionKind = ActionKind.DIVIDEND
    amount: Annotated[Decimal, Field(gt=0)] | None = None
    note: Annotated[str, StringConstraints(max_length=300)] = ""


_CORRECTED: dict[Adjustment, frozenset[ActionKind]] = {
    Adjustment.RAW: frozenset(),
    Adjustment.SPLITS: frozenset({ActionKind.SPLIT}),
    Adjustment.SPLITS_AND_DIVIDENDS: frozenset(ActionKind),
}


class Series(DomainModel):
    """Where the bars of an instrument are, and what they are.

    Parameters
    ----------
    id : str
        Stable id, unique in the timeline.
    interval : Interval
        Span of one bar.
    adjustment : Adjustment
        What the prices were corrected for.
    file : str or None
        Path of a CSV file beside ``timeline.json``; none once the bars are in the document.
    source : str
        One line that names the provider, for the source line of figures.
    actions : tuple of CorporateAction
        Dividends and splits, whether the prices were corrected for them or not.
    """

    id: Identifier
    interval: Interval = Interval.DAY
    adjustment: Adjustment = Adjustment.RAW
    file: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    source: Annotated[str, StringConstraints(max_length=300)] = ""
    actions: tuple[CorporateAction, ...] = ()

    @property
    def uncorrected_actions(self) -> tuple[CorporateAction, ...]:
        """Return the actions that the prices still show."""
        corrected = _CORRECTED[self.adjustment]
        return tuple(action for action in self.actions if action.kind not in corrected)


class Instrument(DomainModel):
    """Something with a price on an exchange.

    Parameters
    ----------
    id : str
        Stable id, unique in the timeline.
    symbol : str
        Symbol as the market writes it, such as ``9988.HK``.
    name : str
        Name as shown, such as ``Alibaba Group Holding``.
    kind : InstrumentKind
    mic : str
        The exchange, ISO 10383.
    currency : str
        ISO 4217 code; empty for an index quoted in points.
    series : tuple of Series
        The first is the one shown unless another is chosen.
    constituents : tuple of str
        Ids of the instruments whose company this index or fund holds, as far as they matter here:
        as a benchmark it moves with them. They need not be in the timeline.
    """

    id: Identifier
    symbol: Name
    name: Name
    kind: InstrumentKind = InstrumentKind.SHARE
    mic: Mic
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    series: tuple[Series, ...] = ()
    constituents: tuple[Identifier, ...] = ()
