"""Moved starts, alike before, what could be seen, and other methods: pictures that say what was computed."""

from dataclasses import replace

import altair as alt
import numpy as np
import pytest

from core import change
from core.change.ahead import Curve
from core.change.peers import all_peers
from core.change.peers.answer import PeerAnswer
from core.change.peers.measured import worst_in_group
from core.change.plan import Plan
from core.change.verdict import Verdict
from core.figures.key import key_html
from core.figures.verdict_alike import alike_figure
from core.figures.verdict_peers import peers_figure, verdict_rate
from core.figures.verdict_plan import plan_figure, plan_sentence
from core.figures.verdict_starts import starts_figure, starts_sentence
from core.remarks import Caveat
from core.wording import words_of
from tests.figures.made_charts import MEAN, PLACE, RATE
from tests.figures.made_verdicts import BEFORE, START, judged, made_subject, misses, table_of

SV, EN = words_of("sv"), words_of("en")


def moved(p: float, others: dict[int, float], **more) -> Verdict:
    return Verdict("clear", (), p=p, p_by_shifted_start=others, **more)


def starts(verdict: Verdict, words=SV, **more):
    return starts_figure(words, verdict, START, name="Akutbesök", place="Värnamo", **more)


EARLY = moved(0.03, {-2: 0.2, -1: 0.0002, 1: 0.04, 2: 0.6})


def test_starts_stand_in_the_order_of_time_and_the_chosen_one_is_told_by_its_shape():
    data = starts(EARLY).datasets["starts"]
    assert data["place"].tolist() == [-2, -1, 0, 1, 2]
    assert data["month"].tolist() == ["nov|2023", "dec|2023", "jan|2024", "feb|2024", "mars|2024"]
    assert data["shape"].tolist() == ["circle", "circle", "diamond", "circle", "circle"]
    assert data["state"].tolist() == ["above", "below", "below", "below", "above"]


def test_a_tiny_p_is_drawn_where_the_scale_ends_and_said_to_be_smaller():
    data = starts(EARLY).datasets["starts"]
    assert data["p"].min() == 0.001
    assert data["text"].tolist() == ["0,20", "<0,001", "0,030", "0,040", "0,60"]


@pytest.mark.parametrize(
    ("p", "others", "said"),
    [
        (0.03, {-1: 0.04, 1: 0.001}, "Resultatet håller"),
        (0.3, {-1: 0.4, 1: 0.06}, "Resultatet håller"),
        (0.03, {-1: 0.4, 1: 0.001}, "men inte för 1 av 2 andra"),
        (0.3, {-1: 0.04, 1: 0.001}, "under för 2 av 2 andra"),
        (0.03, {}, "går inte att flytta"),
    ],
)
def test_the_sentence_says_whether_the_answer_holds(p, others, said):
    assert said in starts_sentence(SV, moved(p, others))


def test_a_start_picked_from_the_chart_has_a_lower_limit():
    picked = replace(moved(0.03, {1: 0.02}), caveats=(Caveat("verdict_picked"),))
    figure = starts(picked)
    assert figure.datasets["level"]["p"].tolist() == [0.025]
    assert figure.datasets["starts"]["state"].tolist() == ["above", "below"]
    assert "2,5\u00a0%" in figure.sentence


def test_a_verdict_without_p_has_no_picture_of_starts():
    with pytest.raises(ValueError, match="without p"):
        starts(Verdict("cannot_tell", (), reason="few_before"))


# Alike before


@pytest.fixture(scope="module")
def alike():
    subject = made_subject(status=["ok"] * 5 + ["suppressed"] + ["ok"] * 30)
    return subject, change.moved_alike(table_of(subject), {PLACE.id: str(START)})


def test_both_lines_are_indices_around_a_hundred_and_end_before_the_change(alike):
    subject, found = alike
    data = alike_figure(SV, found, subject).datasets["months"]
    assert len(data) == BEFORE
    assert data["level"].mean() == pytest.approx(100, abs=1)
    assert data["county"].mean() == pytest.approx(100, abs=2)
    assert data.iloc[5][["level", "county"]].isna().all()
    assert data["written_level"].iloc[5] == "–"


def test_of_means_the_lines_are_differences_in_natural_units():
    subject = made_subject(MEAN)
    found = change.moved_alike(table_of(subject), {PLACE.id: str(START)}, kind="mean")
    figure = alike_figure(SV, found, subject)
    level = figure.datasets["months"]["level"].to_numpy()
    value = subject.series.value[:BEFORE]
    np.testing.assert_allclose(level, value - value.mean())
    assert "skillnad från medelvärdet före, dagar" in figure.facts


def test_no_trend_seen_is_not_called_no_trend(alike):
    subject, found = alike
    trend = replace(found.trends[0], p=0.4, drift=0.02, interval=(-0.05, 0.09))
    told = alike_figure(SV, replace(found, trends=(trend,)), subject).sentence
    assert told == (
        "Före förändringen går det inte att se att Värnamo rörde sig annorlunda än de andra: "
        "+2\u00a0% om året, osäkerhet −5 till +9\u00a0%."
    )
    apart = replace(trend, p=0.01)
    assert "svagare" in alike_figure(SV, replace(found, trends=(apart,)), subject).sentence


def test_a_unit_that_was_not_compared_has_no_picture(alike):
    subject, found = alike
    with pytest.raises(ValueError, match="not among"):
        alike_figure(SV, found, replace(subject, unit=replace(PLACE, id="0999")))


def test_the_trend_says_what_counts_half_in_it(alike):
    subject, found = alike
    notes = alike_figure(SV, replace(found, half=3), subject).notes
    assert "3 värdena före start räknas till hälften" in notes[0]
    assert alike_figure(SV, found, subject).notes == notes[1:]


# What could be seen


CURVE = Curve(np.arange(3, 37, 3), np.linspace(0.30, 0.08, 12))
PLANNED = Plan(
    "0683",
    curve=CURVE,
    detectable={m: CURVE.after(m) for m in (6, 12, 18, 24)},
    months_needed=CURVE.months_for(0.15),
    compared=("a", "b"),
)


def planned(plan=PLANNED, wished=0.15, words=SV, **more):
    return plan_figure(words, plan, wished, name="Akutbesök", place="Värnamo", **more)


def test_the_curve_the_wished_change_and_where_they_meet_are_drawn():
    figure = planned()
    assert figure.datasets["curve"]["percent"].tolist() == pytest.approx(100 * CURVE.detectable)
    assert figure.datasets["wished"]["percent"].tolist() == [15]
    meets = figure.datasets["meets"].iloc[0]
    assert meets["n"] == PLANNED.months_needed
    assert meets["percent"] <= 15
    assert figure.datasets["asked"]["n"].tolist() == [6, 12, 18, 24]


def test_a_detectable_change_is_rounded_up_so_that_no_smaller_one_is_promised():
    for text, seen in zip(planned().datasets["asked"]["text"], PLANNED.detectable.values(), strict=True):
        assert 100 * seen <= float(text.removesuffix("\u00a0%")) < 100 * seen + 1


def test_a_change_that_cannot_be_seen_in_three_years_has_no_meeting_point():
    figure = planned(replace(PLANNED, months_needed=None), 0.05)
    assert "meets" not in figure.datasets
    assert not {"meets", "meets_point", "meets_text"} & {layer["name"] for layer in figure.spec["layer"]}
    assert "kan inte ses ens efter tre år" in figure.sentence


def test_the_sentence_of_a_plan_tells_all_that_was_asked():
    assert plan_sentence(EN, PLANNED, 0.15) == (
        "The smallest change that could be seen is 28% after 6 months, 24% after 12 months, 20% after 18 "
        "months and 16% after 24 months. A change of 15% could be seen after 27 months."
    )


def test_a_plan_that_says_nothing_has_no_picture():
    with pytest.raises(ValueError, match="nothing to draw"):
        planned(Plan("0683", reason="few_before"))


# Other methods


@pytest.fixture(scope="module")
def compared():
    subject = made_subject()
    table = table_of(subject)
    y, n = (table.pivot_table(index="unit", columns="month", values=v) for v in ("numerator", "denominator"))
    answers = all_peers(y.to_numpy(), n.to_numpy(), BEFORE, "rate", list(y.index).index(PLACE.id))
    return judged(subject), answers


def peers(compared, words=SV, answers=None, group="season", **more):
    verdict, every = compared
    return peers_figure(words, verdict, answers or every, group, name="Akutbesök", place="Värnamo", **more)


def test_the_verdict_stands_first_and_then_every_method(compared):
    data = peers(compared).datasets["rows"]
    assert data["name"].iloc[0] == "Bedömningen här"
    assert len(data) == 1 + len(compared[1])
    assert data["effect"].iloc[0] == pytest.approx(100 * compared[0].relative_effect)


@pytest.mark.parametrize("group", ["season", "random_walk", "shock"])
def test_each_method_has_the_rate_measured_for_it_in_the_worst_family_of_the_group(compared, group):
    table = peers(compared, group=group).table
    for k, answer in enumerate(compared[1], start=1):
        rate = worst_in_group(answer.method, group).rate
        told = "under 1 av 100" if 0 < rate < 0.01 else f"{round(100 * rate)} av 100"
        assert table["Falska utslag"].iloc[k] == told
    assert verdict_rate(group) is not None
    assert verdict_rate(group) < 0.07


def test_a_rule_signals_and_has_no_number(compared):
    rule = PeerAnswer("anhoej_frozen", None, None, None, True, "rule_without_p")
    figure = peers(compared, answers=[rule])
    row = figure.datasets["rows"].iloc[1]
    assert row[["effect", "low", "high"]].isna().all()
    assert row["words"].startswith("signal · ")
    assert "inget p-värde" in figure.table.iloc[1, -1]


def test_a_method_that_cannot_answer_says_so_and_counts_on_neither_side(compared):
    silent = PeerAnswer("t_test", None, None, None, None, "few_months")
    still = PeerAnswer("newey_west", 0.4, -0.05, (-0.2, 0.1), False)
    figure = peers(compared, answers=[silent, still])
    assert "Av 1 andra metoder säger 0 " in figure.sentence
    assert figure.table["Svar"].tolist()[1:] == ["Inget svar", "Ingen förändring"]
    assert figure.datasets["rows"]["fill"].iloc[2] == "transparent"


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
def test_every_form_is_valid_and_has_all_that_it_draws(alike, compared, language, theme):
    words = words_of(language)
    shown = {"made_up": True, "theme": theme}
    subject, found = alike
    for figure in (
        starts(EARLY, words, **shown),
        alike_figure(words, found, subject, **shown),
        planned(words=words, source="made", **shown),
        planned(replace(PLANNED, months_needed=None, alone=True), words=words, **shown),
        peers(compared, words, **shown),
    ):
        alt.Chart.from_dict(dict(figure.spec))
        assert misses(figure) == {}
        assert words("figure.facts_made_up") in figure.facts
        assert figure.sentence in figure.alt
        assert len(figure.table)
        key_html(words, figure)
        assert RATE.id not in figure.title
