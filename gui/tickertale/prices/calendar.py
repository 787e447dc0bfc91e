"""The hours and holidays of the main exchanges, from the tables in ``resources/calendars``."""

import json
from functools import cache

from tickertale.assets import resource
from tickertale.domain.exchange import Exchange

_FOLDER = "calendars"
_ALIASES = "aliases.json"


def known_mics() -> frozenset[str]:
    """Return the MICs that `read_exchange` knows."""
    tables = resource(_FOLDER).glob("X*.json")
    return frozenset(_aliases()) | {table.stem for table in tables}


@cache
def read_exchange(mic: str) -> Exchange | None:
    """Return the exchange with that MIC, or none where there is no table for it.

    A venue that keeps the days and hours of another, such as ARCX those of XNYS, has its own
    name and MIC.
    """
    if mic not in known_mics():
        return None
    alias = _aliases().get(mic)
    if alias is None:
        text = (resource(_FOLDER) / f"{mic}.json").read_text(encoding="utf-8")
        return Exchange.model_validate_json(text)
    hours_of = read_exchange(alias["hours_of"])
    names = {"mic": mic, "name": alias["name"], "short_name": alias["short_name"]}
    return hours_of and hours_of.model_copy(update=names)


def zone_of(mic: str) -> str:
    """Return the time zone of an exchange, or UTC where there is no table for it."""
    exchange = read_exchange(mic)
    return exchange.zone if exchange else "UTC"


@cache
def _aliases() -> dict[str, dict[str, str]]:
    text = (resource(_FOLDER) / _ALIASES).read_text(encoding="utf-8")
    aliases: dict[str, dict[str, str]] = json.loads(text)
    return aliases
