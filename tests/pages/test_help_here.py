"""Every figure is explained where it stands, in three sentences."""

import ast
import re
from pathlib import Path

import pytest

from core.wording import LANGUAGES, words_of
from pages.parts.help_here import EXPLAINED
from tests.pages.page_visits import failed, texts, visit

PAGES = Path(__file__).resolve().parents[2] / "pages"
SENTENCE = re.compile(r"[.!?](?:\s|$)")


def figures() -> list[str]:
    """What each figure is called where it is shown, as a pattern where part of it is filled in."""
    found = []
    for path in sorted(PAGES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show_figure":
                named = [keyword.value for keyword in node.keywords if keyword.arg == "key"]
                found.append(written(named[0] if named else node.args[2]))
    return found


def written(key: ast.expr) -> str:
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    if isinstance(key, ast.JoinedStr):
        return "".join(written(part) for part in key.values)
    return r"\w+"


def test_every_figure_that_is_shown_has_its_help():
    assert len(figures()) > 15
    assert [one for one in figures() if not any(re.fullmatch(one, known) for known in EXPLAINED)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(set(EXPLAINED.values())))
def test_the_help_is_three_sentences(kind: str, language: str):
    assert len(SENTENCE.findall(words_of(language)(f"help_here.{kind}"))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "figure"), [("folj", "follow_chart"), ("oversikt", "overview"), ("jamfor", "compare_funnel")]
)
def test_the_help_opens_on_the_sentences_of_that_figure(page: str, figure: str, language: str):
    app = visit(page, language)
    sentences = words_of(language)(f"help_here.{EXPLAINED[figure]}")
    assert sentences not in texts(app)
    app.session_state[f"{figure}_help"] = True
    assert failed(app.run()) == []
    assert sentences in texts(app)


def test_the_help_of_one_of_two_charts_explains_the_rules_of_that_one():
    app = visit("folj", show="two", rules2="ihi")
    app.session_state["two_chart_1_help"] = True
    words = words_of("sv")
    explained = {rules: f"{words(f'rule_set.{rules}.name')}.** " for rules in ("ihi", "anhoej")}
    assert explained["ihi"] + words("rule_set.ihi.explanation") in texts(app.run())
    assert explained["anhoej"] + words("rule_set.anhoej.explanation") not in texts(app)
