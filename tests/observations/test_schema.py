import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.schema import COLUMNS, TOTAL, Subgroup, empty_frame, validate
from core.remarks import Refused

words = st.text(min_size=1, max_size=12)


def table(**changes) -> pd.DataFrame:
    """Two good rows, with some columns changed."""
    columns = {
        "indicator": ["akutbesok_hsh"] * 2,
        "unit": ["0604"] * 2,
        "period": ["2025-01-01", "2025-02-01"],
        "period_type": ["month"] * 2,
        "target_group": ["all"] * 2,
        "age": ["all"] * 2,
        "sex": ["all"] * 2,
        "other": ["all"] * 2,
        "numerator": [6.0, np.nan],
        "denominator": [124.0, 126.0],
        "value": [4.84, np.nan],
        "status": ["ok", "missing"],
        "source": ["test"] * 2,
    } | changes
    frame = pd.DataFrame(columns)
    return frame.astype(
        {c: "str" for c in COLUMNS if c not in ("period", "numerator", "denominator", "value")}
        | {"period": "datetime64[us]"}
    )


def broken_rule(frame, kinds=None) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        validate(frame, kinds)
    return tuple(problem.code for problem in caught.value.problems)


def test_a_good_table_and_an_empty_one_pass():
    validate(table(), {"akutbesok_hsh": "rate"})
    validate(empty_frame())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period": ["2025-01-01"] * 2}, "table_duplicate"),
        ({"numerator": [-1.0, np.nan]}, "table_negative"),
        ({"denominator": [-1.0, 5.0]}, "table_negative"),
        ({"value": [np.inf, np.nan]}, "table_infinite"),
        ({"numerator": [6.0, 0.0]}, "table_number_hidden"),
        ({"value": [4.84, 0.0], "status": ["ok", "suppressed"]}, "table_number_hidden"),
        ({"status": ["ok", "ok"]}, "table_number_absent"),
        ({"period": ["2025-01-15", "2025-02-01"]}, "table_period_start"),
        ({"period_type": ["month", "quarter"]}, "table_period_start"),
        ({"status": ["ok", "unknown"]}, "table_column"),
        ({"period_type": ["week", "month"]}, "table_column"),
    ],
)
def test_each_rule_of_the_table_is_kept(changes, code):
    assert broken_rule(table(**changes)) == (code,)


def test_a_share_has_no_more_in_its_numerator_than_in_its_denominator():
    frame = table(numerator=[130.0, np.nan])
    validate(frame, {"akutbesok_hsh": "rate"})
    assert broken_rule(frame, {"akutbesok_hsh": "proportion"}) == ("table_above_denominator",)


def test_an_indicator_nobody_knows_is_refused():
    assert broken_rule(table(), {"other": "rate"}) == ("table_unknown_indicator",)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(column):
    with pytest.raises(Refused) as caught:
        validate(table().drop(columns=column))
    assert column in {problem.values["column"] for problem in caught.value.problems}


def test_text_in_a_column_of_another_type_is_refused():
    assert broken_rule(table().astype({"unit": "category"})) == ("table_column",)


@given(words, words, words, words)
def test_a_subgroup_is_read_back_from_its_text(target_group, age, sex, other):
    group = Subgroup(target_group, age, sex, other)
    assert Subgroup.parse(group.text) == group


def test_the_text_of_a_subgroup_is_short():
    assert TOTAL.text == "total"
    assert Subgroup(age="80-").text == "age:80-"
    assert Subgroup(target_group="hsh", sex="K").text == "group:hsh,sex:K"


@pytest.mark.parametrize("text", ["", "age", "age:", "height:2", "age:1,age:2", "total,age:1"])
def test_a_text_that_no_subgroup_has_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Subgroup.parse(text)
