"""The column at the right border: labels of lines and prices that would cover each other."""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

LABEL_GAP_PX = 14.0
"""Least distance of two labels of lines."""
TICK_GAP_PX = 15.0
"""Least distance of a label of a price and any other."""
TAG_GAP_PX = 17.0
"""Least distance of a label and the tag of the last price."""
LEAST_TICKS = 2
"""So many prices stay told where there is room: with one alone, a scale cannot be read."""
_MOST_TRIES = 6


def told_ticks(ticks: Sequence[float], heights: Iterable[float], *, tag: float) -> list[int]:
    """Return which labels of prices no other label covers.

    Parameters
    ----------
    ticks : sequence of float
        Heights of the labels of prices.
    heights : iterable of float
        Heights of the labels of lines; NaN ones are not there.
    tag : float
        Height of the tag of the last price; NaN without one.
    """
    taken = [(height, TICK_GAP_PX) for height in (*heights, tag) if math.isfinite(height)]
    return [
        row
        for row, tick in enumerate(ticks)
        if all(abs(tick - height) >= gap for height, gap in taken)
    ]


def spread_labels(
    heights: Sequence[float],
    *,
    ticks: Sequence[float],
    tag: float,
    top: float,
    bottom: float,
) -> tuple[float, ...]:
    """Return heights at which no label of a line covers another, nor the tag of the last price.

    Where they would leave less than two labels of prices, they make room for two.

    Parameters
    ----------
    heights : sequence of float
        Where labels would like to stand; NaN ones stay so.
    ticks : sequence of float
        Heights of the labels of prices.
    tag : float
        Height of the tag of the last price; NaN without one.
    top, bottom : float
        No label goes beyond; where there is no room for all, some are left out: NaN.
    """
    known = [row for row, y in enumerate(heights) if math.isfinite(y)]
    order = sorted(known, key=lambda row: heights[row])
    wanted = [min(max(heights[row], top), bottom) for row in order]
    tags = [(tag, TAG_GAP_PX)] if math.isfinite(tag) else []
    places = _placed(wanted, tags, top=top, bottom=bottom)
    while places is None:
        # There is no room for all; the legend tells every one of them.
        crowded = _most_crowded(wanted, tag=tag)
        del order[crowded], wanted[crowded]
        places = _placed(wanted, tags, top=top, bottom=bottom)
    if len(told_ticks(ticks, places, tag=tag)) < LEAST_TICKS:
        places = _making_room(wanted, ticks, tags=tags, top=top, bottom=bottom) or places
    result = [math.nan] * len(heights)
    for row, place in zip(order, places, strict=True):
        result[row] = place
    return tuple(result)


def _making_room(
    wanted: Sequence[float],
    ticks: Sequence[float],
    *,
    tags: Sequence[tuple[float, float]],
    top: float,
    bottom: float,
) -> list[float] | None:
    """Return heights that leave two prices told, or the only one; None without room for that."""
    free = sorted(tick for tick in ticks if all(abs(tick - tag) >= TICK_GAP_PX for tag, _ in tags))

    def in_the_way(pair: tuple[float, ...]) -> float:
        reach = TICK_GAP_PX + LABEL_GAP_PX
        return sum(max(reach - abs(tick - want), 0.0) for tick in pair for want in wanted)

    # Those furthest from where the lines end first: the labels of lines hardly move then.
    pairs = sorted(combinations(free, min(LEAST_TICKS, len(free))), key=in_the_way)
    for pair in pairs[:_MOST_TRIES]:
        taken = [*tags, *((tick, TICK_GAP_PX) for tick in pair)]
        places = _placed(wanted, taken, top=top, bottom=bottom)
        if places is not None:
            return places
    return None


def _placed(
    wanted: Sequence[float],
    taken: Sequence[tuple[float, float]],
    *,
    top: float,
    bottom: float,
) -> list[float] | None:
    """Return heights in the gaps between what is taken, in the order wanted; None without room."""
    gaps = _gaps(taken, top=top, bottom=bottom)
    # Of the first labels, the way that moves least: how far in all, and where each stands.
    best: dict[int, tuple[float, list[float]]] = {0: (0.0, [])}
    for low, high in gaps:
        most = int((high - low) // LABEL_GAP_PX) + 1
        longer = dict(best)
        for count, (moved, places) in best.items():
            for after in range(count + 1, min(count + most, len(wanted)) + 1):
                part = _within(wanted[count:after], low=low, high=high)
                pairs = zip(part, wanted[count:after], strict=True)
                way = moved + sum(abs(place - want) for place, want in pairs)
                if after not in longer or way < longer[after][0]:
                    longer[after] = way, [*places, *part]
        best = longer
    return best[len(wanted)][1] if len(wanted) in best else None


def _gaps(
    taken: Sequence[tuple[float, float]], *, top: float, bottom: float
) -> list[tuple[float, float]]:
    edges = [top]
    for height, gap in sorted(taken):
        edges += [height - gap, max(height + gap, top)]
    edges.append(bottom)
    pairs = ((edges[i], min(edges[i + 1], bottom)) for i in range(0, len(edges), 2))
    return [(low, high) for low, high in pairs if low <= high]


def _within(wanted: Sequence[float], *, low: float, high: float) -> list[float]:
    """Return heights between two, which have room for them, each as near as the others let it."""
    places: list[float] = []
    free = low
    for row, want in enumerate(wanted):
        most = high - LABEL_GAP_PX * (len(wanted) - 1 - row)
        places.append(max(min(want, most), free))
        free = places[-1] + LABEL_GAP_PX
    return places


def _most_crowded(wanted: Sequence[float], *, tag: float) -> int:
    """Return which height is nearest to another or to the tag, the lowest of several."""
    others = [*wanted, tag] if math.isfinite(tag) else list(wanted)
    distances = [
        min((abs(want - other) for place, other in enumerate(others) if place != row), default=0.0)
        for row, want in enumerate(wanted)
    ]
    return min(range(len(wanted)), key=lambda row: (distances[row], -row))
