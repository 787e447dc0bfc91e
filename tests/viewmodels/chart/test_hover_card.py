"""The hover card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.story import event_of, story
from tickertale.viewmodels.chart.hover_card import LONGEST_SUMMARY, first_sentence, resolve_hover


def test_the_card_tells_title_date_move_and_one_sentence() -> None:
    event = event_of(title="QwQ-32B", summary="It was **released**. Then more.")
    state = resolve_hover(event, story().categories[0], move=0.084)
    assert (state.title, state.date_text) == ("QwQ-32B", "Thu 6 March 2025")
    assert (state.move_text, state.sign) == ("+8.4%", 1)
    assert state.summary == "It was released."


def test_without_a_move_there_is_no_number() -> None:
    state = resolve_hover(event_of(), story().categories[0], move=None)
    assert (state.move_text, state.sign) == ("", 0)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", ""),
        ("A [link](https://example.com) rose 7.5% to 140.80.", "A link rose 7.5% to 140.80."),
        ("# Head\n\nBody.", "Head"),
        ("- one\n- two", "one two"),
        ("A snake_case name", "A snake_case name"),
        ("阿里巴巴发布模型。随后上涨。", "阿里巴巴发布模型。"),
        ("![picture](x.png) Text", "picture Text"),
    ],
)
def test_a_summary_is_cut_to_its_first_sentence(markdown: str, words: str) -> None:
    assert first_sentence(markdown) == words


@given(st.text())
def test_a_summary_never_gets_long(markdown: str) -> None:
    assert len(first_sentence(markdown)) <= LONGEST_SUMMARY


def test_a_long_sentence_is_cut_between_words() -> None:
    words = first_sentence("several words, " * 20)
    assert words.endswith(("several words…", "several…"))
    assert len(first_sentence("长" * 300)) == LONGEST_SUMMARY
