"""What Metod says of Testa's errors is what the committed tables hold, in both languages."""

from typing import get_args

import numpy as np
import pytest

from core.change.calibration import FEWER, calibration
from core.change.error_table import (
    ANSWERS,
    EFFECTS,
    group_of,
    groups,
    least_coverage,
    measuring,
    most_bias,
    seen_by,
    standard,
    wrong,
)
from core.change.family_table import design_lines, family_lines, not_held
from core.change.peers import peer_error_rates
from core.change.peers.answer import Method
from core.change.power_table import beaten, beaten_by, best_method, compared, is_calibrated, steadiest
from core.figures.error_tables import (
    design_frame,
    error_frame,
    family_frame,
    method_power_frame,
    power_frame,
    rival_frame,
)
from core.wording import LANGUAGES, words_of
from core.wording.calibration import (
    beaten_sentences,
    bias_text,
    error_sentences,
    family_name,
    measured_sentence,
    whole_percent,
)

BOTH = pytest.mark.parametrize("language", LANGUAGES)
NOTHING = standard()


@BOTH
def test_the_first_sentence_names_the_true_maximum(language):
    words = words_of(language)
    worst = max(NOTHING, key=lambda row: row.p_verdict)
    first = error_sentences(words)[0]
    assert f" {words.number(100 * worst.p_verdict, 1)} " in first
    assert words(f"verdict_figure.group_{worst.group}") in first
    rest = max(row.p_verdict for row in NOTHING if row.group != worst.group)
    assert f" {words.number(100 * rest, 1)} " in first


@BOTH
def test_where_likely_fails_is_told_with_its_number(language):
    words = words_of(language)
    *_, likely, alone = error_sentences(words)
    assert f" {words.number(100 * max(row.p_ctl for row in NOTHING), 0)} " in likely
    single = max(max(row.alone_abrupt, row.alone_gradual) for row in NOTHING)
    assert f" {words.number(100 * single, 0)} " in alone


def test_the_sentence_about_a_unit_that_moves_by_itself_is_about_such_a_unit():
    assert group_of(wrong("likely").family) == "target_drifts"


@BOTH
def test_the_table_has_every_answer_and_method_with_the_numbers_of_the_files(language):
    words = words_of(language)
    table = error_frame(words)
    asked = (*ANSWERS, *get_args(Method))
    assert table.shape == (len(asked), 1 + len(groups()))
    assert table.columns.is_unique
    for at, one in enumerate(asked):
        told = [whole_percent(words, wrong(one, group).rate) for group in groups()]
        assert table.iloc[at, 1:].tolist() == told
    drifts = 1 + groups().index("target_drifts")
    reference = max(row.rate for row in peer_error_rates() if row.family.startswith("target_drifts"))
    assert str(round(100 * reference)) in table.iloc[:, drifts].tolist()


@BOTH
def test_the_table_of_what_is_found_has_a_row_a_group(language):
    words = words_of(language)
    table = power_frame(words)
    assert len(table) == len(groups())
    assert table.columns.is_unique
    for at, group in enumerate(groups()):
        assert table.iloc[at, -2] == words.number(100 * least_coverage(group, wide=True), 0)
        assert table.iloc[at, -1] == words.number(100 * np.expm1(most_bias(group)), 0)
    season = [row for row in standard(FEWER) if row.group == "season"]
    low, high = (f(100 * row.clear for row in season) for f in (min, max))
    assert table.iloc[groups().index("season"), 1] == f"{words.number(low, 0)}–{words.number(high, 0)}"


@BOTH
def test_every_kind_of_numbers_where_six_per_cent_is_not_held_is_named_with_its_number(language):
    words = words_of(language)
    told = error_sentences(words)[1]
    over = [row for row in NOTHING if row.p_verdict > 0.06]
    assert {line.family for line in not_held()} == {row.family for row in over}
    assert over, "a sentence about nothing would not be told"
    for row in over:
        assert f"{family_name(words, row.family)} ({words.number(100 * row.p_verdict, 1)} " in told


@BOTH
def test_a_design_that_does_worse_than_the_usual_one_is_told_with_its_kind_and_number(language):
    words = words_of(language)
    designs = [row for row in calibration() if row.effect == 0 and row.key[1:] != (24, 12, 0.0, "step", 12)]
    worst = max(designs, key=lambda row: row.p_verdict)
    assert worst.p_verdict > wrong("clear").rate, "otherwise the sentence is not there"
    told = error_sentences(words)[2]
    assert family_name(words, worst.family) in told
    assert f" {words.number(100 * worst.p_verdict, 0)} " in told


@BOTH
@pytest.mark.parametrize("effect", EFFECTS)
def test_what_a_method_finds_stands_in_brackets_where_it_cannot_be_trusted(language, effect):
    words = words_of(language)
    table = method_power_frame(words, effect)
    assert len(table) == 1 + len(get_args(Method))
    for at, method in enumerate(get_args(Method), start=1):
        for column, group in enumerate(groups(), start=1):
            cell = table.iloc[at, column]
            found = seen_by(method, effect, group)
            if found is None:
                assert cell == words("page.method.error_none")
                continue
            rates = [r for r in peer_error_rates() if (r.method, r.group) == (method, group)]
            assert cell.startswith("(") == any(not is_calibrated(row) for row in rates)
            assert whole_percent(words, found.high) in cell


@BOTH
def test_the_table_of_kinds_has_a_line_a_kind_with_the_numbers_of_the_file(language):
    words = words_of(language)
    table = family_frame(words)
    assert table.columns.is_unique
    assert len(table) == len(NOTHING)
    for at, (row, line) in enumerate(zip(NOTHING, family_lines(), strict=True)):
        assert table.iloc[at, 1] == whole_percent(words, row.p_verdict)
        rows = [r for r in calibration() if r.family == row.family and r.key[1:3] == (24, 12)]
        rows = [r for r in rows if r.comparisons == 12 and r.shape == "step"]
        assert len(rows) == 3
        assert table.iloc[at, 6] == whole_percent(words, min(r.wide_interval for r in rows))
        assert table.iloc[at, 7] == bias_text(words, max((r.bias for r in rows), key=abs))
        assert table.iloc[at, 8] == words.number(line.panels)


@BOTH
def test_the_table_of_designs_names_the_worst_kind_of_each(language):
    words = words_of(language)
    table = design_frame(words)
    none = words("page.method.error_none")
    for at, line in enumerate(design_lines()):
        if line.clear is not None:
            assert family_name(words, line.clear.family) in table.iloc[at, 1]
            assert table.iloc[at, 3] == none
        else:
            assert (table.iloc[at, 1], table.iloc[at, 2]) == (none, none)
            assert table.iloc[at, 3].endswith(f"–{whole_percent(words, line.found.high)}")


@BOTH
def test_rivals_are_those_that_can_be_trusted_in_the_same_kind(language):
    words = words_of(language)
    table = rival_frame(words)
    assert table.columns.is_unique
    for at, line in enumerate(family_lines()):
        best = best_method(line.family, EFFECTS[0])
        if best is None:
            assert table.iloc[at, 2] == words("page.method.error_none")
        else:
            assert words(f"peer.{best.method.method}.name") in table.iloc[at, 2]


@BOTH
def test_where_others_find_more_is_told_with_its_count_and_what_it_costs(language):
    words = words_of(language)
    in_their_kind, steady = beaten_sentences(words)
    assert f" {len(beaten())} " in in_their_kind
    assert f" {len(compared())} " in in_their_kind
    method, worst = steadiest()
    assert words(f"peer.{method}.name") in steady
    assert f" {words.number(100 * worst.rate, 0)} " in steady
    apart = sorted(beaten_by(method), key=lambda best: best.clear - best.found)
    assert all(family_name(words, best.family) in steady for best in apart[:3])
    assert f" {len(apart)} " in steady


@BOTH
def test_an_error_that_is_not_known_is_a_dash(language):
    words = words_of(language)
    assert bias_text(words, float("nan")) == words("page.method.error_none")


@BOTH
def test_how_it_was_measured_is_told(language):
    words, how = words_of(language), measuring()
    text = measured_sentence(words)
    told = (
        *(how.replicates, how.replicates_of_methods),
        *(how.replicates_with_change, how.replicates_of_methods_with_change),
    )
    assert all(words.number(number) in text for number in told)
    assert all(part in text for part in (how.measured, str(how.seed)))


@BOTH
def test_no_measured_share_is_shown_as_zero(language):
    words = words_of(language)
    assert whole_percent(words, 0.0) == words("page.method.error_tiny")
    assert "0" not in error_frame(words).to_numpy().tolist()
    assert whole_percent(words, 0.06) == "6"
