"""Set up Skifte and start it, or test it. Needs Python 3.11 or newer and nothing else.

    python run.py                  set up the first time, start the app, open the browser
    python run.py --port 8600      on another port
    python run.py --no-browser     without opening the browser
    python run.py test [...]       set up for testing and run the tests; the rest goes to pytest

Everything is installed into ``.venv`` in this folder. Nothing else on the machine is changed.
The file is kept readable for Python 3.7, so that an old Python gets a sentence and not a syntax error.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import Mapping

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
THIS_PYTHON = sys.version_info[:3]
OLDEST_PYTHON = (3, 11)
DEFAULT_PORT = 8501
SECONDS_TO_START = 90

# Everything said, in Swedish and in English.
SAYINGS = {
    "installing": (
        "Installerar det som Skifte behöver i .venv. Det görs en gång och tar en minut eller två.",
        "Installing what Skifte needs into .venv. This is done once and takes a minute or two.",
    ),
    "with_pip": (
        "Installerar med pip i stället för uv. Det tar några minuter.",
        "Installing with pip instead of uv. This takes a few minutes.",
    ),
    "running": (
        "Skifte är igång: {url} (avsluta med Ctrl+C)",
        "Skifte is running: {url} (stop with Ctrl+C)",
    ),
    "too_old": (
        "Skifte behöver Python {needed} eller nyare, men det här är Python {found}. "
        "Installera en nyare Python och starta med den, till exempel: python3.13 run.py",
        "Skifte needs Python {needed} or newer, but this is Python {found}. "
        "Install a newer Python and start with it, for example: python3.13 run.py",
    ),
    "port_taken": (
        "Port {port} används redan, kanske av ett Skifte som är igång. Välj en annan: "
        "python run.py --port {advised}",
        "Port {port} is already in use, perhaps by a Skifte that is running. Choose another: "
        "python run.py --port {advised}",
    ),
    "not_our_address": (
        "Adressen {host} hör inte till den här datorn. Utan --host används 127.0.0.1.",
        "The address {host} does not belong to this computer. Without --host, 127.0.0.1 is used.",
    ),
    "no_venv": (
        "Den här Pythoninstallationen saknar venv eller ensurepip. "
        "På Debian och Ubuntu: sudo apt install python{version}-venv. Kör sedan samma kommando igen.",
        "This Python installation lacks venv or ensurepip. "
        "On Debian and Ubuntu: sudo apt install python{version}-venv. Then run the same command again.",
    ),
    "not_started": (
        "Skifte startade inte. Orsaken står ovanför.",
        "Skifte did not start. The cause is shown above.",
    ),
    "offline": (
        "Paketen kunde inte hämtas. Första gången behövs internet, sedan inte. "
        "Kontrollera nätet eller proxyn i pip:s inställningar och kör samma kommando igen.",
        "The packages could not be fetched. The first time needs the internet, later runs do not. "
        "Check the network or the proxy in pip's settings and run the same command again.",
    ),
    "disk_full": (
        "Disken är full. Skifte behöver ungefär 1,5 GB. Frigör plats och kör samma kommando igen.",
        "The disk is full. Skifte needs about 1.5 GB. Free some space and run the same command again.",
    ),
    "not_allowed": (
        "Det går inte att skriva i {root}. Flytta mappen dit du får skriva, stäng program som använder "
        "den och kör samma kommando igen.",
        "It is not possible to write in {root}. Move the folder to where you may write, close programs "
        "that use it and run the same command again.",
    ),
    "hash_differs": (
        "Ett hämtat paket är inte det som projektet har kontrollerat och installerades därför inte. "
        "Försök från ett annat nät och säg till den som sköter Skifte om det händer igen.",
        "A fetched package is not the one the project has checked, so it was not installed. "
        "Try from another network, and tell whoever maintains Skifte if it happens again.",
    ),
    "not_installed": (
        "Installationen misslyckades. Orsaken står ovanför. Åtgärda den och kör samma kommando igen.",
        "The installation failed. The cause is shown above. Mend it and run the same command again.",
    ),
}

# What pip, uv and the system say when something is wrong, in the order looked for.
SIGNS = {
    "disk_full": ("no space left", "os error 28", "not enough space", "disk quota exceeded"),
    "not_allowed": ("permission denied", "access is denied", "read-only file system"),
    "hash_differs": ("do not match the hashes", "hash mismatch"),
    "offline": (
        *("failed to establish a new connection", "max retries exceeded", "network is unreachable"),
        *("name resolution", "name or service not known", "getaddrinfo failed", "dns error"),
        *("connection refused", "connection reset", "cannot connect to proxy", "timed out"),
        *("error sending request", "failed to fetch", "could not connect"),
    ),
}

# pip's settings that decide where packages come from, and uv's names for them: uv does not read pip's
# files, and an organisation's own index, proxy or certificate is often written only there.
PIP_TO_UV = {
    "index-url": ("UV_DEFAULT_INDEX",),
    "extra-index-url": ("UV_INDEX",),
    "find-links": ("UV_FIND_LINKS",),
    "trusted-host": ("UV_INSECURE_HOST",),
    "cert": ("SSL_CERT_FILE",),
    "proxy": ("HTTPS_PROXY", "HTTP_PROXY"),
}


class Stopped(Exception):  # noqa: N818 - an answer to a person, not a failure of the program
    """The work cannot go on; the code is a key of SAYINGS and the values fill its sentences."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def say(code: str, error: bool = False, **values: object) -> None:
    """Say one thing in both languages, a line each."""
    for sentence in SAYINGS[code]:
        print(sentence.format(**values), file=sys.stderr if error else sys.stdout, flush=True)


def in_words(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version[:2])


def cause_of(trouble: str | OSError) -> str:
    """The key of SAYINGS for what a tool printed or the system raised; "not_installed" when unknown."""
    if isinstance(trouble, OSError) and trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "not_allowed"
    said = str(trouble).lower()
    return next((cause for cause, words in SIGNS.items() if any(w in said for w in words)), "not_installed")


# What is installed


def venv_python(venv: Path, windows: bool = os.name == "nt") -> Path:
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def stamp_file(venv: Path) -> Path:
    return venv / "skifte-installed.json"


def read_stamp(venv: Path) -> dict[str, str]:
    """What the last finished installation wrote: the Python, and a digest for each requirements file."""
    try:
        stamp = json.loads(stamp_file(venv).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(requirements: Path) -> str:
    """Digest of the contents; line endings are left out, since git may write them differently."""
    return hashlib.sha256(b"\n".join(requirements.read_bytes().splitlines())).hexdigest()


def wanted_stamp(purpose: str, requirements: Path) -> dict[str, str]:
    """The stamp after an installation; test.txt holds all that run.txt holds."""
    names = ("run", "test") if purpose == "test" else ("run",)
    digests = {name: digest(requirements / (name + ".txt")) for name in names}
    return {"python": in_words(THIS_PYTHON), **digests}


def is_installed(purpose: str, venv: Path, requirements: Path) -> bool:
    stamp = read_stamp(venv)
    wanted = wanted_stamp(purpose, requirements)
    return venv_python(venv).exists() and all(stamp.get(key) == value for key, value in wanted.items())


def works(venv: Path) -> bool:
    """Whether the environment's Python starts, has pip and is of the same version as this one."""
    ask = "import sys, pip; print('{}.{}'.format(*sys.version_info[:2]))"
    try:
        answer = run_quietly([str(venv_python(venv)), "-c", ask])
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == in_words(THIS_PYTHON)


# Setting up


def set_up(purpose: str, venv: Path = VENV, requirements: Path = REQUIREMENTS) -> None:
    """See to it that ``.venv`` holds what the purpose ("run" or "test") needs; at once when it does."""
    if is_installed(purpose, venv, requirements):
        return
    # What was installed for testing stays: the two commands may follow one another in any order.
    purpose = "test" if "test" in read_stamp(venv) else purpose
    say("installing")
    try:
        if not works(venv):
            make_venv(venv)
        if stamp_file(venv).exists():
            stamp_file(venv).unlink()
        install(purpose, venv, requirements)
        # Written last: an interrupted installation has no stamp and is taken up again.
        stamp_file(venv).write_text(json.dumps(wanted_stamp(purpose, requirements)), encoding="utf-8")
    except OSError as error:
        print(error, file=sys.stderr)
        raise Stopped(cause_of(error), root=ROOT) from error


def make_venv(venv: Path) -> None:
    """A new environment, in place of whatever stands there."""
    no_venv = Stopped("no_venv", version=in_words(THIS_PYTHON))
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise no_venv
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(str(venv))
    # The base Python: run.py may itself have been started by the Python of an environment.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = run_quietly([python, "-m", "venv", str(venv)])
    if made.returncode != 0:
        raise no_venv if "ensurepip" in made.stdout else failed(made.stdout)


def install(purpose: str, venv: Path, requirements: Path) -> None:
    """Install exactly the locked packages, each checked against its hash: with uv, else with pip."""
    python = str(venv_python(venv))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--retries", "2"]
    locked = str(requirements / (purpose + ".txt"))
    tried = run_quietly([*pip, "install", "--require-hashes", "-r", str(requirements / "uv.txt")])
    if tried.returncode == 0:
        sync = [python, "-m", "uv", "pip", "sync", "--require-hashes", "--compile-bytecode"]
        environment = uv_environment(os.environ, pip_settings([*pip, "config", "list"]))
        tried = run_quietly([*sync, "--python", python, locked], environment)
    # Plain pip would meet a cause that is known as well; an unknown one may be uv's own.
    if tried.returncode != 0 and cause_of(tried.stdout) == "not_installed":
        say("with_pip")
        tried = run_quietly([*pip, "install", "--require-hashes", "-r", locked])
    if tried.returncode != 0:
        raise failed(tried.stdout)


def failed(output: str) -> Stopped:
    """The sentence for a failed installation, after the last lines of what the tool itself said."""
    print(*output.strip().splitlines()[-15:], sep="\n", file=sys.stderr)
    return Stopped(cause_of(output), root=ROOT)


def run_quietly(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; output and errors together in ``stdout``."""
    return subprocess.run(
        command,
        cwd=str(ROOT),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def pip_settings(config_list: list[str]) -> dict[str, str]:
    """The user's settings for pip that PIP_TO_UV names, e.g. {"index-url": "..."}.

    Read from the lines ``global.index-url='...'``, ``install.…`` and ``:env:.…``; later ones win, as in pip.
    """
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in run_quietly(config_list).stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.partition(".")
        if section in found and key in PIP_TO_UV:
            with contextlib.suppress(ValueError, SyntaxError):
                found[section][key] = str(ast.literal_eval(value))
    return {**found["global"], **found["install"], **found[":env:"]}


def uv_environment(environment: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv: pip's settings under uv's names, unless the user has set uv's own."""
    result = {
        # Look in all indexes for the locked version, as pip does; the hashes decide what is accepted.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        # Works across file systems, and stays whole when uv's cache is cleared.
        "UV_LINK_MODE": "copy",
    }
    for key, value in settings.items():
        separator = "," if key == "find-links" else " "
        result.update((name, separator.join(value.split())) for name in PIP_TO_UV[key])
    return {**result, **environment}


# Starting


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # on Windows the option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
                raise Stopped("not_our_address", host=host) from error
            return False
    return True


def check_port(host: str, port: int) -> None:
    if not is_free(host, port):
        others = [*range(port + 1, min(port + 100, 65536)), *range(DEFAULT_PORT, DEFAULT_PORT + 100)]
        raise Stopped("port_taken", port=port, advised=next(p for p in others if is_free(host, p)))


def answers(url: str) -> bool:
    """Whether Streamlit says that it is ready; asked directly, since no proxy knows this machine's ports."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url + "/_stcore/health", timeout=2) as reply:
            return reply.read().strip() == b"ok"
    except OSError:
        return False


def wait_until_ready(server: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(url):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Stopped("not_started")
        time.sleep(0.1)


def start(host: str, port: int, browser: bool) -> int:
    check_port(host, port)
    set_up("run")
    # Ended by another program, run.py must not leave the server running.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = ["--server.address", host, "--server.port", str(port), "--server.headless", "true"]
    streamlit = [str(venv_python(VENV)), "-m", "streamlit", "run", str(ROOT / "app.py")]
    server = subprocess.Popen([*streamlit, *options], cwd=str(ROOT))
    try:
        url = "http://{}:{}".format("127.0.0.1" if host == "0.0.0.0" else host, port)  # noqa: S104
        wait_until_ready(server, url)
        say("running", url=url)
        if browser:
            webbrowser.open(url)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, gently first; another Ctrl+C while waiting hurries it on."""
    for end in (server.terminate, server.kill):
        if server.poll() is None:
            end()
            with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                server.wait(timeout=5)


EVERY_TEST = ["-n", "auto", "--dist", "loadfile"]
"""All tests, a file at a time on each core; what a person asks for by name runs as they wrote it."""


def test(arguments: list[str]) -> int:
    set_up("test")
    pytest = [str(venv_python(VENV)), "-m", "pytest", *(arguments or EVERY_TEST)]
    return subprocess.run(pytest, cwd=str(ROOT), check=False).returncode


# The command


def port_number(text: str) -> int:
    if not 1024 <= int(text) <= 65535:  # those below are kept for the system
        raise ValueError
    return int(text)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python run.py",
        description="Starta Skifte med exempeldata. / Start Skifte on sample data.",
        epilog="python run.py test: kör testerna / run the tests (-k, -x, ... go to pytest).",
    )
    port = "port, 1024 till 65535 / port, 1024 to 65535 (%(default)s)"
    host = "adress; 0.0.0.0 släpper in andra datorer / address; 0.0.0.0 lets other computers in (%(default)s)"
    browser = "öppna inte webbläsaren / do not open the browser"
    parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, help=port)
    parser.add_argument("--host", default="127.0.0.1", help=host)
    parser.add_argument("--no-browser", action="store_true", help=browser)
    return parser.parse_args(arguments)


def main(arguments: list[str], version: tuple[int, ...] = THIS_PYTHON) -> int:
    try:
        if version < OLDEST_PYTHON:
            raise Stopped("too_old", needed=in_words(OLDEST_PYTHON), found=in_words(version))
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        chosen = parse(arguments)
        return start(chosen.host, chosen.port, not chosen.no_browser)
    except Stopped as reason:
        say(reason.code, error=True, **reason.values)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks å, ä or ö shows a question mark instead of stopping.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(main(sys.argv[1:]))
