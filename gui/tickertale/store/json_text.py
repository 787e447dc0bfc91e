"""JSON that others wrote: parsed strictly, with a sentence for each thing that is wrong."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from pydantic_core import ErrorDetails

from tickertale.domain.errors import Problem

DEEPEST_NESTING = 64
"""Levels of brackets; a timeline needs eight."""

_LONGEST_QUOTE = 60

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)


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


def parse_json(text: str) -> Any | Problem:  # noqa: ANN401 (it is any JSON)
    """Return the value of a JSON text, or the problem that keeps it from being read.

    NaN, Infinity, numbers of thousands of digits and deep nesting are problems.
    """
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


def repeated_keys(document: object, path: str = "") -> Iterator[Problem]:
    """Return each key that stands twice in an object of what `parse_json` returned."""
    if isinstance(document, _Object):
        for key in document.repeated:
            yield Problem(
                joined_path(path, key), "the key stands twice in its object; once was expected"
            )
        for key, value in document.items():
            yield from repeated_keys(value, joined_path(path, key))
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from repeated_keys(value, joined_path(path, place))


def joined_path(path: str, step: str | int) -> str:
    """Return the path of a value in an object or a list, such as ``events[3].when``."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def rule_sentence(detail: ErrorDetails) -> str:
    """Return what is wrong with a value that a model refused, as one sentence without an end."""
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
