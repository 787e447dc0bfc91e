"""The fields that describe a figure, from its size to its words."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from tickertale.viewmodels.figure.figure import (
    MAX_SCALE,
    MAX_SIDE_PX,
    MIN_HEIGHT_PX,
    MIN_SCALE,
    MIN_WIDTH_PX,
    REACTION_RULE,
    FigureRequest,
    FigureState,
)
from tickertale.viewmodels.figure.figure_preset import PRESETS, FigurePreset
from tickertale.widgets.figure.figure_file import FigureFormat

_FORMATS = {
    FigureFormat.PNG: "PNG image",
    FigureFormat.SVG: "SVG drawing",
    FigureFormat.PDF: "PDF page",
}
_THEMES = {"light": "Light", "dark": "Dark"}
_EVENTS = {
    1: "All events",
    2: "Importance 2 and more",
    3: "Importance 3 and more",
    4: "Importance 4 and more",
    5: "Importance 5 only",
}
_WORDS_TIP = "Empty: as suggested. A blank: without this line."
_MM_PER_PX = 25.4 / 96


class FigureForm(QWidget):
    """Every choice that makes a figure; the keyboard reaches each of them by its letter.

    Parameters
    ----------
    request : FigureRequest
        The choices to begin with; its range and selected event are those of the window.
    kind : FigureFormat
        The format to begin with.
    window_size : (int, int)
        Size of the chart in the window, the first of the presets.
    parent : QWidget or None

    Signals
    -------
    changed()
        A choice is different now.
    """

    changed = Signal()

    def __init__(
        self,
        request: FigureRequest,
        *,
        kind: FigureFormat,
        window_size: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._given = request
        window = FigurePreset("As in the window", *window_size, scale=2.0)
        self._presets = (window, *PRESETS)
        self.format = _choice(_FORMATS, kind)
        self.preset = QComboBox()
        self.preset.addItems([*(preset.name for preset in self._presets), "Custom"])
        self.width_px = _pixels(MIN_WIDTH_PX, request.width_px)
        self.height_px = _pixels(MIN_HEIGHT_PX, request.height_px)
        self.scale = _scale(request.scale)
        self.result_size = QLabel()
        self.theme = _choice(_THEMES, request.theme)
        self.events = _choice(_EVENTS, request.least_importance)
        self.only_visible = QCheckBox("Only the &visible range")
        self.highlight = QCheckBox("Hi&ghlight the selected event")
        self.study = QCheckBox("&Windows of its event study")
        self.title, self.subtitle = _words(request.title), _words(request.subtitle)
        self.source, self.notes = _words(request.source), _words(request.notes)
        self._set_checks()
        self._lay_out()
        self._connect()
        self._show_size()

    @property
    def kind(self) -> FigureFormat:
        """Return the format chosen."""
        return FigureFormat(self.format.currentData())

    def request(self) -> FigureRequest:
        """Return the figure that the fields describe."""
        is_limited = self.only_visible.isChecked()
        return replace(
            self._given,
            width_px=self.width_px.value(),
            height_px=self.height_px.value(),
            scale=self.scale.value(),
            theme=self.theme.currentData(),
            title=self.title.text() or None,
            subtitle=self.subtitle.text() or None,
            source=self.source.text() or None,
            notes=self.notes.text(),
            first=self._given.first if is_limited else None,
            last=self._given.last if is_limited else None,
            least_importance=self.events.currentData(),
            selected=self._given.selected if self.highlight.isChecked() else None,
            shows_study=self.highlight.isChecked() and self.study.isChecked(),
        )

    def set_suggestions(self, figure: FigureState) -> None:
        """Show, in the fields that are empty, the words that the figure then has."""
        has_source = bool(figure.footer) and figure.footer[0] != REACTION_RULE
        for field, text in (
            (self.title, figure.title),
            (self.subtitle, figure.subtitle),
            (self.source, figure.footer[0] if has_source else ""),
        ):
            if not field.text():
                field.setPlaceholderText(text)

    def _set_checks(self) -> None:
        has_range = self._given.first is not None or self._given.last is not None
        self.only_visible.setEnabled(has_range)
        self.only_visible.setChecked(has_range)
        self.highlight.setEnabled(self._given.selected is not None)
        self.highlight.setChecked(self._given.selected is not None)
        self.study.setEnabled(self._given.selected is not None)
        self.study.setChecked(self._given.shows_study)

    def _lay_out(self) -> None:
        pixels = QHBoxLayout()
        pixels.addWidget(self.width_px, 1)
        pixels.addWidget(QLabel("×"))
        pixels.addWidget(self.height_px, 1)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("&Format", self.format)
        form.addRow("Si&ze", self.preset)
        form.addRow("&Pixels", pixels)
        form.addRow("Sca&le", self.scale)
        form.addRow("", self.result_size)
        form.addRow("T&heme", self.theme)
        form.addRow("&Events", self.events)
        form.addRow("", self.only_visible)
        form.addRow("", self.highlight)
        form.addRow("", self.study)
        form.addRow("&Title", self.title)
        form.addRow("S&ubtitle", self.subtitle)
        form.addRow("Sou&rce", self.source)
        form.addRow("&Notes", self.notes)
        label = form.labelForField(pixels)
        if isinstance(label, QLabel):
            label.setBuddy(self.width_px)
        for field, name in (
            (self.format, "Format"),
            (self.preset, "Size"),
            (self.width_px, "Width"),
            (self.height_px, "Height"),
            (self.scale, "Scale"),
            (self.theme, "Theme"),
            (self.events, "Events shown"),
            (self.title, "Title"),
            (self.subtitle, "Subtitle"),
            (self.source, "Source line"),
            (self.notes, "Notes"),
        ):
            field.setAccessibleName(name)

    def _connect(self) -> None:
        self.preset.activated.connect(self._on_preset_activated)
        for spin in (self.width_px, self.height_px, self.scale):
            spin.valueChanged.connect(self._show_size)
            spin.valueChanged.connect(self.changed)
        for box in (self.format, self.theme, self.events):
            box.currentIndexChanged.connect(self.changed)
        self.highlight.toggled.connect(self.study.setEnabled)
        for check in (self.only_visible, self.highlight, self.study):
            check.toggled.connect(self.changed)
        for field in (self.title, self.subtitle, self.source, self.notes):
            field.textChanged.connect(self.changed)

    def _on_preset_activated(self, index: int) -> None:
        if index >= len(self._presets):
            self.width_px.setFocus()
            return
        preset = self._presets[index]
        self.width_px.setValue(preset.width_px)
        self.height_px.setValue(preset.height_px)
        self.scale.setValue(preset.scale)
        # Two presets may have the same size: the one that was chosen stays.
        self.preset.setCurrentIndex(index)

    def _show_size(self) -> None:
        width, height, scale = self.width_px.value(), self.height_px.value(), self.scale.value()
        sizes = [(row.width_px, row.height_px, row.scale) for row in self._presets]
        chosen = (width, height, scale)
        self.preset.setCurrentIndex(sizes.index(chosen) if chosen in sizes else len(sizes))
        millimeters = f"{width * _MM_PER_PX:.0f} × {height * _MM_PER_PX:.0f} mm"
        pixels = f"{round(width * scale):,} × {round(height * scale):,} image pixels"
        self.result_size.setText(f"{pixels}, {millimeters}")


def _choice(
    texts: dict[FigureFormat, str] | dict[str, str] | dict[int, str], value: object
) -> QComboBox:
    box = QComboBox()
    for data, text in texts.items():
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box


def _pixels(least: int, value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, MAX_SIDE_PX)
    spin.setSuffix(" px")
    spin.setValue(value)
    return spin


def _scale(value: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setDecimals(3)
    spin.setSingleStep(0.25)
    spin.setRange(MIN_SCALE, MAX_SCALE)
    spin.setPrefix("× ")
    spin.setValue(value)
    return spin


def _words(text: str | None) -> QLineEdit:
    field = QLineEdit(text or "")
    field.setToolTip(_WORDS_TIP)
    return field
