"""What formats of others cannot say of an event, put into a part of theirs that is free for it.

Each exported event carries the whole of ours beside what the format itself says. When it is read
again, that is worth more than what the format says; but where somebody changed what the format
says, the change is taken.
"""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from tickertale.domain.event import Event
from tickertale.store.draft import Fields

KEY = "tickertale"
"""Name of the part in JSON."""


def own_part(event: Event) -> dict[str, object]:
    """Return what is put into the free part: the event, without what is as in most."""
    return event.model_dump(mode="json", exclude_defaults=True)


def restored(actual: Fields, part: object, *, as_read: Callable[[Event], Fields]) -> Fields:
    """Return the fields of an event from what the format says and from its free part.

    Parameters
    ----------
    actual : Fields
        What the format says.
    part : object
        What stands in the free part; anything but one of our events counts for nothing.
    as_read : callable
        Returns what the format would say of an event of ours.
    """
    if not isinstance(part, Mapping):
        return actual
    try:
        event = Event.model_validate(dict(part))
    except ValidationError:
        return actual
    unchanged = as_read(event)
    fields = {name: value for name, value in own_part(event).items() if name != "category"}
    for name in unchanged.keys() - actual.keys() - {"category"}:
        fields.pop(name, None)
    changed = {name: value for name, value in actual.items() if value != unchanged.get(name)}
    category = {"category": actual["category"]} if "category" in actual else {}
    return fields | changed | category
