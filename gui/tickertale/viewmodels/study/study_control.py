"""The controls of the study view: which events, which model, which windows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.timeline import Timeline
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_sample import events_by_category, events_by_tag
from tickertale.viewmodels.study.study_grid import MODEL_NAMES
from tickertale.viewmodels.text.wording import one_line

Key = TypeVar("Key", bound=StrEnum)

FEWEST_SESSIONS = 5
"""Sessions that an estimation window must have at least, whatever the user says."""
MOST_EVENT_SESSIONS = 60
"""Sessions of an event window before or after day 0 at most."""


class ControlName(StrEnum):
    """The choices; the value is the label."""

    EVENTS = "Events"
    GROUPS = "Groups"
    MODEL = "Model"
    BENCHMARK = "Benchmark"
    RETURNS = "Returns"
    OTHERS = "Other events"
    ADJUSTMENT = "Adjust p"


class Grouping(StrEnum):
    """What events are put together by; the value is the text of the choice."""

    NONE = "no groups"
    CATEGORY = "by category"
    TAG = "by tag"


ALL, LISTED, SELECTED = "all", "listed", "selected"
"""The keys of the picks that are no category and no tag."""
_CATEGORY, _TAG = "category:", "tag:"
FACTOR_FILE = "factor file"
"""The key, among the models, of reading factors from a file."""

_OTHERS = {
    Confounding.KEEP: "kept",
    Confounding.EXCLUDE: "left out of the estimation",
    Confounding.SHORTEN: "shorten the window",
    Confounding.MERGE: "merged into one",
    Confounding.JOINT: "estimated jointly",
}
_ADJUSTMENTS = {
    Adjustment.NONE: "not",
    Adjustment.HOLM: "Holm",
    Adjustment.BENJAMINI_HOCHBERG: "Benjamini–Hochberg",
}
_RETURNS = {ReturnKind.SIMPLE: "simple", ReturnKind.LOG: "logarithmic"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One control that offers a choice.

    Parameters
    ----------
    name : ControlName
    items : tuple of (str, str)
        Key and text of each.
    current : str
        The key in force.
    is_enabled : bool
    """

    name: ControlName
    items: tuple[tuple[str, str], ...]
    current: str
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class WindowNumbers:
    """The windows as the user sets them: numbers that fit together whatever they are.

    Parameters
    ----------
    first, last : int
        Event window.
    gap : int
        Sessions between the two windows.
    length : int
        Sessions of the estimation window.
    least : int
        Sessions with returns that it must have.
    """

    first: int
    last: int
    gap: int
    length: int
    least: int

    def window(self) -> StudyWindow:
        """Return the windows; a least number that cannot be reached is lowered."""
        end = self.first - self.gap - 1
        least = min(self.least, self.length)
        return StudyWindow(self.first, self.last, end - self.length + 1, end, least)


@dataclass(frozen=True, slots=True)
class ControlState:
    """Everything that the controls show."""

    choices: tuple[Choice, ...]
    numbers: WindowNumbers


def window_numbers(window: StudyWindow) -> WindowNumbers:
    """Return windows as the user sets them."""
    return WindowNumbers(
        first=window.event_first,
        last=window.event_last,
        gap=window.event_first - window.estimation_last - 1,
        length=window.estimation_length,
        least=window.least_sessions,
    )


def resolve_controls(
    options: StudyOptions,
    *,
    timeline: Timeline,
    instrument_id: str | None,
    pick: str,
    grouping: Grouping,
) -> ControlState:
    """Return what the controls offer, and what is in force.

    Parameters
    ----------
    options : StudyOptions
    timeline : Timeline
    instrument_id : str or None
        What is studied; it is not its own benchmark.
    pick : str
        Key of the events picked.
    grouping : Grouping
    """
    others = tuple((row.id, row.symbol) for row in timeline.instruments if row.id != instrument_id)
    benchmark = options.benchmark or timeline.benchmark or ""
    needs = options.model.needs_market and options.model is not NormalModel.FACTOR
    models = [
        model
        for model in MODEL_NAMES
        if model is not NormalModel.FACTOR or options.factors is not None
    ]
    return ControlState(
        choices=(
            Choice(ControlName.EVENTS, _picks(timeline), pick),
            Choice(
                ControlName.GROUPS, tuple((row.name, row.value) for row in Grouping), grouping.name
            ),
            Choice(
                ControlName.MODEL,
                (
                    *((model.value, MODEL_NAMES[model]) for model in models),
                    (FACTOR_FILE, "Factors from a file…"),
                ),
                options.model.value,
            ),
            Choice(ControlName.BENCHMARK, others, benchmark, is_enabled=needs),
            _choice(ControlName.RETURNS, _RETURNS, current=options.returns),
            _choice(ControlName.OTHERS, _OTHERS, current=options.confounding),
            _choice(ControlName.ADJUSTMENT, _ADJUSTMENTS, current=options.adjustment),
        ),
        numbers=window_numbers(options.window),
    )


def picked_events(
    pick: str, *, timeline: Timeline, listed: Collection[str], selected: Collection[str]
) -> tuple[str, ...]:
    """Return the ids of the events that a pick means, in the order of the timeline.

    Parameters
    ----------
    pick : str
        Its key; one that means nothing any more picks all.
    timeline : Timeline
    listed : collection of str
        What search and chips leave in the list.
    selected : collection of str
    """
    kind, _, value = pick.partition(":")
    wanted: Collection[str] | None = None
    if pick == LISTED:
        wanted = listed
    elif pick == SELECTED:
        wanted = selected
    elif f"{kind}:" == _CATEGORY:
        wanted = events_by_category(timeline).get(value)
    elif f"{kind}:" == _TAG:
        wanted = events_by_tag(timeline).get(value)
    ids = (event.id for event in timeline.events)
    return tuple(ids) if wanted is None else tuple(row for row in ids if row in wanted)


def grouped_events(timeline: Timeline, grouping: Grouping) -> dict[str, tuple[str, ...]]:
    """Return the ids of the events in each group by its name; without groups none."""
    if grouping is Grouping.CATEGORY:
        names = {row.id: one_line(row.name) for row in timeline.categories}
        return {names[key]: ids for key, ids in events_by_category(timeline).items()}
    if grouping is Grouping.TAG:
        return {one_line(tag): ids for tag, ids in events_by_tag(timeline).items()}
    return {}


def _picks(timeline: Timeline) -> tuple[tuple[str, str], ...]:
    fixed = ((ALL, "All"), (LISTED, "Those in the list"), (SELECTED, "The selection"))
    names = {row.id: one_line(row.name) for row in timeline.categories}
    categories = (
        (f"{_CATEGORY}{key}", f"{names[key]} ({len(ids)})")
        for key, ids in events_by_category(timeline).items()
    )
    tags = (
        (f"{_TAG}{tag}", f"#{one_line(tag)} ({len(ids)})")
        for tag, ids in events_by_tag(timeline).items()
    )
    return (*fixed, *categories, *tags)


def _choice(name: ControlName, texts: Mapping[Key, str], *, current: Key) -> Choice:
    return Choice(name, tuple((key.value, text) for key, text in texts.items()), current.value)
