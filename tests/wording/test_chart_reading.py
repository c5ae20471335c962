"""The sentence of a chart says what the chart shows: its features and its numbers, in both languages."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures.control_figure import control_figure
from core.figures.states import point_states
from core.indicators import Text
from core.spc.for_series import Choices, chart_for
from core.wording import words_of
from core.wording.reading import chart_notes, features_of, next_step, reading_sentences
from core.wording.titles import unit_text
from tests.figures.made_charts import (
    COUNT,
    MEAN,
    PLACE,
    RATE,
    ROLLING,
    SHARE,
    STEADY,
    broken_in,
    made_chart,
    series_of_any_kind,
)

SHIFTED = (*STEADY[:12], *(n + 12 for n in STEADY[:12]))
DRIFT = tuple(round(10 + 4 * np.cos(2 * np.pi * i / 24) + (i % 2)) for i in range(24))
HIDDEN = ["suppressed"] * 24


def said(charted, language: str) -> str:
    words = words_of(language)
    return " ".join([*reading_sentences(words, charted), next_step(words, charted)]).strip()


def both(charted) -> dict[str, str]:
    return {language: said(charted, language) for language in ("sv", "en")}


def test_a_stable_series_is_called_stable_with_its_level_and_first_month():
    text = both(made_chart())
    assert text["sv"].startswith("Stabilt.")
    assert "runt 5,23 per 100 inskrivna sedan januari 2022" in text["sv"]
    assert text["en"].startswith("Stable.")
    assert "around 5.23 per 100 enrolled since January 2022" in text["en"]


def test_a_shifted_series_names_the_runs_their_length_and_months():
    text = both(made_chart(numbers=SHIFTED))
    assert text["sv"].startswith(
        "Signal just nu. Akutbesök: 12 månader över medelvärdet, januari 2023 till december 2023."
    )
    assert text["en"].startswith("Signal right now.")
    assert "12 månader i rad, januari 2022 till december 2022, ligger under medelvärdet." in text["sv"]
    assert "12 månader i rad, januari 2023 till december 2023, ligger över medelvärdet." in text["sv"]
    assert "12 months in a row, January 2023 to December 2023, are above the mean." in text["en"]
    assert "fler än 8 i rad" in text["sv"]
    assert "more than 8 in a row" in text["en"]


def test_points_beyond_the_limits_are_counted_and_the_latest_named():
    numbers = list(STEADY)
    numbers[5], numbers[20], numbers[10] = 60, 58, 1
    text = both(made_chart(numbers=numbers, choices=Choices(kind="u")))
    assert "2 månader ligger över övre styrgränsen, senast september 2023." in text["sv"]
    assert "November 2022 ligger under undre styrgränsen." in text["sv"]
    assert "2 months are above the upper control limit, most recently September 2023." in text["en"]
    assert "November 2022 is below the lower control limit." in text["en"]


def test_the_headline_names_the_latest_signal_and_says_whether_it_is_still_so():
    numbers = list(STEADY)
    numbers[5], numbers[10] = 60, 1
    before = both(made_chart(numbers=numbers, choices=Choices(kind="u")))
    assert before["sv"].startswith("Signal. Akutbesök: senast november 2022 under undre styrgränsen.")
    assert before["en"].startswith(
        "Signal. Emergency visits: most recently November 2022 below the lower control limit."
    )
    numbers[23] = 60
    now = both(made_chart(numbers=numbers, choices=Choices(kind="u")))
    assert now["sv"].startswith("Signal just nu. Akutbesök: december 2023 över övre styrgränsen.")
    wandering = [25, 26, 24, 26, 25, 27, 25, 16, 15, 17, 15, 16, 14, 16] * 3
    assert both(made_chart(numbers=wandering))["sv"].startswith(
        "Signal. Akutbesök har bytt nivå eller vandrar."
    )


def test_few_crossings_without_a_long_run_are_told_with_both_numbers():
    numbers = [25, 26, 24, 26, 25, 27, 25, 16, 15, 17, 15, 16, 14, 16] * 3
    charted = made_chart(numbers=numbers)
    features = features_of(charted)
    assert features.runs == ()
    crossed, fewest = features.crossings
    text = both(charted)
    assert f"korsar medelvärdet {crossed} gånger" in text["sv"]
    assert f"minst {fewest}" in text["sv"]
    assert f"crosses the mean {crossed} times" in text["en"]
    assert (crossed, fewest) == (5, 15)


def test_a_constant_series_says_that_there_is_no_variation():
    text = both(made_chart(numbers=[8] * 24))
    assert "Värdet är detsamma, 2,00 per 100 inskrivna" in text["sv"]
    assert "The value has been the same, 2.00 per 100 enrolled" in text["en"]
    assert "Stabil" not in text["sv"]


def test_a_short_series_says_how_many_points_it_has_and_calls_nothing_stable():
    charted = made_chart(numbers=STEADY[:9])
    text = both(charted)
    assert "9 månader" in text["sv"]
    assert "9 months" in text["en"]
    assert "medianen är 5,25 per 100 inskrivna" in text["sv"]
    assert "Stabil" not in text["sv"]
    assert "Stable" not in text["en"]
    assert not charted.has_limits


def test_a_rolling_series_counts_only_the_periods_that_do_not_overlap():
    text = both(made_chart(ROLLING, numbers=[n * 4 for n in (*STEADY, *STEADY)]))
    assert "4 månader" in text["sv"]
    assert "12 månader" in text["sv"]
    assert "4 months" in text["en"]
    assert "Stabil" not in text["sv"]


def test_a_series_without_a_single_value_says_that_nothing_can_be_shown():
    text = both(made_chart(status=["missing"] * 24))
    assert "inga värden" in text["sv"]
    assert "Värnamo" in text["sv"]
    assert "no values" in text["en"]


@pytest.mark.parametrize("hidden", [3, 12, 24])
def test_a_series_with_much_hidden_says_how_much_and_nothing_of_its_level(hidden: int):
    charted = made_chart(status=["suppressed"] * hidden + ["ok"] * (24 - hidden))
    text = both(charted)
    assert ("Alla 24 värden" if hidden == 24 else f"{hidden} av 24 värden") in text["sv"]
    assert ("All 24 values" if hidden == 24 else f"{hidden} of 24") in text["en"]
    for language in ("sv", "en"):
        assert charted.indicator.unit.in_(language) not in text[language]
    assert "Stabil" not in text["sv"]
    assert not charted.has_limits
    assert charted.points["cl"].isna().all()
    assert set(point_states(charted)) <= {"suppressed", "usual"}


def test_one_hidden_value_in_two_years_leaves_the_reading_and_is_told():
    charted = made_chart(status=["ok"] * 23 + ["suppressed"])
    assert both(charted)["sv"].startswith("Stabilt.")
    assert any(caveat.code == "hidden" for caveat in charted.caveats)


@pytest.mark.parametrize(
    ("direction", "numbers", "swedish", "english"),
    [
        ("up", SHIFTED, "rätt håll", "better side"),
        ("down", SHIFTED, "fel håll", "worse side"),
        ("up", SHIFTED[::-1], "fel håll", "worse side"),
        ("down", SHIFTED[::-1], "rätt håll", "better side"),
    ],
)
def test_better_and_worse_follow_the_indicators_direction(direction, numbers, swedish, english):
    text = both(made_chart(replace(RATE, direction=direction), numbers))
    assert swedish in text["sv"]
    assert english in text["en"]


def test_nothing_is_better_or_worse_where_the_indicator_has_no_direction():
    text = both(made_chart(replace(RATE, direction="neutral"), SHIFTED))
    assert "håll" not in text["sv"]
    assert "better" not in text["en"]
    assert "worse" not in text["en"]


def test_a_run_that_has_ended_is_not_called_the_latest_months():
    text = both(made_chart(numbers=(*SHIFTED, 21, 22, 21, 40, 21, 22)))
    assert "De senaste månaderna" not in text["sv"]


def test_two_runs_on_the_same_side_with_a_short_one_between_are_two_runs():
    high, low = [26, 27, 26, 28, 27, 26, 27, 28, 26, 27, 28, 26], [12, 11]
    charted = made_chart(numbers=[*high, *low, *high, *[3] * 12])
    runs = features_of(charted).runs
    assert [(run.first, run.last, run.length, run.above) for run in runs] == [
        (0, 11, 12, True),
        (14, 25, 12, True),
        (26, 37, 12, False),
    ]
    assert "24 månader i rad" not in said(charted, "sv")


def test_a_baseline_without_a_usable_month_gives_no_verdict_of_stability():
    status = ["missing"] * 6 + ["ok"] * 18
    charted = made_chart(status=status, choices=Choices(freeze=np.datetime64("2022-06")))
    text = both(charted)
    assert "Stabil" not in text["sv"]
    assert "Stable" not in text["en"]
    assert "–" not in text["sv"]


def test_a_constant_baseline_gives_no_verdict_on_values_that_vary_after_it():
    numbers = [8] * 14 + list(STEADY)
    charted = made_chart(numbers=numbers, choices=Choices(freeze=np.datetime64("2023-02")))
    text = both(charted)
    assert not point_states(charted)[14:].tolist().count("beyond")
    assert "Stabil" not in text["sv"]
    assert "Stable" not in text["en"]


def test_a_constant_part_before_a_break_says_nothing_of_the_part_after_it():
    numbers = [8] * 14 + list(STEADY)
    charted = made_chart(broken_in(RATE, "2023-03"), numbers)
    assert "Stabilt" in said(charted, "sv")
    assert "sedan mars 2023" in said(charted, "sv")


def test_a_value_that_is_the_same_since_a_break_is_not_called_the_same_throughout():
    charted = made_chart(broken_in(RATE, "2024-01"), [*STEADY, *[8] * 14])
    assert "hela perioden" not in said(charted, "sv")
    assert "throughout" not in said(charted, "en")
    assert "sedan januari 2024" in said(charted, "sv")


@pytest.mark.parametrize("status", ["provisional", "excluded"])
def test_values_that_are_shown_but_not_counted_are_not_called_absent(status: str):
    marks = ["provisional"] * 6 if status == "provisional" else ["ok"] * 6
    months = np.datetime64("2022-01") + np.arange(6) if status == "excluded" else ()
    charted = made_chart(numbers=STEADY[:6], status=marks, choices=Choices(exclude=tuple(months)))
    assert set(point_states(charted)) == {status}
    assert "inga värden att visa" not in said(charted, "sv")


@pytest.mark.parametrize("indicator", [RATE, SHARE, COUNT, MEAN], ids=lambda i: i.kind)
def test_every_kind_of_measure_gets_its_level_in_its_own_unit(indicator):
    charted = made_chart(indicator)
    level = charted.points["cl"].iloc[-1]
    for language in ("sv", "en"):
        words = words_of(language)
        wanted = f"{words.number(level, indicator.level_decimals)} {unit_text(words, indicator, 'month')}"
        assert wanted in said(charted, language)


def test_quarters_are_counted_and_named_as_quarters():
    text = both(made_chart(numbers=SHIFTED, period_type="quarter"))
    assert "12 kvartal i rad, kvartal 1 2022 till kvartal 4 2024, ligger under" in text["sv"]
    assert "12 quarters in a row" in text["en"]
    assert "månad" not in text["sv"]
    assert "month" not in text["en"]


# One result: sentence, picture and table


@settings(max_examples=60)
@given(series_of_any_kind())
def test_sentence_picture_and_table_tell_the_same(made):
    indicator, series = made
    charted = chart_for(indicator, PLACE, series)
    points, states = charted.points, point_states(charted)
    counted = points["included"] & points["y"].notna()
    assert (states == "beyond").sum() == (points["beyond_limits"] & counted).sum()
    assert (states == "pattern").sum() == (points["anhoej_run"] & ~points["beyond_limits"] & counted).sum()

    words = words_of("sv")
    figure = control_figure(words, charted)
    assert figure.datasets["points"]["state"].tolist() == states.tolist()
    marks = figure.table[words("table.status")].tolist()[::-1]
    for state in ("beyond", "pattern", "provisional", "excluded", "missing"):
        assert marks.count(words(f"state.{state}")) == (states == state).sum()
    assert marks.count("") == (states == "usual").sum()
    assert said(charted, "sv").startswith(figure.sentence)

    features = features_of(charted)
    if features is None:
        assert not counted.any()
        return
    latest = counted & (points["part"] == points.loc[counted, "part"].iloc[-1])
    assert len(features.above) + len(features.below) == (points["beyond_limits"] & latest).sum()
    assert sum(run.length for run in features.runs) == (points["anhoej_run"] & latest).sum()
    assert features.n_useful == latest.sum()
    for run in features.runs:
        between = points.loc[latest].loc[run.first : run.last]
        off_line = between["y"] - between["cl"]
        off_line = off_line[off_line.abs() > 1e-9]
        assert len(off_line) == run.length
        assert ((off_line > 0) == run.above).all()
        assert words.number(run.length) in figure.sentence


@settings(max_examples=40)
@given(series_of_any_kind(), st.sampled_from(["sv", "en"]))
def test_no_sentence_holds_a_blank_that_was_not_filled_or_a_code(made, language: str):
    indicator, series = made
    charted = chart_for(indicator, PLACE, series)
    words = words_of(language)
    figure = control_figure(words, charted, made_up=True)
    text = [said(charted, language), *figure.notes, figure.alt, figure.facts, figure.title]
    text += [*figure.table.columns, *figure.table.to_numpy().ravel().tolist()]
    for sentence in text:
        assert "{" not in sentence
        assert "_" not in sentence
        assert "nan" not in sentence.lower().split()
        assert not any(f"{year}-" in sentence for year in range(2021, 2027)), sentence


def test_an_indicator_without_a_unit_text_leaves_no_hole_in_a_sentence():
    charted = made_chart(replace(RATE, unit=Text("", "")))
    figure = control_figure(words_of("sv"), charted)
    for sentence in (said(charted, "sv"), figure.title, figure.alt):
        assert "  " not in sentence
        assert " ." not in sentence
        assert ", :" not in sentence


def test_a_person_s_reason_for_leaving_a_month_out_stands_with_it():
    month = np.datetime64("2022-07", "M")
    charted = made_chart(choices=Choices(exclude=(month,), reasons=((month, "semesterstängt"),)))
    notes = chart_notes(words_of("sv"), charted)
    told = next(note for note in notes if note.startswith("En punkt är utesluten: juli 2022."))
    assert told.endswith("Skäl: semesterstängt.")
    other = made_chart(choices=Choices(exclude=(month,), reasons=((np.datetime64("2022-08", "M"), "annat"),)))
    assert not any("annat" in note for note in chart_notes(words_of("sv"), other))


def test_a_phase_without_values_is_named_by_its_first_month():
    status = [*["ok"] * 14, *["provisional"] * 10]
    charted = made_chart(broken_in(RATE, "2023-03"), status=status)
    assert "no_baseline" in {caveat.code for caveat in charted.caveats}
    assert any(
        note.startswith("Fasen som börjar mars 2023 har inga värden")
        for note in chart_notes(words_of("sv"), charted)
    )
    assert any("phase that begins in March 2023" in note for note in chart_notes(words_of("en"), charted))


def test_where_there_is_one_phase_none_is_named():
    charted = made_chart(status=["provisional"] * 24)
    assert any(
        note.startswith("Det finns inga värden att räkna") for note in chart_notes(words_of("sv"), charted)
    )
