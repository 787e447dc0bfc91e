"""What was searched for is marked where it stands, and a piece of the event tells why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.story import event_of
from tickertale.domain.event import Event, Figure, Source
from tickertale.viewmodels.text.found_text import LONGEST_SNIPPET, marked_spans, snippet_of

EVENT = event_of(
    title="Alibaba open-sources a model",
    short_title="QwQ released",
    summary="The **Qwen team** published the [weights](https://x.example/q) of a model of 32 bn.",
    tags=("open weights", "通义千问"),
    people=("Zhou Jingren",),
    organisations=("Alibaba Cloud",),
    figures=(Figure(name="Parameters", value=Decimal(32), unit="bn", note="as the blog says"),),
    sources=(Source(title="A page about it", publisher="Reuters"),),
)


def shown(terms: str, event: Event = EVENT) -> tuple[str, list[str]] | None:
    found = snippet_of(event, title=event.flag_text, terms=terms.split())
    if found is None:
        return None
    return found.text, [found.text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("text", "terms", "marked"),
    [
        ("Xi meets tech leaders", ("tech",), ["tech"]),
        ("Xi meets tech leaders", ("TE", "lead"), ["te", "lead"]),
        ("Biotech", ("tech",), []),
        ("Crédit Agricole", ("credit",), ["Crédit"]),
        ("阿里巴巴发布", ("巴巴",), ["巴巴"]),
        ("ＡＩ models", ("ai",), ["ＡＩ"]),
        ("abab", ("ab", "abab"), ["abab"]),
        ("anything", (), []),
        ("ﬁne", ("fi",), ["ﬁ"]),
        ("US–China tariffs", ("us-china",), ["us–china"]),
        ("12.30", ("12:30",), ["12.30"]),
        ("a — b", ("—",), []),
    ],
)
def test_what_was_found_is_marked_where_it_stands(
    text: str, terms: tuple[str, ...], marked: list[str]
) -> None:
    found = [text[start:end] for start, end in marked_spans(text, terms)]
    assert [part.casefold() for part in found] == [part.casefold() for part in marked]


@given(st.text(max_size=30), st.lists(st.text(max_size=4), max_size=3))
def test_marks_lie_in_the_text_and_apart(text: str, terms: list[str]) -> None:
    spans = marked_spans(text, terms)
    ends = [0, *(place for span in spans for place in span), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("qwq", None),
        ("open-sources", ("Alibaba open-sources a model", ["open-sources"])),
        ("weights", ("open weights · 通义千问", ["weights"])),
        ("千问", ("…通义千问", ["千问"])),
        ("zhou", ("Zhou Jingren", ["Zhou"])),
        ("cloud", ("Alibaba Cloud", ["Cloud"])),
        ("qwq qwen", ("The Qwen team published the weights of a model of 32 bn.", ["Qwen"])),
        ("blog", ("…as the blog says", ["blog"])),
        (
            "team published weights",
            (
                "…Qwen team published the weights of a model of 32 bn.",
                ["team", "published", "weights"],
            ),
        ),
        ("reuters", ("Reuters · A page about it", ["Reuters"])),
        ("nowhere", None),
        ("—", None),
    ],
)
def test_a_snippet_shows_what_the_title_does_not(
    terms: str, expected: tuple[str, list[str]] | None
) -> None:
    assert shown(terms) == expected


def test_a_snippet_begins_with_a_word_shortly_before_the_hit() -> None:
    long = event_of(summary="word " * 2_000 + "a Qwen of " + "more " * 2_000)
    found = shown("qwen", long)
    assert found is not None
    assert found[0].startswith("…word a Qwen of more")
    assert len(found[0]) <= LONGEST_SNIPPET + 1
    unbroken = shown("巴巴", event_of(summary="阿里" * 50 + "巴巴"))
    assert unbroken is not None
    assert unbroken[0].startswith("…")
    assert unbroken[1] == ["巴巴"]


@given(st.text(max_size=60), st.lists(st.text(max_size=4), max_size=3))
def test_any_text_has_a_snippet_with_its_hits_or_none(text: str, terms: list[str]) -> None:
    found = snippet_of(event_of(summary=text), title="", terms=terms)
    if found is not None:
        assert found.spans
        assert "\n" not in found.text
