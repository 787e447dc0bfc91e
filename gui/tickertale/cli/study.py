"""``tickertale study``: what the events did to the price."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tickertale.cli.document import opened

if TYPE_CHECKING:
    from tickertale.analysis.study_window import StudyWindow
    from tickertale.domain.event import Event
    from tickertale.session.session import Session
    from tickertale.session.study import Study
    from tickertale.session.study_option import StudyOptions
    from tickertale.session.study_report import StudyReport
    from tickertale.session.study_sample import SampleSummary

_MODELS = ("constant-mean", "market-adjusted", "market", "scholes-williams", "factor")
_SPAN = re.compile(r"\[?\s*([+-]?\d+)\s*(?:,|\.\.|:)\s*([+-]?\d+)\s*\]?")


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the options say."""

    event_ids: tuple[str, ...]
    filters: tuple[str, ...]
    instruments: tuple[str, ...]
    benchmarks: tuple[str, ...]
    model: str
    factors: Path | None
    returns: str
    window: tuple[int, int]
    estimation: tuple[int, int]
    least: int | None
    overlaps: str
    adjust: str
    sample: str | None
    table: str | None


def _span(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, int]:
    """Return two whole numbers, such as those of ``-1,1``."""
    found = _SPAN.fullmatch(value.replace("−", "-"))
    if found is None:
        message = f"{value!r} is not a window; two sessions such as -1,1 were expected"
        raise click.BadParameter(message)
    return int(found[1]), int(found[2])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "event_ids", metavar="ID", multiple=True, help="Only this event.")
@click.option(
    "--filter",
    "filters",
    metavar="TEXT",
    multiple=True,
    help="Only events with category:ID, tag:TEXT, importance:N or more, or these words.",
)
@click.option(
    "--instrument", "instruments", metavar="ID", multiple=True, help="Instead of the primary one."
)
@click.option(
    "--benchmark",
    "benchmarks",
    metavar="ID",
    multiple=True,
    help="Instead of the timeline's; one for all instruments, or one for each.",
)
@click.option("--model", type=click.Choice(_MODELS), default="market", show_default=True)
@click.option(
    "--factors", type=click.Path(path_type=Path), help="Daily factors as Kenneth French has them."
)
@click.option(
    "--returns", type=click.Choice(["simple", "log"]), default="simple", show_default=True
)
@click.option(
    "--window",
    metavar="A,B",
    default="-1,1",
    show_default=True,
    callback=_span,
    help="First and last session of the event window.",
)
@click.option(
    "--estimation",
    metavar="A,B",
    default="-130,-11",
    show_default=True,
    callback=_span,
    help="Those of the estimation window.",
)
@click.option(
    "--least", type=int, help="Sessions the estimation must have.  [default: 60, or half]"
)
@click.option(
    "--overlaps",
    type=click.Choice(["keep", "exclude", "shorten", "merge", "joint"]),
    default="keep",
    show_default=True,
    help="What is done about other events.",
)
@click.option(
    "--adjust", type=click.Choice(["none", "holm", "bh"]), default="holm", show_default=True
)
@click.option(
    "--sample",
    type=click.Choice(["all", "category", "tag"]),
    help="Average and test the events together, or in groups.  [default: all]",
)
@click.option(
    "--table",
    type=click.Choice(["events", "sessions", "tests"]),
    help="Each event, AAR and CAAR session by session, or the tests of samples; a workbook has"
    " them all.  [default: events, or tests with --sample]",
)
@click.option(
    "--wide",
    is_flag=True,
    help="Also BHAR, empirical p, rank and abnormal volume, which CSV, JSON and workbooks have"
    " anyway.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "json", "latex", "md", "xlsx"]),
    default="table",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write this file instead of the screen; a workbook needs one.",
)
def study(file: Path, *, kind: str, output: Path | None, wide: bool, **choices: object) -> None:
    """Measure what the events of FILE did to the price: an event study.

    FILE is a .tale document, a folder with timeline.json, or a .json file. Day 0 is the session
    that could react first. Returns are fractions in JSON and CSV; what each of their values is
    stands in the README, and on the last sheet of a workbook.
    """
    from tickertale.session.study_file import study_content, write_study
    from tickertale.session.study_report import StudyTableKind

    if kind == "xlsx" and output is None:
        raise click.UsageError("a workbook is not for the screen; --output FILE was expected")
    chosen = _Choices(**choices)  # type: ignore[arg-type] # click has made them what they should be
    table = StudyTableKind(chosen.table or ("tests" if chosen.sample else "events"))
    with opened(file) as session:
        # Effects that were estimated jointly are no sample, but a workbook can hold them.
        is_whole = kind == "xlsx" and chosen.overlaps != "joint"
        has_groups = is_whole or chosen.sample or table is not StudyTableKind.EVENTS
        report = _report(session, chosen, by=(chosen.sample or "all") if has_groups else None)
        content = study_content(report, table, kind=kind, is_wide=wide)
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_study(output, content)


def _report(session: "Session", choices: _Choices, *, by: str | None) -> "StudyReport":
    from tickertale.session.study_report import StudyReport

    studies = _studies(session, choices)
    return StudyReport(
        studies,
        title=session.timeline.title,
        event_titles={event.id: event.title for event in session.timeline.events},
        groups=() if by is None else [_groups(session, row, by=by) for row in studies],
    )


def _studies(session: "Session", choices: _Choices) -> "list[Study]":
    from tickertale.domain.errors import StudyError
    from tickertale.session.study import study_timeline

    primary = session.timeline.primary
    instruments = choices.instruments or ((primary,) if primary else ())
    if not instruments:
        raise StudyError("the timeline has no primary instrument; --instrument was expected")
    count = len(choices.benchmarks)
    if count not in {0, 1, len(instruments)}:
        message = f"there are {count} benchmarks for {len(instruments)} instruments"
        raise StudyError(f"{message}; one for all, or one for each, was expected")
    benchmarks = choices.benchmarks or (None,)
    each = benchmarks * len(instruments) if len(benchmarks) == 1 else benchmarks
    wanted = _wanted(session, choices)
    return [
        study_timeline(session, instrument, options=_options(choices, benchmark), event_ids=wanted)
        for instrument, benchmark in zip(instruments, each, strict=True)
    ]


def _options(choices: _Choices, benchmark: str | None) -> "StudyOptions":
    from tickertale.analysis.confounding import Confounding
    from tickertale.analysis.multiple_testing import Adjustment
    from tickertale.analysis.normal_return import NormalModel
    from tickertale.analysis.price_return import ReturnKind
    from tickertale.prices.factor_csv import read_factors
    from tickertale.session.study_option import StudyOptions, factor_returns

    factors = None if choices.factors is None else factor_returns(read_factors(choices.factors))
    return StudyOptions(
        model=NormalModel(choices.model),
        benchmark=benchmark,
        returns=ReturnKind(choices.returns),
        window=_window(choices),
        confounding=Confounding(choices.overlaps),
        adjustment=Adjustment(choices.adjust),
        factors=factors,
    )


def _window(choices: _Choices) -> "StudyWindow":
    from tickertale.analysis.study_window import StudyWindow

    length = choices.estimation[1] - choices.estimation[0] + 1
    usual = min(StudyWindow().least_sessions, max(length // 2, 5))
    least = usual if choices.least is None else choices.least
    return StudyWindow(*choices.window, *choices.estimation, least)


def _wanted(session: "Session", choices: _Choices) -> Collection[str] | None:
    """Return the events that are named or that pass every filter; none where all are wanted."""
    if not choices.filters:
        return choices.event_ids or None
    for text in choices.filters:
        _check_filter(session, text)
    passed = [
        event.id
        for event in session.timeline.events
        if all(_passes(session, event, text=text) for text in choices.filters)
    ]
    return {*choices.event_ids, *passed}


def _check_filter(session: "Session", text: str) -> None:
    """Refuse a category or a tag that the timeline does not have: more likely a slip than meant."""
    from tickertale.domain.errors import StudyError

    name, _, value = text.partition(":")
    known = {
        "category": {row.id for row in session.timeline.categories},
        "tag": {tag for event in session.timeline.events for tag in event.tags},
    }
    if name in known and ":" in text and value not in known[name]:
        names = ", ".join(sorted(known[name])) or "none, for there are none,"
        raise StudyError(f"there is no {name} {value!r}; one of {names} was expected")


def _passes(session: "Session", event: "Event", *, text: str) -> bool:
    from tickertale.domain.errors import StudyError

    name, colon, value = text.partition(":")
    if not colon:
        return event.id in session.search(text)
    if name == "category":
        return event.category == value
    if name == "tag":
        return value in event.tags
    if name == "importance" and value.isdecimal():
        return event.importance >= int(value)
    message = f"--filter is {text!r}"
    raise StudyError(f"{message}; category:ID, tag:TEXT, importance:N or words were expected")


def _groups(session: "Session", study: "Study", *, by: str) -> "dict[str, SampleSummary]":
    from tickertale.session.study_sample import (
        events_by_category,
        events_by_tag,
        summarized_groups,
    )

    every = {"all": tuple(event.id for event in session.timeline.events)}
    groups = {"all": lambda _: every, "category": events_by_category, "tag": events_by_tag}[by]
    return summarized_groups(study, groups(session.timeline))
