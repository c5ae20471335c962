"""How p values and times between false alarms are written: never more certain than they are."""

import pytest

from core.wording import LANGUAGES, words_of
from core.wording.drift import alarm_text, parameter
from core.wording.p_value import p_text

SV, EN = words_of("sv"), words_of("en")


@pytest.mark.parametrize(
    ("p", "swedish", "english"),
    [
        (0.0, "p < 0,001", "p < 0.001"),
        (0.00099, "p < 0,001", "p < 0.001"),
        (0.001, "p = 0,001", "p = 0.001"),
        (0.0151, "p = 0,015", "p = 0.015"),
        (0.1996, "p = 0,20", "p = 0.20"),
        (0.996, "p > 0,99", "p > 0.99"),
        (1.0, "p > 0,99", "p > 0.99"),
    ],
)
def test_a_p_value_is_never_rounded_to_0_or_1(p: float, swedish: str, english: str):
    assert (p_text(SV, p), p_text(EN, p)) == (swedish, english)


@pytest.mark.parametrize(
    ("points", "period_type", "expected"),
    [
        (366, "month", "en gång på 30 år"),
        (12, "month", "en gång på 12 månader"),
        (40, "quarter", "en gång på 10 år"),
        (5, "quarter", "en gång på 5 kvartal"),
        (20_202, "month", "mer sällan än en gång på 100 år"),
        (30, "year", "en gång på 30 år"),
    ],
)
def test_times_between_false_alarms_are_told_in_years_or_periods(points, period_type, expected):
    assert expected in alarm_text(SV, points, period_type)
    assert "{" not in alarm_text(EN, points, period_type)


@pytest.mark.parametrize(
    ("value", "swedish"), [(0.2, "0,2"), (2.86, "2,86"), (5.0, "5"), (-5.0, "−5"), (0.25, "0,25")]
)
def test_parameters_are_written_as_they_were_chosen(value: float, swedish: str):
    assert parameter(SV, value) == swedish


@pytest.mark.parametrize("language", LANGUAGES)
def test_chance_is_named_wherever_its_alarms_are_counted(language: str):
    words = words_of(language)
    for points in (5, 300, 90_000):
        assert ("slumpen" if language == "sv" else "chance") in alarm_text(words, points, "month")
