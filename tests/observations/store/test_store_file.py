"""The file of the store survives what happens to it: a killed program, an older version, another program."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from core.observations.store.database import MIGRATIONS, VERSION, connect, migrate
from core.observations.store.store import Store
from core.remarks import Refused
from tests.observations.made_extracts import BASE, months, observations, own_dataset

ED = "akutbesok_hsh"
ROOT = Path(__file__).resolve().parents[3]


def data(*numbers, start="2025-01"):
    return own_dataset(observations(*months(ED, "0680", start, list(numbers))))


def digest(store: Store, collection: int) -> str:
    from core.observations.observations import Observations

    return Observations(store.dataset(collection, BASE).observations.frame).digest


def refused(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        Store(path)
    return refusal.value.problems[0].code


def another_program(code: str, path: Path) -> subprocess.Popen:
    """Python in a process of its own that says "ready" and waits."""
    script = textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )


def test_a_program_killed_in_the_middle_of_a_load_leaves_what_was_there_before(tmp_path):
    path = tmp_path / "skifte.duckdb"
    store = Store(path)
    number = store.keep("x", data(10, 11, 12))
    before = digest(store, number)
    store.close()
    killed = another_program(
        """
        import sys, time
        from pathlib import Path
        from core.observations.store import rows
        from core.observations.store.store import Store
        from tests.observations.store.test_store_file import BASE, data

        write = rows.write

        def stop_in_the_middle(*args):
            write(*args)
            print("ready", flush=True)
            time.sleep(60)

        rows.write = stop_in_the_middle
        Store(Path(sys.argv[1])).load(1, data(20, 21, 22, 23), BASE)
        """,
        path,
    )
    assert killed.stdout is not None
    assert killed.stdout.readline().strip() == "ready"
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    again = Store(path)
    assert digest(again, number) == before
    assert [load.counts for load in again.loads(number)] == [{"added": 3}]
    again.load(number, data(20, 21, 22, 23), BASE)
    assert len(again.dataset(number, BASE).observations) == 4
    again.close()


def test_a_failure_in_the_middle_of_a_load_leaves_what_was_there_before(tmp_path, monkeypatch):
    store = Store(tmp_path / "skifte.duckdb")
    number = store.keep("x", data(10, 11, 12))
    before = digest(store, number)

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr("core.observations.store.store._insert_definitions", fails)
    with pytest.raises(RuntimeError):
        store.load(number, data(20, 21), BASE)
    assert digest(store, number) == before
    assert len(store.loads(number)) == 1
    store.close()


def test_a_second_program_is_told_that_the_store_is_in_use(tmp_path):
    path = tmp_path / "skifte.duckdb"
    Store(path).close()
    other = another_program(
        """
        import sys, time
        from pathlib import Path
        from core.observations.store.store import Store
        store = Store(Path(sys.argv[1]))
        print("ready", flush=True)
        time.sleep(60)
        """,
        path,
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "ready"
    assert refused(path) == "store_in_use"
    other.terminate()
    other.wait()
    other.stdout.close()
    Store(path).close()


def test_a_file_of_version_1_is_brought_up_to_date_with_all_it_holds(tmp_path):
    path = tmp_path / "skifte.duckdb"
    with duckdb.connect(str(path)) as old:
        migrate(old, to=1)
        definition = '{"id": "0680", "name": {"sv": "Jönköping", "en": "Jönköping"}, "level": "municipality"}'
        for statement in (
            "INSERT INTO collections VALUES (1, 'u', 'Mina tal', '2025-01-01')",
            "INSERT INTO loads VALUES (1, 'v', 1, 'fil.csv', 'd', '2025-01-01', '{}')",
            f"INSERT INTO definitions VALUES (1, 'unit', '0680', '{definition}')",
            f"INSERT INTO series VALUES (1, 1, '{ED}', '0680', 'all', 'all', 'all', 'all', 'month')",
            "INSERT INTO sources VALUES (1, 'fil.csv')",
            "INSERT INTO observations VALUES (1, 660, 10, 400, 2.5, 0, 1, 1)",
        ):
            old.execute(statement)
    store = Store(path)
    assert digest(store, 1) == data(10).observations.digest
    assert store.n_mappings() == 0
    found = store._connection.cursor().execute("SELECT max(version) FROM schema_version").fetchall()
    assert found == [(VERSION,)]
    store.close()
    Store(path).close()


def test_a_file_of_version_2_gets_a_place_for_additions_and_keeps_its_columns(tmp_path):
    path = tmp_path / "skifte.duckdb"
    with duckdb.connect(str(path)) as old:
        migrate(old, to=2)
        old.execute("INSERT INTO mappings VALUES ('shape', 'body', '', '2025-01-01')")
    store = Store(path)
    assert store.additions() == ()
    store.keep_additions(list(BASE.catalogue)[:3])
    store.close()
    store = Store(path)
    assert store.additions() == tuple(BASE.catalogue)[:3]
    assert store.recall("shape") == "body"
    store.close()


def test_what_earlier_versions_were_is_never_changed():
    import hashlib

    digests = [hashlib.sha256("\n".join(one).encode()).hexdigest()[:12] for one in MIGRATIONS]
    assert digests == ["fbe2b911b652", "b74eb3eb06b5", "b673e711f295"]


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    path = tmp_path / "skifte.duckdb"
    connection = connect(path)
    connection.execute("INSERT INTO schema_version VALUES (?, now()::TIMESTAMP)", [VERSION + 1])
    connection.close()
    before = path.read_bytes()
    assert refused(path) == "store_newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello" * 5000])
def test_a_file_that_is_no_store_is_told_of_or_filled(tmp_path, content):
    path = tmp_path / "skifte.duckdb"
    path.write_bytes(content)
    if content:
        assert refused(path) == "store_damaged"
        assert path.read_bytes() == content
    else:
        with pytest.raises(Refused):
            Store(path)


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path):
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "file" / "skifte.duckdb") == "store_no_place"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit to set there")
@pytest.mark.parametrize(
    "change", ["store.load(1, more, BASE)", "store.keep('y', more)", "restore(store, file)"]
)
def test_a_full_disk_is_told_of_and_what_was_there_before_is_whole(tmp_path, change):
    path = tmp_path / "å ä ö med blanksteg" / "skifte.duckdb"
    store = Store(path)
    store.keep("x", data(10, 11, 12))
    before = digest(store, 1)
    store.close()
    full = another_program(
        f"""
        import io, resource, signal, sys
        from pathlib import Path
        from core.observations.store.archive import export, restore
        from core.observations.store.store import Store
        from core.remarks import Refused
        from tests.observations.made_extracts import BASE, months, observations, own_dataset

        numbers = [float(i * 7919 % 100_003) for i in range(600)]
        units = [unit.id for unit in BASE.units]
        rows = [row for u in units for row in months("akutbesok_hsh", u, "1975-01", numbers)]
        more = own_dataset(observations(*rows))
        file = io.BytesIO()
        other = Store(Path(sys.argv[1]).with_name("other.duckdb"))
        other.keep("z", more)
        export(other, file)
        path = Path(sys.argv[1])
        store = Store(path)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        try:
            {change}
        except Refused as refused:
            print([problem.code for problem in refused.problems])
        print([one.name for one in store.collections()])
        """,
        path,
    )
    said, _ = full.communicate(timeout=60)
    assert said.splitlines() == ["['store_not_written']", "['x']"]
    again = Store(path)
    assert digest(again, 1) == before
    again.keep("y", data(1, 2))
    assert [one.name for one in again.collections()] == ["x", "y"]


def test_a_drive_that_knows_no_owners_can_hold_it(tmp_path, monkeypatch):
    def unknown(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", unknown)
    assert Store(tmp_path / "skifte.duckdb").collections() == ()


def test_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "folder" / "skifte.duckdb"
    Store(path).close()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_database_reads_and_writes_no_other_file(tmp_path):
    connection = connect(tmp_path / "skifte.duckdb")
    for statement in (f"COPY loads TO '{tmp_path}/x.csv'", f"ATTACH '{tmp_path}/y.db'", "INSTALL httpfs"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    connection.close()
