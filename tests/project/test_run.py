"""run.py, what a newcomer meets first. No network, no environment: tools are replaced by what they say."""

import ast
import errno
import json
import signal
import socket
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import run

Answer = Callable[[list[str]], tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, Path]:
    """A place for an environment, and requirements files in the shape of the real ones."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "run.txt").write_text("altair==6.3.0\n")
    (requirements / "test.txt").write_text("altair==6.3.0\npytest==9.2.0\n")
    (requirements / "uv.txt").write_text("uv==0.13.9\n")
    return tmp_path / ".venv", requirements


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], list[list[str]]]:
    """Replaces every tool that run.py calls by a function; gives the list of the commands that come."""

    def replace(answer: Answer) -> list[list[str]]:
        commands: list[list[str]] = []

        def run_quietly(command: list[str], environment: dict[str, str] | None = None):
            commands.append(command)
            if "-m" in command and command[command.index("-m") + 1] == "venv":
                python = run.venv_python(Path(command[-1]))
                python.parent.mkdir(parents=True)
                python.touch()
            code, said = answer(command)
            return subprocess.CompletedProcess(command, code, stdout=said)

        monkeypatch.setattr(run, "run_quietly", run_quietly)
        return commands

    return replace


def all_goes_well(command: list[str]) -> tuple[int, str]:
    if "-c" not in command:
        return 0, ""
    return (0, run.in_words(run.THIS_PYTHON)) if Path(command[0]).exists() else (1, "")


def fails_at(word: str, saying: str) -> Answer:
    return lambda command: (1, saying) if word in command else all_goes_well(command)


def locked_files(commands: list[list[str]]) -> list[str]:
    return [Path(c[-1]).name for c in commands if c[-1].endswith(".txt")]


# The command


def test_the_plain_command_listens_to_this_machine_only_and_opens_the_browser():
    chosen = run.parse([])
    assert (chosen.host, chosen.port, chosen.no_browser) == ("127.0.0.1", 8501, False)


def test_port_and_browser_can_be_chosen():
    chosen = run.parse(["--port", "8600", "--no-browser", "--host", "0.0.0.0"])
    assert (chosen.host, chosen.port, chosen.no_browser) == ("0.0.0.0", 8600, True)


@pytest.mark.parametrize("wrong", ["0", "80", "65536", "-1", "x"])
def test_a_port_that_cannot_be_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        run.parse([f"--port={wrong}"])
    assert stopped.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_what_follows_the_word_test_goes_to_pytest(monkeypatch: pytest.MonkeyPatch):
    passed_on: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda purpose: passed_on.append([purpose]))
    monkeypatch.setattr(
        subprocess, "run", lambda c, **_: passed_on.append(c) or subprocess.CompletedProcess(c, 5)
    )
    assert run.main(["test", "-k", "p chart", "--port"]) == 5
    assert passed_on == [
        ["test"],
        [str(run.venv_python(run.VENV)), "-m", "pytest", "-k", "p chart", "--port"],
    ]


def test_all_tests_are_spread_over_the_cores_a_file_at_a_time(monkeypatch: pytest.MonkeyPatch):
    passed_on: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda _: None)
    monkeypatch.setattr(
        subprocess, "run", lambda c, **_: passed_on.append(c) or subprocess.CompletedProcess(c, 0)
    )
    assert run.main(["test"]) == 0
    assert passed_on[0][1:] == ["-m", "pytest", "-n", "auto", "--dist", "loadfile"]


# Old Python


def test_an_old_python_gets_a_sentence_in_both_languages(capsys: pytest.CaptureFixture[str]):
    assert run.main([], version=(3, 9, 1)) == 1
    swedish, english = capsys.readouterr().err.splitlines()
    assert "Skifte behöver Python 3.11 eller nyare, men det här är Python 3.9" in swedish
    assert "Skifte needs Python 3.11 or newer, but this is Python 3.9" in english


def test_an_old_python_can_read_the_file_at_all(root: Path):
    ast.parse((root / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_only_the_standard_library_is_imported(root: Path):
    tree = ast.parse((root / "run.py").read_text(encoding="utf-8"))
    imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


# Setting up


def test_a_first_run_makes_the_environment_and_installs_what_is_locked(project, tools):
    venv, requirements = project
    commands = tools(all_goes_well)
    run.set_up("run", venv, requirements)
    assert locked_files(commands) == ["uv.txt", "run.txt"]
    assert all("--require-hashes" in c for c in commands if c[-1].endswith(".txt"))
    assert run.is_installed("run", venv, requirements)
    assert not run.is_installed("test", venv, requirements)


def test_a_second_run_calls_no_tool_at_all(project, tools):
    tools(all_goes_well)
    run.set_up("test", *project)
    commands = tools(all_goes_well)
    run.set_up("test", *project)
    run.set_up("run", *project)
    assert commands == []


def test_testing_adds_to_what_is_there_without_making_the_environment_anew(project, tools):
    tools(all_goes_well)
    run.set_up("run", *project)
    commands = tools(all_goes_well)
    run.set_up("test", *project)
    assert locked_files(commands) == ["uv.txt", "test.txt"]
    assert not any("venv" in c for c in commands)


def test_starting_never_takes_away_what_the_tests_need(project, tools):
    venv, requirements = project
    tools(all_goes_well)
    run.set_up("test", venv, requirements)
    (requirements / "run.txt").write_text("altair==6.4.0\n")
    commands = tools(all_goes_well)
    run.set_up("run", venv, requirements)
    assert locked_files(commands) == ["uv.txt", "test.txt"]


def test_an_interrupted_installation_is_taken_up_again(project, tools):
    venv, requirements = project

    def interrupted(command: list[str]) -> tuple[int, str]:
        if "sync" in command:
            raise KeyboardInterrupt
        return all_goes_well(command)

    tools(all_goes_well)
    run.set_up("run", venv, requirements)
    (requirements / "run.txt").write_text("altair==6.4.0\n")
    tools(interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.set_up("run", venv, requirements)
    assert run.read_stamp(venv) == {}
    assert not run.is_installed("run", venv, requirements)


@pytest.mark.parametrize("answer", [(1, "No module named pip"), (0, "3.9"), (0, "")])
def test_a_broken_or_half_made_environment_is_made_anew(project, tools, answer: tuple[int, str]):
    venv, requirements = project
    (venv / "lib").mkdir(parents=True)
    (venv / "lib" / "leftover").touch()
    commands = tools(lambda command: answer if "-c" in command else (0, ""))
    run.set_up("run", venv, requirements)
    assert any("venv" in command for command in commands)
    assert not (venv / "lib" / "leftover").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(project, tools):
    venv, requirements = project
    tools(all_goes_well)
    run.set_up("run", venv, requirements)
    run.venv_python(venv).unlink()
    assert not run.is_installed("run", venv, requirements)


@pytest.mark.parametrize("stamp", ["", "{", "[]", "null", '{"python": "3.9"}', '{"python": 3, "run": []}'])
def test_a_spoilt_stamp_counts_as_not_installed(project, stamp: str):
    venv, requirements = project
    venv.mkdir()
    run.stamp_file(venv).write_text(stamp)
    assert not run.is_installed("run", venv, requirements)


def test_line_endings_do_not_cause_a_new_installation(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"altair==6.3.0\nnumpy==2.4.6\n")
    (tmp_path / "b").write_bytes(b"altair==6.3.0\r\nnumpy==2.4.6\r\n")
    (tmp_path / "c").write_bytes(b"altair==6.3.0\nnumpy==2.4.7\n")
    assert run.digest(tmp_path / "a") == run.digest(tmp_path / "b") != run.digest(tmp_path / "c")


def test_the_stamp_tells_which_python_it_was_made_with(project):
    assert run.wanted_stamp("test", project[1])["python"] == "{}.{}".format(*sys.version_info[:2])
    assert json.dumps(run.wanted_stamp("test", project[1]))


def test_windows_keeps_its_python_elsewhere():
    assert run.venv_python(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert run.venv_python(Path("v"), windows=False) == Path("v/bin/python")


# When setting up fails

PIP_OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': "
    "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'\n"
    "ERROR: Could not find a version that satisfies the requirement uv"
)
UV_OFFLINE = "error: Failed to fetch: `simple/altair/`\n  Caused by: dns error: failed to lookup address"


@pytest.mark.parametrize(("at", "says"), [("install", PIP_OFFLINE), ("sync", UV_OFFLINE)])
def test_without_a_network_the_first_time_it_says_so_at_once(project, tools, capsys, at: str, says: str):
    commands = tools(fails_at(at, says))
    with pytest.raises(run.Stopped) as stopped:
        run.set_up("run", *project)
    assert stopped.value.code == "offline"
    assert sum("install" in c or "sync" in c for c in commands) == (1 if at == "install" else 2)
    assert says.splitlines()[-1] in capsys.readouterr().err


@pytest.mark.parametrize("at", ["uv", "sync"])
def test_where_uv_cannot_be_used_pip_installs_the_same_with_hashes(project, tools, at: str):
    venv, requirements = project

    def no_uv(command: list[str]) -> tuple[int, str]:
        is_uv = at in command or (at == "uv" and command[-1].endswith("uv.txt"))
        return (1, "no matching distribution for this platform") if is_uv else all_goes_well(command)

    commands = tools(no_uv)
    run.set_up("run", venv, requirements)
    assert commands[-1][1:3] == ["-m", "pip"]
    assert commands[-1][-3:] == ["--require-hashes", "-r", str(requirements / "run.txt")]
    assert run.is_installed("run", venv, requirements)


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.EACCES, "Permission denied"), "not_allowed"),
        (OSError(errno.EROFS, "Read-only file system"), "not_allowed"),
        (OSError(errno.EIO, "Input/output error"), "not_installed"),
        ("error: failed to write: No space left on device (os error 28)", "disk_full"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '/x'", "not_allowed"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "hash_differs"),
        ("error: Hash mismatch for `altair==6.3.0`", "hash_differs"),
        ("ProxyError('Cannot connect to proxy.', timeout('timed out'))", "offline"),
        ("error: subprocess-exited-with-error", "not_installed"),
    ],
)
def test_the_cause_is_told_from_what_the_tools_say(trouble: str | OSError, cause: str):
    assert run.cause_of(trouble) == cause


def test_a_folder_that_may_not_be_written_is_named(project, tools, capsys):
    tools(fails_at("venv", "Error: [Errno 13] Permission denied: '.venv'"))
    with pytest.raises(run.Stopped) as stopped:
        run.set_up("run", *project)
    assert stopped.value.code == "not_allowed"
    run.say(stopped.value.code, error=True, **stopped.value.values)
    assert str(run.ROOT) in capsys.readouterr().err


def test_a_python_without_venv_is_told_what_to_install(project, tools, monkeypatch, capsys):
    tools(lambda command: (1, "") if "-c" in command else (0, ""))
    monkeypatch.setattr(
        run.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object()
    )
    with pytest.raises(run.Stopped) as stopped:
        run.set_up("run", *project)
    run.say(stopped.value.code, **stopped.value.values)
    assert "sudo apt install python{}.{}-venv".format(*sys.version_info[:2]) in capsys.readouterr().out


# Where packages come from


def test_pips_own_settings_reach_uv(tools):
    said = "global.index-url='https://a.example/simple'\nglobal.cert='/etc/ca.pem'\nglobal.timeout='60'\n"
    tools(lambda _: (0, said))
    env = run.uv_environment({"PATH": "/bin"}, run.pip_settings([]))
    assert env["UV_DEFAULT_INDEX"] == "https://a.example/simple"
    assert env["SSL_CERT_FILE"] == "/etc/ca.pem"
    assert env["PATH"] == "/bin"


def test_the_environment_wins_over_pips_files_as_in_pip(tools):
    lines = (":env:.index-url='https://env.example'", "global.index-url='https://file.example'")
    tools(lambda _: (0, "\n".join(lines)))
    assert run.pip_settings([]) == {"index-url": "https://env.example"}


def test_several_extra_indexes_on_lines_of_their_own_are_all_kept(tools):
    tools(lambda _: (0, r"global.extra-index-url='\nhttps://a.example\nhttps://b.example'"))
    assert run.uv_environment({}, run.pip_settings([]))["UV_INDEX"] == "https://a.example https://b.example"


def test_what_the_user_has_set_for_uv_is_not_touched():
    env = run.uv_environment({"UV_DEFAULT_INDEX": "mine"}, {"index-url": "pips"})
    assert env["UV_DEFAULT_INDEX"] == "mine"


def test_without_settings_uv_uses_its_own_index():
    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE"} & set(run.uv_environment({}, {}))


@given(st.text())
def test_no_output_of_pip_makes_the_reading_fail(said: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "run_quietly", lambda _: subprocess.CompletedProcess([], 0, stdout=said))
        assert set(run.pip_settings([])) <= set(run.PIP_TO_UV)


# Starting


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_is_named_and_a_free_one_advised(taken_port: int, capsys: pytest.CaptureFixture[str]):
    assert run.main(["--port", str(taken_port), "--no-browser"]) == 1
    swedish, english = capsys.readouterr().err.splitlines()
    assert swedish.startswith(f"Port {taken_port} används redan")
    advised = int(swedish.rsplit(" ", 1)[1])
    assert english.endswith(f"python run.py --port {advised}")
    assert advised != taken_port
    assert run.is_free("127.0.0.1", advised)


def test_an_address_of_another_machine_is_refused_in_words(capsys: pytest.CaptureFixture[str]):
    assert run.main(["--host", "192.0.2.1", "--no-browser"]) == 1
    assert "192.0.2.1" in capsys.readouterr().err


class FakeServer:
    """Stands in for the server process."""

    def __init__(self, ending: BaseException | int) -> None:
        self.ending, self.ended = ending, False

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def wait(self, timeout: float | None = None) -> int:
        if isinstance(self.ending, BaseException) and not self.ended:
            raise self.ending
        return 0

    def terminate(self) -> None:
        self.ended = True

    kill = terminate


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, FakeServer, list[str], list[list[str]]]]:
    """Starts with a stand-in for the server; tells the answer, the server, pages opened and commands."""

    def starting(*arguments: str, ending: BaseException | int = 0, healthy: bool = True):
        server, opened, commands = FakeServer(ending), [], []
        monkeypatch.setattr(run, "set_up", lambda purpose: None)
        monkeypatch.setattr(run, "is_free", lambda host, port: True)
        monkeypatch.setattr(run, "answers", lambda url: healthy)
        monkeypatch.setattr(run, "SECONDS_TO_START", 0)
        monkeypatch.setattr(run.signal, "signal", lambda *_: signal.SIG_DFL)
        monkeypatch.setattr(run.webbrowser, "open", opened.append)
        monkeypatch.setattr(run.subprocess, "Popen", lambda c, **_: commands.append(c) or server)
        return run.main(list(arguments)), server, opened, commands

    return starting


def test_the_browser_opens_when_the_server_answers(start):
    _, _, opened, commands = start("--port", "8600")
    assert opened == ["http://127.0.0.1:8600"]
    assert commands[0][-6:-2] == ["--server.address", "127.0.0.1", "--server.port", "8600"]


def test_no_browser_opens_when_it_is_not_wanted(start):
    assert start("--no-browser")[2] == []


def test_the_browser_finds_a_server_that_listens_to_all(start):
    assert start("--host", "0.0.0.0")[2] == ["http://127.0.0.1:8501"]


def test_ctrl_c_ends_the_server_and_is_no_failure(start, capsys):
    code, server, _, _ = start(ending=KeyboardInterrupt())
    assert (code, server.ended) == (0, True)
    assert capsys.readouterr().err == ""


def test_a_server_that_never_answers_is_ended_and_said(start, capsys):
    code, server, opened, _ = start(healthy=False)
    assert (code, server.ended, opened) == (1, True, [])
    assert "Skifte startade inte" in capsys.readouterr().err


@pytest.mark.parametrize("code", run.SAYINGS)
def test_everything_is_said_in_both_languages_with_the_same_values(code: str):
    swedish, english = (
        {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        for sentence in run.SAYINGS[code]
    )
    assert swedish == english
