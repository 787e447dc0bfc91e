"""``tickertale study``: the same bytes in every format, and refusals in one line."""

import csv
import datetime as dt
import json
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.figure import EXAMPLE
from tickertale.cli.main import command_line

PAIRS = ("--instrument", "9988.HK", "--benchmark", "HSI", "--instrument", "BABA")
FIELDS = [
    *("id", "symbol", "benchmark", "model", "returns", "day0", "window", "estimation", "n"),
    *("ar", "car", "se", "t", "df", "p", "p_adjusted", "overlaps"),
]
MORE_FIELDS = [
    *("bhar", "p_empirical", "rank", "rank_of", "abnormal_volume", "abnormal_volume_against"),
    *("overlap_treatment", "merged", "joint_with", "estimation_overlaps"),
    *("p_adjustment", "looked_at", "missing", "title", "note"),
]
ACROSS = ("--instrument", "BABA", "--benchmark", "HSI")
"""Two exchanges, whose holidays differ."""
AVERAGE_FIELDS = [
    *("session", "n", "aar", "aar_se", "aar_t", "aar_p"),
    *("caar", "caar_se", "caar_t", "caar_p", "caar_low", "caar_high"),
]
TEST_FIELDS = [
    *("symbol", "group", "events", "caar", "test", "statistic", "df", "p"),
    *("sharing", "note"),
]


def studied(*words: str) -> str:
    result = CliRunner().invoke(command_line, ["study", str(EXAMPLE), *words])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_study_of_the_example_is_what_the_command_writes() -> None:
    # To write it anew: tickertale study seeds/alibaba-2025 with these words > STUDY.md
    text = studied(*PAIRS, "--benchmark", "SPY", "--format", "md")
    assert text == (EXAMPLE / "STUDY.md").read_text(encoding="utf-8")
    assert "HSI contains 9988.HK" in text
    assert "SPY contains" not in text


def test_json_is_a_list_of_objects_with_fractions() -> None:
    rows = {row["id"]: row for row in json.loads(studied("--format", "json"))}
    assert len(rows) == 20
    row = rows["qwen2.5-max"]
    assert list(row) == [*FIELDS, *MORE_FIELDS]
    assert (row["symbol"], row["benchmark"], row["model"]) == ("9988.HK", "HSI", "market")
    assert (row["day0"], row["window"], row["estimation"]) == ("2025-02-03", [-1, 1], [-130, -11])
    assert row["ar"] == pytest.approx(0.0652, abs=5e-5)
    assert row["t"] == pytest.approx(row["car"] / row["se"], rel=1e-5)
    assert row["overlaps"] == ["us-tech-selloff"]


def test_an_event_that_cannot_be_studied_has_a_reason_and_nulls() -> None:
    (row,) = json.loads(studied("--event", "hsbc-note", "--format", "json"))
    assert list(row) == [*FIELDS, "reason", *MORE_FIELDS]
    assert row["reason"] == "the date is not known to the day"
    measured = ("day0", "window", "estimation", "n", "ar", "car", "se", "t", "df", "p")
    more = ("bhar", "p_empirical", "rank", "rank_of", "abnormal_volume", "abnormal_volume_against")
    assert all(row[name] is None for name in (*measured, "p_adjusted", *more))
    assert row["note"] == row["reason"]


def test_every_value_is_documented() -> None:
    text = (EXAMPLE.parents[1] / "README.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"## What `tickertale study` writes\n(.*?)\n## ", text, re.DOTALL)
    for names in ([*FIELDS, "reason", *MORE_FIELDS], AVERAGE_FIELDS, TEST_FIELDS):
        assert [name for name in names if f"`{name}`" not in section] == []


def test_what_else_was_measured_is_in_json_and_csv() -> None:
    words = (*ACROSS, "--event", "december-quarter-results")
    (row,) = json.loads(studied(*words, "--format", "json"))
    assert (row["rank"], row["rank_of"]) == (4, 250)
    assert row["bhar"] == pytest.approx(0.1087, abs=5e-5)
    assert row["p_empirical"] == pytest.approx(0.0084, abs=5e-5)
    # SOURCES.md: the volume of the Hang Seng Index is its provider's own count.
    assert row["abnormal_volume_against"] == "own mean"
    (cells,) = csv.DictReader(studied(*words, "--format", "csv").splitlines())
    assert list(cells) == [*FIELDS, *MORE_FIELDS]
    for name in ("bhar", "p_empirical", "rank", "rank_of", "abnormal_volume"):
        assert float(cells[name]) == row[name]
    (fund,) = json.loads(
        studied("--instrument", "BABA", "--benchmark", "SPY", *words[4:], "--format", "json")
    )
    assert fund["abnormal_volume_against"] == "SPY"
    assert fund["abnormal_volume"] != row["abnormal_volume"]


@pytest.mark.parametrize("kind", ["table", "md", "latex"])
def test_a_second_table_has_room_for_the_rest(kind: str) -> None:
    plain, wide = (studied(*more, "--format", kind) for more in ((), ("--wide",)))
    assert "BHAR" not in plain
    assert "BHAR" in wide
    assert "its mean in the estimation window" in wide
    assert "4 of 250" in wide


def test_missing_bars_have_symbol_and_date_in_every_format() -> None:
    words = (*ACROSS, "--event", "qwq-32b")
    (row,) = json.loads(studied(*words, "--format", "json"))
    assert {"symbol": "HSI", "date": "2024-10-11"} in row["missing"]
    assert {"symbol": "BABA", "date": "2025-02-17"} in row["missing"]
    assert len(row["missing"]) == 13
    (cells,) = csv.DictReader(studied(*words, "--format", "csv").splitlines())
    assert "HSI 2024-10-11; " in cells["missing"]
    for kind in ("table", "md", "latex"):
        text = studied(*words, "--format", kind)
        assert re.search(r"HSI [-, 0-9]*2024-10-11", text)
        assert re.search(r"BABA [-, 0-9]*2025-02-17", text)
        assert " ".join(text.split()).count("is left out of both") == 1


def test_a_series_without_gaps_lists_none() -> None:
    assert "Missing" not in studied("--format", "md")
    (row,) = json.loads(studied("--event", "qwq-32b", "--format", "json"))
    assert row["missing"] == []


@pytest.mark.parametrize(
    ("treatment", "merged", "joint"),
    [
        ("keep", [], []),
        ("merge", ["us-tech-selloff", "qwen2.5-max"], []),
        ("joint", [], ["us-tech-selloff"]),
    ],
)
def test_rows_say_how_overlaps_and_p_were_treated(
    treatment: str, merged: list[str], joint: list[str]
) -> None:
    words = ("--event", "qwen2.5-max", "--overlaps", treatment, "--adjust", "bh")
    (row,) = json.loads(studied(*words, "--format", "json"))
    assert (row["overlap_treatment"], row["p_adjustment"]) == (treatment, "bh")
    assert (row["merged"], row["joint_with"], row["looked_at"]) == (merged, joint, 1)
    (cells,) = csv.DictReader(studied(*words, "--format", "csv").splitlines())
    assert cells["merged"] == "; ".join(merged)
    assert cells["joint_with"] == "; ".join(joint)


@pytest.mark.parametrize("table", ["events", "sessions", "tests"])
@pytest.mark.parametrize("kind", ["table", "csv", "json", "latex", "md"])
def test_the_output_is_stable(kind: str, table: str) -> None:
    words = ("--format", kind, "--table", table, "--wide")
    assert studied(*words) == studied(*words)


def test_averages_are_written_session_by_session() -> None:
    (group,) = json.loads(studied("--table", "sessions", "--format", "json"))
    assert (group["symbol"], group["group"], len(group["events"])) == ("9988.HK", "all", 18)
    assert [row["session"] for row in group["sessions"]] == [-1, 0, 1]
    last = group["sessions"][-1]
    assert list(last) == AVERAGE_FIELDS
    (first, *_) = json.loads(studied("--sample", "all", "--format", "json"))
    assert last["caar"] == first["caar"]
    assert (last["caar_t"], last["caar_p"]) == (first["statistic"], first["p"])
    rows = list(csv.DictReader(studied("--table", "sessions", "--format", "csv").splitlines()))
    assert list(rows[0]) == ["symbol", "benchmark", "group", "events", "sharing", *AVERAGE_FIELDS]
    assert [float(row["aar"]) for row in rows] == [row["aar"] for row in group["sessions"]]


@pytest.mark.parametrize("kind", ["table", "md", "latex"])
def test_averages_can_be_read(kind: str) -> None:
    text = studied("--table", "sessions", "--sample", "category", "--format", kind)
    # A group is named once, in the first of its three lines; the warning names those it is about.
    lines = text.splitlines()
    assert sum("of their group (" in line for line in lines) == 1
    for name in ("partnerships", "policy"):
        assert sum(name in line and "of their group (" not in line for line in lines) == 1
    assert "CAAR" in text
    assert "95" in text


def test_events_can_be_listed_although_groups_are_named() -> None:
    words = ("--sample", "category", "--format", "json")
    assert studied(*words, "--table", "events") == studied("--format", "json")


def test_joint_effects_have_no_averages() -> None:
    words = ["study", str(EXAMPLE), "--overlaps", "joint", "--table", "sessions"]
    result = CliRunner().invoke(command_line, words)
    assert result.exit_code == 1
    assert "are no sample" in result.stderr


def test_csv_has_a_line_for_each_event_with_notes() -> None:
    rows = {row["id"]: row for row in csv.DictReader(studied("--format", "csv").splitlines())}
    assert rows["apple-confirmed"]["overlaps"] == "apple-report; xi-symposium-report; xi-symposium"
    assert rows["ndrc-briefing"]["note"].startswith("9988.HK dividend of 2024-06-12")
    assert rows["qwq-32b"]["window"] == "[-1, 1]"
    assert float(rows["us-tariffs"]["ar"]) < 0


def test_latex_is_a_table_that_compiles_without_stray_signs() -> None:
    text = studied("--format", "latex")
    assert text.count("\\\\\n") == 21
    for part in ("\\begin{table}", "\\caption{", "\\label{tab:events-9988-hk-hsi}", "\\bottomrule"):
        assert text.count(part) == 1
    assert "Alibaba presents Qwen2.5-Max\\textsuperscript{3}" in text
    assert "qwen2.5-max" not in text
    assert "$-$" in text
    body = text.split("\\midrule")[1]
    assert "−" not in body
    assert "%" not in body.replace("\\%", "")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--filter", "category:results"], 1),
        (["--filter", "tag:stimulus"], 4),
        (["--filter", "importance:5"], 6),
        (["--filter", "importance:5", "--filter", "tag:apple-deal"], 2),
        (["--filter", "Apple"], 3),
        (["--filter", "importance:6"], 0),
        (["--filter", "category:results", "--event", "qwq-32b"], 2),
    ],
    ids=str,
)
def test_a_filter_narrows_the_events(words: list[str], count: int) -> None:
    found = json.loads(studied(*words, "--format", "json"))
    assert len(found) == count or (words[1] == "Apple" and len(found) >= 2)


@pytest.mark.parametrize("model", ["constant-mean", "market-adjusted", "scholes-williams"])
def test_models_can_be_chosen(model: str) -> None:
    words = ("--model", model, "--returns", "log", "--adjust", "bh", "--format", "json")
    (row,) = json.loads(studied("--event", "deepseek-r1", *words))
    assert (row["model"], row["returns"]) == (model, "log")
    assert (row["benchmark"] is None) == (model == "constant-mean")
    assert row["car"] is not None


def test_factors_come_from_a_file(tmp_path: Path) -> None:
    text = (EXAMPLE / "prices" / "SPY.csv").read_text(encoding="utf-8")
    prices = list(csv.DictReader(text.splitlines()))
    lines = [",Mkt-RF,RF"]
    for before, row in pairwise(prices):
        move = 100 * (float(row["close"]) / float(before["close"]) - 1)
        lines.append(f"{row['date'].replace('-', '')},{move:.6f},0.0")
    path = tmp_path / "factors.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    words = ("--instrument", "BABA", "--event", "capex-plan", "--format", "json")
    (factor,) = json.loads(studied(*words, "--model", "factor", "--factors", str(path)))
    (market,) = json.loads(studied(*words, "--benchmark", "SPY"))
    assert factor["benchmark"] == "Mkt-RF"
    assert factor["car"] == pytest.approx(market["car"], abs=1e-5)


@pytest.mark.parametrize("overlaps", ["exclude", "shorten", "merge", "joint"])
def test_what_is_done_about_other_events_is_said(overlaps: str) -> None:
    text = studied("--overlaps", overlaps)
    said = {
        "exclude": "other events' windows are excluded from the estimation",
        "shorten": "a session of two windows goes to the event whose day 0 is nearer",
        "merge": "one with us-tech-selloff",
        "joint": "jointly with qwen2.5-max",
    }
    assert said[overlaps] in text


@pytest.mark.parametrize("kind", ["table", "csv", "json", "latex", "md"])
def test_events_are_tested_together(kind: str) -> None:
    text = studied("--sample", "all", "--format", kind)
    assert "Kolari-Pynn" in text
    if kind == "json":
        rows = json.loads(text)
        assert [row["events"] for row in rows] == [18] * 9
        assert list(rows[0]) == TEST_FIELDS


@pytest.mark.parametrize("kind", ["table", "csv", "json", "latex", "md"])
def test_a_sample_warns_of_events_that_share_sessions(kind: str) -> None:
    words = ("--sample", "all", "--format", kind)
    text = studied(*words)
    assert "12 of 18 events share sessions with another" in text
    assert "Kolari and Pynn" in text
    # LaTeX is for a paper: it calls events by their titles.
    assert ("capex-plan and us-investment-" in text) == (kind != "latex")
    assert "One day 0 counts for more than one event: " in text
    assert "share sessions with another" not in studied("--overlaps", "merge", *words)
    grouped = studied("--sample", "category", "--format", kind)
    assert ("of their group (" in grouped) == (kind not in {"csv", "json"})


def test_groups_of_merged_events_say_that_they_overlap() -> None:
    text = studied("--overlaps", "merge", "--sample", "tag")
    assert "Events measured as one are in each group that one of them is in." in text


@pytest.mark.parametrize("by", ["category", "tag"])
def test_events_are_tested_in_groups(by: str) -> None:
    groups = {row["group"] for row in json.loads(studied("--sample", by, "--format", "json"))}
    assert ("policy" if by == "category" else "stimulus") in groups


def test_the_caar_of_merged_events_is_the_mean_of_their_cars() -> None:
    words = ("--overlaps", "merge", "--format", "json")
    cars = {row["t"]: row["car"] for row in json.loads(studied(*words)) if row["car"]}
    (first, *_) = json.loads(studied("--sample", "all", *words))
    assert first["events"] == len(cars)
    assert first["caar"] == pytest.approx(sum(cars.values()) / len(cars), abs=1e-6)
    assert "nan" not in studied("--overlaps", "merge", "--sample", "category")


def test_the_smallest_group_has_no_tests_but_an_average() -> None:
    words = ("--event", "qwq-32b", "--sample", "all")
    (first, *_) = json.loads(studied(*words, "--format", "json"))
    assert (first["events"], first["p"]) == (1, None)
    assert "–" in studied(*words)


def test_windows_near_the_end_of_the_data_say_so() -> None:
    text = studied("--event", "us-tariffs", "--window", "-1,30")
    assert "the window runs over the end of the prices" in text


def test_a_window_far_beyond_the_data_is_told_without_a_warning() -> None:
    assert "the window runs over the end of the prices" in studied("--window", "0,400")


def test_a_short_estimation_window_asks_for_half_of_it() -> None:
    (row,) = json.loads(
        studied("--event", "qwq-32b", "--estimation", "[-50..-11]", "--format", "json")
    )
    assert (row["n"], row["estimation"]) == (40, [-50, -11])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--instrument", "HSI"], "HSI is its own benchmark"),
        (["--benchmark", "nothing"], "there is no instrument 'nothing'"),
        (["--benchmark", "HSI", "--benchmark", "SPY"], "there are 2 benchmarks for 1 instruments"),
        (["--event", "nothing"], "there is no event 'nothing'"),
        (["--filter", "color:red"], "--filter is 'color:red'; category:ID"),
        (["--filter", "category:nope"], "there is no category 'nope'; one of "),
        (["--filter", "tag:nope"], "there is no tag 'nope'; one of "),
        (["--overlaps", "joint", "--sample", "all"], "merged events, shortened windows or kept"),
        (["--window", "1,3"], "the event window is [1, 3]"),
        (["--model", "factor"], "the factor model needs factors"),
    ],
)
def test_a_study_that_cannot_be_made_is_one_line(words: list[str], message: str) -> None:
    result = CliRunner().invoke(command_line, ["study", str(EXAMPLE), *words])
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_is_no_window_is_wrong_usage() -> None:
    result = CliRunner().invoke(command_line, ["study", str(EXAMPLE), "--window", "3"])
    assert result.exit_code == 2
    assert "two sessions such as -1,1 were expected" in result.stderr


def test_a_timeline_without_a_primary_instrument_asks_for_one(tmp_path: Path) -> None:
    document = {"id": "bare", "title": "Bare"}
    (tmp_path / "timeline.json").write_text(json.dumps(document), encoding="utf-8")
    result = CliRunner().invoke(command_line, ["study", str(tmp_path)])
    assert result.exit_code == 1
    assert "no primary instrument; --instrument was expected" in result.stderr


def test_a_workbook_is_the_same_byte_for_byte_and_holds_numbers(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.xlsx", "two.xlsx")]
    for path in paths:
        assert not studied("--format", "xlsx", "--sample", "category", "--output", str(path))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    sheets = re.findall('<sheet name="(.*?)"', names)
    assert sheets == ["Events", "Sessions", "Tests", "About"]
    rows = {row["id"]: row for row in json.loads(studied("--format", "json"))}
    numbers = [float(text) for text in re.findall("<v>(.*?)</v>", sheet)]
    car = rows["qwen2.5-max"]["car"]
    (exact,) = {number for number in numbers if number == pytest.approx(car, rel=1e-5)}
    assert exact != car  # JSON has six digits of it
    assert (dt.date(2025, 2, 3) - dt.date(1899, 12, 30)).days in numbers
    assert "<f>" not in sheet
    assert '<pane xSplit="2" ySplit="1"' in sheet


@pytest.mark.parametrize(
    ("overlaps", "sheets"),
    [("keep", ["Events", "Sessions", "Tests", "About"]), ("joint", ["Events", "About"])],
)
def test_a_workbook_has_all_that_there_is(tmp_path: Path, overlaps: str, sheets: list[str]) -> None:
    path = tmp_path / "study.xlsx"
    assert not studied("--overlaps", overlaps, "--format", "xlsx", "--output", str(path))
    with zipfile.ZipFile(path) as book:
        names = book.read("xl/workbook.xml").decode()
    assert re.findall('<sheet name="(.*?)"', names) == sheets


def test_a_workbook_is_not_for_the_screen() -> None:
    result = CliRunner().invoke(command_line, ["study", str(EXAMPLE), "--format", "xlsx"])
    assert result.exit_code == 2
    assert "--output FILE was expected" in result.stderr


def test_a_text_can_be_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "study.csv"
    assert not studied("--format", "csv", "--output", str(path))
    assert path.read_text(encoding="utf-8") == studied("--format", "csv")


def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "study.csv"
    words = ["study", str(EXAMPLE), "--format", "csv", "--output", str(path)]
    result = CliRunner().invoke(command_line, words)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"tickertale: {path} cannot be written")
    assert result.stderr.count("\n") == 1
