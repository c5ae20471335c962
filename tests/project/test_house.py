"""Rules of the house that no tool checks: what may import what, what a file may hold, how long it may be."""

import ast
import re
import shutil
import string
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Longer than the limit, and why it is nevertheless one module.
LONG_FOR_A_REASON = {
    "run.py": "has to be one file of the standard library; a fifth is its sentences in two languages",
}
LONGEST = 400

# Only this package may reach another machine, and only when a person presses a button there.
ASKS_OTHERS = "core/observations/live/"
NETWORK = {"requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "socket", "ftplib"}
UNSAFE = {"pickle", "shelve", "marshal", "dill", "joblib"}
STATISTICS = {"numpy", "scipy", "statsmodels", "statistics", "math", "random"}
FILE_FORMATS = {"csv", "duckdb", "openpyxl", "python_calamine", "pyarrow", "sqlite3", "xlsxwriter"}

# Words that are the same in Swedish and English.
SAME_IN_BOTH = {
    *("skifte", "data", "period", "svenska", "english", "definition", "median", "per", "status", "csv"),
    *("signal", "start", "trend"),
    *("anhøj", "ihi", "making", "count", "nelson", "western", "electric"),  # names of rule sets
}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Full names of what a module imports, wherever in it, with the packages they stand in."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names | {name.rsplit(".", depth)[0] for name in names for depth in range(1, name.count(".") + 1)}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Imports


@pytest.mark.parametrize("path", modules("core"), ids=name_of)
def test_core_works_without_streamlit_pages_network_or_anything_that_runs_what_it_reads(path: Path):
    network = set() if name_of(path).startswith(ASKS_OTHERS) else NETWORK
    forbidden = {"streamlit", "pages", "app"} | network | UNSAFE
    assert sorted(imported(path) & forbidden) == []


@pytest.mark.parametrize("path", [ROOT / "app.py", *modules("pages")], ids=name_of)
def test_pages_ask_core_and_hold_no_statistics_no_file_formats_and_no_network(path: Path):
    forbidden = STATISTICS | FILE_FORMATS | NETWORK | UNSAFE
    assert sorted(imported(path) & forbidden) == []


# Modules


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", [ROOT / "app.py", ROOT / "run.py", *modules("core", "pages")], ids=name_of)
def test_a_module_is_short_or_says_why_not(path: Path):
    assert length(path) <= LONGEST or name_of(path) in LONG_FOR_A_REASON


def test_no_reason_is_kept_for_a_module_that_has_become_short():
    lengths = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in LONG_FOR_A_REASON
    }
    assert {name for name, length in lengths.items() if length <= LONGEST} == set()


# Requirements


def locked(name: str) -> dict[str, str]:
    """Package and version of each entry of a requirements file, continued lines joined."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {entry.split("==")[0]: entry for entry in entries}


@pytest.mark.parametrize("name", ["run.txt", "test.txt", "uv.txt"])
def test_every_requirement_is_one_exact_version_with_hashes_and_no_address(name: str):
    entries = locked(name)
    assert entries
    for entry in entries.values():
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_what_the_tests_need_includes_all_that_the_app_needs_in_the_same_versions():
    assert locked("run.txt").items() <= locked("test.txt").items()


def test_what_the_project_asks_for_is_what_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.match(r"[A-Za-z0-9-]+", entry)[0].lower() for entry in project["project"]["dependencies"]}
    assert asked <= set(locked("run.txt"))
    groups = [entry for group in project["dependency-groups"].values() for entry in group]
    assert {re.match(r"[A-Za-z0-9-]+", entry)[0].lower() for entry in groups} <= set(locked("test.txt"))


# Words


def sentences(language: str) -> dict[str, str]:
    """Every sentence of a language by its full key."""

    def flat(table: dict, prefix: str = "") -> dict[str, str]:
        found = {}
        for key, value in table.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
        return found

    return flat(tomllib.loads((ROOT / "core" / "wording" / f"{language}.toml").read_text(encoding="utf-8")))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


SWEDISH, ENGLISH = sentences("sv"), sentences("en")


def test_every_sentence_exists_in_both_languages():
    assert sorted(SWEDISH.keys() - ENGLISH.keys()) == []
    assert sorted(ENGLISH.keys() - SWEDISH.keys()) == []


def test_both_languages_fill_in_the_same_values():
    # The form for one may leave the number out: "one month".
    whole = [key for key in SWEDISH.keys() & ENGLISH.keys() if not key.endswith(".one")]
    differing = [key for key in whole if blanks(SWEDISH[key]) != blanks(ENGLISH[key])]
    assert sorted(differing) == []


@pytest.mark.parametrize("language", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_the_form_for_one_fills_in_nothing_that_the_form_for_many_lacks(language: dict[str, str]):
    ones = [key.removesuffix(".one") for key in language if key.endswith(".one")]
    more = [key for key in ones if blanks(language[f"{key}.one"]) - blanks(language[f"{key}.other"])]
    assert more == []


def test_no_sentence_has_been_left_untranslated():
    same = [key for key in SWEDISH.keys() & ENGLISH.keys() if SWEDISH[key] == ENGLISH[key]]
    words = {
        key: re.findall(r"[^\W\d_]{3,}", re.sub(r"\{[^}]*\}", " ", SWEDISH[key].lower())) for key in same
    }
    assert {key: SWEDISH[key] for key in same if not SAME_IN_BOTH.issuperset(words[key])} == {}


def test_no_sentence_is_empty_or_has_space_around_it():
    assert [key for key, value in {**SWEDISH, **ENGLISH}.items() if value.strip() != value or not value] == []


# What the project's files may not name


# In pieces, so that this file does not name them.
PLACES = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.org",
    "/" + "work/",
    "/" + "root/",
    "C:" + "\\Users",
)


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_package_index_or_a_place_on_someones_machine():
    named = [
        f"{name_of(path)}: {place}"
        for path in tracked_files()
        for place in PLACES
        if place.encode() in path.read_bytes()
    ]
    assert named == []


def test_no_file_is_too_big_to_be_cloned_quickly():
    big = {name_of(path): path.stat().st_size for path in tracked_files() if path.stat().st_size > 3_000_000}
    assert big == {}
