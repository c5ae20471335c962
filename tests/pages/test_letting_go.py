"""A file that is let go is gone, also from the server that received its bytes."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.parts import upload


@pytest.fixture
def received(monkeypatch):
    """A server that has just received one file, and the session of the visitor who sent it."""
    files = MemoryUploadedFileManager("/upload")
    files.add_file("visitor", UploadedFileRec("1", "lista.csv", "text/csv", b"something"))
    context = SimpleNamespace(uploaded_file_mgr=files, session_id="visitor")
    state = {upload._FILE: "1", upload._OPENED: object(), upload._READ: object()}
    monkeypatch.setattr(upload, "get_script_run_ctx", lambda: context)
    monkeypatch.setattr(upload.st, "session_state", state)
    return files, state


def test_the_servers_copy_is_removed_at_once(received):
    files, _ = received
    upload.let_go()
    assert files.get_files("visitor", ["1"]) == []


def test_nothing_opened_or_read_is_left_in_the_session(received):
    _, state = received
    upload.let_go()
    assert set(state) == {upload._ROUND}
