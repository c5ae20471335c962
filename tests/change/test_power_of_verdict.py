"""What the verdict finds beside the other methods, read from the committed tables, losses by name.

Two comparisons. With the method that keeps its promise best in all kinds of numbers (segmented regression
with comparison units): that is the choice of whoever does not know what moves their numbers. And with
whichever method happens to keep its promise in the very family: in numbers that only chance moves a
before/after test is right and finds nearly all, and no method that allows for more can find as much.
"""

import pytest

from core.change.calibration import FEWER, MORE
from core.change.error_table import standard
from core.change.peers.measured import of_methods
from core.change.power_table import beaten, beaten_by, best_method, compared, is_calibrated, steadiest
from core.simulate.families import FAMILIES

STEADIEST = "controlled_reml_ar1"
LESS_THAN_STEADIEST = {
    ("thirty_enrolled", -0.2): (2, 4),
    ("bad_months", -0.2): (55, 60),
    ("target_drifts_up", -0.2): (26, 48),
    ("shock_over_unequal", -0.2): (45, 48),
    ("hidden_counts", -0.2): (2, 10),
    ("thirty_enrolled", 0.25): (0, 5),
    ("ar_4", 0.25): (34, 34),
    ("ar_6", 0.25): (28, 33),
    ("target_drifts_down", 0.25): (23, 60),
    ("drifts_midway", 0.25): (27, 37),
    ("shock_before", 0.25): (57, 61),
    ("shock_before_unequal", 0.25): (48, 55),
    ("random_walk", 0.25): (44, 48),
}
"""Per cent of clear, and of the other method, by family and true change."""
LESS_THAN_BEST_IN_FAMILY = {
    ("iid_rate", -0.2): ("t_test", 68, 95),
    ("iid_share", -0.2): ("before_after_rates", 92, 100),
    ("overdispersed", -0.2): ("t_test", 25, 56),
    ("county_noise", -0.2): ("difference_in_differences", 64, 95),
    ("thirty_enrolled", -0.2): ("t_test", 2, 13),
    ("rare", -0.2): ("t_test", 14, 29),
    ("bad_months", -0.2): ("before_after_rates", 55, 96),
    ("ar_2", -0.2): ("t_test", 36, 80),
    ("season", -0.2): ("before_after_rates", 63, 95),
    ("season_unequal", -0.2): ("before_after_rates", 64, 96),
    ("season_own", -0.2): ("before_after_rates", 42, 98),
    ("county_trend", -0.2): ("difference_in_differences", 68, 96),
    ("target_drifts_up", -0.2): ("negative_binomial", 26, 51),
    ("shock_before", -0.2): ("difference_in_differences", 69, 94),
    ("shock_over", -0.2): ("difference_in_differences", 54, 97),
    ("shock_before_unequal", -0.2): ("difference_in_differences", 64, 95),
    ("shock_over_unequal", -0.2): ("controlled_reml_ar1", 45, 48),
    ("missing_months", -0.2): ("before_after_rates", 57, 96),
    ("hidden_counts", -0.2): ("t_test", 2, 34),
    ("neighbour_changes", -0.2): ("before_after_rates", 63, 96),
    ("small_units", -0.2): ("t_test", 10, 21),
    ("small_shares", -0.2): ("before_after_rates", 42, 75),
    ("denominator_halves", -0.2): ("before_after_rates", 53, 83),
    ("everything", -0.2): ("t_test", 31, 49),
    ("iid_rate", 0.25): ("before_after_rates", 70, 98),
    ("iid_share", 0.25): ("before_after_rates", 100, 100),
    ("overdispersed", 0.25): ("t_test", 29, 50),
    ("county_noise", 0.25): ("difference_in_differences", 73, 100),
    ("thirty_enrolled", 0.25): ("before_after_rates", 0, 11),
    ("rare", 0.25): ("before_after_rates", 12, 32),
    ("bad_months", 0.25): ("before_after_rates", 69, 100),
    ("ar_2", 0.25): ("t_test", 40, 79),
    ("season", 0.25): ("before_after_rates", 69, 99),
    ("season_unequal", 0.25): ("before_after_rates", 68, 100),
    ("season_own", 0.25): ("before_after_rates", 45, 98),
    ("county_trend", 0.25): ("difference_in_differences", 64, 99),
    ("target_drifts_down", 0.25): ("quasi_likelihood", 23, 62),
    ("drifts_midway", 0.25): ("controlled_reml_ar1", 27, 37),
    ("shock_before", 0.25): ("difference_in_differences", 57, 99),
    ("shock_over", 0.25): ("difference_in_differences", 71, 100),
    ("shock_before_unequal", 0.25): ("difference_in_differences", 48, 98),
    ("missing_months", 0.25): ("before_after_rates", 70, 99),
    ("hidden_counts", 0.25): ("before_after_rates", 15, 46),
    ("neighbour_changes", 0.25): ("before_after_rates", 72, 98),
    ("small_units", 0.25): ("shewhart_frozen", 10, 30),
    ("small_shares", 0.25): ("before_after_rates", 76, 95),
    ("denominator_halves", 0.25): ("before_after_rates", 61, 94),
    ("everything", 0.25): ("t_test", 36, 55),
}
"""The method that finds most of those calibrated in the family; per cent of clear, and of that method."""


def percents(found) -> dict[tuple[str, float], tuple[int, int]]:
    """Clear and found, whole per cent, by family and effect."""
    return {(best.family, best.effect): (round(100 * best.clear), round(100 * best.found)) for best in found}


def test_the_steadiest_other_method_is_a_regression_with_comparison_units_and_errs_more_than_the_verdict():
    method, worst = steadiest()
    assert method == STEADIEST
    assert worst.rate > max(row.p_verdict for row in standard())


def test_the_verdict_finds_at_least_as_much_as_the_steadiest_other_method_but_where_listed():
    assert percents(beaten_by(STEADIEST)) == LESS_THAN_STEADIEST


def test_the_verdict_finds_at_least_as_much_as_the_best_method_of_the_family_but_where_listed():
    told = {
        (best.family, best.effect): (best.method.method, *percents([best])[best.family, best.effect])
        for best in beaten()
    }
    assert told == LESS_THAN_BEST_IN_FAMILY


def test_no_method_is_calibrated_in_all_families():
    for method in {row.method for row in of_methods()}:
        assert not all(is_calibrated(row) for row in of_methods() if row.method == method)


def test_the_verdict_is_calibrated_in_all_families_but_two():
    wrong = {row.family for row in standard() if row.p_verdict > 0.055}
    assert wrong == {"drifts_midway", "random_walk"}


@pytest.mark.parametrize("design", [FEWER, MORE], ids=["fewer", "more"])
def test_the_best_method_of_a_family_keeps_its_promise_there_and_finds_most_of_those_that_do(design):
    for family in FAMILIES:
        best = best_method(family, design.effect)
        rates = {row.method: row for row in of_methods() if row.family == family}
        trusted = {method for method, row in rates.items() if is_calibrated(row)}
        found = [row.rate for row in of_methods(design) if row.family == family and row.method in trusted]
        if best is None:
            assert not found
            continue
        assert best.method.method in trusted
        assert best.found == max(found)


def test_families_without_any_calibrated_method_are_those_where_months_hang_together_most():
    without = {family for family in FAMILIES if best_method(family, FEWER.effect) is None}
    assert without == {"ar_6", "random_walk"}
    assert len(compared()) == 2 * (len(FAMILIES) - len(without))


def test_a_size_that_was_never_measured_has_no_best_method():
    with pytest.raises(ValueError, match="never measured"):
        best_method("ar_4", -0.5)
