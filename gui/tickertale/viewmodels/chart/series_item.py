"""The bars that can be shown of an instrument, as a menu lists them."""

from collections import Counter
from dataclasses import dataclass

from tickertale.domain.instrument import Adjustment, Instrument
from tickertale.domain.series_choice import SeriesChoice, series_choices, series_of
from tickertale.viewmodels.text.wording import interval_text

_ADJUSTED = {
    Adjustment.RAW: "as traded",
    Adjustment.SPLITS: "adjusted for splits",
    Adjustment.SPLITS_AND_DIVIDENDS: "adjusted for splits and dividends",
}


@dataclass(frozen=True, slots=True)
class SeriesItem:
    """Bars that can be shown.

    Parameters
    ----------
    choice : SeriesChoice
    text : str
        ``Daily``; of several with one interval, what they were adjusted for too.
    is_shown : bool
        They are on the chart.
    """

    choice: SeriesChoice
    text: str
    is_shown: bool


def series_items(
    instrument: Instrument | None, shown: SeriesChoice | None
) -> tuple[SeriesItem, ...]:
    """Return what can be shown of an instrument, the shortest bars first.

    Parameters
    ----------
    instrument : Instrument or None
    shown : SeriesChoice or None
        What is on the chart.
    """
    choices = series_choices(instrument) if instrument is not None else ()
    count = Counter(choice.interval for choice in choices)
    items = []
    for choice in choices:
        text = interval_text(choice.interval).capitalize()
        series = series_of(instrument, choice) if instrument is not None else None
        if count[choice.interval] > 1 and series is not None:
            text = f"{text}, {_ADJUSTED[series.adjustment]}"
        items.append(SeriesItem(choice, text, choice == shown))
    names = Counter(item.text for item in items)
    return tuple(
        SeriesItem(item.choice, f"{item.text} ({item.choice.series})", item.is_shown)
        if names[item.text] > 1
        else item
        for item in items
    )
