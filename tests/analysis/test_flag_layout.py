"""Flags: the staircase keeps its rules whatever stands in it."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.analysis.flag_layout import (
    MOST_CANDIDATES,
    NOTHING_KEPT,
    FlagCandidate,
    FlagPlacement,
    KeptFlags,
    place_flags,
)

WIDTH = 800.0
GAP = 6.0
ROWS = 5
SLACK = 0.02


def _flag(
    key: str, anchor_x: float, *, width: float = 100.0, priority: float = 1.0
) -> FlagCandidate:
    return FlagCandidate(key, anchor_x, width, priority)


def _place(
    candidates: Sequence[FlagCandidate],
    *,
    kept: KeptFlags = NOTHING_KEPT,
    rows: int = ROWS,
    left: float = 0.0,
) -> tuple[FlagPlacement, ...]:
    return place_flags(candidates, left=left, right=left + WIDTH, max_rows=rows, gap=GAP, kept=kept)


def _rows(placements: Sequence[FlagPlacement]) -> dict[str, int]:
    return {placement.key: placement.row for placement in placements}


def _cuts(stem: float, box: FlagPlacement, *, box_stem: float) -> bool:
    reach = box.right + (GAP if box.right > box_stem else 0.0)
    return box.left - GAP + SLACK < stem < reach - SLACK


def _may_stand(
    one: FlagPlacement, one_stem: float, other: FlagPlacement, other_stem: float
) -> bool:
    """Return whether two flags keep the rules: no touch on a row, no stem through a box."""
    if one.row == other.row:
        return one.left - GAP + SLACK >= other.right or other.left - GAP + SLACK >= one.right
    if one.row > other.row:
        return not _cuts(one_stem, other, box_stem=other_stem)
    return not _cuts(other_stem, one, box_stem=one_stem)


def _assert_sound(placements: Sequence[FlagPlacement], candidates: Sequence[FlagCandidate]) -> None:
    stems = {candidate.key: candidate.anchor_x for candidate in candidates}
    widths = {candidate.key: candidate.width for candidate in candidates}
    for placement in placements:
        assert placement.left >= 0.0
        assert placement.right <= WIDTH
        assert 0 <= placement.row < ROWS
        assert placement.right - placement.left == pytest.approx(widths[placement.key])
    for number, one in enumerate(placements):
        for other in placements[number + 1 :]:
            assert _may_stand(one, stems[one.key], other, stems[other.key]), (one, other)


@st.composite
def _candidates(draw: st.DrawFn, most: int = 40) -> list[FlagCandidate]:
    # Quarters of a pixel are exact, so that a pan by whole pixels changes no comparison.
    quarters = st.integers(-40, int(4 * WIDTH) + 40)
    anchors = draw(st.lists(quarters, max_size=most))
    return [
        FlagCandidate(
            f"event {number}",
            anchor / 4,
            draw(st.integers(10, 250)),
            draw(st.integers(1, 5)),
        )
        for number, anchor in enumerate(anchors)
    ]


def _crowd(seed: int, *, count: int = 300, width: float = WIDTH) -> list[FlagCandidate]:
    chance = random.Random(seed)
    return [
        FlagCandidate(
            f"event {number}",
            chance.randint(0, int(width)),
            chance.randint(40, 180),
            (chance.randint(1, 5), number),
        )
        for number in range(count)
    ]


def test_the_box_ends_at_its_stem() -> None:
    assert _place([_flag("a", 300.0)]) == (FlagPlacement("a", 200.0, 300.0, 0),)


def test_a_later_flag_that_reaches_over_an_earlier_stem_stands_higher() -> None:
    placements = _place([_flag("a", 300.0), _flag("b", 340.0), _flag("c", 380.0)])
    assert _rows(placements) == {"a": 0, "b": 1, "c": 2}


def test_flags_with_room_between_them_share_the_lowest_row() -> None:
    assert _rows(_place([_flag("a", 300.0), _flag("b", 500.0)])) == {"a": 0, "b": 0}


def test_flags_on_one_session_stack_with_the_narrow_one_below() -> None:
    placements = _place([_flag("wide", 300.0, width=140.0), _flag("narrow", 300.0, width=60.0)])
    assert _rows(placements) == {"narrow": 0, "wide": 1}
    assert {placement.right for placement in placements} == {300.0}


def test_a_box_at_the_left_border_starts_there() -> None:
    assert _place([_flag("a", 40.0)]) == (FlagPlacement("a", 0.0, 100.0, 0),)


def test_a_held_box_leaves_no_place_for_a_stem_that_would_cross_it() -> None:
    placements = _place([_flag("a", 40.0, priority=2.0), _flag("b", 70.0)])
    assert _rows(placements) == {"a": 0}


def test_a_held_box_stands_over_a_small_one_right_of_its_stem() -> None:
    placements = _place([_flag("a", 20.0), _flag("b", 90.0, width=40.0)])
    assert _rows(placements) == {"a": 1, "b": 0}


def test_the_more_important_flag_gets_the_last_row() -> None:
    crowd = [_flag("a", 300.0), _flag("b", 320.0, priority=3.0), _flag("c", 340.0, priority=2.0)]
    assert _rows(_place(crowd, rows=2)) == {"b": 0, "c": 1}


def test_a_flag_between_two_others_lifts_the_upper_one() -> None:
    crowd = [
        _flag("a", 300.0, priority=3.0),
        _flag("c", 340.0, priority=2.0),
        _flag("d", 360.0, priority=2.0),
        _flag("b", 320.0),
    ]
    assert _rows(_place(crowd)) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_priorities_compare_as_tuples_do() -> None:
    first = FlagCandidate("first", 300.0, 100.0, (2.0, 0.0))
    second = FlagCandidate("second", 300.0, 100.0, (2.0, 1.0))
    assert _rows(_place([first, second], rows=1)) == {"second": 0}


def test_what_was_shown_wins_a_tie() -> None:
    crowd = [_flag("a", 300.0), _flag("b", 320.0)]
    assert _rows(_place(crowd, rows=1)) == {"b": 0}
    assert _rows(_place(crowd, rows=1, kept=KeptFlags({"a": 0}))) == {"a": 0}


@pytest.mark.parametrize(
    "candidate",
    [
        _flag("left", -1.0),
        _flag("right", WIDTH + 1.0),
        _flag("nowhere", float("nan")),
        _flag("too wide", 400.0, width=WIDTH + 1.0),
    ],
    ids=lambda candidate: candidate.key,
)
def test_a_flag_that_cannot_be_inside_is_left_out(candidate: FlagCandidate) -> None:
    assert _place([candidate]) == ()


def test_no_rows_and_no_candidates_give_no_flags() -> None:
    assert _place([]) == ()
    assert _place([_flag("a", 300.0)], rows=0) == ()


@given(_candidates())
def test_no_flag_breaks_a_rule(candidates: list[FlagCandidate]) -> None:
    _assert_sound(_place(candidates), candidates)


@pytest.mark.parametrize("seed", range(5))
def test_three_hundred_flags_break_no_rule(seed: int) -> None:
    crowd = _crowd(seed)
    placements = _place(crowd)
    assert len(placements) > ROWS
    _assert_sound(placements, crowd)


@given(_candidates(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(
    candidates: list[FlagCandidate], chance: random.Random
) -> None:
    shuffled = candidates[:]
    chance.shuffle(shuffled)
    assert _place(shuffled) == _place(candidates)


@given(_candidates(most=20))
def test_a_flag_left_out_has_no_room_beside_those_before_it(
    candidates: list[FlagCandidate],
) -> None:
    """Where all boxes end at their stems, any row would break a rule with a flag taken first."""
    free = [c for c in candidates if c.width <= c.anchor_x <= WIDTH]
    placements = _place(free)
    stems = {candidate.key: candidate.anchor_x for candidate in free}
    shown = {placement.key for placement in placements}
    for candidate in free:
        if candidate.key in shown:
            continue
        left = candidate.anchor_x - candidate.width
        for row in range(ROWS):
            tried = FlagPlacement(candidate.key, left, candidate.anchor_x, row)
            assert not all(
                _may_stand(tried, candidate.anchor_x, other, stems[other.key])
                for other in placements
            )


@given(_candidates())
def test_a_less_important_flag_never_displaces_a_more_important_one(
    candidates: list[FlagCandidate],
) -> None:
    shown = {placement.key for placement in _place(candidates)}
    for least in range(2, 6):
        important = [c for c in candidates if isinstance(c.priority, int) and c.priority >= least]
        alone = {placement.key for placement in _place(important)}
        assert alone == shown & {candidate.key for candidate in important}


@given(_candidates())
def test_the_same_view_again_keeps_what_it_showed(candidates: list[FlagCandidate]) -> None:
    first = _place(candidates)
    again = _place(candidates, kept=KeptFlags(_rows(first)))
    assert again == first


@given(_candidates(), st.integers(-500, 500))
def test_panning_away_from_the_borders_moves_the_layout_as_a_whole(
    candidates: list[FlagCandidate], shift: int
) -> None:
    moved = [FlagCandidate(c.key, c.anchor_x + shift, c.width, c.priority) for c in candidates]
    assert _rows(_place(moved, left=float(shift))) == _rows(_place(candidates))


@pytest.mark.parametrize("offset", [number / 7 for number in range(1, 40)])
def test_panning_by_fractions_of_a_pixel_reshuffles_nothing(offset: float) -> None:
    # Distances are exact multiples of the gap and widths, where rounding could decide.
    crowd = [_flag(str(n), 200.0 + 10.6 * n, width=100.0, priority=float(n % 5)) for n in range(40)]
    moved = [FlagCandidate(c.key, c.anchor_x + offset, c.width, c.priority) for c in crowd]
    assert _rows(_place(moved)) == _rows(_place(crowd))


def test_more_candidates_than_are_looked_at_keep_the_best() -> None:
    crowd = [_flag(str(n), 300.0, priority=float(n)) for n in range(MOST_CANDIDATES + 100)]
    best = {str(MOST_CANDIDATES + 99 - n) for n in range(ROWS)}
    assert set(_rows(_place(crowd))) == best


def test_three_hundred_flags_take_a_few_milliseconds() -> None:
    crowd = _crowd(1, width=WIDTH)
    _place(crowd)
    times = []
    for _ in range(15):
        start = time.perf_counter()
        _place(crowd)
        times.append(time.perf_counter() - start)
    # The bar is 4 ms; the benchmark holds it, this only catches a wrong algorithm.
    assert min(times) < 0.02


def _steady(placements: Sequence[FlagPlacement]) -> KeptFlags:
    rows = _rows(placements)
    return KeptFlags(rows, row_count=1 + max(rows.values(), default=-1), is_steady=True)


def test_a_steady_flag_stays_on_its_row_when_those_below_have_gone() -> None:
    before = _place([_flag("a", 300.0), _flag("b", 340.0), _flag("c", 380.0)])
    assert _rows(_place([_flag("c", 380.0)], kept=_steady(before))) == {"c": 2}
    assert _rows(_place([_flag("c", 380.0)], kept=KeptFlags(_rows(before)))) == {"c": 0}


def test_a_steady_flag_gives_way_to_one_that_is_required() -> None:
    before = _place([_flag("a", 300.0)], rows=1)
    chosen = FlagCandidate("b", 340.0, 100.0, 1.0, is_required=True)
    assert _rows(_place([_flag("a", 300.0), chosen], rows=1, kept=_steady(before))) == {"b": 0}


def test_a_more_important_flag_waits_for_steady_ones() -> None:
    before = _place([_flag("a", 300.0)], rows=1)
    crowd = [_flag("a", 300.0), _flag("b", 340.0, priority=5.0)]
    assert _rows(_place(crowd, rows=1, kept=_steady(before))) == {"a": 0}


@pytest.mark.parametrize(("needed", "count"), [(5, 5), (4, 5), (3, 5), (2, 2), (0, 0)])
def test_rows_are_given_back_where_many_are_free(needed: int, count: int) -> None:
    kept = KeptFlags({}, row_count=5, is_steady=True)
    stairs = [_flag(str(number), 300.0 + 10.0 * number) for number in range(needed)]
    assert kept.rows_for(_place(stairs)) == count
    assert KeptFlags({}, row_count=5).rows_for(_place(stairs)) == needed


@given(_candidates(), st.lists(st.integers(-300, 300), max_size=6), st.floats(0.5, 2.0))
def test_steady_flags_break_no_rule(
    candidates: list[FlagCandidate], shifts: list[int], zoom: float
) -> None:
    shown = _place(candidates)
    for shift in shifts:
        candidates = [
            FlagCandidate(c.key, c.anchor_x * zoom + shift, c.width, c.priority) for c in candidates
        ]
        shown = _place(candidates, kept=_steady(shown))
        _assert_sound(shown, candidates)


@given(_candidates(), st.lists(st.integers(-9, 9), max_size=60))
def test_a_pan_leaves_steady_flags_where_they_are(
    candidates: list[FlagCandidate], shifts: list[int]
) -> None:
    shown = _place(candidates)
    for shift in shifts:
        candidates = [
            FlagCandidate(c.key, c.anchor_x + shift, c.width, c.priority) for c in candidates
        ]
        inner = {c.key for c in candidates if 2 * c.width + 10 < c.anchor_x < WIDTH - 10}
        before, shown = _rows(shown), _place(candidates, kept=_steady(shown))
        after = _rows(shown)
        assert {key: after.get(key) for key in before if key in inner} == {
            key: row for key, row in before.items() if key in inner
        }
