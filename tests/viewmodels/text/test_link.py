"""Which addresses may be opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.text.link import is_safe_link, link_text


@pytest.mark.parametrize(
    "url",
    [
        "https://qwenlm.github.io/blog/qwq-32b",
        "http://en.people.cn/n3/2025/0224/c90000-20280703.html",
        "HTTPS://Example.com/",
        "https://example.com:8443/a?b=c&d=%20#e",
        "https://example.com/@someone/post",
        "https://xn--fiqs8s.example/",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "https://example.com./",
    ],
)
def test_an_ordinary_address_may_be_opened(url: str) -> None:
    assert is_safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.com/",
        "smb://host/share",
        "mailto:a@example.com",
        "example.com",
        "//example.com/",
        "/etc/passwd",
        "C:\\Windows\\calc.exe",
        "\\\\host\\share",
        "https:",
        "https:///path",
        "https:example.com",
        "https://",
        "https://@example.com/",
        "https://bank.example@evil.example/",
        "https://bank.example:secret@evil.example/",
        "https://bank.example%40evil.example/",
        "https://bank.example\\@evil.example/",
        "https:\\\\evil.example/",
        " https://example.com/",
        "https://example.com/ ",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://exam\nple.com/",
        "https://example.com/\x00",
        "https://example.com/\u202egpj.exe",
        "https://example\u2024com/",
        "https://ex\u0430mple.com/",
        "https://example.com\u3002evil.example/",
        "https://example.com\uff0fevil/",
        "https://\u200bexample.com/",
        "https://example.com:port/",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://example.com:/",
        "https://-bad-.com/",
        "https://a..b/",
        "https://.example.com/",
        "https://[::1/",
        "https://[evil]/",
        "https://exa<mple>.com/",
        "https://example.com/" + "a" * 5000,
        "https://" + "a." * 200 + "com/",
    ],
)
def test_a_hostile_address_is_refused(url: str) -> None:
    assert not is_safe_link(url)


@given(st.text(max_size=60))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert is_safe_link(text) in {True, False}
    assert is_safe_link(f"https://{text}") in {True, False}


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://qwenlm.github.io/blog/qwq-32b/", "qwenlm.github.io/blog/qwq-32b"),
        ("https://www.example.com/", "example.com"),
        ("https://example.com:8443/a?b=c#d", "example.com:8443/a?b=c"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_an_address_is_shown_with_its_host_first(url: str, text: str) -> None:
    assert link_text(url) == text
