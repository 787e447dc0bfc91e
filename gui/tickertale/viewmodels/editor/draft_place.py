"""Where the drafts of a document are read: its exchange, its sessions, and the day of today."""

import datetime as dt

from tickertale.viewmodels.editor.event_draft import DraftPlace, instrument_zones
from tickertale.viewmodels.timeline.reading import Reading


def draft_place(reading: Reading) -> DraftPlace:
    """Return where drafts are read: at the instrument on the chart, today."""
    instrument = reading.instrument
    return DraftPlace(
        mic=instrument.mic if instrument else "",
        exchange_name=reading.exchange_name,
        sessions=tuple(reading.session_bars.dates.tolist()),
        today=dt.datetime.now().astimezone().date(),
        zones=instrument_zones(reading.timeline),
    )
