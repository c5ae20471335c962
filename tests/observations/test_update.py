"""A newer extract replaces what it covers, keeps the rest, and tells what differs."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.observations.aligned import aligned
from core.observations.observations import Observations
from core.observations.update import WHATS, difference, updated
from core.remarks import Refused
from tests.observations.made_extracts import (
    BASE,
    extracts,
    months,
    observations,
    own_dataset,
    own_indicator,
    own_unit,
)

ED, DRUGS = "akutbesok_hsh", "antibiotika_hsh"


def numbers(of: Observations, unit: str = "0680", indicator: str = ED) -> dict[str, float]:
    series = of.series(indicator, unit)
    assert series is not None
    return dict(zip(series.months.astype(str), series.numerator, strict=True))


# What is replaced and what stays


def test_months_outside_the_newer_extract_stay():
    before = observations(*months(ED, "0680", "2025-01", [10, 11, 12]))
    after = updated(before, observations(*months(ED, "0680", "2025-03", [13, 14])))
    assert numbers(after) == {"2025-01": 10, "2025-02": 11, "2025-03": 13, "2025-04": 14}


def test_a_month_within_the_extract_that_it_has_no_row_for_goes():
    before = observations(*months(ED, "0680", "2025-01", [10, 11, 12]))
    newer = observations(*months(ED, "0680", "2025-01", [10]), *months(ED, "0680", "2025-03", [12]))
    told = difference(before, newer)
    assert told.count("gone") == 1
    assert np.isnan(numbers(updated(before, newer))["2025-02"])


def test_other_units_indicators_and_subgroups_stay():
    before = observations(
        *months(ED, "0680", "2025-01", [10]),
        *months(ED, "0604", "2025-01", [20]),
        *months(DRUGS, "0680", "2025-01", [30]),
        (ED, "0680", "80-", "2025-01", 5, "ok"),
    )
    after = updated(before, observations(*months(ED, "0680", "2025-01", [11])))
    assert len(after) == 4
    assert numbers(after, "0604") == {"2025-01": 20}
    assert numbers(after, indicator=DRUGS) == {"2025-01": 30}


@settings(max_examples=25)
@given(extracts(), extracts())
def test_loading_the_same_again_changes_nothing(before, newer):
    once = updated(before, newer)
    assert updated(once, newer).digest == once.digest
    assert difference(once, newer).is_empty


@settings(max_examples=25)
@given(extracts(), extracts())
def test_every_row_of_the_newer_extract_is_there_after(before, newer):
    after = updated(before, newer).frame
    found = after.merge(newer.frame, how="inner", on=list(newer.frame.columns))
    assert len(found) == len(newer)


@settings(max_examples=25)
@given(extracts(), extracts())
def test_the_order_of_rows_makes_no_difference(before, newer):
    shuffled = Observations(newer.frame.iloc[::-1].reset_index(drop=True))
    turned = Observations(before.frame.iloc[::-1].reset_index(drop=True))
    assert updated(turned, shuffled).digest == updated(before, newer).digest
    assert difference(turned, shuffled).cells.equals(difference(before, newer).cells)


@settings(max_examples=25)
@given(extracts(), extracts())
def test_what_differs_and_what_is_the_same_are_all_that_the_extract_covers(before, newer):
    told = difference(before, newer)
    assert told.n_same + len(told.cells) == len(newer) + told.count("gone")
    assert sum(told.count(what) for what in WHATS) == len(told.cells)
    assert len(updated(before, newer)) == len(before) + told.count("added") - told.count("gone")


# What is told


def test_new_months_revised_and_hidden_values_are_told_apart():
    before = observations(*months(ED, "0680", "2025-01", [10, 11, 12]))
    newer = observations(*months(ED, "0680", "2025-01", [10, 15, None, 16]))
    told = difference(before, newer)
    assert list(told.cells["what"]) == ["revised", "hidden", "added"]
    assert told.n_same == 1
    assert list(told.new_periods[ED].astype(str)) == ["2025-04"]
    revised = told.cells.iloc[0]
    assert (revised["numerator_before"], revised["numerator_after"]) == (11, 15)


def test_a_value_that_is_hidden_now_is_not_told_from_before():
    before = observations(*months(ED, "0680", "2025-01", [3]))
    told = difference(before, observations(*months(ED, "0680", "2025-01", [None])))
    assert told.cells.filter(regex="_before").isna().all(axis=None)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (("ok", 4), ("provisional", 4), "settled"),
        (("provisional", 4), ("ok", 4), "settled"),
        (("provisional", 4), ("ok", 5), "revised"),
        (("suppressed", None), ("ok", 5), "shown"),
        (("missing", None), ("ok", 0), "filled"),
        (("missing", None), ("suppressed", None), "hidden"),
        (("suppressed", None), ("missing", None), "emptied"),
        (("ok", 0), ("missing", None), "emptied"),
        (("ok", 0), ("suppressed", None), "hidden"),
    ],
)
def test_each_way_to_differ(old, new, what):
    before = observations((ED, "0680", "all", "2025-01", old[1], old[0]))
    newer = observations((ED, "0680", "all", "2025-01", new[1], new[0]))
    assert list(difference(before, newer).cells["what"]) == [what]


def test_the_name_of_the_file_alone_is_no_difference():
    before = observations(*months(ED, "0680", "2025-01", [10], source="mars.csv"))
    newer = observations(*months(ED, "0680", "2025-01", [10], source="april.csv"))
    assert difference(before, newer).is_empty


def test_units_and_indicators_that_come_and_go_are_named():
    before = observations(
        *months(ED, "0680", "2025-01", [10]),
        *months(ED, "0604", "2025-01", [10]),
        *months(DRUGS, "0680", "2025-01", [10]),
    )
    newer = observations(*months(ED, "0680", "2025-02", [10]), *months(ED, "0643", "2025-02", [10]))
    told = difference(before, newer)
    assert told.new_units == ((ED, "0643"),)
    assert told.gone_units == ((ED, "0604"),)
    assert told.gone_indicators == (DRUGS,)
    assert told.new_indicators == ()


def test_another_period_type_than_before_is_told():
    frame = observations(*months(ED, "0680", "2025-01", [40])).frame
    by_quarter = Observations(frame.assign(period_type="quarter").astype({"period_type": "str"}))
    before = observations(*months(ED, "0680", "2025-01", [10, 11, 12]))
    assert difference(before, by_quarter).other_lengths == (ED,)
    assert difference(before, before).other_lengths == ()


# Names that a file made up


def test_a_unit_keeps_the_id_its_name_has_there():
    a, b = own_unit("Enhet_A", "Enhet/A"), own_unit("Enhet_A_2", "Enhet A")
    before = own_dataset(
        observations(*months(ED, "Enhet_A", "2025-01", [10]), *months(ED, "Enhet_A_2", "2025-01", [20])),
        (a, b),
    )
    # The next file names them in the other order, so that each has the other's id.
    turned = own_dataset(
        observations(*months(ED, "Enhet_A", "2025-02", [21]), *months(ED, "Enhet_A_2", "2025-02", [11])),
        (own_unit("Enhet_A", "Enhet A"), own_unit("Enhet_A_2", "Enhet/A")),
    )
    newer = aligned(turned, before, BASE)
    after = updated(before.observations, newer.observations)
    assert numbers(after, "Enhet_A") == {"2025-01": 10, "2025-02": 11}
    assert numbers(after, "Enhet_A_2") == {"2025-01": 20, "2025-02": 21}


def test_a_new_unit_never_takes_an_id_that_another_has():
    before = own_dataset(observations(*months(ED, "x", "2025-01", [10])), (own_unit("x", "Ett"),))
    newer = own_dataset(observations(*months(ED, "x", "2025-01", [20])), (own_unit("x", "Två"),))
    after = aligned(newer, before, BASE)
    assert after.observations.unit_ids(ED) == {"x_2"}
    assert after.units["x_2"].name.sv == "Två"


def test_an_indicator_of_the_same_name_is_the_same_one():
    mine, theirs = own_indicator("own_vantan_2", "Väntan"), own_indicator("own_vantan", "väntan")
    before = own_dataset(observations(*months("own_vantan", "0680", "2025-01", [10])), (), (theirs,))
    newer = own_dataset(observations(*months("own_vantan_2", "0680", "2025-02", [11])), (), (mine,))
    assert aligned(newer, before, BASE).observations.indicator_ids() == {"own_vantan"}


@pytest.mark.parametrize("other", [{"multiply": 1000.0}, {"kind": "proportion"}])
def test_an_indicator_on_another_scale_is_refused(other):
    before = own_dataset(
        observations(*months("own_x", "0680", "2025-01", [10])), (), (own_indicator("own_x", "X"),)
    )
    newer = own_dataset(
        observations(*months("own_x", "0680", "2025-02", [10])), (), (own_indicator("own_x", "X", **other),)
    )
    with pytest.raises(Refused) as refused:
        aligned(newer, before, BASE)
    assert [problem.code for problem in refused.value.problems] == ["update_other_scale"]


@settings(max_examples=25)
@given(extracts())
def test_what_the_register_knows_keeps_its_id(newer):
    before = own_dataset(observations(*months(ED, "0680", "2025-01", [10])))
    assert aligned(own_dataset(newer), before, BASE).observations.digest == newer.digest
