"""The details of an event, and of the timeline."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import HttpUrl

from helpers.story import event_of, story
from tickertale.analysis.impact import Impact, Measure, MissingReason
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.event import Event, Figure, Source
from tickertale.domain.instrument import Instrument
from tickertale.domain.reaction import NoReactionReason, Reaction, ReactionRule
from tickertale.viewmodels.event.details import (
    DetailsState,
    FigureRow,
    resolve_details,
    resolve_timeline_state,
)
from tickertale.viewmodels.event.impact import InstrumentReaction, resolve_impact
from tickertale.viewmodels.event.listed_place import ListedPlace

IMPACT = Impact(0.02, 0.06, 0.084, 1.04, {})


def reaction_of(
    symbol: str,
    exchange: str,
    *,
    day: int = 6,
    impact: Impact | None = IMPACT,
    rule: ReactionRule = ReactionRule.BEFORE_OPEN,
) -> InstrumentReaction:
    return InstrumentReaction(
        instrument=Instrument(id=symbol, symbol=symbol, name=symbol, mic="XHKG"),
        exchange_name=exchange,
        reaction=Reaction(session=dt.date(2025, 3, day), rule=rule),
        impact=impact,
    )


MAIN = reaction_of("9988.HK", "HKEX")


def details_of(
    event: Event,
    *,
    reactions: tuple[InstrumentReaction, ...] = (MAIN,),
    sessions: dict[str, int] | None = None,
    order: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
) -> DetailsState:
    others = tuple(row for row in story().events if row.id != event.id)
    timeline = story().model_copy(update={"events": (*others, event)})
    index = order.index(event.id) if event.id in order else None
    return resolve_details(
        timeline,
        event_id=event.id,
        place=ListedPlace(index, len(order)),
        reactions=reactions,
        sessions=sessions or {},
        terms=terms,
    )


def test_the_details_tell_what_and_when() -> None:
    details = details_of(event_of(title="QwQ-32B\nopen-sourced", summary="*Text*"))
    assert details.title == "QwQ-32B open-sourced"
    assert details.category_name == "AI models"
    assert details.date_line == "Thu 6 March 2025"
    assert details.reaction_lines == ("before the open → first session 6 Mar (HKEX)",)
    assert details.summary == "*Text*"


def test_the_position_counts_within_the_list() -> None:
    order = ("second", "first", "third")
    details = details_of(event_of("first"), order=order)
    assert details.position_text == "2 of 3"
    assert details.has_previous
    assert details.has_next
    last = details_of(event_of("third"), order=order)
    assert (last.has_previous, last.has_next) == (True, False)


def test_an_event_that_is_filtered_out_has_no_position() -> None:
    details = details_of(event_of(), order=("second",))
    assert details.position_text == ""
    assert not details.has_previous
    assert not details.has_next


def test_exchanges_that_share_an_outcome_share_a_line() -> None:
    other = reaction_of("BABA", "NYSE", day=5, rule=ReactionRule.IN_SESSION)
    fund = reaction_of("KWEB", "NYSE Arca", day=5, rule=ReactionRule.IN_SESSION)
    index = reaction_of("HSI", "HKEX")
    details = details_of(event_of(), reactions=(MAIN, other, index, fund))
    assert details.reaction_lines == (
        "before the open → first session 6 Mar (HKEX)",
        "in session → first session 5 Mar (NYSE/NYSE Arca)",
    )


def test_events_of_the_neighboring_sessions_overlap() -> None:
    sessions = {"first": 10, "second": 11, "third": 12}
    overlap = details_of(event_of("first"), sessions=sessions).overlap
    assert overlap is not None
    assert overlap.title == "Overlaps 1 other event in its window"
    assert overlap.lines == ("Second, 17 Feb",)


def test_many_overlaps_are_counted() -> None:
    names = [f"e{number}" for number in range(5)]
    events = tuple(event_of(name) for name in names)
    timeline = story().model_copy(update={"events": events})
    details = resolve_details(
        timeline,
        event_id="e0",
        place=ListedPlace(0, len(names)),
        reactions=(MAIN,),
        sessions=dict.fromkeys(names, 3),
    )
    assert details.overlap is not None
    assert details.overlap.title == "Overlaps 4 other events in its window"
    assert details.overlap.lines[-1] == "and 1 more"


def test_an_event_alone_or_without_a_session_overlaps_nothing() -> None:
    assert details_of(event_of("first"), sessions={"first": 1, "second": 3}).overlap is None
    assert details_of(event_of("first"), sessions={"second": 3}).overlap is None


def test_figures_say_what_is_as_reported() -> None:
    figures = (
        Figure(name="A", value=Decimal("7.5"), unit="%", as_reported=True, note="Once."),
        Figure(name="B", value=Decimal(3)),
    )
    assert details_of(event_of(figures=figures)).figures == (
        FigureRow(name="A", value="7.5%", detail="as reported · Once."),
        FigureRow(name="B", value="3", detail=""),
    )


def test_sources_tell_publisher_day_and_address() -> None:
    source = Source(
        title="A title",
        publisher="A paper",
        url=HttpUrl("https://www.example.com/a/"),
        published=dt.date(2025, 3, 6),
        accessed=dt.date(2025, 3, 7),
    )
    (row,) = details_of(event_of(sources=(source,))).sources
    assert row.text == "A paper, 6 Mar 2025"
    assert row.detail == "example.com/a"
    assert row.url == "https://www.example.com/a/"
    assert row.meaning == "A title\nhttps://www.example.com/a/\nRead on 7 Mar 2025."


def test_a_source_without_a_safe_address_leads_nowhere() -> None:
    tricky = Source(title="T", publisher="P", url=HttpUrl("https://bank.example@evil.example/"))
    printed = Source(title="Title", publisher="Paper")
    bare = Source(title="Title")
    rows = details_of(event_of(sources=(tricky, printed, bare))).sources
    assert [row.url for row in rows] == ["", "", ""]
    assert rows[0].detail == "https://bank.example@evil.example/"
    assert (rows[1].text, rows[1].detail) == ("Paper", "Title")
    assert (rows[2].text, rows[2].detail) == ("Title", "")


def test_an_unknown_event_is_an_error() -> None:
    with pytest.raises(UnknownIdError):
        resolve_details(story(), event_id="nobody", place=ListedPlace(), reactions=(), sessions={})


def test_the_timeline_tells_how_to_start() -> None:
    state = resolve_timeline_state(story())
    assert (state.title, state.count_text) == ("A story", "4 events")
    assert "Click an event" in state.hint
    empty = story().model_copy(update={"events": ()})
    assert "Ctrl+Shift+N" in resolve_timeline_state(empty).hint


def test_the_card_shows_three_numbers_and_the_other_instruments() -> None:
    card = resolve_impact(event_of(), (MAIN, reaction_of("BABA", "NYSE", day=5)))
    assert card is not None
    assert card.subject == "9988.HK · 6 Mar 2025"
    assert [(number.value, number.sign) for number in card.numbers] == [
        ("+8.4%", 1),
        ("+2.0%", 1),
        ("1.0×", 0),
    ]
    assert [(row.symbol, row.session_text, row.move_text) for row in card.rows] == [
        ("BABA", "5 Mar", "+8.4%")
    ]


def test_a_number_that_is_missing_says_why() -> None:
    missing = {Measure.VOLUME_MULTIPLE: MissingReason.TOO_FEW_VOLUMES}
    impact = Impact(0.02, 0.06, 0.084, None, missing)
    card = resolve_impact(event_of(), (reaction_of("9988.HK", "HKEX", impact=impact),))
    assert card is not None
    assert card.numbers[2].value == "–"
    assert "fewer than 20 sessions" in card.numbers[2].meaning


def test_a_coarse_date_is_not_measured_and_says_so() -> None:
    reaction = Reaction(reason=NoReactionReason.COARSE_DATE)
    main = InstrumentReaction(MAIN.instrument, "HKEX", reaction)
    vague = story().event("vague")
    card = resolve_impact(vague, (main,))
    assert card is not None
    assert card.reason == "Not measured: the date is known only to the month."
    assert card.numbers == ()


def test_a_timeline_without_instruments_has_no_card() -> None:
    assert resolve_impact(event_of(), ()) is None


def test_a_source_that_was_found_by_its_title_shows_it() -> None:
    source = Source(title="Qwen is out", publisher="A paper", url=HttpUrl("https://example.com/a"))
    event = event_of(sources=(source,))
    assert details_of(event).sources[0].detail == "example.com/a"
    found = details_of(event, terms=("qwen",))
    assert found.terms == ("qwen",)
    assert found.sources[0].detail == "Qwen is out"
    assert details_of(event, terms=("paper",)).sources[0].detail == "example.com/a"
