"""A figure as SVG: text stays text, in a font that travels with it."""

import re
from collections import defaultdict

# Only what Qt has just written is parsed here.
from xml.dom import minidom

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from tickertale.domain.errors import ExportError
from tickertale.widgets.figure.figure_sheet import PX_PER_INCH, FigureSheet, Paint
from tickertale.widgets.look.embedded_font import font_faces
from tickertale.widgets.look.font import FAMILIES

_FONT_ATTRIBUTES = ("font-family", "font-size", "font-weight", "font-style")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def encode_svg(paint: Paint, sheet: FigureSheet) -> bytes:
    """Return the figure as the bytes of an SVG 1.1 file.

    The glyphs of Inter that it uses are embedded. For other scripts it names the usual fonts.

    Raises
    ------
    ExportError
        The paint device cannot be opened.
    """
    # Qt passes control characters through; in XML they are not allowed even as entities.
    document = minidom.parseString(_NOT_XML.sub(b"", _generated(paint, sheet)))  # noqa: S318
    root = document.documentElement
    if root is None:
        raise ExportError("the figure cannot be written as SVG: the drawing is empty")
    root.setAttribute("width", str(sheet.width_px))
    root.setAttribute("height", str(sheet.height_px))
    _describe(root)
    _set_fonts(document, root)
    text: bytes = document.toxml(encoding="utf-8")
    return text + b"\n"


def _generated(paint: Paint, sheet: FigureSheet) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # SVG 1.1, because the default, SVG Tiny 1.2, has no clipping.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(sheet.width_px, sheet.height_px))
    generator.setViewBox(QRect(0, 0, sheet.width_px, sheet.height_px))
    generator.setResolution(PX_PER_INCH)
    generator.setTitle(sheet.title)
    generator.setDescription(sheet.description)
    painter = QPainter(generator)
    try:
        paint(painter)
    finally:
        painter.end()
    return bytes(content.data())


def _describe(root: minidom.Element) -> None:
    root.setAttribute("role", "img")
    names = []
    for tag in ("title", "desc"):
        for element in root.getElementsByTagName(tag)[:1]:
            element.setAttribute("id", f"figure-{tag}")
            names.append(f"figure-{tag}")
    root.setAttribute("aria-labelledby", " ".join(names))


def _set_fonts(document: minidom.Document, root: minidom.Element) -> None:
    for group in root.getElementsByTagName("g"):
        for name in _FONT_ATTRIBUTES:
            if group.hasAttribute(name):
                group.removeAttribute(name)
    texts: defaultdict[int, set[str]] = defaultdict(set)
    stack = ", ".join(FAMILIES)
    for element in root.getElementsByTagName("text"):
        element.setAttribute("font-family", stack)
        for child in element.childNodes:
            texts[_nearest_weight(element.getAttribute("font-weight"))].update(
                child.nodeValue or ""
            )
    style = document.createElement("style")
    rules = font_faces({weight: "".join(sorted(signs)) for weight, signs in texts.items()})
    # Qt draws without contextual alternates (see widgets.font); so must whoever shows the figure.
    rules += 'text{font-feature-settings:"calt" 0}'
    style.appendChild(document.createTextNode(rules))
    root.insertBefore(style, root.getElementsByTagName("defs")[0])


def _nearest_weight(text: str) -> int:
    wanted = int(text) if text.isdigit() else 400
    return min((400, 500, 600, 700), key=lambda weight: abs(weight - wanted))
