"""The tests of a sample as a list, and what warns of them."""

from tickertale.analysis.sample_test import SampleTest, Statistic
from tickertale.viewmodels.study_test_list import resolve_test_list

TESTS = (
    SampleTest(Statistic.BMP, 2.5, 17.0, 0.02),
    SampleTest(Statistic.SIGN, 0.75, None, 0.2),
)
WARNING = "12 of 18 events share sessions with another: merge the events, or shorten the windows."


def test_each_test_has_a_line_and_a_clear_p_is_bold() -> None:
    picture = resolve_test_list(TESTS, problem="", width=300.0)
    rows: dict[float, list[str]] = {text.middle: [] for text in picture.texts}
    for text in picture.texts:
        rows[text.middle].append(text.text)
    assert list(rows.values())[1:] == [
        ["BMP t", "2.50", "0.020"],
        ["Sign, share above 0", "75%", "0.200"],
    ]
    bold = [text.text for text in picture.texts if text.weight == 600]
    assert bold[-1] == "0.020"
    assert "0.200" not in bold


def test_a_warning_stands_above_the_tests_in_full() -> None:
    picture = resolve_test_list(TESTS, problem="", warning=WARNING, width=240.0)
    plain = resolve_test_list(TESTS, problem="", width=240.0)
    lines = [text for text in picture.texts if text not in plain.texts]
    words = [text.text for text in lines if text.middle < lines[-1].middle - 30.0]
    assert " ".join(words) == WARNING
    assert picture.description.startswith(WARNING.rstrip("."))


def test_a_sample_that_there_is_not_says_why() -> None:
    picture = resolve_test_list((), problem="no sample", width=240.0)
    assert "no sample" in [text.text for text in picture.texts]
