"""A figure as PDF: one page of its own size, text selectable, fonts embedded."""

import hashlib
import math
import re
import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from tickertale.domain.errors import ExportError
from tickertale.widgets.figure.figure_sheet import PX_PER_INCH, FigureSheet, Paint
from tickertale.widgets.figure.pdf_edit import PdfEdit, edited_pdf

_POINTS_PER_PX = 72 / PX_PER_INCH
_DATES = re.compile(rb"/CreationDate \(D:[^)]*\)\n/ModDate \(D:[^)]*\)\n")
_MEDIA_BOX = re.compile(rb"/MediaBox \[[^\]]*\]\n/TrimBox \[[^\]]*\]")
_MASK = re.compile(rb"<< /SMask << /S /Alpha /G")
_MASK_GROUP = re.compile(rb"/Group <</S /Transparency >>")
_PATTERN_MATRIX = re.compile(rb"/PatternType 2\n/Shading \d+ 0 R\n/Matrix \[([^\]]*)\]")
_PLACEHOLDER = uuid.UUID("00000000-7469-636b-6572-74616c650000")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Tickertale">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def encode_pdf(paint: Paint, sheet: FigureSheet) -> bytes:
    """Return the figure as the bytes of a PDF file, without any date.

    The same figure gives the same bytes: what Qt takes from the clock is cut out, and the id of
    the document is a digest of the rest.

    Raises
    ------
    ExportError
        The paint device cannot be opened.
    """
    # Qt writes the fonts in the order of a hash table, whose seed changes with every process.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        raw = _generated(paint, sheet)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    pdf = edited_pdf(raw, _edits(raw, sheet))
    digest = uuid.UUID(bytes=hashlib.sha256(pdf).digest()[:16], version=4)
    return pdf.replace(_id_text(_PLACEHOLDER), _id_text(digest))


def _generated(paint: Paint, sheet: FigureSheet) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PX_PER_INCH)
    writer.setTitle(sheet.title)
    writer.setCreator("Tickertale")
    writer.setDocumentId(QUuid(str(_PLACEHOLDER)))
    writer.setDocumentXmpMetadata(QByteArray(_metadata(sheet)))
    writer.setPageSize(_page_size(sheet))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(writer):
        raise ExportError("the figure cannot be written as PDF: the page cannot be painted on")
    try:
        paint(painter)
    finally:
        painter.end()
    return bytes(content.data())


def _metadata(sheet: FigureSheet) -> bytes:
    def printable(text: str) -> str:
        return escape("".join(sign if sign.isprintable() else " " for sign in text))

    return _XMP.format(title=printable(sheet.title), text=printable(sheet.description)).encode()


def _page_size(sheet: FigureSheet) -> QPageSize:
    width, height = (math.ceil(side * _POINTS_PER_PX) for side in (sheet.width_px, sheet.height_px))
    match = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "Figure", match)


def _edits(pdf: bytes, sheet: FigureSheet) -> Iterator[PdfEdit]:
    for found in _DATES.finditer(pdf):
        yield PdfEdit(*found.span(), b"")
    for found in _MEDIA_BOX.finditer(pdf):
        yield PdfEdit(*found.span(), _boxes(sheet))
    # Of a gradient with opacity Qt means the brightness of its gray mask but says the mask's own
    # opacity, which is full everywhere; and it leaves the mask behind where the painter was moved.
    for found in _MASK.finditer(pdf):
        yield PdfEdit(*found.span(), b"<< /SMask << /Type /Mask /S /Luminosity /G")
    for found in _MASK_GROUP.finditer(pdf):
        group = b"/Group <</S /Transparency /CS /DeviceGray >>"
        matrix = list(_PATTERN_MATRIX.finditer(pdf, 0, found.start()))[-1][1]
        yield PdfEdit(*found.span(), group + b"\n" + _mask_matrix(matrix, sheet))


def _mask_matrix(pattern_matrix: bytes, sheet: FigureSheet) -> bytes:
    """Return the matrix that moves a mask to where its gradient is; it takes the page's off."""
    a, b, c, d, e, f = (float(part) for part in pattern_matrix.split())
    top = math.ceil(sheet.height_px * _POINTS_PER_PX)
    parts = (value / _POINTS_PER_PX for value in (a, -b, c, -d, e, top - f))
    return f"/Matrix [{' '.join(f'{part:g}' for part in parts)}]".encode("ascii")


def _boxes(sheet: FigureSheet) -> bytes:
    # Qt knows pages of whole points only; the rest of a point is cut off at the right and below.
    width, height = sheet.width_px * _POINTS_PER_PX, sheet.height_px * _POINTS_PER_PX
    top = math.ceil(height)
    box = f"[0 {top - height:g} {width:g} {top:g}]"
    return f"/MediaBox {box}\n/TrimBox {box}".encode("ascii")


def _id_text(identifier: uuid.UUID) -> bytes:
    return str(identifier).encode("ascii").hex().encode("ascii")
