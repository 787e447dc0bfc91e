"""Colors can be told from their backgrounds, in both themes and with every choice."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.domain.color import contrast
from tickertale.widgets.look.hit_mark import hit_fill
from tickertale.widgets.look.theme import (
    DARK,
    LIGHT,
    MARK_CONTRAST,
    Theme,
    event_color,
    mixed,
    qt_palette,
    text_on,
    with_move_colors,
)

OKABE_ITO = ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9")
CHOICES = ("green_up", "red_up", "blue_orange")
BACKGROUNDS = ("window", "plot", "field", "card")
LEAST_TEXT = 4.5
LEAST_MARK = 3.0

in_both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
colors = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def random_colors(count: int = 200) -> list[str]:
    chance = random.Random(2)
    return [f"#{chance.randrange(1 << 24):06x}" for _ in range(count)]


@in_both_themes
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", ["text", "text_muted"])
def test_text_can_be_read_on_every_background(theme: Theme, background: str, text: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, background)) >= LEAST_TEXT


@in_both_themes
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("background", [*BACKGROUNDS, "accent_soft"])
def test_moves_can_be_read_whatever_their_colors(
    theme: Theme, choice: str, background: str
) -> None:
    chosen = with_move_colors(theme, choice)
    for color in (chosen.up, chosen.down):
        assert contrast(color, getattr(chosen, background)) >= LEAST_TEXT


@in_both_themes
@pytest.mark.parametrize("text", ["text", "text_muted", "accent"])
def test_text_can_be_read_on_what_is_selected(theme: Theme, text: str) -> None:
    assert contrast(getattr(theme, text), theme.accent_soft) >= LEAST_TEXT


@in_both_themes
def test_text_on_the_accent_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= LEAST_TEXT


@in_both_themes
@pytest.mark.parametrize("name", ["line", "accent", "warning", "outline"])
def test_marks_of_the_theme_stand_out(theme: Theme, name: str) -> None:
    for background in (theme.plot, theme.window):
        assert contrast(getattr(theme, name), background) >= LEAST_MARK


@in_both_themes
@pytest.mark.parametrize("color", OKABE_ITO)
def test_the_colors_of_the_example_stand_out(theme: Theme, color: str) -> None:
    for background in (theme.plot, theme.window):
        assert contrast(event_color(color, theme), background) >= LEAST_MARK


@in_both_themes
def test_any_color_of_a_category_stands_out(theme: Theme) -> None:
    for color in random_colors():
        shown = event_color(color, theme)
        assert min(contrast(shown, theme.plot), contrast(shown, theme.window)) >= LEAST_MARK


@in_both_themes
def test_a_color_that_stands_out_already_stays_as_it_is(theme: Theme) -> None:
    for color in random_colors():
        least = min(contrast(color, theme.plot), contrast(color, theme.window))
        if least >= MARK_CONTRAST[theme.name]:
            assert event_color(color, theme) == color


@in_both_themes
def test_the_colors_of_the_example_stay_apart(theme: Theme) -> None:
    assert len({event_color(color, theme) for color in OKABE_ITO}) == len(OKABE_ITO)


@given(colors)
def test_text_on_any_color_can_be_read(color: str) -> None:
    assert contrast(text_on(color), color) >= 4.2


@in_both_themes
def test_text_on_a_flag_can_be_read(theme: Theme) -> None:
    for color in (*OKABE_ITO, *random_colors()):
        shown = event_color(color, theme)
        assert contrast(text_on(shown), shown) >= 4.2


@in_both_themes
@pytest.mark.parametrize("choice", CHOICES)
def test_rises_differ_from_falls(theme: Theme, choice: str) -> None:
    chosen = with_move_colors(theme, choice)
    assert len({chosen.up, chosen.down, chosen.up_soft, chosen.down_soft}) == 4


@in_both_themes
def test_red_up_swaps_the_two(theme: Theme) -> None:
    swapped = with_move_colors(theme, "red_up")
    assert (swapped.up, swapped.down) == (theme.down, theme.up)
    assert (swapped.up_soft, swapped.down_soft) == (theme.down_soft, theme.up_soft)
    assert with_move_colors(theme, "green_up") == theme


@given(colors, colors)
def test_a_mix_begins_with_one_color_and_ends_with_the_other(one: str, other: str) -> None:
    assert mixed(one, other, share=0.0) == one
    assert mixed(one, other, share=1.0) == other


@in_both_themes
def test_controls_are_drawn_in_the_colors_of_the_theme(theme: Theme) -> None:
    palette = qt_palette(theme)
    assert palette.text().color().name() == theme.text
    assert palette.window().color().name() == theme.window
    assert palette.highlight().color().name() == theme.accent


@in_both_themes
def test_a_word_that_was_found_can_be_read_and_is_told_by_more_than_its_wash(theme: Theme) -> None:
    assert contrast(theme.text, hit_fill(theme)) >= LEAST_TEXT
    for background in (theme.window, theme.card, theme.accent_soft):
        assert contrast(theme.accent, background) >= LEAST_MARK
