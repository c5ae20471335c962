"""The pictures of compared units: what is drawn, named and told, and that nothing hidden is in them."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.compare_ages import ages_figure
from core.figures.compare_funnel import funnel_figure
from core.figures.compare_labels import LINE, SIZES, Named, placed
from core.figures.compare_lines import region_figure, selection_figure
from core.figures.compare_rows import MOST, caterpillar_figure, shortened
from core.figures.compare_table import order_of
from core.figures.key import LINES, POINTS
from core.simulate.sample import load_sample
from core.spc.compare import Asked, compare
from core.spc.compare.ages import by_age
from core.spc.compare.region import region_of
from core.spc.compare.selection import selection_of
from core.wording import words_of
from tests.spc.made_comparisons import MEAN, RATE, UNITS, dataset, rates, rows

SV, EN = words_of("sv"), words_of("en")
HIDDEN = Asked("akutbesok_hsh", "municipality")


@pytest.fixture(scope="module")
def data():
    return load_sample().for_showing()


@pytest.fixture(scope="module")
def visits(data):
    return compare(data, HIDDEN)


def apart(units=20):
    """Units of which one has another rate."""
    rng = np.random.default_rng(6)
    n = np.full((units, 12), 500.0)
    rate = np.full((units, 1), 0.08)
    rate[7] = 0.2
    return compare(rates(rng.poisson(rate * n).astype(float), n), Asked(RATE.id, "municipality"))


@pytest.mark.parametrize("words", [SV, EN])
def test_a_funnel_draws_the_known_units_and_tells_of_the_hidden(visits, words):
    figure = funnel_figure(words, visits, "0683")
    names = set(figure.datasets["points"]["name"])
    assert "Gnosjö" not in names
    assert len(names) == int(visits.members.known.sum())
    assert any("Gnosjö" in note for note in figure.notes)
    table = figure.table.set_index(figure.table.columns[0])
    assert table.loc["Gnosjö"].iloc[0] == words("status.suppressed")
    assert set(table.loc["Gnosjö"].iloc[1:]) == {"–"}


def test_the_funnel_of_the_page_is_that_of_core(visits):
    figure = funnel_figure(SV, visits, "0683")
    drawn, found = figure.datasets["points"], visits.funnel.points
    known = found[found["status"] == "ok"].set_index("unit")
    assert drawn.set_index("id")["y"].to_dict() == pytest.approx(known["value"].to_dict())
    assert figure.datasets["curves"]["upper_998"].equals(visits.funnel.curves["upper_998"])


def test_the_unit_in_view_is_ringed_and_named(visits):
    figure = funnel_figure(SV, visits, "0685")
    here = figure.datasets["here"]
    assert len(here) == 1
    assert figure.datasets["labels"].iloc[0]["wide"] == "Vetlanda"
    assert funnel_figure(SV, visits, "0617").datasets["here"].empty


def test_only_what_differs_between_units_in_view_changes_in_the_data_and_not_in_the_spec(visits):
    assert funnel_figure(SV, visits, "0685").spec == funnel_figure(SV, visits, "0683").spec


def test_every_sign_and_line_has_its_place_in_the_key(visits):
    for figure in (funnel_figure(SV, visits, "0683"), caterpillar_figure(SV, visits, "0683")):
        assert {state for state, _ in figure.states} <= set(POINTS)
        assert {line for line, _ in figure.lines} <= set(LINES)


def test_a_unit_outside_is_named_in_the_finding_the_picture_and_first_in_the_table():
    found = apart()
    figure = funnel_figure(SV, found, UNITS[0].id)
    assert "Kommun 007" in figure.sentence
    assert set(figure.datasets["points"].query("state == 'apart'")["name"]) == {"Kommun 007"}
    assert figure.table.iloc[0, 0] == "Kommun 007"


def test_units_stand_by_name_unless_one_differs_also_when_another_order_is_asked_for(visits):
    assert not visits.ordered
    names = [visits.members.units[k].name.sv for k in order_of(SV, visits, "value")]
    assert names[:3] == ["Aneby", "Eksjö", "Gislaved"]
    assert names[-1] == "Värnamo"


def test_no_table_has_ranks(visits):
    for found in (visits, apart()):
        table = funnel_figure(EN, found, "0683").table
        assert not [name for name in table.columns if "rank" in name.lower() or name == "#"]


def test_two_units_of_the_same_name_have_a_row_each():
    twins = [replace(UNITS[k], name=UNITS[0].name) if k < 2 else UNITS[k] for k in range(4)]
    frames = [rows(RATE, UNITS[k].id, [9 + k] * 12, [100] * 12) for k in range(4)]
    found = compare(dataset(*frames, indicators=[RATE], units=twins), Asked(RATE.id, "municipality"))
    assert caterpillar_figure(SV, found, UNITS[0].id).datasets["rows"]["name"].is_unique


def test_of_many_units_the_one_in_view_and_those_outside_are_always_drawn():
    outside = np.zeros(290, dtype=bool)
    outside[[200, 250]] = True
    drawn = shortened(range(290), 280, outside)
    assert len(drawn) == MOST
    assert {200, 250, 280} <= set(drawn)
    assert drawn == sorted(drawn)


def test_a_comparison_without_a_funnel_has_none_to_draw(data):
    found = compare(data, Asked("ledtid_hembesok", "area"))
    with pytest.raises(ValueError, match="funnel"):
        funnel_figure(SV, found, "06")
    assert caterpillar_figure(SV, found, "06").table.shape[0] == 3


def test_a_unit_by_itself_lies_between_no_others():
    found = compare(
        dataset(rows(RATE, UNITS[0].id, [9] * 12, [100] * 12), indicators=[RATE], units=UNITS[:1]),
        Asked(RATE.id, "municipality"),
    )
    told = caterpillar_figure(SV, found, UNITS[0].id).sentence
    assert "utan någon annan att jämföra med" in told
    assert "mellan" not in told.split(".")[0]


def test_equal_ages_stand_beside_what_is_and_by_name(data):
    found, _ = by_age(data, Asked("fast_lakarkontakt", "municipality"))
    figure = ages_figure(SV, found, "0683")
    drawn = figure.datasets["rows"]
    assert drawn["value"].tolist() != drawn["crude"].tolist()
    assert drawn["name"].tolist() == sorted(drawn["name"])
    assert "som i alla enheter" in " ".join(figure.notes)


def test_a_hidden_month_of_a_selection_is_a_sign_and_no_number():
    frames = [rows(RATE, UNITS[k].id, [10] * 12, [100] * 12, status={4: "suppressed"}) for k in range(2)]
    made = dataset(*frames, indicators=[RATE], units=UNITS[:2])
    found, _ = selection_of(made, RATE.id, (UNITS[0].id, UNITS[1].id))
    months = found.series.months
    figure = selection_figure(SV, found, made, first=months[0], last=months[-1])
    assert len(figure.datasets["hidden"]) == 1
    assert figure.datasets["months"]["value"].isna().sum() == 1
    assert "maj 2024" in " ".join(figure.notes)
    assert (figure.table.iloc[:, 1] == SV("status.suppressed")).sum() == 1


def test_a_year_by_year_picture_has_no_limits_and_parts_at_breaks():
    yearly = replace(RATE, frequency="year")
    frames = [
        rows(yearly, UNITS[k].id, [10 + k] * 8, [100] * 8, period_type="year", step=12) for k in range(8)
    ]
    made = dataset(*frames, indicators=[yearly], units=UNITS[:8])
    found = region_of(made, yearly.id, UNITS[0])
    figure = region_figure(EN, found)
    assert not {"lcl", "ucl"} & set(figure.datasets["months"])
    assert "Control limits need at least 12 values, and there are 8 here" in figure.sentence
    assert {layer["name"] for layer in figure.spec["layer"]} >= {"band", "beside", "values"}


def boxes(frame, named, size):
    width, height = SIZES[size]
    found = []
    for one, row in zip(named, frame.to_dict("records"), strict=True):
        if not row[size]:
            continue
        long = len(one.name) * 6.0
        left = one.left * width + row[f"{size}_dx"]
        left -= {"left": 0, "center": long / 2, "right": long}[row[f"{size}_align"]]
        middle = one.top * height + row[f"{size}_dy"]
        found.append((left, middle - LINE / 2, left + long, middle + LINE / 2))
    return found


shares = st.floats(0.02, 0.98)


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=30))
def test_no_two_names_overlap_and_none_leaves_the_plot(places):
    named = [Named(f"Kommun {k}", *place, ringed=k == 0) for k, place in enumerate(places)]
    frame = placed(np.array(places), named)
    for size, (width, height) in SIZES.items():
        there = boxes(frame, named, size)
        for k, one in enumerate(there):
            assert one[0] >= -1
            assert one[2] <= width + 1
            assert one[1] >= -1
            assert one[3] <= height + 1
            for other in there[:k]:
                clear = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert clear


def test_a_name_alone_has_room():
    frame = placed(np.array([[0.5, 0.5]]), [Named("Värnamo", 0.5, 0.5)])
    assert frame.loc[0, "wide"] == "Värnamo"
    assert frame.loc[0, "narrow"] == "Värnamo"


def test_a_hidden_unit_has_a_row_that_says_so_and_no_sign_or_number(visits, data):
    hidden = {
        unit.name.sv
        for unit, status in zip(visits.members.units, visits.members.status, strict=True)
        if status == "suppressed"
    }
    assert hidden == {"Gnosjö", "Vaggeryd"}
    drawn = caterpillar_figure(SV, visits, "0683").datasets["rows"].set_index("name")
    assert len(drawn) == 13
    told = drawn.loc[sorted(hidden)]
    assert told["unknown"].tolist() == [SV("status.suppressed")] * 2
    assert told[["value", "low", "high"]].isna().all(axis=None)
    assert drawn.drop(index=sorted(hidden))["unknown"].isna().all()
    found, _ = by_age(data, Asked("sip", "municipality"))
    aged = ages_figure(SV, found, "0683").datasets["rows"].set_index("name")
    unknown = aged[aged["unknown"].notna()]
    assert len(aged) == len(found.units)
    assert len(unknown) == int((~found.known).sum()) > 0
    assert unknown[["value", "low", "high", "crude"]].isna().all(axis=None)


def test_a_mean_that_counts_each_unit_once_is_not_called_all_together(data):
    found = compare(data, Asked("ledtid_hembesok", "area"))
    assert not found.together
    figure = caterpillar_figure(SV, found, "omr-hoglandet")
    assert "ovägt medel av" in figure.facts
    assert "tillsammans" not in figure.facts
    assert "var och en räknas lika oavsett storlek" in figure.sentence


def test_that_of_all_people_is(visits):
    assert visits.together
    assert "tillsammans" in caterpillar_figure(SV, visits, "0683").facts


def test_that_nobody_stands_out_does_not_say_that_they_are_alike(data):
    """Calls answered the same day differ by a third between municipalities, and limits that wide hold all."""
    found = compare(data, Asked("telefon_samma_dag", "municipality"))
    assert not found.outside.any()
    told = caterpillar_figure(SV, found, "0683").sentence
    assert told.startswith("Tillsammans skiljer sig 13 kommuner mer än slumpen ger, men ingen sticker ut")
    notes = " ".join(funnel_figure(SV, found, "0683").notes)
    assert notes.count("φ") == 1


def nation(seed):
    """290 units of one rate."""
    rng = np.random.default_rng(seed)
    n = rng.integers(80, 900, (290, 1)) * np.ones((290, 12))
    return compare(rates(rng.poisson(0.08 * n).astype(float), n), Asked(RATE.id, "municipality"))


def test_a_unit_outside_among_hundreds_alike_is_told_to_be_there_perhaps_by_chance():
    found = next(found for found in map(nation, range(20)) if found.outside.any())
    told = funnel_figure(SV, found, "k000")
    assert "bland 290 kommuner kan det vara slump" in told.sentence or "bland så många" in told.sentence
    assert "skiljer sig mer än slumpen" not in told.sentence
    assert any("två enheter av tusen" in note for note in told.notes)
    names = told.table.iloc[:, 0].tolist()
    assert names == sorted(names), "an order by value would say that one differs"


def test_a_spread_that_may_be_chance_is_not_told_as_more():
    """φ of 1.1 among 13 units widens the limits and comes by chance alone."""
    n = np.full((13, 12), 500.0)
    away = np.array([-16, -14, -11, -8, -5, -3, 0, 3, 5, 8, 11, 14, 16.0]) * 2.4
    y = np.full((13, 12), 40.0) + away[:, None] / 12
    found = compare(rates(y, n), Asked(RATE.id, "municipality"))
    assert found.funnel is not None
    assert 1 < found.funnel.phi < 1.5
    told = funnel_figure(SV, found, "k000")
    assert told.sentence.startswith("Ingen av 13 kommuner skiljer sig från de andra mer än väntat")
    assert any("också det kan vara slump" in note for note in told.notes)


def test_numbers_beside_each_other_have_as_many_decimals(data):
    """A limit below 1 had three beside a mean with one."""
    asked = Asked("avvikelser_samverkan", "municipality", per="inhabitants")
    told = funnel_figure(SV, compare(data, asked), "0683").sentence
    decimals = {len(one.group(1)) for one in re.finditer(r"\d,(\d+)", told)}
    assert decimals == {1}


def test_a_picture_without_any_value_has_the_months_and_no_scale_that_vega_must_guess():
    frames = [
        rows(RATE, UNITS[k].id, [1] * 6, [100] * 6, status=dict.fromkeys(range(6), "suppressed"))
        for k in range(2)
    ]
    made = dataset(*frames, indicators=[RATE], units=UNITS[:2])
    found, _ = selection_of(made, RATE.id, (UNITS[0].id,))
    assert found is not None
    months = found.series.months
    figure = selection_figure(SV, found, made, first=months[0], last=months[-1])
    for layer in figure.spec["layer"]:
        for channel in ("x", "y"):
            scale = layer["encoding"].get(channel, {}).get("scale")
            assert scale is None or "domain" in scale, (layer["name"], channel)


def test_where_all_have_the_same_value_it_is_said_once():
    zero = compare(rates(np.zeros((4, 12)), np.full((4, 12), 50.0)), Asked(RATE.id, "municipality"))
    told = caterpillar_figure(SV, zero, "k000").sentence
    assert told.startswith("Alla 4 kommuner har 0")
    assert "mellan" not in told


def test_a_unit_by_itself_is_not_set_beside_itself():
    alone = compare(rates(np.full((1, 12), 5.0), np.full((1, 12), 50.0)), Asked(RATE.id, "municipality"))
    figure = caterpillar_figure(SV, alone, "k000")
    assert "tillsammans" not in figure.sentence
    assert not any("överlappar" in note for note in figure.notes)


def test_values_without_intervals_are_not_called_values_with_them():
    """Five means a unit say too little of how uncertain they are."""
    frames = [rows(MEAN, UNITS[k].id, [4.0 + k] * 12) for k in range(3)]
    made = dataset(*frames, indicators=[MEAN], units=UNITS[:3])
    asked = Asked(MEAN.id, "municipality", first=np.datetime64("2024-08"), last=np.datetime64("2024-12"))
    found = compare(made, asked)
    assert not found.interval
    figure = caterpillar_figure(SV, found, "k000")
    assert figure.facts.startswith("värden utan intervall")
    assert "interval" not in {layer["name"] for layer in figure.spec["layer"]}
