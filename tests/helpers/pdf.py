"""What can be read back from a PDF file of one page."""

import numpy as np
import pypdfium2
from numpy.typing import NDArray


def pdf_text(content: bytes) -> str:
    """Return the text that can be selected."""
    with pypdfium2.PdfDocument(content) as document:
        return str(document[0].get_textpage().get_text_bounded())


def pdf_size(content: bytes) -> tuple[float, float]:
    """Return width and height of the page in points."""
    with pypdfium2.PdfDocument(content) as document:
        width, height = document[0].get_size()
    return float(width), float(height)


def pdf_title(content: bytes) -> str:
    """Return the title of the document."""
    with pypdfium2.PdfDocument(content) as document:
        return str(document.get_metadata_value("Title"))


def pdf_pixels(content: bytes) -> NDArray[np.int16]:
    """Return the page at 96 dpi, (height, width, 3) int16 in red, green and blue."""
    with pypdfium2.PdfDocument(content) as document:
        picture = np.array(document[0].render(scale=96 / 72).to_numpy())
    return picture[:, :, ::-1].astype(np.int16)
