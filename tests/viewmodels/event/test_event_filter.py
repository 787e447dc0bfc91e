"""The search field understands words and conditions, and says what it does not understand."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.story import event_of, story
from tickertale.domain.event import Source
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.event.event_filter import (
    EXAMPLES,
    KEYS,
    matching,
    parse_filter,
)

STORY = story()
APPLE = event_of(
    "apple",
    tags=("Apple deal", "AI"),
    people=("Jack Ma",),
    organisations=("Alibaba Group", "Crédit Agricole"),
    sources=(Source(title="A page", publisher="Reuters"),),
    when=EventDate("2025-02-11/2025-02-13"),
    importance=4,
)


def accepts(text: str, *, move: float | None = 0.06) -> bool:
    wanted = parse_filter(text, timeline=STORY)
    assert wanted.problems == ()
    return wanted.accepts(APPLE, move)


@pytest.mark.parametrize(
    ("text", "is_accepted"),
    [
        ("tag:apple", True),
        ("tag:APPLE", True),
        ("tag:pear", False),
        ("tag:pear,ai", True),
        ("-tag:apple", False),
        ("-tag:pear", True),
        ('person:"jack ma"', True),
        ("person:lei", False),
        ("org:credit", True),
        ("publisher:reuters", True),
        ("source:bloomberg", False),
        ("category:models", True),
        ('category:"ai mod"', True),
        ("category:policy", False),
        ("标签：apple", True),
        ("after:2025-02", True),
        ("after:2025-02-13", True),
        ("after:2025-02-14", False),
        ("before:2025-02-12", True),
        ("before:2025-02-11", False),
        ("before:2025-02", False),
        ("on:2025-02", True),
        ('on:"12 Feb 2025"', True),
        ("on:2025-02-14", False),
        ("importance:4", True),
        ("importance>=4", True),
        ("importance>4", False),
        ("move>5%", True),
        ("move>6.5%", False),
        ("move>+5%", True),
        ("move<-5%", False),
        ("move<10", True),
        ("move≥6%", True),
        ("tag:apple after:2025-02 move>5%", True),
        ("tag:apple after:2025-03 move>5%", False),
    ],
)
def test_a_condition_holds_or_not(text: str, is_accepted: bool) -> None:
    assert accepts(text) is is_accepted


def test_the_size_of_a_move_counts_down_as_well_as_up() -> None:
    assert accepts("move>5%", move=-0.06)
    assert accepts("move<-5%", move=-0.06)
    assert not accepts("move>+5%", move=-0.06)


@pytest.mark.parametrize("text", ["move>5%", "move<5%", "move<=-1%"])
@pytest.mark.parametrize("move", [None, float("nan")], ids=["none", "nan"])
def test_a_move_that_is_not_known_is_of_no_size(text: str, move: float | None) -> None:
    assert not accepts(text, move=move)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("after:soon", "a date was expected"),
        ("importance:9", "1 to 5"),
        ("move:5%", "comparison"),
        ("move>big", "comparison"),
        ("tag>apple", "a name"),
        ("category:nothing", "the categories are AI models, Policy"),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(text: str, expected: str) -> None:
    wanted = parse_filter(f"{text} tag:apple", timeline=STORY)
    (problem,) = wanted.problems
    assert problem.startswith(f"“{text}” is not understood")
    assert len(wanted.tests) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tagg:apple", "“tagg:” is no filter and was looked for as text; perhaps tag: was meant"),
        ("imprtance>3", "perhaps importance>= was meant"),
        ("peple:ma", "perhaps person: was meant"),
        ("xyzzy:1", "Filters… shows what there is"),
        ("-tagg:apple", "perhaps tag: was meant"),
    ],
)
def test_a_key_that_is_none_is_said_and_looked_for_as_text(text: str, expected: str) -> None:
    wanted = parse_filter(text, timeline=STORY)
    (problem,) = wanted.problems
    assert expected in problem
    assert text in {wanted.words, *(f"-{word}" for word in wanted.unwanted)}


def test_what_is_not_understood_is_repeated_in_short() -> None:
    problems = parse_filter(f"after:{'x' * 500} {'y' * 400}:1", timeline=STORY).problems
    assert len(problems) == 2
    assert all("…" in problem and len(problem) < 150 for problem in problems)


@pytest.mark.parametrize("text", ["tag:", "xi tag:", "-move>", "importance>="])
def test_a_condition_without_its_value_lets_all_pass(text: str) -> None:
    wanted = parse_filter(text, timeline=STORY)
    assert wanted.problems == ()
    assert wanted.words == text.partition(" ")[0].replace(text, "")


def test_what_is_no_condition_is_a_word() -> None:
    wanted = parse_filter('12:30 http://x.example "Xi meets" -rumor —', timeline=STORY)
    assert wanted.words == '12:30 http://x.example "Xi meets" —'
    assert wanted.unwanted == ("rumor",)
    assert wanted.terms == ("12:30", "http://x.example", "Xi", "meets", "—")
    assert not wanted.problems


def test_the_example_that_is_shown_is_understood() -> None:
    wanted = parse_filter(EXAMPLES, timeline=STORY)
    assert (len(wanted.tests), wanted.words, wanted.problems) == (3, "", ())


@given(st.text(max_size=60))
def test_any_text_can_be_typed(text: str) -> None:
    parse_filter(text, timeline=STORY).accepts(APPLE, 0.1)


@given(st.sampled_from(KEYS), st.sampled_from([":", ">", "<=", ">="]), st.text(max_size=20))
def test_any_value_is_understood_or_refused_in_a_sentence(key: str, sign: str, value: str) -> None:
    wanted = parse_filter(f"{key}{sign}{value}", timeline=STORY)
    assert wanted.accepts(APPLE, 0.1) in {True, False}
    assert all(problem.count("\n") == 0 for problem in wanted.problems)


def found(text: str) -> frozenset[str] | None:
    def search(words: str) -> Iterable[str]:
        return {"xi": ("second", "third"), "third": ("third",)}.get(words, ())

    wanted = parse_filter(text, timeline=STORY)
    return matching(STORY.events, wanted, moves={"third": 0.146, "second": -0.02}, search=search)


def test_words_and_conditions_must_both_hold() -> None:
    assert found("xi") == frozenset({"second", "third"})
    assert found("xi move>5%") == frozenset({"third"})
    assert found("xi -third") == frozenset({"second"})
    assert found("importance<=2") == frozenset({"second", "vague"})


def test_an_empty_filter_lets_all_pass() -> None:
    assert found("  ") is None
    assert found("after:soon") is None
