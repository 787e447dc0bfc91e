"""The part of ours in formats of others."""

import pytest

from helpers.timeline import event_of
from tickertale.domain.event import Event
from tickertale.store.own_part import own_part, restored


def said(event: Event) -> dict[str, object]:
    """Return what a format says that knows titles and categories."""
    return {"title": event.title, "category": "Policy"}


def test_the_part_says_what_the_format_cannot() -> None:
    event = event_of("a", "Talks", people=["Xi"])
    fields = restored(said(event), own_part(event), as_read=said)
    assert Event.model_validate({**fields, "category": event.category}) == event


def test_a_change_and_an_erasure_in_the_format_are_taken() -> None:
    part = own_part(event_of("a", "Talks"))
    assert restored({"title": "More"}, part, as_read=said)["title"] == "More"
    assert "title" not in restored({}, part, as_read=said)


@pytest.mark.parametrize("part", [None, 3, [], {}, {"id": "a"}, {"title": "x", "when": "never"}])
def test_any_other_part_counts_for_nothing(part: object) -> None:
    assert restored({"title": "x"}, part, as_read=said) == {"title": "x"}
