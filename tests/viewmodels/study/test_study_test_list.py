"""The tests of a sample as a list, and what warns of them."""

from tickertale.analysis.sample_test import SampleTest, Statistic
from tickertale.viewmodels.chart.plot import Tone
from tickertale.viewmodels.study.study_test_list import SampleWarning, resolve_test_list

TESTS = (
    SampleTest(Statistic.BMP, 2.5, 17.0, 0.02),
    SampleTest(Statistic.SIGN, 0.75, None, 0.2),
)
WARNING = SampleWarning(
    "12 of 18 events share sessions: merge them, or shorten windows",
    "12 of 18 events share sessions with another. One day 0 counts for a and b.",
)


def test_each_test_has_a_line_and_a_clear_p_is_bold() -> None:
    picture = resolve_test_list(TESTS, problem="", width=300.0)
    rows: dict[float, list[str]] = {text.middle: [] for text in picture.texts}
    for text in picture.texts:
        rows[text.middle].append(text.text)
    assert list(rows.values()) == [
        ["Test", "statistic", "df", "p"],
        ["BMP t", "2.50", "17", "0.020"],
        ["Sign, share > 0", "75%", "–", "0.200"],
    ]
    assert picture.description == "BMP t 2.50, df 17, p 0.020. Sign, share > 0 75%, p 0.200"
    bold = [text.text for text in picture.texts if text.weight == 600]
    assert bold[-1] == "0.020"
    assert "0.200" not in bold


def test_a_warning_stands_above_the_tests_in_full() -> None:
    picture = resolve_test_list(TESTS, problem="", warning=WARNING, width=240.0)
    plain = resolve_test_list(TESTS, problem="", width=240.0)
    known = {text.text for text in plain.texts}
    words = [text.text for text in picture.texts if text.text not in known]
    assert " ".join(words) == WARNING.short
    assert picture.description.startswith(WARNING.full)
    # The tests that it is about step back; what allows for it does not.
    (p,) = [text for text in picture.texts if text.text == "0.020"]
    assert (p.tone, p.weight) == (Tone.MUTED, 400)
    kept = (SampleTest(Statistic.KOLARI_PYNNONEN, 2.5, 17.0, 0.02),)
    picture = resolve_test_list(kept, problem="", warning=WARNING, width=240.0)
    (p,) = [text for text in picture.texts if text.text == "0.020"]
    assert (p.tone, p.weight) == (Tone.TEXT, 600)


def test_a_sample_that_there_is_not_says_why() -> None:
    problem = "effects that were estimated jointly are no sample: merged events were expected"
    picture = resolve_test_list((), problem=problem, width=240.0)
    assert " ".join(text.text for text in picture.texts[4:]) == problem
