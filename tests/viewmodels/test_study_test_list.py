"""The list of tests as it is read."""

from tickertale.analysis.sample_test import SampleTest, Statistic
from tickertale.viewmodels.study_test_list import resolve_test_list

TESTS = (
    SampleTest(Statistic.BMP, 2.39, 16.0, 0.0294),
    SampleTest(Statistic.SIGN, 0.76, None, 0.049),
)


def test_a_test_has_degrees_of_freedom_where_it_is_students() -> None:
    picture = resolve_test_list(TESTS, problem="", width=300.0)
    texts = [text.text for text in picture.texts]
    assert texts[:4] == ["Test", "statistic", "df", "p"]
    assert texts[4:] == ["BMP t", "2.39", "16", "0.029", "Sign, share > 0", "76%", "–", "0.049"]
    assert picture.description == "BMP t 2.39, df 16, p 0.029. Sign, share > 0 76%, p 0.049"


def test_why_there_are_no_tests_stands_in_their_place() -> None:
    picture = resolve_test_list((), problem="No sample", width=300.0)
    assert picture.description == "No sample"
