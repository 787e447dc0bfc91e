"""Factor files as Kenneth French publishes them."""

from pathlib import Path

import numpy as np
import pytest

from tickertale.domain.errors import PriceDataError
from tickertale.prices.factor_csv import read_factors

PUBLISHED = """This file was created using the 202503 CRSP database.
The Tbill return is the simple daily rate.

,Mkt-RF,SMB,HML,RF
20250303,  -2.04,  -0.88,   0.50,   0.017
20250304,  -1.28,   0.50, -99.99,   0.017
20250305,   1.17,  -0.12,  -0.75,   0.017

Copyright 2025 Kenneth R. French
"""


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "factors.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_published_form_is_read_as_fractions(tmp_path: Path) -> None:
    table = read_factors(_file(tmp_path, PUBLISHED))
    assert table.names == ("Mkt-RF", "SMB", "HML")
    assert table.time_ns.astype("datetime64[ns]").astype("datetime64[D]").astype(str).tolist() == [
        "2025-03-03",
        "2025-03-04",
        "2025-03-05",
    ]
    assert table.values[0] == pytest.approx([-0.0204, -0.0128, 0.0117])
    assert np.isnan(table.values[2]).tolist() == [False, True, False]
    assert table.risk_free == pytest.approx([0.00017] * 3)


def test_a_risk_free_column_is_not_needed(tmp_path: Path) -> None:
    table = read_factors(_file(tmp_path, ",Mom\n2025-03-03,1.5\n2025-03-04,-0.5\n"))
    assert table.names == ("Mom",)
    assert table.risk_free is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no line of names followed by days"),
        ("20250303,1,2\n", "no line of names followed by days"),
        ("words\n20250303,1,2\n", "no line of names followed by days"),
        (",A,B\n20250303,1\n", "line 2: there are 1 numbers; 2, one for each name"),
        (",A\n20250303,x\n", "line 2: could not convert string to float"),
        (",A\n20251303,1\n", "line 2: month must be in 1..12|line 2: .*; a day and numbers"),
        (",A\n20250304,1\n20250303,1\n", "line 3: 2025-03-03 does not come after 2025-03-04"),
    ],
)
def test_what_is_no_file_of_daily_factors_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(PriceDataError, match=message):
        read_factors(_file(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PriceDataError, match="cannot be read"):
        read_factors(tmp_path / "nowhere.csv")
