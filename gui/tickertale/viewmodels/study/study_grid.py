"""The robustness grid as a picture: models by windows, with words beside the colors."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.sample_test import Statistic
from tickertale.analysis.study_window import StudyWindow
from tickertale.session.robustness import GRID_TEST, SHARING_TEST, GridCell
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.plot import PlotBox, PlotPicture, PlotText, Tone
from tickertale.viewmodels.study.study_plot import head_texts, signed
from tickertale.viewmodels.text.wording import percent

MODEL_NAMES = {
    NormalModel.CONSTANT_MEAN: "Constant mean",
    NormalModel.MARKET_ADJUSTED: "Market-adjusted",
    NormalModel.MARKET: "Market model",
    NormalModel.SCHOLES_WILLIAMS: "Scholes–Williams",
    NormalModel.FACTOR: "Factor model",
}
"""The models as the controls call them."""

_NAMES_PX = 118.0
_HEAD_PX = 46.0
_NOTE_FROM_PX = {GRID_TEST: 480.0, SHARING_TEST: 680.0}
"""Width from which the head has room for what the words of p mean."""
_GAP_PX = 4.0
_LEAST_HEIGHT_PX, _MOST_HEIGHT_PX = 40.0, 60.0
_LEVELS = ((0.01, "strong", 0.36), (0.05, "clear", 0.24), (0.10, "weak", 0.12))


@dataclass(frozen=True, slots=True)
class GridReading:
    """What a cell says.

    Parameters
    ----------
    value, p : float
        As fractions; NaN where there is none.
    reason : str
        Why there is none.
    """

    value: float
    p: float
    reason: str = ""

    @property
    def level(self) -> tuple[str, float]:
        """Return how much p says against chance: a word, and the strength of the color."""
        if not math.isfinite(self.p):
            return "", 0.0
        for bound, word, strength in _LEVELS:
            if self.p < bound:
                return word, strength
        return "none", 0.0


def resolve_grid_plot(
    cells: Sequence[GridCell],
    *,
    event_id: str | None,
    own: StudyWindow,
    width: float,
    height: float,
) -> PlotPicture:
    """Return the grid of the sample, or of one event.

    Parameters
    ----------
    cells : sequence of GridCell
        Model by model, as from `compute_grid`.
    event_id : str or None
        None for the sample.
    own : StudyWindow
        The window in force; its column is marked.
    width, height : float
        Size in logical pixels; what does not fit into the height is cut off.
    """
    models = list(dict.fromkeys(cell.model for cell in cells))
    windows = list(dict.fromkeys(cell.window for cell in cells))
    room = (height - _HEAD_PX) / max(len(models), 1) - _GAP_PX
    cell_height = min(max(room, _LEAST_HEIGHT_PX), _MOST_HEIGHT_PX)
    cell_width = max((width - _NAMES_PX) / max(len(windows), 1) - _GAP_PX, 30.0)
    boxes: list[PlotBox] = []
    test = cells[0].test if cells else GRID_TEST
    texts: list[PlotText] = [*_head(event_id, test, width=width)]
    words: list[str] = []
    for column, window in enumerate(windows):
        x = _NAMES_PX + column * (cell_width + _GAP_PX)
        texts.append(_window_text(window, x + cell_width / 2, is_own=_same(window, own)))
    for number, cell in enumerate(cells):
        row, column = divmod(number, len(windows))
        x = _NAMES_PX + column * (cell_width + _GAP_PX)
        rect = Rect(x, _HEAD_PX + row * (cell_height + _GAP_PX), cell_width, cell_height)
        reading = _reading(cell, event_id)
        boxes.append(_cell_box(reading, rect))
        texts += _cell_texts(reading, rect)
        if column == 0:
            texts.append(_model_text(models[row], rect))
        words.append(f"{MODEL_NAMES[cell.model]} {window_text(cell.window)}: {_spoken(reading)}")
    return PlotPicture(boxes=tuple(boxes), texts=tuple(texts), description=". ".join(words))


def window_text(window: StudyWindow) -> str:
    """Return an event window, ``[−1, +1]``."""
    return f"[{signed(window.event_first)}, {signed(window.event_last)}]"


def estimation_text(window: StudyWindow) -> str:
    """Return an estimation window, ``[−130, −11]``."""
    return f"[{signed(window.estimation_first)}, {signed(window.estimation_last)}]"


def p_text(p: float) -> str:
    """Return a p-value with three decimals, ``0.032`` or ``<0.001``."""
    if not math.isfinite(p):
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _reading(cell: GridCell, event_id: str | None) -> GridReading:
    if event_id is None:
        return GridReading(cell.caar, cell.p, cell.reason)
    value, p = cell.event(event_id)
    reason = "" if math.isfinite(value) else cell.reason or "not measured"
    return GridReading(value, p, reason)


_TEST_WORDS = {
    GRID_TEST: "the BMP test",
    SHARING_TEST: "Kolari and Pynnönen’s test, for windows share sessions",
}


def _head(event_id: str | None, test: Statistic, *, width: float) -> tuple[PlotText, ...]:
    title = "CAR and p of the selected event"
    if event_id is None:
        title = f"CAAR and p of {_TEST_WORDS[test]}"
    note = PlotText("p below 0.01 strong, 0.05 clear, 0.10 weak", width - 4.0, 10.0, align=1)
    has_room = width > _NOTE_FROM_PX[test]
    return (head_texts(title, "", width=width)[0], *((note,) if has_room else ()))


def _model_text(model: NormalModel, rect: Rect) -> PlotText:
    middle = rect.y + rect.height / 2
    return PlotText(MODEL_NAMES[model], 10.0, middle, tone=Tone.TEXT, room_px=_NAMES_PX - 16.0)


def _window_text(window: StudyWindow, x: float, *, is_own: bool) -> PlotText:
    tone, weight = (Tone.TEXT, 600) if is_own else (Tone.MUTED, 400)
    return PlotText(window_text(window), x, 33.0, align=0, tone=tone, weight=weight)


def _same(window: StudyWindow, own: StudyWindow) -> bool:
    return (window.event_first, window.event_last) == (own.event_first, own.event_last)


def _cell_box(reading: GridReading, rect: Rect) -> PlotBox:
    _, strength = reading.level
    if not strength:
        return PlotBox(rect, Tone.GRID, 0.5)
    return PlotBox(rect, Tone.UP if reading.value >= 0 else Tone.DOWN, strength)


def _cell_texts(reading: GridReading, rect: Rect) -> list[PlotText]:
    middle, room = rect.x + rect.width / 2, rect.width - 6.0
    center = rect.y + rect.height / 2
    if not math.isfinite(reading.value):
        return [PlotText(reading.reason or "–", middle, center, align=0, room_px=room)]
    word, _ = reading.level
    value = percent(reading.value, decimals=2)
    step = min(rect.height / 3.1, 15.0)
    lines = ((value, -step), (f"p {p_text(reading.p)}", 0.5), (word, step))
    return [
        PlotText(
            text,
            middle,
            center + shift,
            align=0,
            tone=Tone.TEXT,
            weight=600 if text == value else 400,
            room_px=room,
        )
        for text, shift in lines
    ]


def _spoken(reading: GridReading) -> str:
    if not math.isfinite(reading.value):
        return reading.reason or "not measured"
    return f"{percent(reading.value, decimals=2)}, p {p_text(reading.p)}, {reading.level[0]}"
