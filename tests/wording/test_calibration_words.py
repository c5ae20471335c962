"""What Metod says of Testa's errors is what the committed tables hold, in both languages."""

from typing import get_args

import pytest

from core.change.calibration import calibration
from core.change.error_table import ANSWERS, group_of, groups, least_coverage, measuring, wrong
from core.change.peers import peer_error_rates
from core.change.peers.answer import Method
from core.figures.error_tables import error_frame, power_frame
from core.wording import LANGUAGES, words_of
from core.wording.calibration import error_sentences, measured_sentence, whole_percent

BOTH = pytest.mark.parametrize("language", LANGUAGES)
NOTHING = [row for row in calibration() if row.effect == 0]


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
    _, likely, alone = error_sentences(words)
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
        assert table.iloc[at, -1] == words.number(100 * least_coverage(group, wide=True), 0)
    season = [row for row in calibration() if row.group == "season" and row.effect == -0.2]
    low, high = (f(100 * row.p_verdict for row in season) for f in (min, max))
    assert table.iloc[groups().index("season"), 1] == f"{words.number(low, 0)}–{words.number(high, 0)}"


@BOTH
def test_how_it_was_measured_is_told(language):
    words, how = words_of(language), measuring()
    text = measured_sentence(words)
    told = (how.replicates, how.replicates_of_methods, how.replicates_with_change)
    assert all(words.number(number) in text for number in told)
    assert all(part in text for part in (how.measured, str(how.seed), str(how.seed_of_methods)))


@BOTH
def test_no_measured_share_is_shown_as_zero(language):
    words = words_of(language)
    assert whole_percent(words, 0.0) == words("page.method.error_tiny")
    assert "0" not in error_frame(words).to_numpy().tolist()
    assert whole_percent(words, 0.06) == "6"
