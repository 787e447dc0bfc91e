"""Search: terms in any script, and user text that is never a syntax error."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.timeline import event_of, timeline_of
from tickertale.domain.timeline import Timeline
from tickertale.store import search
from tickertale.store.event_store import EventStore
from tickertale.store.search import match_expression, search_terms

STORY = timeline_of(
    event_of("capex", "Alibaba to invest RMB 380bn", summary="Capital spending on cloud and AI."),
    event_of("qwq", "QwQ-32B released", tags=["通义千问模型"]),
    event_of("xi", "习近平会见阿里巴巴马云", people=["Jack Ma", "Wang Chuanfu"]),
    event_of("cafe", "Café in Zürich opens", summary="ＦＵＬＬ width; 한국어 뉴스; ひらがな"),
    event_of("cloud", "Cloud results", summary="Nothing else."),
    event_of(
        "parameters",
        figures=[{"name": "Parameters", "value": "32", "note": "as reported"}],
        sources=[{"title": "A blog post", "publisher": "Qwen team"}],
    ),
)


def found(text: str, timeline: Timeline = STORY) -> tuple[str, ...]:
    with closing(EventStore.in_memory(timeline)) as store:
        store.load()
        return store.search(text)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("QwQ-32B released", ("qwq", "32b", "released")),
        ("阿里巴巴", ("阿里", "里巴", "巴巴", "巴")),
        ("AI模型v2", ("ai", "模型", "型", "v2")),
        ("马", ("马",)),
        ("Café ＦＵＬＬ Straße", ("cafe", "full", "strasse")),
        ("snake_case 9988.HK", ("snake", "case", "9988", "hk")),
        ("", ()),
        ("—…\0\u202e", ()),
    ],
)
def test_a_text_is_found_under_its_words_and_its_cjk_pairs(
    text: str, terms: tuple[str, ...]
) -> None:
    assert search_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("阿里", ("xi",)),
        ("里巴", ("xi",)),
        ("马云", ("xi",)),
        ("云", ("xi",)),
        ("马", ("xi",)),
        ("会见阿里巴巴", ("xi",)),
        ("会见巴巴", ()),
        ("千问", ("qwq",)),
        ("模型", ("qwq",)),
        ("jack m", ("xi",)),
        ("ma jack", ("xi",)),
        ("wang chuanfu", ("xi",)),
        ("qwq-3", ("qwq",)),
        ("zurich CAFE", ("cafe",)),
        ("full", ("cafe",)),
        ("한국", ("cafe",)),
        ("らが", ("cafe",)),
        ("cloud", ("cloud", "capex")),
        ("clo", ("cloud", "capex")),
        ("clo ", ()),
        ("as reported", ("parameters",)),
        ("qwen team", ("parameters",)),
        ("nowhere", ()),
    ],
)
def test_search_finds(text: str, ids: tuple[str, ...]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        '"; DROP',
        "AND (",
        "*",
        '"',
        "'",
        "NEAR(a b",
        "title:",
        "^a",
        "-",
        "a*b",
        "",
        "\0",
        "OR",
        "{}",
    ],
)
def test_no_text_is_a_syntax_error(text: str) -> None:
    found(text)


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_no_random_text_is_a_syntax_error(text: str) -> None:
    with closing(EventStore.in_memory(STORY)) as store:
        store.load()
        store.search(text)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12))
def test_an_event_is_found_by_its_whole_title(title: str) -> None:
    if search_terms(title):
        assert found(title, timeline_of(event_of("one", title))) == ("one",)


def test_only_the_start_of_a_very_long_text_is_looked_at() -> None:
    assert len(match_expression("word " * 1000)) < 1000


def test_a_changed_event_is_found_by_its_new_words_only() -> None:
    with closing(EventStore.in_memory(STORY)) as store:
        store.load()
        after = STORY.with_event(event_of("xi", "Changed")).without_event("cafe")
        store.commit(STORY, after, label="Edit")
        assert store.search("阿里") == store.search("zurich") == ()
        assert store.search("changed") == ("xi",)
        before = store.undo(after)
        assert store.search("changed") == ()
        assert store.search("阿里") == ("xi",)
        assert store.redo(before) == after
        assert store.search("changed") == ("xi",)


def test_an_index_that_does_not_know_what_changes_is_made_anew() -> None:
    with closing(EventStore.in_memory(STORY)) as store:
        timeline = store.load().timeline
        store._connection.execute("INSERT INTO event_search (event_search) VALUES ('delete-all')")
        assert store.search("zurich") == ()
        after = timeline.with_event(event_of("xi", "Changed"))
        store.commit(timeline, after, label="Edit")
        assert store.search("changed") == ("xi",)
        assert store.search("zurich") == ("cafe",)


def test_more_than_can_be_ranked_come_in_the_order_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 1)
    assert found("cloud") == ("capex", "cloud")
