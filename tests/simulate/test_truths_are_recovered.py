"""The verdict on the sample county's changes, held against the truth file."""

import json
from dataclasses import replace
from typing import get_args

import pytest
from scipy.stats import binom

from core.change.for_dataset import Asked, Judged, judged
from core.change.many import Many, many
from core.change.verdict import Said
from core.figures.verdict_effects import Effect, effects_figure
from core.simulate import truth
from core.simulate.register import load_changes
from core.simulate.sample import FOLDER, load_sample
from core.wording import LANGUAGES, words_of
from core.wording.many import many_frame
from core.wording.verdict import verdict_headline, verdict_reading

TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
CHANGES = {change.id: change for change in load_changes()}
INDICATOR = TRUTH["right_answers"]["indicator"]
ANSWERS = TRUTH["right_answers"]["answers"]
NAMES = ["+".join(one["changes"]) for one in ANSWERS]
BETTER = {"sv": "förbättring", "en": "improvement"}
AFFECTED = {(effect["change"], effect["indicator"]) for effect in TRUTH["effects"]}
DRIFTING = {(drift["change_marked"], drift["indicator"]) for drift in TRUTH["drifts"]}
FOLLOWS_THE_VISITS = "mangbesokare_akut"


@pytest.fixture(scope="module")
def dataset():
    return load_sample()


@pytest.fixture(scope="module")
def everything(dataset) -> Many:
    return many(dataset, tuple(CHANGES.values()))


def of_truth(dataset, answer) -> Judged:
    changes = [CHANGES[one] for one in answer["changes"]]
    asked = Asked(
        INDICATOR,
        tuple((unit, change.start) for change in changes for unit in change.units),
        expected=changes[0].expected,
        started_because_bad=changes[0].started_because_bad,
    )
    return judged(dataset, asked, tuple(CHANGES.values()))


def test_the_truth_file_answers_for_every_change_and_for_the_four_together():
    alone = [one["changes"][0] for one in ANSWERS if len(one["changes"]) == 1]
    assert sorted(alone) == sorted(CHANGES)
    assert {"+".join(one["changes"]) for one in ANSWERS if len(one["changes"]) > 1} == {
        "+".join(one for one in CHANGES if one.startswith("hembesok"))
    }
    assert get_args(truth.Said) == get_args(Said)


@pytest.mark.parametrize("answer", ANSWERS, ids=NAMES)
def test_each_is_graded_as_the_truth_file_says_is_right(dataset, answer):
    verdict = of_truth(dataset, answer).verdict
    assert verdict.said in answer["says"]
    if verdict.said in ("clear", "likely"):
        assert verdict.direction == answer["direction"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", ANSWERS, ids=NAMES)
def test_headline_picture_and_tables_say_the_same(dataset, everything, answer, language):
    words = words_of(language)
    judged_one = of_truth(dataset, answer)
    reading = verdict_reading(words, judged_one)
    effect = Effect("x", judged_one.verdict, hidden=judged_one.reason == "hidden")
    figure = effects_figure(words, [effect], name="y")
    table = many_frame(words, everything)
    grade = effect.graded(words)
    told = [reading.text, figure.sentence, *figure.table.iloc[0].astype(str), str(dict(figure.states))]
    if len(answer["changes"]) == 1:
        row = [
            r.change.id == answer["changes"][0] and r.judged.indicator.id == INDICATOR
            for r in everything.rows
        ]
        assert table.loc[row, words("many.column_grade")].tolist() == [grade]
    if judged_one.reason is None:
        assert grade in verdict_headline(words, judged_one).lower()
    better = [BETTER[language] in sentence for sentence in told]
    assert any(better) == (judged_one.verdict.said in ("clear", "likely"))


def test_what_really_moved_lies_within_the_range_that_allows_for_a_trend(everything):
    true = {
        (effect.change, effect.indicator): effect.value - 1
        for effect in truth.EFFECTS
        if effect.scale == "ratio" and not effect.ramp_months
    }
    true |= dict.fromkeys(DRIFTING, 0.0)
    told = 0
    for row in everything.rows:
        ends = row.judged.verdict.wide_interval
        effect = true.get((row.change.id, row.judged.indicator.id))
        if ends is not None and effect is not None:
            told += 1
            assert ends[0] < effect < ends[1]
    assert told >= 3, "what may not be shown differs as the hiding does, but something has to be told"


def test_measures_that_nothing_touched_are_clear_no_more_often_than_chance_and_none_stands(everything):
    untouched = [
        row
        for row in everything.rows
        if (row.change.id, row.judged.indicator.id) not in AFFECTED | DRIFTING
        and row.judged.indicator.id != FOLLOWS_THE_VISITS
    ]
    tested = [row for row in untouched if row.p is not None]
    assert len(tested) > 10
    assert sum(row.clear for row in tested) <= binom.ppf(0.99, len(tested), 0.05)
    assert not any(row.still_clear for row in untouched)


def test_without_telling_of_the_bad_months_a_return_to_the_usual_is_not_clear_either(dataset):
    answer = next(one for one in ANSWERS if "vetlanda" in one["changes"][0])
    change = CHANGES[answer["changes"][0]]
    asked = Asked(INDICATOR, ((change.unit, change.start),))
    told, untold = (judged(dataset, replace(asked, started_because_bad=bad)).verdict for bad in (True, False))
    assert untold.said != "clear"
    assert told.relative_effect > untold.relative_effect
