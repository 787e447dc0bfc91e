"""A study as LaTeX: a floating table for each of its tables, with its notes below."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickertale.session.listing import latex, once
from tickertale.session.sample_note import group_notes
from tickertale.session.study import Study
from tickertale.session.study_record import benchmark_name
from tickertale.session.study_report import StudyReport
from tickertale.session.study_sample import SampleSummary
from tickertale.session.study_sample_text import session_cells, test_cells
from tickertale.session.study_text import (
    ALIGNMENT,
    described,
    event_cells,
    missing_bars,
    numbered_notes,
    wide_cells,
    wide_note,
)

PREAMBLE = """\
% This needs the packages array and booktabs, and margins that leave 15 cm; titles in other than
% Latin script need XeLaTeX or LuaLaTeX.
"""
"""What stands before the tables."""
_EVENT_HEAD = ("$n$", "AR (\\%)", "CAR (\\%)", "SE (\\%)", "$t$", "df", "$p$", "Adj.\\ $p$")
_SESSION_HEAD = (
    *("Group", "Session", "$n$", "AAR (\\%)", "SE (\\%)", "$t$", "$p$"),
    *("CAAR (\\%)", "SE (\\%)", "95\\% interval (\\%)"),
)
_EVENT_READING = (
    "Day 0 is the first session that could react to the event. AR is the abnormal return of day 0, "
    "CAR the sum of these over the event window, SE its standard error with the error of the "
    "estimated coefficients in it; $p$ is two-sided under Student's $t$ with df degrees of "
    "freedom; $n$ is the number of sessions estimated from."
)
_SESSION_READING = (
    "AAR is the average abnormal return of the $n$ events that have one on the session, CAAR the "
    "average, over all events of the group, of the abnormal returns cumulated up to it. Standard "
    "errors are of the differences between the events; $p$, of the AAR, is two-sided under "
    "Student's $t$ with $n - 1$ degrees of freedom; the interval has one less than there are "
    "events."
)
_TEST_READING = (
    "CAAR is the average cumulated abnormal return. The statistic of the sign test is the share "
    "of positive CARs, with its exact $p$; $p$ of tests with df is Student's, of the bootstrap "
    "that of its draws, of the others that of the normal distribution; all are two-sided."
)
_OTHERS_EM = 33
"""What the columns beside the event's take, gaps among them."""
_WINDOW_EM = 5.5


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that floats.

    Parameters
    ----------
    caption, label, note : str
        As LaTeX.
    columns : str
        Their form, as ``tabular`` takes it.
    head : sequence of str
        As LaTeX.
    gap_pt : int
        Half of what is between two columns.
    lines : sequence of sequence of str
        As LaTeX; a line that begins anew with a first cell after ones without stands apart.
    """

    caption: str
    label: str
    columns: str
    head: Sequence[str]
    lines: Sequence[Sequence[str]]
    note: str
    gap_pt: int = 6

    def text(self) -> str:
        """Return the environment."""
        rows = [f"{' & '.join(line)} \\\\\n" for line in self.lines]
        for number in range(1, len(rows)):
            if self.lines[number][0] and not self.lines[number - 1][0]:
                rows[number] = f"\\addlinespace\n{rows[number]}"
        return (
            "\\begin{table}\n\\centering\n"
            f"\\caption{{{self.caption}}}\n\\label{{tab:{self.label}}}\n"
            f"\\footnotesize\n\\setlength{{\\tabcolsep}}{{{self.gap_pt}pt}}\n"
            f"\\begin{{tabular}}{{@{{}}{self.columns}@{{}}}}\n"
            f"\\toprule\n{' & '.join(self.head)} \\\\\n\\midrule\n{''.join(rows)}\\bottomrule\n"
            "\\end{tabular}\n\n\\medskip\n\\begin{minipage}{\\linewidth}\n\\footnotesize\n"
            f"\\emph{{Notes.}} {self.note}\n\\end{{minipage}}\n\\end{{table}}\n"
        )


def events_latex(report: StudyReport, *, is_wide: bool = False) -> str:
    """Return a table of the events of each study; a second one for what it has no room for."""
    tables = []
    for study in report.studies:
        tables.append(_event_table(study, report))
        if is_wide:
            tables.append(_wide_table(study, report))
    return _document(tables)


def sessions_latex(report: StudyReport) -> str:
    """Return a table of AAR and CAAR of each study's groups, session by session."""
    return _document(
        [
            _Table(
                caption=_caption("Average abnormal returns", study),
                label=_label("sessions", study),
                columns="lrrrrrrrrr",
                head=_SESSION_HEAD,
                lines=_latex_lines(session_cells(found), repeated=1, percent=(3, 4, 7, 8, 9)),
                note=_group_note(_SESSION_READING, study=study, groups=found, report=report),
            )
            for study, found in zip(report.studies, report.groups, strict=True)
        ]
    )


def tests_latex(report: StudyReport) -> str:
    """Return a table of the tests of each study's groups."""
    return _document(
        [
            _Table(
                caption=_caption("Tests of average abnormal returns", study),
                label=_label("tests", study),
                columns="lrrlrrr",
                head=("Group", "Events", "CAAR (\\%)", "Test", "Statistic", "df", "$p$"),
                lines=_latex_lines(test_cells(found), repeated=3, percent=(2,)),
                note=_group_note(_TEST_READING, study=study, groups=found, report=report),
            )
            for study, found in zip(report.studies, report.groups, strict=True)
        ]
    )


def _group_note(
    reading: str, *, study: Study, groups: dict[str, SampleSummary], report: StudyReport
) -> str:
    warnings = group_notes(groups, study.options.confounding, name_of=report.title_of)
    return "\n".join((reading, *map(latex, (described(study), *warnings))))


def _event_table(study: Study, report: StudyReport) -> _Table:
    marks, texts = numbered_notes(study, report.title_of)
    rows = [event_cells(row) for row in study.rows]
    # Where all windows are the one that the note names, a column of them says nothing.
    has_windows = len({row.measured.window for row in study.rows if row.measured}) > 1
    cells = [row if has_windows else (row[0], *row[2:]) for row in rows]
    percent = (3, 4, 5) if has_windows else (2, 3, 4)
    lines = [
        (f"{latex(report.title_of(row.event_id))}{_mark(numbers)}", *line)
        for row, numbers, line in zip(
            study.rows, marks, _latex_lines(cells, percent=percent), strict=True
        )
    ]
    width = _OTHERS_EM + (_WINDOW_EM if has_windows else 0)
    window = ("Window",) if has_windows else ()
    return _Table(
        caption=_caption("Abnormal returns around events", study),
        label=_label("events", study),
        columns=_event_column(width) + ("lc" if has_windows else "l") + "r" * 8,
        head=("Event", "Day 0", *window, *_EVENT_HEAD),
        lines=lines,
        note=_event_note(study, texts),
        gap_pt=3,
    )


def _event_note(study: Study, texts: Sequence[str]) -> str:
    parts = [_EVENT_READING, latex(described(study))]
    parts += [f"{_mark([number])}~{latex(text)}." for number, text in enumerate(texts, start=1)]
    missing = missing_bars(study)
    if missing:
        parts += [f"Missing: {latex('; '.join(missing))}.", latex(ALIGNMENT)]
    return "\n".join(parts)


def _wide_table(study: Study, report: StudyReport) -> _Table:
    return _Table(
        caption=_caption("Further measures of the events", study),
        label=_label("measures", study),
        columns=f"{_event_column(_OTHERS_EM)}rrrr",
        head=("Event", "BHAR (\\%)", "Empirical $p$", "Rank", "Abn.\\ volume"),
        lines=_latex_lines(wide_cells(study, report.title_of), percent=(1,)),
        note=latex(wide_note(study)),
    )


def _latex_lines(
    lines: Sequence[tuple[str, ...]], *, percent: Sequence[int], repeated: int = 0
) -> list[tuple[str, ...]]:
    """Return cells as LaTeX, without the signs that the heads of `percent` say."""
    return [
        tuple(
            latex(cell.replace("+", "").replace("%", "") if number in percent else cell)
            for number, cell in enumerate(line)
        )
        for line in (once(lines, columns=repeated) if repeated else lines)
    ]


def _event_column(others_em: float) -> str:
    return f">{{\\raggedright}}p{{\\dimexpr\\linewidth-{others_em}em\\relax}}"


def _mark(numbers: Sequence[int]) -> str:
    return f"\\textsuperscript{{{','.join(map(str, numbers))}}}" if numbers else ""


def _caption(subject: str, study: Study) -> str:
    benchmark = benchmark_name(study)
    against = f" against {benchmark}" if benchmark else ""
    return latex(f"{subject}: {study.source.instrument.symbol}{against}")


def _label(subject: str, study: Study) -> str:
    words = f"{subject} {study.source.instrument.symbol} {benchmark_name(study) or ''}".lower()
    signs = (sign if sign.isascii() and sign.isalnum() else " " for sign in words)
    return "-".join("".join(signs).split())


def _document(tables: Sequence[_Table]) -> str:
    return PREAMBLE + "".join(f"\n{table.text()}" for table in tables)
