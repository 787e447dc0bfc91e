"""Hypothesis strategies for EDTF texts."""

import datetime as dt

from hypothesis import strategies as st

QUALIFIERS = st.sampled_from(["", "?", "~", "%"])

OFFSETS = st.sampled_from(["", "Z", "+08:00", "-05:00", "+05:30", "-04", "+14:00", "-14:00"])


def days(first: int = 1, last: int = 9999) -> st.SearchStrategy[dt.date]:
    """Days of the years from first to last."""
    return st.dates(dt.date(first, 1, 1), dt.date(last, 12, 31))


def date_times() -> st.SearchStrategy[str]:
    """Dates with a time of day, with and without seconds and offset."""
    shapes = st.sampled_from(["%H:%M", "%H:%M:%S"])
    return st.builds(
        lambda day, time, shape, offset: f"{day.isoformat()}T{time.strftime(shape)}{offset}",
        days(),
        st.times(),
        shapes,
        OFFSETS,
    )


def dates() -> st.SearchStrategy[str]:
    """Dates without a time of day, of every precision, with and without a qualifier."""
    seasons = st.integers(21, 24)
    plain = days().flatmap(
        lambda day: st.sampled_from(widenings(day)) | seasons.map(lambda s: f"{day:%Y}-{s}")
    )
    return st.builds(str.__add__, plain.map(_padded), QUALIFIERS)


def single_dates() -> st.SearchStrategy[str]:
    """Dates and date-times."""
    return dates() | date_times()


def half_open_intervals() -> st.SearchStrategy[str]:
    """Intervals with one end stated."""
    return st.builds(
        lambda text, shape: shape.format(text),
        single_dates(),
        st.sampled_from(["../{}", "/{}", "{}/..", "{}/"]),
    )


def intervals() -> st.SearchStrategy[str]:
    """Intervals of two days in order."""
    return st.builds(
        lambda one, other: f"{min(one, other)}/{max(one, other)}",
        days(),
        days(),
    )


def texts() -> st.SearchStrategy[str]:
    """Every EDTF text that is accepted, but for intervals of mixed precision."""
    return single_dates() | half_open_intervals() | intervals()


def widenings(day: dt.date) -> list[str]:
    """Return the texts for one day that contain it, from the finest to the coarsest."""
    iso = day.isoformat()
    year, month = iso[:4], iso[5:7]
    return [
        iso,
        f"{year}-{month}-XX",
        f"{year}-{month}",
        f"{year}-XX-XX",
        f"{year}-XX",
        year,
        f"{year[:3]}X",
        f"{year[:2]}XX",
    ]


def _padded(text: str) -> str:
    head, *rest = text.split("-")
    return "-".join([head.rjust(4, "0"), *rest])
