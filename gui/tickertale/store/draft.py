"""Events as other programs wrote them: each row becomes an event, or says what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError
from typing_extensions import override

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.identifier import event_identifier
from tickertale.store.json_text import joined_path, rule_sentence

Row = TypeVar("Row")

Fields = Mapping[str, object]
"""Fields of an event by name, as its JSON has them, with ``category`` as an id or a name."""

NO_CATEGORY = "none"
"""Id of the category of a draft until the document's own take its place."""

LONGEST_QUOTE = 60
"""Characters of a value that are quoted in a message."""

_REPORTED_ROWS = 256

# Control characters, what turns the direction of the text around it, and what is no character.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_BREAKS = re.compile("[\t\r\n\u2028\u2029]+")
_PARTS = {"end": "when", "time": "when"}
_LONG_TEXTS = frozenset({"summary", "note"})
_UNNAMED = "event"
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong in a row.

    Parameters
    ----------
    row : int
        Number of the row as the user sees it; 0 for the file itself.
    field : str
        Which field of the event; empty for the row itself.
    value : str
        What stands there, cut short.
    message : str
        One sentence without its end: what is wrong, and what was expected.
    """

    row: int
    field: str
    value: str
    message: str

    @override
    def __str__(self) -> str:
        """Return ``row 3, when: …``."""
        places = (f"row {self.row}" if self.row else "", self.field)
        place = ", ".join(part for part in places if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of a file.

    Parameters
    ----------
    row : int
        Its number, as the user sees it.
    title, date_text : str
        What stands there, to show it even where it is not understood.
    event : Event or None
        The event; none while there are problems. Its category is still `NO_CATEGORY`.
    category : str
        Id or name of its category as written; empty without one.
    problems : tuple of RowProblem
    notes : tuple of str
        What was left out or read in a way that the user should know; one sentence each.
    """

    row: int
    title: str
    date_text: str
    event: Event | None
    category: str = ""
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file shall be read.

    Parameters
    ----------
    zone : str
        IANA zone of events that name none.
    is_day_first : bool or None
        Whether ``03/06/2025`` is in June; None takes it from the other dates of the file.
    mapping : tuple of str or None
        The field of each column of a table; None guesses.
    progressed : callable
        Called now and then with how many rows are done, and of how many; what it raises ends
        the reading.
    """

    zone: str = "UTC"
    is_day_first: bool | None = None
    mapping: tuple[str, ...] | None = None
    progressed: Callable[[int, int], None] = lambda _done, _of: None

    def watched(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Return the rows one by one, and report how far that has come."""
        for number, row in enumerate(rows):
            if number % _REPORTED_ROWS == 0:
                self.progressed(number, len(rows))
            yield row


@dataclass(frozen=True, slots=True)
class EventFile:
    """What was read from a file.

    Parameters
    ----------
    drafts : tuple of Draft
        One for each row, in the file's order.
    kind : str
        Name of its format.
    categories : tuple of Category
        Those that the file describes with their colors; most formats cannot.
    columns : tuple of str
        Heads of the columns; empty for what is not a table.
    mapping : tuple of str
        The field that each column was read as; empty for one that was left out.
    notes : tuple of str
        What the user should know of the file as a whole, such as its encoding.
    """

    drafts: tuple[Draft, ...]
    kind: str = ""
    categories: tuple[Category, ...] = ()
    columns: tuple[str, ...] = ()
    mapping: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def draft_of(
    row: int,
    fields: Fields,
    *,
    zone: str,
    date_text: str = "",
    problems: Sequence[RowProblem] = (),
    notes: Sequence[str] = (),
) -> Draft:
    """Return the draft of a row.

    Control characters, marks that reverse the direction of text, and halves of surrogate pairs
    are left out; line ends in what is one line become a space.

    Parameters
    ----------
    row : int
        Its number.
    fields : Fields
        What the row says; an ``id`` that is missing or no identifier is made anew.
    zone : str
        IANA zone of an event that names none.
    date_text : str
        The date as it is written, where that is not EDTF.
    problems, notes : sequence
        Those that were found while the fields were read.
    """
    clean = {name: _cleaned(value, name) for name, value in fields.items()}
    category, title = clean.pop("category", "") or "", clean.get("title", "")
    clean.setdefault("zone", zone)
    written = str(clean.get("id") or "")
    is_named = _IDENTIFIER.fullmatch(written) is not None
    clean["id"] = written if is_named else _UNNAMED
    event, found = _validated(row, clean, problems=problems)
    if event is not None and not is_named:
        named = event_identifier(written or event.title, event.when)
        event = event.model_copy(update={"id": named})
    return Draft(
        row=row,
        title=quoted(str(title)),
        date_text=quoted(clean_line(date_text) or str(clean.get("when", ""))),
        event=event,
        category=str(category).strip(),
        problems=found,
        notes=tuple(notes),
    )


def _validated(
    row: int, fields: Mapping[str, object], *, problems: Sequence[RowProblem]
) -> tuple[Event | None, tuple[RowProblem, ...]]:
    try:
        event = Event.model_validate({**fields, "category": NO_CATEGORY})
    except ValidationError as error:
        # A field that could not even be read is missing, which need not be said as well.
        seen = {_PARTS.get(problem.field, problem.field) for problem in problems}
        more = rule_problems(row, error)
        new = (problem for problem in more if problem.field.partition("[")[0] not in seen)
        return None, (*problems, *new)
    return (None if problems else event), tuple(problems)


def dropped_note(address: str) -> str:
    """Return the remark that an address was left out."""
    plain = quoted(clean_line(address))
    return f"The address {plain!r} was left out; an http or https address was expected."


def no_object(row: int, value: object) -> Draft:
    """Return the draft of a row of JSON that is not even an object."""
    text = quoted(clean_line(str(value)))
    problem = RowProblem(row, "", text, f"{text!r} is no object; an event was expected")
    return Draft(row, text, "", None, problems=(problem,))


def rule_problems(row: int, error: ValidationError) -> list[RowProblem]:
    """Return each rule that a row breaks."""
    problems = []
    for detail in error.errors(include_url=False):
        path = ""
        for step in detail["loc"]:
            path = joined_path(path, step)
        value = "" if detail["type"] == "missing" else quoted(str(detail["input"]))
        problems.append(RowProblem(row, path, value, rule_sentence(detail)))
    return problems


def quoted(text: str) -> str:
    """Return a text cut to what a message or a cell can show."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def clean_line(text: str) -> str:
    """Return a text as one line without what could do harm where it is shown."""
    return _UNSAFE.sub("", _BREAKS.sub(" ", text))


def clean_text(text: str) -> str:
    """Return a text with its lines, without what could do harm where it is shown."""
    return _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))


def _cleaned(value: object, name: str) -> object:
    if isinstance(value, str):
        return clean_text(value) if name in _LONG_TEXTS else clean_line(value)
    if isinstance(value, Mapping):
        return {clean_line(str(key)): _cleaned(row, str(key)) for key, row in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(row, name) for row in value]
    return value
