"""The samples of a study as text: AAR and CAAR by session, and tests, of each group of events."""

from collections.abc import Callable

from tickertale.session.listing import aligned, comma_separated, json_text, markdown, once
from tickertale.session.sample_note import group_notes, sharing_note
from tickertale.session.study_average import AVERAGE_FIELDS, SessionAverage, session_averages
from tickertale.session.study_cell import (
    NONE,
    interval_cell,
    number_cell,
    p_cell,
    percent_cell,
    signed_cell,
    size_cell,
)
from tickertale.session.study_record import benchmark_name, json_value, rounded
from tickertale.session.study_report import StudyReport
from tickertale.session.study_sample import SampleSummary
from tickertale.session.study_text import described

_SESSION_HEAD = ("group", "session", "n", "AAR", "SE", "t", "p", "CAAR", "SE", "95% interval")
_TEST_COLUMNS = ("symbol", "group", "events", "caar", "test", "statistic", "df", "p")
TEST_HEAD = (*_TEST_COLUMNS, "sharing", "note")
"""Names of the values of a test."""
SESSION_FIELDS = ("symbol", "benchmark", "group", "events", "sharing", *AVERAGE_FIELDS)
"""Names of the values of a session."""
SAMPLE_MEANINGS = {
    "events": "events in the group",
    "sharing": "events that share sessions of their windows with another of the group; most tests "
    "do not allow for that",
}
"""What the values are that all lines of a group have, in one line."""


def tests_text(report: StudyReport, kind: str) -> str:
    """Return the tests of each study's groups of events, in the same formats."""
    if kind == "json":
        lines = test_lines(report, str)
        return json_text([dict(zip(TEST_HEAD, line, strict=True)) for line in lines])
    if kind == "csv":
        return comma_separated([TEST_HEAD, *test_lines(report, str)])
    return _group_tables(report, kind, head=_TEST_COLUMNS[1:], cells=test_cells, repeated=3)


def sessions_text(report: StudyReport, kind: str) -> str:
    """Return AAR and CAAR of each study's groups, session by session, in the same formats."""
    if kind == "json":
        return json_text(_session_objects(report))
    if kind == "csv":
        lines = ([json_value(value) for value in line] for line in session_lines(report))
        return comma_separated([SESSION_FIELDS, *lines])
    return _group_tables(report, kind, head=_SESSION_HEAD, cells=session_cells, repeated=1)


def _group_tables(
    report: StudyReport,
    kind: str,
    *,
    head: tuple[str, ...],
    cells: Callable[[dict[str, SampleSummary]], list[tuple[str, ...]]],
    repeated: int,
) -> str:
    """Return a table for each study; what a group has in common stands in its first line."""
    write = {"table": aligned, "md": markdown}[kind]
    return "\n".join(
        "\n\n".join(
            (
                described(study),
                *group_notes(found, study.options.confounding),
                write([head, *once(cells(found), columns=repeated)]),
            )
        )
        for study, found in zip(report.studies, report.groups, strict=True)
    )


def session_lines(report: StudyReport) -> list[tuple[object, ...]]:
    """Return the averages of each session of each group, in the order of `SESSION_FIELDS`."""
    return [
        (
            study.source.instrument.symbol,
            benchmark_name(study),
            name,
            len(group.event_ids),
            group.shared.count,
            *_values(row),
        )
        for study, found in zip(report.studies, report.groups, strict=True)
        for name, group in found.items()
        for row in _averages(group)
    ]


def _averages(group: SampleSummary) -> tuple[SessionAverage, ...]:
    return session_averages(group.averages, events=len(group.event_ids))


def _values(row: SessionAverage) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in AVERAGE_FIELDS)


def _session_objects(report: StudyReport) -> list[dict[str, object]]:
    """Return an object for each group, which says what was measured, with its sessions."""
    found: list[dict[str, object]] = []
    for study, groups in zip(report.studies, report.groups, strict=True):
        options, window = study.options, study.options.window
        what: dict[str, object] = {
            "symbol": study.source.instrument.symbol,
            "benchmark": benchmark_name(study),
            "model": options.model.value,
            "returns": options.returns.value,
            "window": [window.event_first, window.event_last],
            "estimation": [window.estimation_first, window.estimation_last],
            "overlap_treatment": options.confounding.value,
        }
        for name, group in groups.items():
            sessions = [
                {key: json_value(getattr(row, key)) for key in AVERAGE_FIELDS}
                for row in _averages(group)
            ]
            of_group = {
                "group": name,
                "events": list(group.event_ids),
                "sharing": group.shared.count,
                "note": sharing_note(group.shared),
                "sessions": sessions,
            }
            found.append(what | of_group)
    return found


def _count(row: SessionAverage, group: SampleSummary) -> str:
    """Return n; where event windows differ, with the events that the CAAR is of."""
    events = len(group.event_ids)
    return str(row.n) if row.n == events else f"{row.n} of {events}"


def session_cells(groups: dict[str, SampleSummary]) -> list[tuple[str, ...]]:
    """Return the averages of each session of each group as they are read, its name first."""
    return [
        (
            name,
            signed_cell(row.session),
            _count(row, group),
            percent_cell(row.aar),
            size_cell(row.aar_se),
            number_cell(row.aar_t),
            p_cell(row.aar_p),
            percent_cell(row.caar),
            size_cell(row.caar_se),
            interval_cell(row.caar_low, row.caar_high),
        )
        for name, group in groups.items()
        for row in _averages(group)
    ]


def test_lines(report: StudyReport, name_of: Callable[[str], str]) -> list[tuple[object, ...]]:
    """Return the answer of each test of each group, in the order of `TEST_HEAD`.

    Parameters
    ----------
    report : StudyReport
    name_of : callable
        What events are called, by id.
    """
    return [
        (
            study.source.instrument.symbol,
            name,
            len(group.event_ids),
            rounded(float(group.averages.caar[-1])),
            test.name.value,
            rounded(test.statistic),
            test.df,
            rounded(test.p),
            group.shared.count,
            sharing_note(group.shared, name_of),
        )
        for study, found in zip(report.studies, report.groups, strict=True)
        for name, group in found.items()
        for test in group.tests
    ]


def test_cells(groups: dict[str, SampleSummary]) -> list[tuple[str, ...]]:
    """Return the answer of each test of each group as it is read, without the symbol."""
    return [
        (
            name,
            str(len(group.event_ids)),
            percent_cell(float(group.averages.caar[-1])),
            test.name.value,
            number_cell(test.statistic),
            NONE if test.df is None else f"{test.df:.0f}",
            p_cell(test.p),
        )
        for name, group in groups.items()
        for test in group.tests
    ]
