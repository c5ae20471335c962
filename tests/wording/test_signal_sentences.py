"""The answer to a test of a change: outcome, rules, numbers of points, and what the answer does not say."""

from dataclasses import replace

import numpy as np
import pytest

from core.change.for_series import signals_since
from core.figures.before_after import before_after_table
from core.figures.control_figure import control_figure
from core.figures.states import point_states
from core.wording import words_of
from core.wording.reading import chart_notes
from core.wording.signal import signal_headline, signal_reading, signal_sentences
from tests.figures.made_charts import COUNT, PLACE, RATE, ROLLING, STEADY, broken_in, made_series

SV, EN = words_of("sv"), words_of("en")
UP = (*STEADY, *[60, 61, 62, 60, 61, 59, 62, 61, 60, 63, 61, 60])
DOWN = (*STEADY, *[3, 2, 4, 3, 2, 1, 3, 2, 4, 3, 2, 3])
NEITHER = (*STEADY, *STEADY[:12])
BOTH_WAYS = (*STEADY, *[60, 20, 2, 22, 61, 19, 3, 20, 59, 21, 2, 20])


def answer_to(numbers, indicator=RATE, start="2024-01", **more):
    series = made_series(indicator, numbers, **more)
    return signals_since(indicator, PLACE, series, np.datetime64(start, "M"))


def said(answer, words=SV) -> str:
    return " ".join([signal_headline(words, answer), *signal_sentences(words, answer)])


@pytest.mark.parametrize(
    ("numbers", "direction", "swedish", "english"),
    [
        (UP, "up", "Bättre: signal åt rätt håll", "Better: a signal in the right direction"),
        (UP, "down", "Sämre: signal åt fel håll", "Worse: a signal in the wrong direction"),
        (UP, "neutral", "Signal uppåt", "A signal upwards"),
        (DOWN, "up", "Sämre: signal åt fel håll", "Worse: a signal in the wrong direction"),
        (DOWN, "down", "Bättre: signal åt rätt håll", "Better: a signal in the right direction"),
        (DOWN, "neutral", "Signal nedåt", "A signal downwards"),
        *[(NEITHER, d, "Ingen signal", "No signal") for d in ("up", "down", "neutral")],
        *[(BOTH_WAYS, d, "Signaler åt båda håll", "Signals in both directions") for d in ("up", "neutral")],
        (UP[:28], "down", "Sämre", "Worse"),
    ],
)
def test_the_headline_gives_the_outcome_and_the_start(numbers, direction, swedish, english):
    answer = answer_to(numbers, replace(RATE, direction=direction))
    assert signal_headline(SV, answer).startswith(swedish)
    assert signal_headline(EN, answer).startswith(english)
    assert "januari 2024" in signal_headline(SV, answer)
    assert "January 2024" in signal_headline(EN, answer)


def test_better_and_worse_are_words_for_indicators_with_a_direction_only():
    for numbers in (UP, DOWN, BOTH_WAYS, NEITHER):
        text = signal_headline(SV, answer_to(numbers, replace(RATE, direction="neutral")))
        assert not text.startswith(("Bättre", "Sämre"))


@pytest.mark.parametrize("numbers", [UP, DOWN, NEITHER, BOTH_WAYS])
@pytest.mark.parametrize("words", [SV, EN], ids=["sv", "en"])
def test_levels_points_and_rules_stand_in_every_answer(words, numbers):
    answer = answer_to(numbers)
    text, result = said(answer, words), answer.result
    assert words("period_count.month", n=24) in text
    assert words("period_count.month", n=12) in text
    assert words.number(result.centre_before, RATE.level_decimals) in text
    assert words.number(result.centre_after, RATE.level_decimals) in text
    assert words("rule_set.anhoej.name") in text
    for rule in ("beyond_limits", "anhoej_run", "anhoej_crossings"):
        named = words(f"rule.{rule}.name") in text
        assert named == (rule in result.rules)


LONE = [*STEADY, 20, 22, 19, 70, 21, 20, 22, 19, 21, 20, 22, 19]


def test_points_outside_are_named_by_their_first_month():
    text = said(answer_to(LONE))
    assert "april 2024 ligger utanför gränserna" in text
    assert "punkt utanför styrgräns" in text
    two = [*LONE[:30], 75, *LONE[31:]]
    assert "2 punkter ligger utanför gränserna, den första april 2024." in said(answer_to(two))
    assert "2 points lie outside the limits, the first in April 2024." in said(answer_to(two), EN)


def test_a_run_tells_when_it_begins_and_when_it_could_be_seen():
    slow = [*STEADY, *[18] * 12]
    [run] = [p for p in answer_to(slow).result.patterns if p.rule == "anhoej_run"]
    assert (str(run.first), str(run.seen)) == ("2024-01", "2024-09")
    assert "12 månader i rad" in said(answer_to(slow))
    assert "börjar januari 2024 och kunde tidigast ses som en signal september 2024" in said(answer_to(slow))
    assert "begins in January 2024" in said(answer_to(slow), EN)
    assert "in September 2024 at the earliest" in said(answer_to(slow), EN)


def test_few_crossings_tell_when_they_could_be_seen():
    swinging = [v for i, n in enumerate([2] * 6 + [3] * 4) for v in [24 if i % 2 == 0 else 18] * n]
    answer = answer_to([*swinging, *[24] * 8, 18, *[24] * 3])
    assert answer.result.rules == ("anhoej_crossings",)
    [few] = answer.result.patterns
    assert f"korsar nivån före bara {few.n} gånger" in said(answer)
    assert SV.month(few.seen) in said(answer)


@pytest.mark.parametrize(
    ("direction", "swedish", "english"),
    [
        ("up", "En enda punkt åt rätt håll: april 2024", "A single point in the right direction: April 2024"),
        (
            "down",
            "En enda punkt åt fel håll: april 2024",
            "A single point in the wrong direction: April",
        ),
        ("neutral", "En enda punkt utanför gränserna: april 2024", "A single point outside the limits"),
    ],
)
def test_one_point_outside_is_not_said_with_the_weight_of_a_run(direction, swedish, english):
    answer = answer_to(LONE, replace(RATE, direction=direction))
    assert signal_headline(SV, answer).startswith(swedish)
    assert signal_headline(EN, answer).startswith(english)
    for word in ("Bättre", "Sämre"):
        assert word not in said(answer)
    assert SV("signal_after.point_means") in said(answer)
    assert SV("signal_after.not_cause") in said(answer)


# The time before


WILD_BEFORE = [60, *STEADY[1:], *STEADY[:12]]


def test_an_unstable_time_before_is_said_directly_under_the_levels_and_nowhere_else():
    answer = answer_to(WILD_BEFORE)
    reading = signal_reading(SV, answer)
    assert reading.unstable == SV("caveat.unstable_before")
    assert signal_sentences(SV, answer)[:2] == [reading.levels, reading.unstable]
    assert reading.unstable not in chart_notes(SV, answer.charted)


def test_a_stable_time_before_needs_no_word():
    assert signal_reading(SV, answer_to(UP)).unstable == ""


# The chart that is used


@pytest.mark.parametrize("kind", ["i", "run", "uprime", "u"])
def test_a_change_is_tested_on_the_chart_that_is_chosen(kind):
    series = made_series(RATE, UP)
    answer = signals_since(RATE, PLACE, series, np.datetime64("2024-01"), kind=kind)
    assert answer.result.chart.kind == answer.charted.chart.kind == kind
    assert SV(f"chart_kind.{kind}.name") in control_figure(SV, answer.charted).facts


@pytest.mark.parametrize("kind", [None, "c", "nosuch", "mr"])
def test_a_chart_that_does_not_fit_gives_the_recommended_one(kind):
    series = made_series(RATE, UP)
    answer = signals_since(RATE, PLACE, series, np.datetime64("2024-01"), kind=kind)
    assert answer.result.chart.kind == answer_to(UP).result.chart.kind


@pytest.mark.parametrize("numbers", [UP, DOWN, BOTH_WAYS])
def test_a_signal_is_said_not_to_tell_why(numbers):
    assert SV("signal_after.not_cause") in said(answer_to(numbers))
    assert EN("signal_after.not_cause") in said(answer_to(numbers), EN)


def test_no_signal_is_said_not_to_mean_that_nothing_happened():
    assert SV("signal_after.no_signal_means") in said(answer_to(NEITHER))


# Too little data


@pytest.mark.parametrize("after", [STEADY[:12], [60] * 12])
def test_fewer_than_twelve_before_give_no_level_and_no_line_and_say_how_many_there_are(after):
    answer = answer_to([*STEADY[:11], *after], start="2022-12")
    assert answer.result.reason == "few_before"
    assert np.isnan([answer.result.centre_before, answer.result.centre_after]).all()
    assert answer.charted.points[["cl", "lcl", "ucl"]].isna().all(axis=None)
    assert not np.isin(point_states(answer.charted), ["beyond", "pattern"]).any()
    assert signal_headline(SV, answer) == "För lite data: bara 11 månader före december 2022 går att använda."
    assert signal_headline(EN, answer) == "Too little data: only 11 months before December 2022 can be used."
    text = said(answer)
    assert "minst 12" in text
    assert "Före:" not in text
    assert "Prövat" not in text
    assert signal_reading(SV, answer).unstable == ""
    notes = {caveat.code for caveat in answer.charted.caveats}
    assert not notes & {"provisional_limits", "few_points", "short_baseline"}


def test_a_rolling_measure_with_few_whole_windows_gives_no_level():
    answer = answer_to([n * 4 for n in (*STEADY, *STEADY, *STEADY)], ROLLING, start="2026-01")
    assert answer.result.reason == "few_before"
    assert f"bara {SV('period_count.month', n=answer.result.n_before)} före" in signal_headline(SV, answer)
    assert answer.charted.points["cl"].isna().all()


@pytest.mark.parametrize(
    ("numbers", "start", "more", "reason"),
    [
        (STEADY, "2021-06", {}, ["inga användbara värden före juni 2021"]),
        (STEADY, "2022-01", {}, ["inga användbara värden före januari 2022"]),
        (STEADY, "2025-06", {}, ["inga användbara värden från och med juni 2025"]),
        (STEADY, "2022-06", {}, ["5 månader före", "minst 12"]),
        (STEADY, "2023-12", {}, ["till efter förändringen"]),
        ([8] * 24 + [9, 7], "2024-01", {}, ["detsamma hela tiden före januari 2024"]),
        (STEADY, "2023-06", {"status": ["suppressed"] * 24}, ["dolda"]),
        (STEADY, "2023-06", {"status": ["missing"] * 24}, ["inga användbara värden"]),
        (STEADY, "2023-06", {"status": ["provisional"] * 24}, ["inga användbara värden"]),
    ],
    ids=[
        "before all",
        "first month",
        "after all",
        "few before",
        "last month",
        "constant before",
        "hidden",
        "missing",
        "provisional",
    ],
)
def test_too_little_data_says_what_is_lacking(numbers, start, more, reason):
    answer = answer_to(numbers, start=start, **more)
    text = said(answer)
    assert answer.result.outcome == "too_little_data"
    assert text.startswith("För lite data")
    for part in reason:
        assert part in text
    assert said(answer, EN).startswith("Too little data")
    for word in ("Bättre", "Sämre", "Ingen signal", "utslag"):
        assert word not in text
    # Whatever the answer, there is a picture and a table of it.
    figure = control_figure(SV, answer.charted, start=answer.start, sentence=text)
    assert len(figure.table) == len(answer.charted.series.months)
    assert before_after_table(SV, answer).shape == (3, 3)


def test_how_many_more_points_are_needed_is_counted_in_the_series_own_periods():
    answer = answer_to(STEADY, start="2027-10", period_type="quarter")
    assert answer.result.reason == "few_after"
    more = SV("period_count.quarter", n=answer.result.n_more)
    assert f"minst {more} till" in said(answer)
    assert "kvartal 4 2027" in said(answer)
    assert "månad" not in said(answer)


def test_a_start_outside_the_series_is_told_with_its_ends():
    notes = " ".join(chart_notes(SV, answer_to(STEADY, start="2025-06").charted))
    assert "januari 2022 till december 2023" in notes


# The picture, the table and the answer


def test_a_run_that_began_before_the_change_signals_nothing_after_it():
    numbers = [*STEADY, *[30] * 5, *[29] * 5, *STEADY[:8]]
    answer = answer_to(numbers, start="2024-06")
    assert "anhoej_run" not in answer.result.rules


@pytest.mark.parametrize("numbers", [UP, DOWN, NEITHER, BOTH_WAYS])
def test_the_table_counts_the_signals_that_the_answer_counts(numbers):
    answer = answer_to(numbers)
    table = before_after_table(SV, answer)
    assert table.iloc[2, 2] == SV.number(len(answer.result.signals))
    assert table.iloc[1, 1:].tolist() == ["24", "12"]
    level = [
        SV.number(v, RATE.level_decimals) for v in (answer.result.centre_before, answer.result.centre_after)
    ]
    assert table.iloc[0, 1:].tolist() == level


def test_limits_are_drawn_from_the_time_before_only():
    answer = answer_to(UP)
    assert answer.charted.chart.baseline == (np.datetime64("2022-01"), np.datetime64("2023-12"))
    assert "baslinje: jan 2022 till dec 2023 (24 månader)" in control_figure(SV, answer.charted).facts


def test_fewer_than_twelve_points_before_give_no_limits_in_the_picture():
    figure = control_figure(SV, answer_to(UP, start="2022-10").charted)
    assert "ucl" not in figure.datasets["points"]
    assert "beyond" not in figure.states


# What is not comparable


def test_only_the_stretch_without_a_break_around_the_start_is_used():
    indicator = broken_in(RATE, "2022-07", "2024-07")
    answer = answer_to([*[90] * 6, *STEADY, *STEADY[:12]], indicator, start="2024-01")
    months = answer.charted.series.months
    assert (months[0], months[-1]) == (np.datetime64("2022-07"), np.datetime64("2024-06"))
    assert (answer.result.n_before, answer.result.n_after) == (18, 6)
    notes = " ".join(chart_notes(SV, answer.charted))
    assert "juli 2022" in notes
    assert "juli 2024" in notes


def test_a_break_in_the_month_of_the_change_leaves_nothing_to_compare_with():
    answer = answer_to([*STEADY, *[60] * 12], broken_in(RATE, "2024-01"))
    assert answer.result.reason == "no_points_before"


def test_a_rolling_measure_is_tested_on_periods_that_do_not_overlap():
    numbers = [n * 4 for n in (*STEADY, *STEADY, *STEADY)]
    answer = answer_to(numbers, ROLLING, start="2026-01")
    assert answer.result.n_before + answer.result.n_after == 6
    assert any(caveat.code == "rolling" for caveat in answer.charted.caveats)


def test_excluded_months_are_in_neither_side():
    series = made_series(RATE, UP)
    exclude = (np.datetime64("2022-03"), np.datetime64("2024-03"))
    answer = signals_since(RATE, PLACE, series, np.datetime64("2024-01"), exclude)
    assert (answer.result.n_before, answer.result.n_after) == (23, 11)


def test_a_count_is_tested_on_its_counts():
    answer = answer_to(UP, COUNT)
    assert answer.result.chart.kind == "c"
    assert answer.result.outcome == "changed"
    assert answer.result.moved == "up"


STRADDLING = (*[21, 19, 22, 18] * 5, *[24] * 6, 24, 25, 24, 23, 24, 18, 24, 18)


@pytest.mark.parametrize("numbers", [STRADDLING, UP, DOWN, NEITHER, BOTH_WAYS, [*STEADY[:20], *UP[20:]]])
@pytest.mark.parametrize(
    "start", ["2021-06", "2022-01", "2022-06", "2023-06", "2024-01", "2024-03", "2025-06"]
)
def test_the_picture_marks_as_signals_after_the_start_what_the_answer_calls_signals(numbers, start):
    answer = answer_to(numbers, start=start)
    after = answer.charted.series.months >= answer.start
    marked = np.isin(point_states(answer.charted), ["beyond", "pattern"])
    signals = tuple(answer.charted.series.months[marked & after])
    assert signals == answer.result.signals
    table = before_after_table(SV, answer)
    assert table.iloc[2, 1:].tolist() == [str((marked & ~after).sum()), str(len(signals))]
    unstable = any(
        c.code == "unstable_before" and c.values["rules"] != ("anhoej_crossings",)
        for c in answer.result.caveats
    )
    assert bool((marked & ~after).any()) == unstable or answer.result.n_before < 12
