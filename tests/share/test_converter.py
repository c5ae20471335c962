"""The process that makes pictures: what fails in it is told by its kind, and the next picture is made."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.share.converter import Converter, NotDrawn

CHART = '{"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}'
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SVG = "vegalite_to_svg"

ENDS = "import sys; sys.stdin.buffer.readline(); sys.exit(1)"
HANGS = "import time; time.sleep(60)"
BABBLES = "import sys; print('no answer', flush=True); sys.stdin.buffer.read()"
STOPS_HALFWAY = """
import json, sys
sys.stdin.buffer.readline()
print(json.dumps({"made": True, "length": 1000}), "half", sep="\\n", flush=True)
"""


@pytest.fixture
def converter() -> Iterator[Converter]:
    made = Converter()
    yield made
    made.close()


def test_it_works_in_a_process_of_its_own_that_is_kept(converter: Converter):
    assert converter.convert(SVG, CHART).startswith(b"<svg")
    assert converter._process is not None
    first = converter._process.pid
    assert first != os.getpid()
    assert converter.convert("svg_to_png", SQUARE, scale=2.0).startswith(b"\x89PNG")
    assert converter._process.pid == first


@pytest.mark.parametrize("content", ['{"mark": "secret', '{"mark": "secret"}'])
def test_a_failure_is_told_by_its_kind_and_never_by_what_it_said(converter: Converter, content: str):
    with pytest.raises(NotDrawn) as told:
        converter.convert(SVG, content)
    assert str(told.value).startswith(SVG)
    assert "secret" not in str(told.value)
    assert converter.convert(SVG, CHART)


def test_a_process_that_was_ended_is_started_anew(converter: Converter):
    converter.convert(SVG, CHART)
    assert converter._process is not None
    converter._process.kill()
    converter._process.wait()
    assert converter.convert(SVG, CHART)


@pytest.mark.parametrize("program", [ENDS, HANGS, BABBLES, STOPS_HALFWAY])
def test_a_process_that_ends_hangs_or_says_something_else_gives_no_picture(tmp_path: Path, program: str):
    worker = tmp_path / "worker.py"
    worker.write_text(program, encoding="utf-8")
    broken = Converter(worker, longest=1.0)
    with pytest.raises(NotDrawn):
        broken.convert(SVG, CHART)
    assert broken._process is None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_the_process_ends_with_the_one_that_started_it(root: Path):
    program = f"""
from core.share.converter import converter
converter().convert({SVG!r}, {CHART!r})
print(converter()._process.pid)
import os, sys
sys.stdout.flush()
os._exit(0)  # as when a server is killed: nothing is tidied up
"""
    answer = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True)
    pid = int(answer.stdout)
    assert ended(pid)


def ended(pid: int) -> bool:
    """Whether a process is gone within a second or is only waiting to be forgotten."""
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
