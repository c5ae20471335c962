"""Measuring can be stopped and taken up, replaces shorter runs, and tells how far it has come."""

from dataclasses import replace

import pytest

from core.change.calibration import DESIGNS, FEWER, NOTHING, Measured
from core.change.calibration.run import Tables, place, run, tasks
from core.change.calibration.table import Table
from core.change.peers import METHODS
from core.change.peers.measured import MethodMeasured
from core.simulate.families import FAMILIES
from core.table_file import read_rows

FEW = (FAMILIES["iid_rate"], FAMILIES["iid_share"])


@pytest.fixture
def tables(tmp_path) -> Tables:
    return opened(tmp_path)


def opened(folder) -> Tables:
    return Tables(
        Table.of(folder / "verdict.csv", Measured, place),
        Table.of(folder / "methods.csv", MethodMeasured, place),
    )


def test_a_run_keeps_a_row_for_the_verdict_and_one_for_each_method(tables, tmp_path):
    progress = list(run(tasks(tables, [NOTHING], FEW, 2), tables))
    assert [one.done for one in progress] == [2, 2, 4, 4]
    assert progress[-1].total == 4
    again = opened(tmp_path)
    assert again.verdict.rows == tables.verdict.rows
    kept = [(row.family, row.method) for row in again.methods.rows.values()]
    assert len(kept) == 2 * len(METHODS) - 1  # the negative binomial has no word about shares
    assert ("iid_share", "negative_binomial") not in kept


def test_what_is_measured_is_not_measured_again_and_a_longer_run_replaces_it(tables):
    list(run(tasks(tables, [NOTHING], FEW[:1], 2), tables))
    assert tasks(tables, [NOTHING], FEW[:1], 2) == ()
    assert [task.family.name for task in tasks(tables, [NOTHING], FEW, 2)] == ["iid_share"]
    list(run(tasks(tables, [NOTHING], FEW[:1], 3), tables))
    assert [row.replicates for row in tables.verdict.rows.values()] == [3]
    assert {row.replicates for row in tables.methods.rows.values()} == {3}


def test_one_of_both_can_be_measured_first_and_the_other_later(tables):
    list(run(tasks(tables, [FEWER], FEW[:1], 2, methods=False), tables))
    assert (len(tables.verdict.rows), len(tables.methods.rows)) == (1, 0)
    (left,) = tasks(tables, [FEWER], FEW[:1], 2)
    assert (left.for_verdict, left.for_methods) == (0, 2)


def test_a_run_that_is_stopped_keeps_what_was_done(tables, tmp_path):
    going = run(tasks(tables, [NOTHING], FEW, 1), tables)
    next(progress for progress in going if progress.rows)
    going.close()
    assert [row.family for row in opened(tmp_path).verdict.rows.values()] == ["iid_rate"]


def test_pieces_add_up_to_the_whole(tables, tmp_path, monkeypatch):
    whole = opened(tmp_path / "whole")
    list(run(tasks(whole, [NOTHING], FEW[:1], 5), whole))
    monkeypatch.setattr("core.change.calibration.run.PIECE", 2)
    list(run(tasks(tables, [NOTHING], FEW[:1], 5), tables))
    assert (tmp_path / "whole" / "verdict.csv").read_text() == (tmp_path / "verdict.csv").read_text()
    assert (tmp_path / "whole" / "methods.csv").read_text() == (tmp_path / "methods.csv").read_text()


def test_rows_stand_in_the_order_of_designs_and_families_whatever_came_first(tables):
    for design in (FEWER, NOTHING):
        list(run(tasks(tables, [design], reversed(FEW), 1, methods=False), tables))
    rows = read_rows(tables.verdict.file, Measured)
    assert [(row.effect, row.family) for row in rows] == [
        *((0.0, "iid_rate"), (0.0, "iid_share")),
        *((-0.2, "iid_rate"), (-0.2, "iid_share")),
    ]


def test_the_committed_files_can_be_taken_up_as_they_are(tmp_path):
    """What a run would write is what stands there: it would change no line that it did not measure."""
    kept = Tables.committed()
    for table in (kept.verdict, kept.methods):
        copy = replace(table, file=tmp_path / table.file.name)
        copy.put([])
        assert copy.file.read_text() == table.file.read_text()


def test_designs_without_a_number_of_their_own_are_measured_on_a_thousand_without_a_change():
    assert NOTHING.replicates == 1000
    assert all(design.replicates >= 300 for design in DESIGNS.values())
