"""How often answers are wrong: read from the committed tables, with the worst family of each group."""

import csv
from itertools import product
from typing import get_args

import pytest

from core.change import calibration
from core.change.calibration import FEWER
from core.change.error_table import (
    ANSWERS,
    EFFECTS,
    group_of,
    groups,
    least_coverage,
    measuring,
    most_bias,
    seen,
    seen_by,
    standard,
    wrong,
)
from core.change.peers import measured
from core.change.peers.answer import Method
from core.simulate.families import FAMILIES, Group

COLUMNS = {"clear": ("p_verdict",), "likely": ("p_ctl",), "alone": ("alone_abrupt", "alone_gradual")}
CHANGES = (0.0, *EFFECTS)


def lines(file) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def usual(file, effect: float = 0.0, **wanted: str) -> list[dict[str, str]]:
    """The lines of a file about 24 + 12 months beside twelve units."""
    design = {"before": "24", "after": "12", "shape": "step", "comparisons": "12", **wanted}
    return [row for row in lines(file) if design.items() <= row.items() and float(row["effect"]) == effect]


def of_testa(group: str, effect: float = 0.0) -> list[dict[str, str]]:
    return usual(calibration.FILE, effect, group=group)


def test_every_group_of_families_is_there_in_its_order():
    assert groups() == get_args(Group)
    assert {row.family for row in standard()} == set(FAMILIES)
    assert all(group_of(family.name) == family.group for family in FAMILIES.values())


@pytest.mark.parametrize(("answer", "group"), product(ANSWERS, get_args(Group)))
def test_an_answer_is_wrong_as_often_as_in_the_worst_line_of_the_file(answer, group):
    rates = [float(row[column]) for row in of_testa(group) for column in COLUMNS[answer]]
    assert wrong(answer, group).rate == max(rates)


@pytest.mark.parametrize("method", get_args(Method))
def test_a_method_is_wrong_as_often_as_in_the_worst_line_of_the_file(method):
    rows = usual(measured.FILE, method=method)
    for group in groups():
        assert wrong(method, group).rate == max(float(row["rate"]) for row in rows if row["group"] == group)
    assert wrong(method).rate == max(float(row["rate"]) for row in rows)


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_worst_of_all_is_the_worst_of_its_group_and_no_group_is_worse(answer):
    worst = wrong(answer)
    assert worst == wrong(answer, group_of(worst.family))
    assert worst.rate == max(wrong(answer, group).rate for group in groups())


@pytest.mark.parametrize(("effect", "group"), product(EFFECTS, get_args(Group)))
def test_what_is_seen_lies_between_the_families_of_the_file(effect, group):
    for answer in ("clear", "likely"):
        rates = [float(row[answer]) for row in of_testa(group, effect)]
        found = seen(answer, effect, group)
        assert (found.low, found.high) == (min(rates), max(rates))


def test_what_is_never_graded_is_not_found_but_may_be_wrong():
    """With one event a month p is below 5 % now and then: that counts against the verdict, never for it."""
    (row,) = (row for row in standard(FEWER) if row.family == "thirty_enrolled")
    assert row.rare > 0.5
    assert row.clear < row.p_verdict
    assert seen("clear", FEWER.effect, "stationary").low == row.clear
    for row in calibration.calibration():
        assert row.clear <= row.p_verdict
        assert row.likely <= row.p_ctl
        assert row.clear >= row.p_verdict - row.rare - 1e-9


@pytest.mark.parametrize("group", get_args(Group))
def test_coverage_is_the_least_of_every_size_of_step(group):
    rows = [row for effect in CHANGES for row in of_testa(group, effect)]
    assert least_coverage(group, wide=False) == min(float(row["interval"]) for row in rows)
    assert least_coverage(group, wide=True) == min(float(row["wide_interval"]) for row in rows)


def test_the_fewest_replicates_are_told():
    how = measuring()
    for file, without, some in (
        (calibration.FILE, how.replicates, how.replicates_with_change),
        (measured.FILE, how.replicates_of_methods, how.replicates_of_methods_with_change),
    ):
        assert without == min(int(row["replicates"]) for row in usual(file))
        assert some == min(int(row["replicates"]) for effect in EFFECTS for row in usual(file, effect))
        assert {str(how.seed)} == {row["seed"] for row in lines(file)}
    assert how.families == len(FAMILIES)


@pytest.mark.parametrize(("effect", "method"), product(EFFECTS, get_args(Method)))
def test_what_a_method_finds_lies_between_the_families_of_the_file(effect, method):
    for group in groups():
        rates = [float(row["rate"]) for row in usual(measured.FILE, effect, method=method, group=group)]
        found = seen_by(method, effect, group)
        assert found is not None
        assert (found.low, found.high) == (min(rates), max(rates))


@pytest.mark.parametrize("group", get_args(Group))
def test_the_bias_told_is_the_one_farthest_from_nothing(group):
    biases = [float(row["bias"]) for effect in CHANGES for row in of_testa(group, effect)]
    assert abs(most_bias(group)) == max(map(abs, biases))
    assert most_bias(group) in biases


def test_what_was_never_measured_has_no_number():
    with pytest.raises(ValueError, match="never measured"):
        seen("clear", -0.5, "season")
    with pytest.raises(ValueError, match="never measured"):
        wrong("guess")  # pyright: ignore[reportArgumentType]
