"""Writes the fields of an event, each as one edit of the document."""

from tickertale.domain.event import Event
from tickertale.viewmodels.editor.event_draft import DraftPlace, EditorField, EventDraft, read_field
from tickertale.viewmodels.editor.typed_event import Visit, part_words
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


class FieldWriter:
    """Makes an edit of what is understood of a field.

    Parameters
    ----------
    model : TimelineViewModel
    """

    def __init__(self, model: TimelineViewModel) -> None:
        self._model = model
        self._is_writing = False

    @property
    def is_writing(self) -> bool:
        """Return whether the timeline changes right now because a field is written."""
        return self._is_writing

    def write(
        self,
        event_id: str,
        name: EditorField,
        *,
        draft: EventDraft,
        place: DraftPlace,
        visit: Visit | None,
    ) -> bool:
        """Write a field, and return whether the document holds what stands in it.

        Parameters
        ----------
        event_id : str
        name : EditorField
        draft : EventDraft
        place : DraftPlace
        visit : Visit or None
            The stay in a field; where it is this one, all that is written in it is one step.
        """
        base = self._event(event_id)
        reading = read_field(name, draft, place=place, base=base)
        if not reading.is_valid:
            return False
        changed = Event.model_validate({**dict(base), **reading.update})
        if changed == base:
            return True
        is_of_visit = visit is not None and visit.is_of(event_id, name)
        self._edit(changed, name, visit=visit if is_of_visit else None)
        # Where the disk refuses it, it is not there.
        after = self._event(event_id)
        return all(getattr(after, key) == value for key, value in reading.update.items())

    def _event(self, event_id: str) -> Event:
        return self._model.reading.timeline.event(event_id)

    def _edit(self, changed: Event, name: EditorField, *, visit: Visit | None) -> None:
        history = self._model.history
        self._is_writing = True
        try:
            if name is EditorField.DATE:
                history.move(changed.id, changed.when, visit=visit)
            else:
                history.edit(changed, part=part_words(name), visit=visit)
        finally:
            self._is_writing = False
