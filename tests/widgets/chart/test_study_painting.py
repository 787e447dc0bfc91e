"""The windows of a study and the expected price, as they are painted."""

from dataclasses import replace

import numpy as np
import pytest

from helpers.chart import anchor_of, chart_of
from helpers.pixels import as_array, color_at, painted
from tickertale.domain.color import contrast
from tickertale.viewmodels.chart.chart import ChartKind
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.chart.study_picture import StudyBracket
from tickertale.viewmodels.chart.study_shading import ExpectedLine, StudyShading
from tickertale.widgets.chart.painting import label_width
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

pytestmark = pytest.mark.usefixtures("qapp")

in_both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
at_both_ratios = pytest.mark.parametrize("ratio", [1.0, 2.0], ids=["dpr-1", "dpr-2"])

EVENT = StudyShading(
    event_id="one",
    event=(49.0, 52.0),
    estimation=(10.0, 39.0),
    expected=ExpectedLine(np.arange(9.0, 40.0), np.full(31, 104.5)),
)


def picture_of() -> ChartPicture:
    """Return a chart of sixty bars with a studied event that is selected."""
    state = chart_of(
        anchor_of("one", 50.0),
        close=[100.0, 110.0, *(101.0 for _ in range(58))],
        selected="one",
        study=EVENT,
        is_study_shaded=True,
        kind=ChartKind.LINE,
    )
    return resolve_picture(state, width=900.0, height=600.0, measure=label_width)


def bracket_of(picture: ChartPicture) -> StudyBracket:
    """Return the estimation window on a picture."""
    assert picture.study is not None
    assert picture.study.bracket is not None
    return picture.study.bracket


@in_both_themes
@at_both_ratios
def test_the_event_window_is_a_band_and_the_estimation_window_a_line(
    theme: Theme, ratio: float
) -> None:
    picture = picture_of()
    image = painted(picture, theme, ratio=ratio)
    bracket, window = bracket_of(picture), picture.window
    assert window is not None
    # In the volume pane, above all bars, nothing else is painted.
    y = picture.frame.panes.volume.y + 1.0
    assert color_at(image, window.x + window.width / 2, y) == theme.accent_soft
    assert color_at(image, bracket.right - 20.0, y) == theme.plot
    line = color_at(image, bracket.right - 20.0, np.floor(bracket.y) + 0.5)
    assert 1.5 < contrast(line, theme.plot) < 4.5


def test_the_note_of_the_marks_keeps_clear_of_the_bracket() -> None:
    picture = picture_of()
    noted = as_array(painted(replace(picture, mark_note="Marks, area: CAR"), LIGHT))
    plain = as_array(painted(picture, LIGHT))
    (rows,) = np.nonzero((noted != plain).any(axis=(1, 2)))
    assert rows.size
    assert rows.max() < bracket_of(picture).y - 6.0


@in_both_themes
def test_the_word_is_readable(theme: Theme) -> None:
    picture = picture_of()
    image = painted(picture, theme)
    bracket = bracket_of(picture)
    colors = {
        color_at(image, x, bracket.y + dy)
        for x in range(int(bracket.text_left) + 5, int(bracket.text_right) - 5)
        for dy in range(-5, 5)
    }
    assert max(contrast(color, theme.plot) for color in colors) >= 4.0


@in_both_themes
@at_both_ratios
def test_the_expected_price_is_dashed(theme: Theme, ratio: float) -> None:
    picture = picture_of()
    image = painted(picture, theme, ratio=ratio)
    assert picture.study is not None
    line = picture.study.line
    assert line is not None
    rows = as_array(image)
    y = round(float(line.y[0]) * ratio)
    first, last = (round(float(line.x[at]) * ratio) for at in (1, -2))
    strip = rows[y - 2 : y + 2, first:last, :3].astype(int)
    ground = rows[y - 12, first, :3].astype(int)
    is_inked = (np.abs(strip - ground).sum(axis=2) > 120).any(axis=0)
    share = is_inked.mean()
    assert 0.3 < share < 0.9
    assert np.count_nonzero(np.diff(is_inked.astype(int))) > 20


def test_the_expected_price_stays_in_its_pane() -> None:
    far_line = ExpectedLine(np.arange(9.0, 40.0), np.full(31, 1e6))
    far = StudyShading("one", EVENT.event, EVENT.estimation, far_line)
    state = chart_of(
        anchor_of("one", 50.0),
        close=[100.0 + number % 7 for number in range(60)],
        selected="one",
        study=far,
        is_study_shaded=True,
    )
    picture = resolve_picture(state, width=900.0, height=600.0, measure=label_width)
    nothing = ExpectedLine(np.empty(0), np.empty(0))
    without = resolve_picture(
        chart_of(
            anchor_of("one", 50.0),
            close=[100.0 + number % 7 for number in range(60)],
            selected="one",
            study=StudyShading("one", EVENT.event, EVENT.estimation, nothing),
            is_study_shaded=True,
        ),
        width=900.0,
        height=600.0,
        measure=label_width,
    )
    assert np.array_equal(as_array(painted(picture, LIGHT)), as_array(painted(without, LIGHT)))
