"""Keys and values are offered while a filter is typed, and in the menu."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.story import event_of, story
from tickertale.domain.event import Source
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.event.event_filter import FIRST_SIGNS, KEYS, parse_filter
from tickertale.viewmodels.event.filter_offer import FilterOffers, without_open_key

APPLE = event_of(
    "apple",
    tags=("Apple deal", "AI"),
    people=("Jack Ma",),
    organisations=("Alibaba Group", "Crédit Agricole"),
    sources=(Source(title="A page", publisher="Reuters"),),
    when=EventDate("2024-02-11/2024-02-13"),
)
STORY = story().model_copy(
    update={"events": (*story().events, APPLE, event_of("deal", tags=("AI",)))}
)


def offered(text: str) -> tuple[str, ...]:
    return tuple(row.text for row in FilterOffers().offers(text, timeline=STORY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xi tag:ap", ('xi tag:"Apple deal"',)),
        ("tag:", ("tag:AI", 'tag:"Apple deal"')),
        ('person:"jack', ('person:"Jack Ma"',)),
        ("org:credit", ('org:"Crédit Agricole"',)),
        ("source:re", ("source:Reuters",)),
        ("category:p", ("category:Policy",)),
        ("类别:models", ('类别:"AI models"',)),
        ("importance>=", ("importance>=5", "importance>=4", "importance>=3", "importance>=2")),
        ("move>", ("move>3%", "move>5%", "move>10%")),
        ("after:", ("after:2025", "after:2024")),
        ("tag:ai", ()),
        ("nothing:ai", ()),
        ("apple", ()),
        ("tag:apple ", ()),
    ],
)
def test_values_are_offered_for_the_condition_at_the_end(
    text: str, expected: tuple[str, ...]
) -> None:
    assert offered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ta", ("tag:",)),
        ("xi -ta", ("xi -tag:",)),
        ("TAG", ("tag:",)),
        ("peo", ("person:",)),
        ("imp", ("importance>=",)),
        ("mo", ("move>",)),
        ("标", ("标签:",)),
        ("t", ()),
        ("data", ()),
        ("12ta", ()),
        ("", ()),
    ],
)
def test_keys_are_offered_for_the_word_at_the_end(text: str, expected: tuple[str, ...]) -> None:
    assert offered(text) == expected
    assert all(row.is_key for row in FilterOffers().offers(text, timeline=STORY))


def test_an_offer_says_how_many_events_have_it() -> None:
    rows = FilterOffers().offers("tag:", timeline=STORY)
    assert [(row.words, row.hint) for row in rows] == [
        ("AI", "2 events"),
        ("Apple deal", "1 event"),
    ]


def test_names_are_those_of_the_timeline_of_now() -> None:
    offers = FilterOffers()
    assert offers.offers("tag:", timeline=story()) == ()
    assert offers.offers("tag:", timeline=STORY)


def test_every_key_is_in_the_menu_with_its_values_where_they_are_few() -> None:
    choices = {row.name: row for row in FilterOffers().keys(STORY)}
    assert list(choices) == [
        *("Tag", "Person", "Organisation", "Publisher", "Category", "Importance"),
        *("After", "Before", "Move"),
    ]
    assert choices["Person"].values == (('person:"Jack Ma"', "Jack Ma"),)
    assert choices["After"].values == ()
    for choice in choices.values():
        for condition, _ in choice.values:
            assert parse_filter(condition, timeline=STORY).tests


def test_many_names_are_typed_and_no_name_is_none() -> None:
    many = event_of("many", tags=tuple(f"tag {number}" for number in range(30)))
    choices = {
        row.name: row for row in FilterOffers().keys(STORY.model_copy(update={"events": (many,)}))
    }
    assert (choices["Tag"].values, choices["Tag"].has_any) == ((), True)
    assert (choices["Person"].values, choices["Person"].has_any) == ((), False)


def test_each_key_has_a_sign_to_go_on_with() -> None:
    assert set(FIRST_SIGNS) == set(KEYS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("tag:", ""), ("xi -tag:", "xi"), ("xi tag:ai", "xi tag:ai"), ("12:", "12:"), ("xi ", "xi")],
)
def test_a_key_without_a_value_gives_way_to_another(text: str, expected: str) -> None:
    assert without_open_key(text) == expected


@given(st.text(max_size=40))
def test_any_text_can_be_gone_on_with(text: str) -> None:
    for row in FilterOffers().offers(text, timeline=STORY):
        assert row.text
