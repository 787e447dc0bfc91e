"""Categories: names for lanes, colors."""

import pytest
from pydantic import ValidationError

from tickertale.domain.category import Category


def test_the_lane_shows_the_short_name_where_there_is_one() -> None:
    assert Category(id="c", name="Capital spending", color="#CC79A7").lane_name == (
        "Capital spending"
    )
    short = Category(id="c", name="Capital spending", short_name="Capex", color="#CC79A7")
    assert short.lane_name == "Capex"


@pytest.mark.parametrize("color", ["", "red", "#FFF", "#GGGGGG", "#0072B2FF", "#0072B2\n"])
def test_a_color_has_six_hexadecimal_digits(color: str) -> None:
    with pytest.raises(ValidationError, match="match pattern"):
        Category(id="c", name="C", color=color)


def test_an_order_is_not_negative() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Category(id="c", name="C", color="#000000", order=-1)
