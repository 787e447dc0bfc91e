"""Bytes of a text file of unknown encoding as text."""

import re
from typing import NamedTuple

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_NAMES = {
    "utf-8": "",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "cp1252": "Latin-1",
}
_SAMPLE = 4_096
_SOUND_FOR_EACH_DAMAGED = 8


class DecodedText(NamedTuple):
    """A text and the name of the encoding that it was taken for; empty for UTF-8."""

    text: str
    encoding: str = ""


def decoded_text(content: bytes) -> DecodedText:
    """Return the text of a file: UTF-8, UTF-16, GB18030 as Chinese Excel has it, or Latin-1.

    A byte order mark decides, else whether the bytes are UTF-8, but for a few; then whether every
    other byte is NUL, as in UTF-16; then whether most bytes beyond ASCII come in pairs, as in
    GB18030. Halves of surrogate pairs and bytes that mean nothing become the replacement
    character.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return _decoded(content, _guess(content))
    # ASCII in UTF-16 is UTF-8 with a NUL in every other place.
    wide = _wide_encoding(content)
    return _decoded(content, wide) if wide else DecodedText(text)


def _decoded(content: bytes, encoding: str) -> DecodedText:
    return DecodedText(content.decode(encoding, errors="replace"), _NAMES[encoding])


def _guess(content: bytes) -> str:
    wide = _wide_encoding(content)
    if wide:
        return wide
    if _is_mostly_utf8(content):
        return "utf-8"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "cp1252"
    runs = [len(run) for run in _HIGH_RUN.findall(content)]
    in_pairs = sum(length for length in runs if length % 2 == 0)
    return "gb18030" if 2 * in_pairs >= sum(runs) else "cp1252"


def _is_mostly_utf8(content: bytes) -> bool:
    text = content.decode(errors="replace")
    damaged = text.count("\ufffd")
    return sum(sign > "\x7f" for sign in text) > _SOUND_FOR_EACH_DAMAGED * damaged


def _wide_encoding(content: bytes) -> str:
    sample = content[:_SAMPLE]
    pairs = len(sample) // 2
    if not pairs:
        return ""
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if 2 * sample[place::2].count(0) > pairs and not sample[1 - place :: 2].count(0):
            return encoding
    return ""
