"""What can be chosen of target group, age, sex and other divisions: all that exists, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.divisions import divisions, nearest_group, usual_group, with_value
from core.observations.schema import ALL, SUBGROUP_COLUMNS, TOTAL, Subgroup

OLD, WOMEN, BOTH = Subgroup(age="80-"), Subgroup(sex="K"), Subgroup(age="80-", sex="K")

values = st.sampled_from([ALL, "a", "b", "10-17", "9-"])
groups = st.builds(Subgroup, values, values, values, values)
some_groups = st.frozensets(groups, min_size=1, max_size=12)


def offered(there, chosen: Subgroup) -> dict[str, list[str]]:
    return {one.dimension: [option.value for option in one.options] for one in divisions(there, chosen)}


@given(there=some_groups, data=st.data())
def test_no_combination_without_rows_is_ever_offered(there, data):
    chosen = data.draw(st.sampled_from(sorted(there)))
    for division in divisions(there, chosen):
        for option in division.options:
            assert option.group in there
            assert getattr(option.group, division.dimension) == option.value


@given(there=some_groups, data=st.data())
def test_every_group_with_rows_is_reached_by_choosing_column_by_column(there, data):
    at, wanted = (data.draw(st.sampled_from(sorted(there))) for _ in range(2))
    for dimension in SUBGROUP_COLUMNS:
        found = [one for one in divisions(there, at) if one.dimension == dimension]
        options = found[0].options if found else ()
        at = next((o.group for o in options if o.value == getattr(wanted, dimension)), at)
    assert at == wanted


@given(there=some_groups, data=st.data())
def test_what_can_be_had_together_is_offered_as_exactly_that(there, data):
    chosen = data.draw(st.sampled_from(sorted(there)))
    for division in divisions(there, chosen):
        for option in division.options:
            joined = replace(chosen, **{division.dimension: option.value})
            assert option.together == (joined in there)
            if joined in there:
                assert option.group == joined


@given(there=some_groups, data=st.data())
def test_the_value_in_view_leads_nowhere_else_and_is_always_offered(there, data):
    chosen = data.draw(st.sampled_from(sorted(there)))
    for division in divisions(there, chosen):
        [here] = [option for option in division.options if option.value == division.chosen]
        assert here.group == chosen


@given(there=some_groups, wanted=groups)
def test_the_nearest_group_has_rows_and_never_a_division_nobody_asked_for(there, wanted):
    nearest = nearest_group(there, wanted)
    assert nearest in there
    assert nearest == wanted or wanted not in there
    added = [own for own, asked in zip(nearest.values, wanted.values, strict=True) if own not in (ALL, asked)]
    assert not added or nearest == usual_group(there)


def test_numbers_that_are_not_divided_offer_no_division():
    assert divisions([TOTAL], TOTAL) == ()
    assert divisions([OLD], OLD) == ()


def test_ages_stand_in_the_order_of_life_after_the_whole():
    there = [Subgroup(age=age) for age in ("80-", "0-17", "100-", ALL, "18-64")]
    assert offered(there, TOTAL) == {"age": [ALL, "0-17", "18-64", "80-", "100-"]}


def test_where_age_and_sex_are_never_divided_at_once_one_gives_way_and_that_is_told():
    [age, sex] = divisions([TOTAL, OLD, WOMEN], OLD)
    assert (age.dimension, age.chosen) == ("age", "80-")
    women = sex.options[1]
    assert (women.value, women.group, women.together) == ("K", WOMEN, False)


def test_where_age_and_sex_are_divided_at_once_both_are_kept():
    women = divisions([TOTAL, OLD, WOMEN, BOTH], OLD)[1].options[1]
    assert (women.group, women.together) == (BOTH, True)


def test_the_usual_choice_is_the_whole_or_the_first_there_is():
    assert usual_group([OLD, TOTAL]) == TOTAL
    assert usual_group([Subgroup(other="2"), Subgroup(other="1")]) == Subgroup(other="1")
    assert usual_group([]) == TOTAL
    [other] = divisions([Subgroup(other="2"), Subgroup(other="1")], Subgroup(other="2"))
    assert (other.chosen, other.usual) == ("2", "1")


def test_a_combination_that_is_not_there_becomes_the_wider_group_that_is():
    assert nearest_group([TOTAL, OLD, WOMEN], BOTH) == OLD
    assert nearest_group([TOTAL, WOMEN], BOTH) == WOMEN
    assert nearest_group([TOTAL], BOTH) == TOTAL
    assert nearest_group([Subgroup(other="1")], BOTH) == Subgroup(other="1")


def test_a_value_that_no_group_has_is_refused():
    with pytest.raises(ValueError, match="18-64"):
        with_value([TOTAL, OLD], TOTAL, "age", "18-64")
