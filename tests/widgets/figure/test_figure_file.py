"""Figures as files: the same bytes each time, text that stays text, nothing half written."""

import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QTextLayout

from helpers.figure import WINTER, example_figure, flag_boxes, svg_texts
from helpers.pdf import pdf_pixels, pdf_size, pdf_text, pdf_title
from tickertale.domain.errors import ExportError
from tickertale.viewmodels.figure.figure_picture import resolve_figure_picture
from tickertale.widgets.chart.painting import label_width
from tickertale.widgets.figure.figure import figure_image, save_figure
from tickertale.widgets.figure.figure_file import (
    FigureFormat,
    encode_figure,
    figure_format,
    write_figure,
)
from tickertale.widgets.figure.figure_png import paint_image
from tickertale.widgets.figure.figure_sheet import FigureSheet
from tickertale.widgets.look.font import font

pytestmark = pytest.mark.usefixtures("qapp")

SHEET = FigureSheet(width_px=601, height_px=333, title="Price", description="A line")


def paint_nothing(painter: QPainter) -> None:
    painter.fillRect(QRectF(0, 0, 601, 333), QColor("#ffffff"))


def paint_words(painter: QPainter) -> None:
    paint_nothing(painter)
    painter.setFont(font(20, 700))
    painter.drawText(QPointF(20, 40), "QwQ-32B, 2024–25: +8.4% (HKD)")
    painter.setFont(font(14))
    painter.drawText(QPointF(20, 80), "阿里巴巴 opens\x07 <source>")


def pixels(image: QImage) -> NDArray[np.int16]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(np.int16)


@pytest.mark.parametrize("kind", list(FigureFormat))
def test_two_files_of_one_figure_are_the_same(
    kind: FigureFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / f"first.{kind}"
    save_figure(example_figure(), first)
    started = time.monotonic()
    second = tmp_path / f"second.{kind}"
    # A new process in another time zone, more than a second later: clock, zone and the seed of
    # hash tables are all different.
    call = (
        "from pathlib import Path; import sys, time; time.sleep(1.1);"
        "from helpers.figure import example_figure;"
        "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "from tickertale.widgets.figure.figure import save_figure;"
        "save_figure(example_figure(), Path(sys.argv[1]))"
    )
    monkeypatch.setenv("TZ", "Asia/Hong_Kong")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    subprocess.run([sys.executable, "-c", call, str(second)], check=True, timeout=60)
    assert time.monotonic() - started > 1
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", list(FigureFormat))
def test_no_file_carries_a_date_of_today(kind: FigureFormat) -> None:
    content = encode_figure(paint_words, SHEET, kind=kind)
    now = time.gmtime()
    for pattern in ("%Y%m%d", "%Y-%m-%d"):
        assert time.strftime(pattern, now).encode() not in content
    assert b"CreationDate" not in content


@pytest.mark.parametrize("width", [900, 1000, 1280, 1600, 1920, 2560, 3200, 3840])
def test_no_two_flags_of_an_svg_overlap(width: int, tmp_path: Path) -> None:
    request = replace(WINTER, width_px=width, height_px=width * 9 // 16)
    figure = example_figure(request)
    path = tmp_path / "figure.svg"
    save_figure(figure, path)
    boxes = flag_boxes(path)
    picture = resolve_figure_picture(figure, measure=label_width)
    assert len(boxes) == len(picture.chart.flags) >= 4
    expected = sorted(
        (flag.box.x + picture.area.x, flag.box.y + picture.area.y) for flag in picture.chart.flags
    )
    found = sorted((box.x - 0.5, box.y - 0.5) for box in boxes)
    assert np.allclose(found, expected, atol=0.05)
    for one, other in combinations(boxes, 2):
        apart_x = one.right <= other.x or other.right <= one.x
        apart_y = one.bottom <= other.y or other.bottom <= one.y
        assert apart_x or apart_y
    assert all(box.x >= 0 and box.right <= width for box in boxes)


def test_the_text_of_an_svg_is_text_in_a_font_that_comes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    write_figure(paint_words, SHEET, path=path)
    text = path.read_text(encoding="utf-8")
    assert "QwQ-32B, 2024–25: +8.4% (HKD)" in svg_texts(path)
    assert "阿里巴巴" in svg_texts(path)
    assert text.count("@font-face") == 2
    assert "Noto Sans CJK SC" in text
    assert 'role="img"' in text
    assert '<title id="figure-title">Price</title>' in text
    assert '<desc id="figure-desc">A line</desc>' in text
    assert 'width="601" height="333" viewBox="0 0 601 333"' in text


def test_the_text_of_a_pdf_can_be_selected_with_all_its_signs() -> None:
    content = encode_figure(paint_words, SHEET, kind=FigureFormat.PDF)
    text = pdf_text(content)
    assert "QwQ-32B, 2024–25: +8.4% (HKD)" in text
    assert "阿里巴巴" in text


def test_a_pdf_of_the_example_has_its_title_and_flags_as_text(tmp_path: Path) -> None:
    path = tmp_path / "figure.pdf"
    figure = example_figure()
    save_figure(figure, path)
    content = path.read_bytes()
    text = pdf_text(content)
    picture = resolve_figure_picture(figure, measure=label_width)
    assert figure.title in text
    for flag in picture.chart.flags:
        assert flag.text in text
    assert pdf_title(content) == figure.title
    assert pdf_size(content) == (1200.0, 675.0)


def test_every_font_of_a_pdf_is_embedded() -> None:
    content = encode_figure(paint_words, SHEET, kind=FigureFormat.PDF)
    fonts = content.count(b"/Type /FontDescriptor")
    assert fonts >= 3
    assert content.count(b"/FontFile2") == fonts


def test_a_pdf_page_is_as_large_as_the_figure_to_a_fraction_of_a_point() -> None:
    content = encode_figure(paint_words, SHEET, kind=FigureFormat.PDF)
    assert pdf_size(content) == pytest.approx((601 * 0.75, 333 * 0.75), abs=1e-3)


def test_a_pdf_shows_a_fading_area_as_an_image_does_where_the_painter_was_moved() -> None:
    def paint(painter: QPainter) -> None:
        paint_nothing(painter)
        painter.translate(40, 60)
        gradient = QLinearGradient(0, 0, 0, 200)
        gradient.setColorAt(0, QColor(0, 0, 0, 200))
        gradient.setColorAt(1, QColor(0, 0, 0, 0))
        painter.fillRect(QRectF(0, 0, 300, 200), QBrush(gradient))

    page = pdf_pixels(encode_figure(paint, SHEET, kind=FigureFormat.PDF))
    image = pixels(paint_image(paint, SHEET))
    assert np.abs(page[:333, :601] - image)[5:-5, 5:-5].max() <= 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_pdf_looks_like_the_image(theme: str, tmp_path: Path) -> None:
    figure = example_figure(replace(WINTER, theme=theme))
    path = tmp_path / "figure.pdf"
    save_figure(figure, path)
    difference = np.abs(pdf_pixels(path.read_bytes()) - pixels(figure_image(figure)))
    assert (difference.max(axis=2) > 48).mean() < 0.002


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.25, 2.0, 3.125])
def test_an_image_has_width_times_scale_pixels_and_says_how_dense_they_are(scale: float) -> None:
    sheet = replace(SHEET, scale=scale)
    image = QImage.fromData(encode_figure(paint_words, sheet, kind=FigureFormat.PNG))
    assert (image.width(), image.height()) == (round(601 * scale), round(333 * scale))
    assert image.dotsPerMeterX() * 0.0254 == pytest.approx(96 * scale, abs=0.02)
    assert image.text("Title") == "Price"


def test_a_chinese_title_is_drawn_with_its_own_signs() -> None:
    def drawn(text: str) -> NDArray[np.int16]:
        def paint(painter: QPainter) -> None:
            paint_nothing(painter)
            painter.setFont(font(22, 700))
            painter.drawText(QPointF(20, 40), text)

        return pixels(paint_image(paint, SHEET))

    signs, others = drawn("阿里"), drawn("巴巴")
    assert (signs != drawn("")).any()
    assert (signs != others).any()
    layout = QTextLayout("阿里", font(22, 700))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    # Glyph 0 is .notdef, the box that stands for a sign that no font has.
    assert runs
    assert all(0 not in run.glyphIndexes() for run in runs)


def test_a_chinese_title_stands_in_every_format(tmp_path: Path) -> None:
    figure = example_figure(replace(WINTER, title="阿里巴巴，冬季"))
    save_figure(figure, tmp_path / "figure.svg")
    save_figure(figure, tmp_path / "figure.pdf")
    assert "阿里巴巴，冬季" in svg_texts(tmp_path / "figure.svg")
    content = (tmp_path / "figure.pdf").read_bytes()
    assert "阿里巴巴，冬季" in pdf_text(content)
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor")


def test_a_suffix_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ExportError, match=r"figure\.gif: a figure cannot be written as '\.gif'"):
        figure_format(Path("figure.gif"))


def test_the_suffix_may_be_in_capitals() -> None:
    assert figure_format(Path("FIGURE.PNG")) is FigureFormat.PNG


def test_a_failure_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    def fail(painter: QPainter) -> None:
        raise RuntimeError

    path = tmp_path / "figure.png"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError):
        write_figure(fail, SHEET, path=path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", list(FigureFormat))
def test_a_disk_that_takes_only_a_part_leaves_the_file_that_was_there(
    kind: FigureFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"figure.{kind}"
    path.write_bytes(b"before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        with pytest.raises(ExportError, match=r"no room for its [\d,]+ bytes"):
            write_figure(paint_words, SHEET, path=path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "figure.png"
    with pytest.raises(ExportError, match="cannot be written"):
        write_figure(paint_nothing, SHEET, path=path)


def test_an_image_beyond_memory_is_refused() -> None:
    with pytest.raises(ExportError, match="does not fit into memory"):
        paint_image(paint_nothing, replace(SHEET, scale=1000.0))
