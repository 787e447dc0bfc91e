"""The little HTML of timelines, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.store.html_text import (
    LARGEST_HTML,
    dropped_links,
    html_of,
    markdown_of,
    plain_of,
    web_link,
)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ""),
        ("One\ntwo\n\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("**a** *b* [c](https://d.org/?e=1&f)", '<p><b>a</b> <i>b</i> <a href="https://d.org/?e=1&amp;f">c</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ('<a href="x">', "<p>&lt;a href=&quot;x&quot;&gt;</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(markdown: str, expected: str) -> None:
    assert html_of(markdown) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a &lt; b", "a < b"),
        ("<p>a</p><div>b<br/>c</div>", "a\n\nb\nc"),
        ("<style>p {}</style>a<script>x<y</script>", "a"),
        ("<a href='file:///x'>a</a> <a href='HTTPS://b.org'>b</a>", "a [b](HTTPS://b.org)"),
        ("<em>a</em></a></b>", "*a***"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ("2 < 3", "2 < 3"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    assert markdown_of(html) == expected


def test_links_that_are_left_out_are_named() -> None:
    text = '<a href="javascript:alert(1)">x</a> <A HREF="https://a.example/">y</a> <a>z</a>'
    assert dropped_links(text) == ("javascript:alert(1)",)
    assert dropped_links("javascript:alert(1)") == ()


def test_a_title_has_no_marks() -> None:
    assert plain_of("<b>a</b>\n<a href='https://x.org'>b</a> &amp; c") == "a b & c"


@given(st.text(max_size=80))
def test_the_html_of_any_text_has_only_our_tags(text: str) -> None:
    made = html_of(text)
    for tag in ("p", "br", "b", "i"):
        made = made.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in made.replace('<a href="http', "").replace("</a>", "")


@given(st.text(alphabet="<>/abip&;\"'= \n", max_size=80))
def test_any_html_becomes_some_text(text: str) -> None:
    assert isinstance(markdown_of(text), str)


def test_very_much_html_is_cut() -> None:
    assert len(markdown_of("<p>" + "a" * (2 * LARGEST_HTML))) <= LARGEST_HTML


@pytest.mark.parametrize(
    "address", [None, 3, "", "ftp://a.org", "//a.org", "http:", "http://[", "javascript:x"]
)
def test_what_lies_not_on_the_web_is_no_link(address: object) -> None:
    assert web_link(address) == ""
