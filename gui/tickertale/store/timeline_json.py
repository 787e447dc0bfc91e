"""Timelines as JSON: ``timeline.json`` in a folder with the price files that it names."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tickertale.domain.errors import (
    DocumentError,
    DocumentNotFoundError,
    InvalidTimelineError,
    PriceDataError,
    Problem,
)
from tickertale.domain.timeline import Timeline
from tickertale.store.atomic_file import write_atomically

FILE_NAME = "timeline.json"
"""The file of a timeline in its folder."""

DEEPEST_NESTING = 64
"""Levels of brackets; a timeline needs eight."""

_LONGEST_QUOTE = 60

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)


def read_timeline(path: Path) -> Timeline:
    """Return the timeline of a folder or a ``.json`` file; price files are only looked for.

    Raises
    ------
    DocumentNotFoundError
        There is no such file.
    DocumentError
        The file cannot be read.
    InvalidTimelineError
        It breaks the rules of a timeline; the error has every problem.
    """
    timeline, problems = _examine(path)
    if problems or timeline is None:
        raise InvalidTimelineError(str(json_path(path)), problems)
    return timeline


def find_problems(path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a folder or a ``.json`` file, in its order.

    Raises
    ------
    DocumentError
        The file does not exist or cannot be read.
    """
    timeline, problems = _examine(path)
    return problems if timeline is None else (*problems, *_missing_prices(path, timeline))


def write_timeline(timeline: Timeline, path: Path) -> None:
    """Write a timeline to a folder or a ``.json`` file, whole or not at all.

    Raises
    ------
    DocumentError
        The file cannot be written.
    """
    text = timeline.model_dump_json(indent=2)
    try:
        write_atomically(json_path(path), f"{text}\n".encode())
    except OSError as error:
        raise DocumentError(f"{json_path(path)} cannot be written: {error.strerror}") from error


def json_path(path: Path) -> Path:
    """Return the file that holds the timeline of a folder, or the file itself."""
    return path / FILE_NAME if path.is_dir() else path


def price_path(path: Path, file: str) -> Path:
    """Return where a price file lies that a timeline names.

    Parameters
    ----------
    path : Path
        The folder or ``.json`` file of the timeline.
    file : str
        Relative to the folder, with slashes.

    Raises
    ------
    PriceDataError
        It lies outside the folder.
    """
    name = PurePosixPath(file.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in file or "\0" in file:
        message = f"{file!r} does not lie in the folder of {json_path(path).name}"
        raise PriceDataError(f"{message}; a path such as 'prices/BABA.csv' was expected")
    return json_path(path).parent / name


def _examine(path: Path) -> tuple[Timeline | None, tuple[Problem, ...]]:
    text = _read_text(json_path(path))
    if isinstance(text, Problem):
        return None, (text,)
    document = _parse(text)
    if isinstance(document, Problem):
        return None, (document,)
    repeated = tuple(_repeated_keys(document))
    if repeated:
        return None, repeated
    try:
        return Timeline.model_validate_json(text), ()
    except ValidationError as error:
        return None, tuple(_problems(error, document))


# Text


def _read_text(path: Path) -> str | Problem:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentNotFoundError(f"{path} does not exist; a timeline was expected") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read ({error})") from error
    if content.startswith(b"\xef\xbb\xbf"):
        return Problem("", "the file begins with a byte order mark; UTF-8 without one was expected")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem("", f"line {line} is not UTF-8 (byte 0x{content[error.start]:02x})")


class _Object(dict[str, Any]):
    """An object of the file that remembers which of its keys came twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = tuple(
            key for key, times in Counter(key for key, _ in pairs).items() if times > 1
        )


class _NotANumberError(ValueError):
    """NaN or Infinity, which JSON does not have."""


def _refuse_constant(name: str) -> NoReturn:
    raise _NotANumberError(f"{name} is not a number that JSON allows; a finite one was expected")


def _parse(text: str) -> Any | Problem:  # noqa: ANN401 (it is any JSON)
    nesting = _nesting(text)
    if nesting > DEEPEST_NESTING:
        message = f"brackets are nested {nesting} deep; at most {DEEPEST_NESTING} was expected"
        return Problem("", message)
    try:
        return json.loads(text, object_pairs_hook=_Object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {_sentence(error)}"
        return Problem("", message)
    except _NotANumberError as error:
        return Problem("", str(error))
    except ValueError:
        return Problem("", "a number has thousands of digits; a number of usual size was expected")


def _sentence(error: json.JSONDecodeError) -> str:
    if error.msg == "Extra data":
        return "there is text after the end of the JSON; nothing was expected"
    if error.pos >= len(error.doc):
        return "the file ends in the middle of the JSON"
    return f"this is not JSON ({error.msg[0].lower()}{error.msg[1:]})"


def _nesting(text: str) -> int:
    """Return how deep brackets are nested, strings left out; unlike a parser, without recursion."""
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        if token[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in "]}":
            depth -= 1
    return deepest


def _repeated_keys(document: object, path: str = "") -> Iterator[Problem]:
    if isinstance(document, _Object):
        for key in document.repeated:
            yield Problem(
                _joined(path, key), "the key stands twice in its object; once was expected"
            )
        for key, value in document.items():
            yield from _repeated_keys(value, _joined(path, key))
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from _repeated_keys(value, _joined(path, place))


def _joined(path: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


# Rules


def _problems(error: ValidationError, document: object) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        if not detail["loc"] and isinstance(document, Mapping):
            yield from _reference_problems(document)
            return
        path = ""
        for step in detail["loc"]:
            path = _joined(path, step)
        yield Problem(path, _message(detail))


def _message(detail: ErrorDetails) -> str:
    if detail["type"] == "missing":
        return "a value is missing"
    if detail["type"] == "extra_forbidden":
        return "this field is not known"
    if detail["type"] == "value_error":
        return detail["msg"].removeprefix("Value error, ")
    quoted = repr(detail["input"])
    if len(quoted) > _LONGEST_QUOTE:
        quoted = f"{quoted[:_LONGEST_QUOTE]}…"
    return f"{quoted}: {_uncapitalized(detail['msg'])}"


def _uncapitalized(sentence: str) -> str:
    """Return the sentence for use after a colon; an abbreviation such as URL keeps its capitals."""
    return sentence if sentence[:2].isupper() else f"{sentence[0].lower()}{sentence[1:]}"


def _reference_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Return each reference that does not resolve; every field by itself is sound."""
    for field in ("categories", "instruments", "events"):
        yield from _repeated_ids(
            (f"{field}[{place}].id", row["id"]) for place, row in enumerate(document.get(field, ()))
        )
    yield from _repeated_ids(
        (f"instruments[{place}].series[{number}].id", series["id"])
        for place, row in enumerate(document.get("instruments", ()))
        for number, series in enumerate(row.get("series", ()))
    )
    categories = {row["id"] for row in document.get("categories", ())}
    for place, event in enumerate(document.get("events", ())):
        if event["category"] not in categories:
            message = f"{event['category']!r} is not among the timeline's categories"
            yield Problem(f"events[{place}].category", message)
    instruments = {row["id"] for row in document.get("instruments", ())}
    for role in ("primary", "benchmark"):
        if document.get(role) is not None and document[role] not in instruments:
            message = f"{document[role]!r} is not among the timeline's instruments"
            yield Problem(role, message)


def _repeated_ids(ids: Iterator[tuple[str, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path, name in ids:
        if name in first:
            yield Problem(path, f"{name!r} is the id of {first[name].removesuffix('.id')} already")
        first.setdefault(name, path)


def _missing_prices(path: Path, timeline: Timeline) -> Iterator[Problem]:
    for place, instrument in enumerate(timeline.instruments):
        for number, series in enumerate(instrument.series):
            where = f"instruments[{place}].series[{number}].file"
            if series.file is None:
                yield Problem(where, f"{instrument.symbol} has no price file; one was expected")
                continue
            try:
                is_there = price_path(path, series.file).is_file()
            except PriceDataError as error:
                yield Problem(where, str(error))
                continue
            if not is_there:
                message = f"{series.file!r} does not exist beside {json_path(path).name}"
                yield Problem(where, message)
