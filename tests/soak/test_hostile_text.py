"""Text that means harm: it is refused at the border, or kept, found and shown as mere text."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from helpers.document import STORY
from helpers.open_story import open_story
from helpers.story import event_of
from helpers.window import picture_in, shown_window
from soak.count import Count
from tickertale.domain.errors import DocumentError, TickertaleError
from tickertale.session.commands import AddEvent
from tickertale.session.opening import open_session
from tickertale.store.event_store import EventStore
from tickertale.store.timeline_json import read_timeline

LINES = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) [file](file:///etc/passwd) [data](data:text/html,x)",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200fright\u200e",
    "nul \0 and bell \a and escape \x1b[31m",
    "'; DROP TABLE event; --",
    '" OR title:* NEAR(a b, 3) AND NOT "',
    "../../../../etc/passwd and C:\\Windows\\..\\x",
    "%s %n {0} ${HOME} `id` $(id) {{7*7}}",
    '=HYPERLINK("http://evil.example","x")',
    "Z\u0300\u0301\u0302\u0303" * 60,
    "\ufeff\ufffe\uffff\U0010ffff zero\u200bwidth",
    "a" * 300,
    "𝕬𝖑𝖎𝖇𝖆𝖇𝖆 👨‍👩‍👧‍👦 🏳️‍🌈 阿里巴巴 علي بابا",
    "line\u2028separator\u2029paragraph\nnewline\ttab\r",
    "&lt;b&gt;&amp;&#x0;&nbsp;",
    "# " * 100,
    "[" * 150 + "]" * 150,
    "> " * 140,
    "|a|" * 99,
    "x" * 100 + "\u00ad" * 100,
)
"""One for the title of each event, and all of them together for its summary."""


PRICED = (
    '{"id": "x", "title": "t", "instruments": [{"id": "A", "symbol": "A", "name": "A", '
    '"mic": "XNYS", "series": [{"id": "A-1d", "file": "%s"}]}]}'
)


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def hostile_summary(address: str) -> str:
    """Return all the lines with images and styles that would be fetched from an address."""
    images = (
        f"![remote]({address}/image.png) <img src='{address}/html.png'>",
        f"<link rel=stylesheet href={address}/style.css>",
        f"<style>@import '{address}/import.css'</style>",
        f"[ref]: {address}/ref.png\n![ref]",
        "![file](file:///etc/passwd) ![data](data:image/png;base64,AAAA)",
        f"<iframe src={address}/frame.html></iframe>",
    )
    return "\n\n".join((*LINES, *images))


def test_hostile_text_is_kept_found_and_shown_as_text(
    qtbot: QtBot,
    requests: tuple[str, list[str]],
    count: Count,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, asked = requests
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    session = open_story()
    made = []
    for number, line in enumerate(LINES):
        event = event_of(
            f"hostile-{number}",
            title=line,
            short_title=line[:80],
            summary=hostile_summary(address),
            tags=(line, "tag"),
            people=(line,),
            organisations=(line,),
            figures=({"name": line, "value": "9" * 400 + ".5e-300", "unit": line[:60]},),
            sources=({"title": line, "publisher": line[:200], "url": f"{address}/source"},),
        )
        session.do(AddEvent(event))
        made.append(event.id)
        assert session.timeline.event(event.id) == event
    with shown_window(qtbot, session) as window:
        for event_id, line in zip(made, LINES, strict=True):
            window.view_model.select(event_id)
            QApplication.processEvents()
            for document in window.details.findChildren(QTextDocument):
                assert_is_quiet(document)
            window.view_model.search(line)
            QApplication.processEvents()
            window.view_model.search("")
        window.grab()
        assert picture_in(window).lanes
    assert asked == []
    assert opened == []
    count.tell(hostile_texts=len(LINES), fields_of_each=9, requests=len(asked))


def assert_is_quiet(document: QTextDocument) -> None:
    """Check that a document shows no image and leads nowhere but to pages."""
    block = document.begin()
    while block.isValid():
        for form in block.textFormats():
            assert not form.format.isImageFormat()
            href = form.format.anchorHref()
            assert not href or href.startswith(("http://", "https://"))
        block = block.next()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 1_000_000},
        {"title": "lone \ud800 surrogate"},
        {"summary": "lone \udfff surrogate"},
        {"summary": "x" * 1_000_000},
        {"id": "../../etc/passwd"},
        {"id": "a\0b"},
        {"when": "9" * 100_000},
        {"when": "2025-03-06T" + "0" * 1000},
        {"zone": "../../../etc/passwd"},
        {"zone": "/etc/passwd"},
        {"zone": "x" * 100_000},
        {"importance": 10**400},
        {"importance": float("nan")},
        {"figures": ({"name": "n", "value": "NaN"},)},
        {"figures": ({"name": "n", "value": "Infinity"},)},
        {"sources": ({"title": "t", "url": "javascript:alert(1)"},)},
        {"sources": ({"title": "t", "url": "file:///etc/passwd"},)},
        {"sources": ({"title": "t", "url": "http://" + "a" * 100_000},)},
        {"__class__": "evil"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_no_event_can_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises((ValidationError, ValueError)):
        event_of(**{"event_id": "one"} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"id": "x", "title": "t", "events": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"id": "x", "title": "t", "importance": ' + "9" * 100_000 + "}",
        '{"id": "x", "title": "\\ud800"}',
        '{"id": "x", "title": "t", "notes": "' + "x" * 1_000_000 + '"}',
        '{"id": "x", "id": "y", "title": "t"}',
        "NaN",
        "1e999999",
        "\ufeff{}",
        "",
        "null",
        PRICED % "../../../../etc/passwd",
        PRICED % "/etc/passwd",
    ],
    ids=range(14),
)
def test_hostile_json_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "timeline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TickertaleError) as refused, closing(open_session(path)):
        pass
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 1000
    assert "root:" not in str(refused.value)


def test_hostile_bodies_in_a_document_are_quarantined(tmp_path: Path, count: Count) -> None:
    path = tmp_path / "story.tale"
    EventStore.create(path, STORY).close()
    whole = json.loads(STORY.events[1].model_dump_json())
    bodies = (
        "[" * 100_000,
        json.dumps({**whole, "title": "x" * 1_000_000}),
        json.dumps({**whole, "title": "\ud800"}),
        json.dumps({**whole, "importance": 10**400}),
        json.dumps({**whole, "when": "9" * 10_000}),
        json.dumps({**whole, "sources": [{"title": "t", "url": "file:///etc/passwd"}]}),
        json.dumps({**whole, "extra": 1}),
        '{"id": "two"' + ', "title": "t"' * 10_000 + "}",
    )
    for body in bodies:
        with closing(EventStore.open(path)) as store:
            store._connection.execute("UPDATE event SET body = ? WHERE id = 'two'", (body,))
        with closing(open_session(path)) as session:
            (row,) = session.quarantined
            assert row.id == "two"
            assert len(row.reason) < 500
            assert len(session.timeline.events) == 2
    count.tell(hostile_bodies=len(bodies))


def test_hostile_numbers_and_names_do_not_reach_the_file_system(tmp_path: Path) -> None:
    path = tmp_path / "..%2f..%2fetc; rm -rf $HOME 'x' \"y\" \u202e.tale"
    EventStore.create(path, STORY).close()
    with closing(open_session(path)) as session:
        session.do(AddEvent(event_of("new", category="policy")))
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    for read in (read_timeline, open_session):
        with pytest.raises(DocumentError):
            read(tmp_path / ("x" * 5000))
