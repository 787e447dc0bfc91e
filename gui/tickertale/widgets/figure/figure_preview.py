"""The preview of a figure: it follows the request a moment after the last change."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.domain.errors import ExportError
from tickertale.viewmodels.figure.figure import FigureRequest, FigureState
from tickertale.widgets.figure.figure import figure_image

_DELAY_MS = 150


class FigurePreview(QWidget):
    """Shows the figure as it will be, as large as there is room.

    Parameters
    ----------
    resolve : callable
        Answers a request; raises `ExportError` where it cannot be drawn.
    parent : QWidget or None

    Signals
    -------
    resolved(FigureState)
        The last request was answered, and this is shown.
    failed(str)
        The last request cannot be drawn; the sentence says why.
    """

    resolved = Signal(object)
    failed = Signal(str)

    def __init__(
        self, resolve: Callable[[FigureRequest], FigureState], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._resolve = resolve
        self._request: FigureRequest | None = None
        self._pixmap = QPixmap()
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self.setMinimumSize(360, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview of the figure")

    def set_request(self, request: FigureRequest) -> None:
        """Show another figure soon."""
        self._request = request
        self._timer.start()

    def refresh(self) -> None:
        """Show the figure of the last request at once."""
        self._timer.stop()
        if self._request is None:
            return
        try:
            figure = self._resolve(self._request)
            self._pixmap = self._painted(figure)
        except ExportError as error:
            self._pixmap = QPixmap()
            self.failed.emit(str(error))
        else:
            self.setAccessibleDescription(figure.alt_text)
            self.resolved.emit(figure)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(720, 480)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._pixmap.deviceIndependentSize()
        painter = QPainter(self)
        painter.drawPixmap(
            round((self.width() - size.width()) / 2),
            round((self.height() - size.height()) / 2),
            self._pixmap,
        )
        painter.end()

    def _painted(self, figure: FigureState) -> QPixmap:
        ratio = self.devicePixelRatioF()
        fit = min(self.width() / figure.width_px, self.height() / figure.height_px)
        pixmap = QPixmap.fromImage(figure_image(replace(figure, scale=max(fit, 0.05) * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
