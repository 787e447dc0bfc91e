"""Timelines as JSON: ``timeline.json`` in a folder with the price files that it names."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from tickertale.domain.errors import (
    DocumentError,
    DocumentNotFoundError,
    InvalidTimelineError,
    PriceDataError,
    Problem,
)
from tickertale.domain.timeline import Timeline
from tickertale.store.atomic_file import is_folder, write_atomically
from tickertale.store.json_text import joined_path, parse_json, repeated_keys, rule_sentence

FILE_NAME = "timeline.json"
"""The file of a timeline in its folder."""


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
    return path / FILE_NAME if is_folder(path) else path


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
    document = parse_json(text)
    if isinstance(document, Problem):
        return None, (document,)
    repeated = tuple(repeated_keys(document))
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


# Rules


def _problems(error: ValidationError, document: object) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        if detail["type"] == "json_invalid":
            # Stricter than the parser of the standard library: half of a surrogate pair, say.
            yield Problem("", f"this is not JSON ({detail['ctx']['error']})")
            return
        if not detail["loc"] and isinstance(document, Mapping):
            yield from _reference_problems(document)
            return
        path = ""
        for step in detail["loc"]:
            path = joined_path(path, step)
        yield Problem(path, rule_sentence(detail))


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
