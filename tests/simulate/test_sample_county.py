"""The sample county holds what it promises: sums, levels, patterns, known truth."""

import json

import numpy as np
import pandas as pd
import pytest

from core.indicators import load_catalogue
from core.observations.schema import validate
from core.simulate import sample, write
from core.simulate.county import draw_county
from core.simulate.places import TOWNS

TOTAL = {"target_group": "all", "age": "all", "sex": "all"}


@pytest.fixture(scope="module")
def made() -> write.SampleCounty:
    return write.sample_county()


@pytest.fixture(scope="module")
def frame(made) -> pd.DataFrame:
    return made.observations


def totals(frame: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Values of the undivided rows, periods × units."""
    rows = frame[(frame["indicator"] == indicator)]
    for name, label in TOTAL.items():
        rows = rows[rows[name] == label]
    return rows.pivot_table(index="period", columns="unit", values="value", dropna=False)


def county(frame: pd.DataFrame, indicator: str) -> np.ndarray:
    return totals(frame, indicator)["06"].to_numpy()


def lag_1(values: np.ndarray) -> float:
    return float(np.corrcoef(values[:-1], values[1:])[0, 1])


def test_it_is_an_observation_table_of_the_catalogue(frame):
    validate(frame, {i.id: i.kind for i in load_catalogue(write.FOLDER)})
    assert 100_000 < len(frame) < 250_000
    assert frame["indicator"].nunique() == 26


def test_a_fresh_run_gives_the_committed_files(made, frame, tmp_path):
    pd.testing.assert_frame_equal(frame, sample.read_stored(write.FOLDER / write.OBSERVATIONS))
    for path in write.write(made, tmp_path):
        if path.suffix != ".parquet":
            assert path.read_bytes() == (write.FOLDER / path.name).read_bytes(), path.name


def test_another_seed_gives_other_numbers(made):
    other = draw_county(seed=3).counts["antibiotika_hsh"].numerator
    assert not np.array_equal(other, draw_county(made.seed).counts["antibiotika_hsh"].numerator)


@pytest.mark.parametrize("split", ["target_group", "age", "sex"])
def test_margins_sum_exactly_to_the_total(frame, split):
    keys = ["indicator", "unit", "period"]
    others = [name for name in TOTAL if name != split]
    rows = frame[(frame[others] == "all").all(axis=1)].set_index(keys)
    parts = rows[rows[split] != "all"].groupby(keys)
    whole = rows[rows[split] == "all"]
    for number in ("numerator", "denominator"):
        summed = parts[number].agg(lambda x: x.sum(skipna=False)).dropna()
        known = whole[number].reindex(summed.index).dropna()
        assert len(known) > 5_000
        np.testing.assert_array_equal(summed.reindex(known.index), known)


@pytest.mark.parametrize(
    ("parent", "level"), [("06", "area"), ("06", "municipality"), ("0680", "health_centre")]
)
def test_units_sum_exactly_to_the_unit_above(frame, parent, level):
    units = sample.load_units(write.FOLDER)
    below = [u.id for u in units.children(parent, level)]
    keys = ["indicator", "period", *TOTAL]
    for number in ("numerator", "denominator"):
        parts = frame[frame["unit"].isin(below)].pivot_table(
            index=keys, columns="unit", values=number, dropna=False
        )
        parts = parts.dropna()
        whole = frame[frame["unit"] == parent].set_index(keys)[number].reindex(parts.index).dropna()
        assert len(whole) > 200
        np.testing.assert_array_equal(parts.sum(axis=1).reindex(whole.index), whole)


@pytest.mark.parametrize(
    ("indicator", "low", "high"),
    [
        ("mangbesokare_akut", 4, 6),
        ("antibiotika_hsh", 3, 6),
        ("utskrivningsklara_dagar", 0.5, 2),
        ("aterinskrivning_30", 10, 15),
        ("fast_lakarkontakt", 55, 85),
        ("inskrivna_hsh", 6, 8),
    ],
)
def test_the_county_lies_at_the_known_levels(frame, indicator, low, high):
    values = county(frame, indicator)
    assert low < values.mean() < high
    assert (values > 0.75 * low).all()
    assert (values < 1.25 * high).all()


def test_municipalities_have_their_size(frame):
    rows = frame[(frame["indicator"] == "vardplan") & (frame[list(TOTAL)] == "all").all(axis=1)]
    sizes = rows.groupby("unit")["denominator"].mean()
    for town in TOWNS:
        assert sizes[town.code] == pytest.approx(town.enrolled, rel=0.08)


def test_frequent_visitors_differ_between_municipalities_by_about_one_per_100(frame):
    means = totals(frame, "mangbesokare_akut")[[t.code for t in TOWNS if t.enrolled > 300]].mean()
    assert 0.5 < means.std() < 1.6


def test_antibiotics_fall_slowly_and_peak_in_winter(frame):
    values = county(frame, "antibiotika_hsh")
    month = np.arange(values.size) % 12
    assert values[-22:].mean() < values[24:46].mean()
    assert 1.1 < values[np.isin(month, (11, 0, 1))].mean() / values[np.isin(month, (5, 6, 7))].mean() < 1.6


@pytest.mark.parametrize("indicator", ["lakarhembesok"])
def test_planned_work_dips_in_july_and_december(frame, indicator):
    values = county(frame, indicator)[:68]
    month = np.arange(values.size) % 12
    usual = values[~np.isin(month, (5, 6, 7, 11))].mean()
    assert 0.5 < values[month == 6].mean() / usual < 0.7
    assert values[month == 11].mean() / usual < 0.95


def test_the_winter_wave_of_2022_shows(frame):
    values = county(frame, "antibiotika_hsh")
    assert values[23:25].mean() > 1.1 * values[[35, 36, 47, 48]].mean()


def test_a_rolling_measure_overlaps_from_month_to_month(frame):
    rolling = np.mean([lag_1(county(frame, i)[:68]) for i in ("mangbesokare_akut", "lakemedelsuppfoljning")])
    assert rolling > 0.85
    jonkoping = totals(frame, "mangbesokare_akut")["0680"].to_numpy()[:68]
    steps, thirds = np.diff(jonkoping), jonkoping[12:] - jonkoping[:-12]
    assert np.nanstd(steps) < 0.5 * np.nanstd(thirds)  # a month or two are hidden


def test_the_documented_break_shows(frame):
    values = county(frame, "telefon_samma_dag")
    assert values[24:36].mean() - values[36:48].mean() > 10
    month = load_catalogue()["telefon_samma_dag"].breaks[0].month
    assert str(month) == "2024-01"


def test_the_two_last_months_are_provisional_and_thin(frame):
    monthly = frame[(frame["period_type"] == "month") & frame["status"].isin(["ok", "provisional"])]
    last = monthly["period"] >= "2026-09-01"
    assert (monthly.loc[last, "status"] == "provisional").all()
    assert (monthly.loc[~last, "status"] == "ok").all()
    nurse = county(frame, "oplanerade_ssk")
    assert nurse[-1] / nurse[-14:-2].mean() == pytest.approx(0.75, abs=0.1)
    assert nurse[-2] / nurse[-14:-2].mean() == pytest.approx(0.9, abs=0.1)


def test_unreported_months_are_missing_also_above_and_never_zero(frame):
    rows = frame[(frame["indicator"] == "riskatgarder") & frame["period"].between("2023-05-01", "2023-07-01")]
    for unit in ("0617", "omr-varnamo", "06"):
        mine = rows[rows["unit"] == unit]
        assert (mine["status"] == "missing").all()
        assert mine[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert (rows.loc[rows["unit"] == "0680", "status"] == "ok").all()


def test_every_number_is_shown_or_says_why_not(frame):
    unknown = frame["status"].isin(["missing", "suppressed"])
    assert frame.loc[unknown, ["numerator", "value"]].isna().all(axis=None)
    assert frame.loc[~unknown, "value"].notna().all()


def test_joint_visits_rise_where_they_start(made, frame):
    shares = totals(frame, "gemensamt_hembesok")
    for effect in made.truth["effects"]:
        if effect["indicator"] == "gemensamt_hembesok" and effect["unit"] in ("0683", "0687"):
            own = shares[effect["unit"]]
            assert own[own.index >= effect["start"]].mean() > 50
            assert own[own.index < effect["start"]].mean() < 30
    assert shares["06"][shares.index < "2024-01"].mean() < 20


def test_starts_leave_24_months_before_and_10_final_months_after(made):
    for change in made.changes:
        before = np.datetime64(change.start) - np.datetime64("2021-01")
        after = np.datetime64("2026-09") - np.datetime64(change.start)
        assert before.astype(int) >= 24
        assert after.astype(int) >= 10


def test_one_change_really_started_after_three_bad_months(made, frame):
    change = next(c for c in made.changes if c.started_because_bad)
    visits = totals(frame, "akutbesok_hsh")[change.unit]
    at = visits.index.get_loc(pd.Timestamp(change.start))
    before, bad, after = visits.iloc[at - 15 : at - 3], visits.iloc[at - 3 : at], visits.iloc[at : at + 12]
    assert (bad > 1.05 * before.mean()).all()
    assert bad.mean() > 1.15 * before.mean()
    assert after.mean() < bad.mean()


def test_the_truth_is_marked_as_made_up_and_kept_out_of_the_register(made):
    truth = json.loads((write.FOLDER / write.TRUTH).read_text("utf-8"))
    assert truth["made_up"] is True
    assert {"sv", "en"} <= set(truth["note"])
    assert "0.74" not in (write.FOLDER / write.CHANGE_FILE).read_text("utf-8-sig")
    assert {c.id for c in made.changes} == {e["change"] for e in truth["effects"]} | {
        n["change"] for n in truth["changes_that_did_nothing"]
    }


def test_the_stored_county_opens_as_a_dataset():
    dataset = sample.load_sample()
    assert dataset.made_up
    assert dataset.label == "sample_county"
    series = dataset.series("akutbesok_hsh", "0683")
    assert series is not None
    assert len(series.months) == 70
    assert all(dataset.units.get(unit) for unit in dataset.observations.frame["unit"].unique())


def test_a_file_that_does_not_say_it_is_made_up_is_refused(tmp_path):
    sample.read_stored(write.FOLDER / write.OBSERVATIONS).head().to_parquet(tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="made up"):
        sample.read_stored(tmp_path / "x.parquet")
