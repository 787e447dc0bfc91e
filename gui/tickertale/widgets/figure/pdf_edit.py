"""Replacing bytes in a PDF file so that its table of offsets stays true."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tickertale.domain.errors import ExportError

_TAIL = re.compile(rb"startxref\n(\d+) *\n%%EOF\s*\Z")
_HEAD = re.compile(rb"xref\n0 (\d+) *\n")
_ENTRY_BYTES = 20


class PdfEdit(NamedTuple):
    """The bytes from `start` to before `end` become `text`."""

    start: int
    end: int
    text: bytes


def edited_pdf(pdf: bytes, edits: Iterable[PdfEdit]) -> bytes:
    """Return the file with the edits made.

    Parameters
    ----------
    pdf : bytes
        A file with one plain cross-reference table, as Qt writes it.
    edits : iterable of PdfEdit
        In any order; they do not overlap and lie before the cross-reference table.

    Raises
    ------
    ExportError
        The cross-reference table is not where it was expected.
    """
    table_at, entries_at, entries_end = _table(pdf)
    changes = sorted(edits)
    body = _replaced(pdf[:table_at], changes)
    entries = b"".join(
        _moved(pdf[at : at + _ENTRY_BYTES], changes)
        for at in range(entries_at, entries_end, _ENTRY_BYTES)
    )
    tail = _TAIL.sub(b"startxref\n%d\n%%%%EOF\n" % len(body), pdf[entries_end:])
    return body + pdf[table_at:entries_at] + entries + tail


def _table(pdf: bytes) -> tuple[int, int, int]:
    tail = _TAIL.search(pdf)
    head = _HEAD.match(pdf, int(tail[1])) if tail else None
    if head is None:
        raise ExportError("the figure cannot be written as PDF: its table of offsets was not found")
    return head.start(), head.end(), head.end() + int(head[1]) * _ENTRY_BYTES


def _replaced(body: bytes, changes: list[PdfEdit]) -> bytes:
    for start, end, text in reversed(changes):
        body = body[:start] + text + body[end:]
    return body


def _moved(entry: bytes, changes: list[PdfEdit]) -> bytes:
    offset = int(entry[:10])
    shift = sum(len(text) - (end - start) for start, end, text in changes if start < offset)
    return entry if entry[17:18] == b"f" else b"%010d" % (offset + shift) + entry[10:]
