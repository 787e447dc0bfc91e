"""Small multiples: panels with axes, a legend and their number, on screen and on a sheet."""

from collections.abc import Iterator

import numpy as np
import pytest

from helpers.chart import measure
from helpers.study_document import open_study
from tickertale.session.study import Study, study_timeline
from tickertale.session.study_row import StudyRow
from tickertale.viewmodels.chart.plot import PlotPicture
from tickertale.viewmodels.study.study_multiple import (
    PanelGrid,
    multiples_scale,
    multiples_text,
    resolve_grid,
    resolve_multiples,
    resolve_sheet,
)

TITLES = {
    "a": "Apple picks Alibaba to bring artificial intelligence to China",
    "b": "Event b",
    "c": "Event c",
}


@pytest.fixture
def study() -> Iterator[Study]:
    session = open_study()
    yield study_timeline(session, "BABA", event_ids=["a", "b", "c"])
    session.close()


def panels(study: Study, grid: PanelGrid, *, selected: str | None = None) -> PlotPicture:
    return resolve_multiples(
        chosen(study),
        titles=TITLES,
        grid=grid,
        scale=multiples_scale(study),
        measure=measure,
        selected=selected,
    )


def chosen(study: Study) -> dict[int, StudyRow]:
    return dict(enumerate(study.rows))


def texts(picture: PlotPicture) -> list[str]:
    return [text.text for text in picture.texts]


def test_a_band_is_the_interval_of_its_path(study: Study) -> None:
    picture = panels(study, resolve_grid(3, width=700.0))
    paths = [line for line in picture.lines if len(line.x) == 3]
    assert len(paths) == 3
    for band, path in zip(picture.bands, paths, strict=True):
        assert (band.top + band.bottom) / 2 == pytest.approx(path.y)


def test_each_panel_has_its_sessions_and_each_row_its_values(study: Study) -> None:
    grid = resolve_grid(3, width=350.0)
    assert (grid.columns, grid.rows) == (2, 2)
    words = texts(panels(study, grid))
    assert words.count("−1") == words.count("+1") == words.count("0") == 3
    assert words.count("0%") == grid.rows


def test_the_legend_names_line_band_and_number(study: Study) -> None:
    words = texts(panels(study, resolve_grid(3, width=700.0)))
    assert words[0] == "CAR"
    assert "95% interval · N = 3 events" in words[1]


def test_only_the_selected_event_has_a_frame(study: Study) -> None:
    grid = resolve_grid(3, width=700.0)
    frames = [line for line in panels(study, grid, selected="b").lines if len(line.x) == 5]
    assert len(frames) == 1
    assert grid.rect(1).contains(float(np.mean(frames[0].x)), float(np.mean(frames[0].y)))


def test_a_title_on_a_sheet_has_two_lines(study: Study) -> None:
    grid = resolve_sheet(3, width=1024.0, height=5000.0)
    words = texts(panels(study, grid))
    start = next(at for at, text in enumerate(words) if TITLES["a"].startswith(text))
    assert " ".join(words[start : start + 2]) == TITLES["a"]


@pytest.mark.parametrize("count", [1, 4, 35, 36, 120])
def test_a_sheet_is_as_tall_as_its_panels(count: int) -> None:
    grid = resolve_sheet(count, width=1024.0, height=5000.0)
    assert grid.shown == count
    last = grid.rect(count - 1)
    assert last.bottom <= grid.height <= last.bottom + 20.0
    assert last.right <= 1024.0


def test_what_no_sheet_can_hold_is_told(study: Study) -> None:
    grid = resolve_sheet(1000, width=1024.0, height=1000.0)
    assert 0 < grid.shown < 1000
    assert grid.height <= 1000.0
    told = f"the first {grid.shown} of 1,000 events in the table"
    assert any(told in text for text in texts(panels(study, grid)))


def test_a_point_finds_its_panel() -> None:
    grid = resolve_grid(5, width=500.0)
    for place in range(5):
        rect = grid.rect(place)
        assert grid.place_at(rect.x + 4.0, rect.y + 4.0) == place
    assert grid.place_at(2.0, 2.0) is None
    assert grid.place_at(grid.rect(0).x + 4.0, 4.0) is None


def test_panels_in_view_are_those_of_the_rows_in_view() -> None:
    grid = resolve_grid(9, width=500.0)
    step = grid.columns
    assert list(grid.places_between(0.0, grid.rect(0).bottom)) == list(range(step))
    assert grid.places_between(grid.rect(step).y, grid.rect(step).bottom).start == step
    assert list(grid.places_between(0.0, 1e6)) == list(range(9))


def test_the_panels_are_told_in_words(study: Study) -> None:
    told = multiples_text(chosen(study), TITLES)
    assert told.startswith("Cumulated abnormal return by event: Apple picks")
    assert "Event c" in told
