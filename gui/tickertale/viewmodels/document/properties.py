"""The properties of a document: what the user may change, and what there is to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tickertale.domain.timeline import Timeline
from tickertale.store.history import HistoryStep
from tickertale.viewmodels.document.revert import moment_text
from tickertale.viewmodels.text.wording import counted, interval_text, one_line


@dataclass(frozen=True, slots=True)
class Head:
    """What the user may change of a timeline as a whole.

    Parameters
    ----------
    title, subtitle, notes : str
        Notes are Markdown.
    primary, benchmark : str or None
        Ids of instruments.
    """

    title: str
    subtitle: str = ""
    notes: str = ""
    primary: str | None = None
    benchmark: str | None = None


@dataclass(frozen=True, slots=True)
class InstrumentChoice:
    """An instrument to choose as the one on the chart, or as the market.

    Parameters
    ----------
    id, text : str
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PropertiesState:
    """What the dialog shows.

    Parameters
    ----------
    head : Head
        The fields as they are.
    instruments : tuple of InstrumentChoice
    facts : tuple of (str, str)
        Name and value of what cannot be changed here.
    """

    head: Head
    instruments: tuple[InstrumentChoice, ...]
    facts: tuple[tuple[str, str], ...]


def resolve_properties(
    timeline: Timeline,
    *,
    path: Path | None = None,
    size_bytes: int | None = None,
    history: Sequence[HistoryStep] = (),
) -> PropertiesState:
    """Return what the dialog of the properties shows.

    Parameters
    ----------
    timeline : Timeline
    path : Path or None
        Of the file; None in memory.
    size_bytes : int or None
        Of the file, where it is known.
    history : sequence of HistoryStep
        Every edit, the oldest first.
    """
    return PropertiesState(
        head=Head(
            timeline.title,
            timeline.subtitle,
            timeline.notes,
            primary=timeline.primary,
            benchmark=timeline.benchmark,
        ),
        instruments=tuple(
            InstrumentChoice(row.id, f"{row.symbol} — {one_line(row.name)}")
            for row in timeline.instruments
        ),
        facts=tuple(_facts(timeline, path=path, size_bytes=size_bytes, history=history)),
    )


def _facts(
    timeline: Timeline,
    *,
    path: Path | None,
    size_bytes: int | None,
    history: Sequence[HistoryStep],
) -> list[tuple[str, str]]:
    facts = [("File", str(path) if path else "in memory, not in a file")]
    if size_bytes is not None:
        facts.append(("Size", _size_text(size_bytes)))
    sources = {str(source.url) for event in timeline.events for source in event.sources}
    facts.append(
        ("Events", f"{len(timeline.events):,}, with {counted(len(sources), 'source')} in all")
    )
    facts.append(("Categories", f"{len(timeline.categories):,}"))
    for instrument in timeline.instruments:
        series = ", ".join(
            " · ".join(part for part in (interval_text(row.interval), row.source) if part)
            for row in instrument.series
        )
        facts.append((instrument.symbol, series or "no prices"))
    done = [step for step in history if not step.is_undone]
    if done:
        facts.append(("Edits", f"{len(done):,}, the last {moment_text(done[-1].at)}"))
    else:
        facts.append(("Edits", "none yet"))
    return facts


def _size_text(size_bytes: int) -> str:
    if size_bytes < 1_000_000:
        return f"{max(size_bytes / 1e3, 0.1):,.1f} kB"
    return f"{size_bytes / 1e6:,.1f} MB"
