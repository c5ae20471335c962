"""Every finding says where and what in both languages, with every value it needs."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from made_numbers import FOUND, made_dataset

from core.figures.quality_table import findings_csv, findings_frame
from core.observations.quality import Report, quality_caveats
from core.observations.quality.caveats import TOLD
from core.observations.quality.finding import CODES
from core.observations.schema import Subgroup
from core.wording import LANGUAGES, words_of
from core.wording.quality import (
    doubt_sentences,
    doubts_of_many,
    finding_sentence,
    group_places,
    known_lines,
    report_counts,
)

DATASET = made_dataset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_finding_is_a_sentence_that_names_its_place(code: str, language: str):
    one = FOUND[code]
    told = finding_sentence(words_of(language), one, DATASET)
    assert told.endswith(".")
    assert not {"{", "None", "nan", "np."} & set(told.split())
    if one.unit:
        assert told.startswith("Habo: ")


@pytest.mark.parametrize("code", ["hidden", "missing"])
@pytest.mark.parametrize(
    ("percent", "told"),
    [
        (0.04, "less than 0.1 per cent"),
        (0.1, "(0.1 per cent"),
        (44.26, "(44.3 per cent"),
        (99.96, "more than 99.9 per cent"),
        (100.0, "(100.0 per cent"),
    ],
)
def test_some_rows_are_never_told_as_none_and_not_all_as_all(code: str, percent: float, told: str):
    one = replace(FOUND[code], values={"n": 4, "percent": percent})
    assert told in finding_sentence(words_of("en"), one, DATASET)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", TOLD)
def test_a_doubt_beside_a_chart_is_a_sentence(code: str, language: str):
    series = DATASET.series("akutbesok_hsh", "0643")
    assert series is not None
    caveats = quality_caveats([FOUND[code]], series)
    assert [one.code for one in caveats] == [f"data.{code}"]
    (told,) = doubt_sentences(words_of(language), caveats, "month")
    assert told.endswith(".")
    if FOUND[code].periods and "{periods}" in words_of(language)._entry(f"caveat.data.{code}"):
        assert words_of(language).month(FOUND[code].periods[0]).split()[0] in told


def test_what_concerns_another_series_or_another_time_is_no_doubt_about_this_one():
    series = DATASET.series("akutbesok_hsh", "0643")
    assert series is not None
    one = FOUND["typing_error"]
    elsewhere = (
        replace(one, unit="0680"),
        replace(one, indicator="vardplan"),
        replace(one, subgroup=Subgroup(sex="K")),
        replace(one, periods=(np.datetime64("1999-01", "M"),)),
        replace(one, period_type="quarter"),
    )
    assert quality_caveats(elsewhere, series) == ()


def test_a_sum_is_doubted_for_what_was_found_in_its_parts():
    series = DATASET.series("akutbesok_hsh", "0643")
    assert series is not None
    summed = replace(series, unit="06", made_of=("0643", "0680"))
    assert [c.code for c in quality_caveats([FOUND["typing_error"]], summed)] == ["data.typing_error"]


def test_many_places_are_cut_short_and_counted():
    words = words_of("sv")
    many = Report(tuple(replace(FOUND["typing_error"], unit=f"u{i}") for i in range(9)))
    (group,) = many.groups
    told = group_places(words, group, DATASET)
    assert len(told) == 5
    assert told[-1] == "och 5 till"
    assert report_counts(words, many) == "En uppgift behöver kontrolleras."


def test_what_several_indicators_share_is_said_once():
    both = Report((FOUND["provisional"], replace(FOUND["provisional"], indicator="vardplan")))
    lines = known_lines(words_of("sv"), both.groups, DATASET)
    told = "Akutbesök och Plan för vård och behandling: Siffrorna för mars 2025 är preliminära."
    assert list(lines.values()) == [[told]]


def test_the_file_holds_every_finding_and_no_formula():
    dangerous = replace(FOUND["typing_error"], unit="=HYPERLINK(1)")
    report = Report((*FOUND.values(), dangerous))
    words = words_of("sv")
    rows = list(
        csv.reader(io.StringIO(findings_csv(words, report, DATASET).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == len(report.findings) + 1
    assert len(findings_frame(words, report, DATASET)) == len(report.findings)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def doubted(name: str, *codes: str, at: str | None = None):
    """A series by the name it has in a picture, with what was found in it."""
    series = DATASET.series("akutbesok_hsh", "0643")
    assert series is not None
    months = {} if at is None else {"periods": (np.datetime64(at, "M"),)}
    return name, quality_caveats([replace(FOUND[code], **months) for code in codes], series), "month"


@pytest.mark.parametrize("language", LANGUAGES)
def test_doubts_about_many_series_take_a_line_a_sort_and_say_whom_they_are_about(language: str):
    words = words_of(language)
    one, other = doubted("Habo", "typing_error"), doubted("Eksjö")
    sentence = doubt_sentences(words, one[1], "month")[0]
    assert doubts_of_many(words, [other]) == []
    assert doubts_of_many(words, [one, other]) == [f"Habo: {sentence}"]
    assert doubts_of_many(words, [one, ("Eksjö", *one[1:])]) == [sentence]
    at_another_time = doubted("Aneby", "typing_error", at="2024-02")
    (told,) = doubts_of_many(words, [one, other, at_another_time])
    title = words("finding.typing_error.title")
    assert told.startswith(f"{title}: {words.list(['Habo', 'Aneby'])}.")
    many = [(f"Enhet {i}", *one[1:]) for i in range(40)]
    (told,) = doubts_of_many(words, [*many, other])
    assert len(told) < 160
    assert "36" in told
