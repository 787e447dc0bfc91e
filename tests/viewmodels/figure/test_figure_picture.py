"""The frame of a figure: its words fit, and the chart has the rest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figure import WINTER, example_figure
from tickertale.viewmodels.figure.figure_picture import resolve_figure_picture, wrapped
from tickertale.viewmodels.figure.figure_preset import PRESETS, FigurePreset


def measure(text: str, *, size_px: int, weight: int) -> float:
    return len(text) * size_px * (0.5 + weight / 10_000)


def width_of(text: str) -> float:
    return len(text) * 10.0


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_words_and_chart_lie_inside_the_sheet_and_apart(preset: FigurePreset) -> None:
    request = replace(WINTER, width_px=preset.width_px, height_px=preset.height_px, notes="x" * 400)
    picture = resolve_figure_picture(example_figure(request), measure=measure)
    area = picture.area
    assert area.height > preset.height_px * 0.4
    for line in picture.lines:
        right = line.left + measure(line.text, size_px=line.size_px, weight=line.weight)
        assert line.left >= 0
        assert right <= preset.width_px
        assert line.middle + line.size_px / 2 <= area.y or line.middle >= area.bottom
        assert 0 < line.middle < preset.height_px


def test_without_words_the_chart_has_the_room() -> None:
    spoken = resolve_figure_picture(example_figure(), measure=measure)
    silent = example_figure(replace(WINTER, title="", subtitle=""))
    assert resolve_figure_picture(silent, measure=measure).area.height > spoken.area.height


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("one two", ("one two",), id="fits"),
        pytest.param("one two three", ("one two", "three"), id="at a blank"),
        pytest.param("abcdefghijklmno", ("abcdefghij", "klmno"), id="a long word"),
        pytest.param("阿里巴巴集团控股有限公司上市", ("阿里巴巴集团控股有限", "公司上市"), id="zh"),
        pytest.param("one two three four five", ("one two", "three fou…"), id="too much"),
    ],
)
def test_a_text_is_set_in_lines(text: str, expected: tuple[str, ...]) -> None:
    assert wrapped(text, width_px=100, most=2, width_of=width_of) == expected


@given(st.text(max_size=80), st.integers(1, 4))
def test_no_line_is_too_long_and_there_are_never_too_many(text: str, most: int) -> None:
    lines = wrapped(text, width_px=100, most=most, width_of=width_of)
    assert len(lines) <= most
    assert all(width_of(line) <= 100 for line in lines)
