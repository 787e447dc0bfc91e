"""Markdown as the little HTML that timelines of the web show, and such HTML as Markdown."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from typing_extensions import override

LARGEST_HTML = 400_000
"""Characters of HTML that are looked at; the longest summary has a quarter of that."""

_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>]{1,2000})\)")
_BOLD = re.compile(r"\*\*([^\s*][^*\n]{0,300})\*\*")
_ITALIC = re.compile(r"(?<!\*)\*([^\s*][^*\n]{0,300})\*(?!\*)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset({"script", "style", "template", "iframe", "object", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def html_of(markdown: str) -> str:
    """Return Markdown as HTML: paragraphs, bold, italics and links; all else is shown as text."""
    paragraphs = _PARAGRAPH.split(markdown.strip())
    return "".join(f"<p>{_inline(text)}</p>" for text in paragraphs if text)


def markdown_of(text: str) -> str:
    """Return the text of HTML with its bold, italics and web links as Markdown.

    Scripts, styles, pictures, frames and links to anything but http and https are left out; what
    is no HTML comes back as it is.
    """
    if "<" not in text and "&" not in text:
        return text.strip()
    reader = _Reader()
    reader.feed(text[:LARGEST_HTML])
    reader.close()
    return reader.markdown()


def plain_of(text: str) -> str:
    """Return the text of HTML as one line without any marks."""
    if "<" not in text and "&" not in text:
        return text.strip()
    reader = _Reader(is_plain=True)
    reader.feed(text[:LARGEST_HTML])
    reader.close()
    return " ".join(reader.markdown().split())


def web_link(address: object) -> str:
    """Return an address of a page on the web, and nothing for any other."""
    if not isinstance(address, str):
        return ""
    stripped = address.strip()
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return ""
    return stripped if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def dropped_links(text: str) -> tuple[str, ...]:
    """Return the addresses of links in HTML that `markdown_of` leaves out, each once."""
    if "href" not in text.lower():
        return ()
    reader = _Reader()
    reader.feed(text[:LARGEST_HTML])
    reader.close()
    return tuple(dict.fromkeys(reader.dropped))


def _inline(text: str) -> str:
    safe = html.escape(text)
    safe = _LINK.sub(r'<a href="\2">\1</a>', safe)
    safe = _BOLD.sub(r"<b>\1</b>", safe)
    safe = _ITALIC.sub(r"<i>\1</i>", safe)
    return "<br>".join(line.strip() for line in safe.split("\n"))


class _Reader(HTMLParser):
    """Collects the text of HTML; tags that are never closed do no harm."""

    def __init__(self, *, is_plain: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._is_plain = is_plain
        self._parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []
        self.dropped: list[str] = []

    def markdown(self) -> str:
        """Return what was collected."""
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(self._parts))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._add("\n")
        elif tag == "li":
            self._add("\n- ")
        elif tag in _BLOCKS:
            self._add("\n\n")
        elif self._is_plain:
            return
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append(web_link(address))
            self.dropped += [address] if address and not self._links[-1] else []
            self._add("[" if self._links[-1] else "")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _BLOCKS:
            self._add("\n\n")
        elif self._is_plain:
            return
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag == "a" and self._links:
            link = self._links.pop()
            self._add(f"]({link})" if link else "")

    @override
    def handle_data(self, data: str) -> None:
        self._add(_SPACES.sub(" ", data))

    def _add(self, text: str) -> None:
        if not self._silent:
            self._parts.append(text)
