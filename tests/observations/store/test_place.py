"""A store lies in the user's folder, and there is none where several people share a server."""

from pathlib import Path

import pytest

from core.observations.store.place import may_keep, store_path


def test_the_folder_can_be_chosen():
    assert store_path({"SKIFTE_DATA": "/data/mine"}) == Path("/data/mine/skifte.duckdb")
    assert store_path({}).name == "skifte.duckdb"
    assert store_path({}).parent.name == "skifte"


@pytest.mark.parametrize("host", [None, "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_ones_own_machine_may_keep_data(address, host):
    assert may_keep(address, host, environment={})
    assert may_keep(address, host, environment={"SKIFTE_SHARED": "0"})


@pytest.mark.parametrize(
    ("address", "host", "forwarded", "shared"),
    [
        ("127.0.0.1", "localhost", False, "1"),
        ("127.0.0.1", "localhost", False, "ja"),
        ("127.0.0.1", None, False, "anything"),
        ("0.0.0.0", "localhost:8501", False, ""),
        (None, None, False, ""),
        ("", None, False, ""),
        ("127.0.0.1", "skifte.example.se", False, ""),
        ("127.0.0.1", "localhost.example.se:80", False, ""),
        ("127.0.0.1", "10.0.0.5:8501", False, ""),
        ("127.0.0.1", "localhost", True, ""),
    ],
)
def test_a_shared_server_may_not(address, host, forwarded, shared):
    assert not may_keep(address, host, forwarded=forwarded, environment={"SKIFTE_SHARED": shared})
