"""Names in one text, parted by commas, and names as they are suggested."""

import re
from collections.abc import Iterable, Sequence

_SEPARATORS = ",;\u3001\uff0c\uff1b"
_NAME = re.compile(rf'\s*(?:"([^"]*)"|([^{_SEPARATORS}]*))\s*(?:[{_SEPARATORS}]|$)')


def names_text(names: Sequence[str]) -> str:
    """Return names as one text; one with a comma in it stands in quotation marks."""
    return ", ".join(
        f'"{name}"' if any(sign in name for sign in _SEPARATORS) else name for name in names
    )


def read_names(text: str) -> tuple[str, ...]:
    """Return the names of a text, each once, in its order."""
    found = (" ".join((match[1] or match[2] or "").split()) for match in _NAME.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name))


def by_frequency(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, the most frequent first, then by the alphabet."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name.casefold())))
