"""Which events are taken for the same thing."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.timeline import event_of, titles
from tickertale.domain.duplicate import (
    LEAST_SIMILARITY,
    MOST_COMPARED,
    DuplicateIndex,
    likely_duplicates,
    title_similarity,
)
from tickertale.domain.event import Event


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("DeepSeek-R1 released", "DeepSeek R1 release"),
        ("Xi meets tech leaders", "Tech leaders meet Xi"),
        ("NESTLÉ results", "Nestle Results"),
        ("DeepSeek releases R1", "DeepSeek releases R1, its open reasoning model"),
        ("阿里巴巴发布通义千问", "阿里巴巴 发布 通义千问！"),
        ("习近平会见科技企业负责人", "习近平会见民营科技企业负责人"),
        ("Ａｌｉｂａｂａ ＡＩ", "alibaba ai"),
        ("!!", "!!"),
    ],
)
def test_titles_of_the_same_thing_are_alike(first: str, second: str) -> None:
    assert title_similarity(first, second) >= LEAST_SIMILARITY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Alibaba Q3 results", "Alibaba Q4 results"),
        ("Alibaba results", "Tencent results"),
        ("Qwen 2.5 released", "Qwen 3 released"),
        ("阿里巴巴发布财报", "腾讯发布财报"),
        ("AI", "AI models of all sorts get cheaper"),
        ("!!", "??"),
    ],
)
def test_titles_of_different_things_are_not_alike(first: str, second: str) -> None:
    assert title_similarity(first, second) < LEAST_SIMILARITY


@pytest.mark.parametrize("day", ["2025-03-05", "2025-03-06T03:48+08:00", "2025-03-07~"])
def test_a_day_more_or_less_does_not_matter(day: str) -> None:
    event = event_of("a", "DeepSeek-R1 released")
    other = event_of("b", "DeepSeek R1 release", when=day)
    assert likely_duplicates(event, [other]) == (other,)


@pytest.mark.parametrize("day", ["2025-03-04", "2025-03-08", "2025", "../2025-03-08"])
def test_two_days_are_too_many(day: str) -> None:
    other = event_of("b", "DeepSeek-R1 released", when=day)
    assert likely_duplicates(event_of("a", "DeepSeek-R1 released"), [other]) == ()


def test_what_has_no_start_is_found_by_its_end() -> None:
    other = event_of("b", when="../2025-03-06", title="Talks")
    assert likely_duplicates(event_of("a", "Talks"), [other]) == (other,)


def test_an_event_is_no_duplicate_of_itself() -> None:
    event = event_of("a")
    assert likely_duplicates(event, [event]) == ()
    assert DuplicateIndex([event]).find(event) == ()


def test_a_short_title_tells_as_much_as_a_long_one() -> None:
    long = event_of("a", "Xi Jinping receives entrepreneurs", short_title="Xi meets tech leaders")
    other = event_of("b", "Xi meets the tech leaders")
    assert likely_duplicates(other, [long]) == (long,)
    assert DuplicateIndex([other]).find(long) == (other,)


def test_the_most_alike_comes_first() -> None:
    near = event_of("near", "Alibaba releases its model Qwen")
    same = event_of("same", "Alibaba releases its models Qwen")
    event = event_of("new", "Alibaba releases its models Qwen")
    assert likely_duplicates(event, [near, same]) == (same, near)


@given(
    event=st.builds(event_of, st.just("new"), titles()),
    others=st.lists(
        st.builds(
            event_of,
            st.integers(0, 99).map(str),
            titles(),
            when=st.sampled_from(["2025-03-05", "2025-03-06", "2025-03-08"]),
        ),
        max_size=8,
    ),
)
def test_the_index_finds_what_a_walk_finds(event: Event, others: list[Event]) -> None:
    by_walk = {row.id for row in likely_duplicates(event, others)}
    assert {row.id for row in DuplicateIndex(others).find(event)} == by_walk


@given(titles(), titles())
def test_similarity_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert title_similarity(first, second) == title_similarity(second, first)


def test_events_added_later_are_found() -> None:
    index = DuplicateIndex()
    event, other = event_of("a", "Talks"), event_of("b", "Talks")
    assert index.find(event) == ()
    index.add(other)
    assert index.find(event) == (other,)


def test_on_a_crowded_day_equal_titles_are_still_found() -> None:
    events = [event_of(f"e{number}", f"Happening {number}") for number in range(MOST_COMPARED + 1)]
    index = DuplicateIndex(events)
    assert index.find(event_of("new", "happening 7")) == (events[7],)


def test_a_hundred_thousand_events_are_searched_in_no_time() -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in range(2000, 2025) for month in range(1, 13)
            for day in range(1, 29)]  # fmt: skip
    events = [
        event_of("x", "x").model_copy(
            update={"id": f"e{n}", "title": f"Company {n} reports", "when": when}
        )
        for n, when in enumerate(event_of("x", when=day).when for day in days for _ in range(12))
    ]
    index = DuplicateIndex(events)
    index.find(events[0])
    start = perf_counter()
    found = index.find(event_of("new", "Company 77 reports", when=events[77].when))
    assert perf_counter() - start < 0.02
    assert found[0] is events[77]
