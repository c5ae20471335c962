"""Every key the code asks for is in the files, every key there is asked for, with the values it needs."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from core.change.calibration import DESIGNS
from core.change.compare import WhyLeftOut
from core.change.error_table import ANSWERS
from core.change.family_table import STANDARD
from core.change.for_dataset import WhyNotJudged, WhyNotUsed
from core.change.longer_periods import LONGER
from core.change.peers import Method, Note
from core.change.plan_for_dataset import Advice as PlanAdvice
from core.change.plan_for_dataset import Reason as WhyNoPlan
from core.change.plan_for_dataset import Way
from core.change.signal_after import Moved, Outcome, Reason
from core.change.verdict import Direction, Lack, Said
from core.change.verdict import Moved as MovedTo
from core.change.without_date import Why as WhyNoTrend
from core.figures import compare_palette, icons, palette, verdict_palette
from core.figures.verdict_effects import ROLES
from core.indicators.indicator import CARE_LEVELS, DIRECTIONS, FREQUENCIES, KINDS
from core.indicators.indicator import ROLES as ROLES_OF_INDICATORS
from core.indicators.units import LEVELS
from core.observations.quality import CODES, EFFECTS, SEVERITIES
from core.observations.quality.caveats import TOLD as DOUBTS
from core.observations.schema import NUMBERS, PERIOD_TYPES, STATUSES, SUBGROUP_COLUMNS
from core.observations.update import WHATS
from core.overview.attention import REASONS as WHY_A_CARD
from core.overview.county import NEWS
from core.simulate.exercises.charts import KINDS as EXERCISE_KINDS
from core.simulate.exercises.judged import JUDGES
from core.simulate.families import FAMILIES, Group
from core.spc import KINDS as CHART_KINDS
from core.spc import RULE_SETS
from core.spc.advice import REASONS
from core.spc.chart import CentreKind
from core.spc.compare.ages import WhyNoAges
from core.spc.compare.estimates import Interval
from core.spc.compare.for_dataset import SPREADS, WhyNoFunnel
from core.spc.compare.selection import WhyNoSelection
from core.spc.compare.similar import Likeness
from core.spc.drift_view import BOUNDS
from core.spc.drift_view import Why as DriftWhy
from core.spc.funnels.funnel import Why as FunnelWhy
from core.spc.patterns import Heading
from core.spc.season import Why as SeasonWhy
from core.spc.standing import Assurance, Unknown, Unsure, Variation
from core.wording import LANGUAGES, Words, words_of
from core.wording.many import COLUMNS as MANY_COLUMNS
from core.wording.update import HOW_LOADED
from core.wording.verdict import Surely
from core.wording.verdict_figures import OF_PERIOD
from pages.jamfor import WAYS as WAYS_TO_COMPARE
from pages.metod import TREATED
from pages.parts.compare_choice import Way as WayToCompare
from pages.parts.help_here import EXPLAINED
from pages.parts.mapping_form import MAIN_FIELDS, MORE_FIELDS
from pages.parts.method_errors import FOLDED
from pages.parts.shortcuts import KEYS as SHORTCUTS
from pages.parts.streamlits_words import PHRASES as STREAMLITS_PHRASES
from pages.parts.tour import STEPS as TOUR

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("overview", "follow", "compare", "test", "plan", "data", "method")
DRIFT_CHARTS = ("ewma", "cusum", "rare")
LONGER_PERIODS = [kind for kind in PERIOD_TYPES if kind in ("quarter", "half_year")]
WHY_NO_PLAN = [reason for part in get_args(WhyNoPlan) for reason in get_args(part)]
RULES = ("beyond_limits", *(rule.code for rules in RULE_SETS.values() for rule in rules.rules))

WAYS = ("better", "worse", "up", "down")
VERDICT_COLUMNS = (
    *("row", "grade", "change", "interval", "wide", "p", "role", "measure", "unit", "observed", "expected"),
    *("method", "answer", "rate", "what"),
)

# Sentences that wait for a page that is not built yet.
WAITING: set[str] = set()


def keys(language: str) -> dict[str, object]:
    words = words_of(language)
    return {key: words._entry(key) for key in words._table}


ALL_KEYS = keys("sv")
SECTIONS = {key.split(".")[0] for key in ALL_KEYS}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = [ROOT / "app.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
    return tuple(
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths
    )


def nodes(of: type | tuple[type, ...], under: str = "") -> Iterator[tuple[str, ast.AST]]:
    for name, tree in trees():
        if name.startswith(under):
            yield from ((name, node) for node in ast.walk(tree) if isinstance(node, of))


def constants(node: ast.AST) -> list[str]:
    """Texts that an expression can be: itself, or either side of a condition."""
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


# Codes of remarks


PLACE_OF_CODE = {"Problem": 0, "Caveat": 0, "report": 0, "drop": 1, "notes": 0, "_note": 0, "_Flaw": 2}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def codes(*functions: str) -> set[str]:
    """Codes written where the function takes one; ``a or "b"`` and ``"b" if c else d`` count."""
    found: set[str] = set()
    for _, node in nodes(ast.Call, "core/"):
        assert isinstance(node, ast.Call)
        at = PLACE_OF_CODE.get(called(node), -1)
        if called(node) in functions and 0 <= at < len(node.args):
            found |= set(constants(node.args[at]))
    return {code for code in found if re.fullmatch("[a-z][a-z_]{3,}", code)}


def documented_caveats() -> set[str]:
    """The codes of the table in ``core.spc.caveats``, the ones for callers included."""
    from core.spc import caveats

    text = caveats.__doc__ or ""
    table = set(re.findall(r"^([a-z_]+)  +\S", text, re.M)) - {"code"}
    callers = text[text.index("Codes for callers") :]
    return table | {"rolling", "break_within", "start_outside", "unstable_before"} & set(
        re.findall("[a-z_]+", callers)
    )


UNKNOWN = {
    f"{code}{more}" for code in ("unknown_unit", "unknown_indicator") for more in ("", "_at_all", "_more")
}
CAVEATS = codes("Caveat") | documented_caveats() | set(LONGER.values()) | {f"data.{code}" for code in DOUBTS}
JOINED = {"no_period_column", "no_unit_column"}
PROBLEMS = JOINED | codes("Problem", "report", "notes", "_note", "_Flaw") | UNKNOWN
DROPPED = codes("drop") | {
    *("unknown_unit", "unknown_indicator", "row_too_long", "row_uneven", "measure_unclear", "measure_twice"),
    *("table_left_out", "merged_numbers"),
}


# Keys made at run time: what can stand in each blank


BLANKS: dict[str, tuple[str, ...] | list[str] | set[str]] = {
    "found.{}": ("varden_i_siffror", "survey", "updated", "fetched"),
    "catalogue.{}": ("numbers", "open"),
    "catalogue.role_{}": ROLES_OF_INDICATORS,
    "catalogue.level_{}": CARE_LEVELS,
    "catalogue.every_{}": FREQUENCIES,
    "finding.{}.title": CODES,
    "finding.{}.what": CODES,
    "finding.{}.todo": CODES,
    "quality.effect.{}": EFFECTS,
    "quality.severity_{}": SEVERITIES,
    "quality.column_{}": ("severity", "indicator", "unit", "periods", "what", "effect", "todo"),
    "period.{}": LONGER_PERIODS,
    "period.{}_short": LONGER_PERIODS,
    "period_count.{}": PERIOD_TYPES,
    "count_per.{}": PERIOD_TYPES,
    "caveat.{}": CAVEATS,
    "problem.{}.what": PROBLEMS | DROPPED,
    "problem.{}.remedy": PROBLEMS | DROPPED,
    "dropped.{}": DROPPED,
    "signal_after.{}": ({*get_args(Outcome)} - {"changed"}) | {*get_args(Reason)},
    "signal_after.changed_{}": get_args(Moved),
    "signal_after.point_{}": ("better", "worse", "changed"),
    "signal_after.pattern_{}": ("beyond_limits", "anhoej_run", "anhoej_crossings"),
    "rule.{}.name": RULES,
    "rule.{}.what": RULES,
    "rule_set.{}.name": list(RULE_SETS),
    "rule_set.{}.explanation": list(RULE_SETS),
    "rule_set.{}.short": list(RULE_SETS),
    "page.method.treated_{}": TREATED,
    "page.method.error_answer_{}": ANSWERS,
    "page.method.error_short_{}": get_args(Group),
    "page.method.power_{}": ("held", "held_wide", "bias", "clear", "likely", "best"),
    "page.method.{}": ("error", *FOLDED),
    "made_up.family_{}": list(FAMILIES),
    "made_up.design_{}": [name for name in DESIGNS if name not in STANDARD],
    "page.test.compare_{}": get_args(WayToCompare),
    "page.test.compare_{}_which": ("except", "only"),
    "standing.variation_{}": list(icons.VARIATION),
    "standing.assurance_{}": get_args(Assurance),
    "standing.unknown_{}": get_args(Unknown),
    "standing.unsure_{}": get_args(Unsure),
    "reading.line_{}": get_args(CentreKind),
    "reading.level_{}": get_args(CentreKind),
    "reading.point_{}": ("above", "below"),
    "choose.show_{}": ("one", "all", "two"),
    "figure.label_{}": get_args(CentreKind),
    "figure.key_{}": get_args(CentreKind),
    "peer.{}.name": get_args(Method),
    "peer.{}.what": get_args(Method),
    "peer_note.{}": get_args(Note),
    "verdict.headline_{}": get_args(Said),
    "verdict.means_{}": ("clear", "cannot_tell"),
    "verdict.means_likely_{}": ("alone", "compared", "seldom"),
    "verdict.means_no_sign_{}": get_args(Surely),
    "verdict.reason_{}": {*get_args(Lack), *get_args(WhyNotJudged)},
    "verdict.way_{}": get_args(Direction),
    "verdict.moved_{}": get_args(MovedTo),
    "verdict.events_{}": get_args(MovedTo),
    "verdict.level_{}": get_args(MovedTo),
    "verdict.per_{}": PERIOD_TYPES,
    "left_out.{}": {*get_args(WhyLeftOut), *get_args(WhyNotUsed)},
    "change.expected_{}": ("abrupt", "gradual"),
    "verdict_figure.grade_{}": (
        *("own_trend", "no_sign", "cannot_tell"),
        *(f"{grade}_{way}" for grade in ("clear", "likely") for way in WAYS),
    ),
    "verdict_figure.key_{}": get_args(Said),
    "verdict_figure.label_{}": ("observed", "expected"),
    "verdict_figure.state_{}": {*verdict_palette.POINTS} - {"before", "after"},
    "verdict_period.{}": OF_PERIOD,
    "verdict_period.{}_longer": OF_PERIOD,
    "verdict_figure.counterfactual_{}": ("alone", "compared"),
    "verdict_figure.starts_moves_{}": ("below", "above"),
    "verdict_figure.starts_holds_{}": ("below", "above"),
    "verdict_figure.role_{}": ROLES,
    "verdict_figure.group_{}": get_args(Group),
    "verdict_figure.column_{}": VERDICT_COLUMNS,
    "many.column_{}": MANY_COLUMNS,
    "panels.{}": {*get_args(Variation)} - {"unknown"},
    "panels.unknown_{}": get_args(Unknown),
    "panels.count_{}": LEVELS,
    "panels.line_{}": ("centre", "limit", "target"),
    "panels.column_{}": (
        *("unit", "standing", "why", "period", "latest"),
        *("centre", "lower", "upper", "hidden"),
    ),
    "reading.beyond_{}": ("above", "below"),
    "reading.pattern_{}": (*get_args(Heading), "plain"),
    "levels.{}": LEVELS,
    "filters.{}": (*SUBGROUP_COLUMNS, "first", "last"),
    "filters.all_{}": SUBGROUP_COLUMNS,
    "filters.latest_{}": PERIOD_TYPES,
    "update.{}": (
        *(*WHATS, "new_units", "gone_units", "new_indicators", "gone_indicators", "other_lengths"),
    ),
    "stored.load_{}": HOW_LOADED,
    "season.{}": {*get_args(SeasonWhy)} | {"raw", "adjusted", *LONGER_PERIODS},
    "season.{}_short": LONGER_PERIODS,
    "drift.not_{}": {*get_args(DriftWhy)} - {"shown"},
    "drift.{}": {
        *(*BOUNDS, "label_centre", "label_lower", "label_upper"),
        *(f"{c}_{s}_{w}" for c in DRIFT_CHARTS for s in ("above", "below") for w in ("now", "was", "once")),
    },
    "drift.{}_help": list(BOUNDS),
    "drift.{}_title": DRIFT_CHARTS,
    "drift.{}_line": DRIFT_CHARTS,
    "two.limits_from_{}": set(CHART_KINDS) - {"run", "mr", "xbar", "s"},
    "group.{}": SUBGROUP_COLUMNS,
    "group_value.{}": ("K", "M", "sabo", "ordinart"),
    "source.{}": ("sample_county",),
    "chart_kind.{}.name": list(CHART_KINDS),
    "chart_kind.{}.why": list(CHART_KINDS),
    "chart_reason.{}": REASONS,
    "status.{}": STATUSES,
    "table.{}": NUMBERS,
    "state.{}": (*palette.POINTS, "missing", "suppressed"),
    "page.{}.title": PAGES,
    "page.{}.question": PAGES,
    "page.follow.direction_{}": DIRECTIONS,
    "app.language_names.{}": LANGUAGES,
    "plan.headline_{}": WHY_NO_PLAN,
    "trend.{}": ("up", "down"),
    "trend.why_{}": get_args(WhyNoTrend),
    "plan.why_{}": WHY_NO_PLAN,
    "plan.never_{}": get_args(Way),
    "plan.seen_{}": get_args(Way),
    "plan.smallest_{}": get_args(Way),
    "plan.help_{}": get_args(PlanAdvice),
    "plan.help_{}_year": get_args(PlanAdvice),
    "page.plan.way_{}": get_args(Way),
    "page.plan.{}": ("together", "against"),
    "page.data.delimiter_{}": ("semicolon", "comma", "tab", "bar"),
    "page.data.is_{}": (*MAIN_FIELDS, *MORE_FIELDS),
    "page.data.kind_{}": KINDS,
    "page.data.unit_{}": ("count", "mean", "score"),
    "page.data.direction_{}": DIRECTIONS,
    "page.data.decimal_{}": ("auto", "comma", "point"),
    "page.data.unknown_{}": ("keep", "drop"),
    "page.data.scale_{}": ("auto", "as_shown", "fraction"),
    "page.data.sheets_are_{}": ("unit", "period", "sex", "age", "indicator_column", "rows", "measures"),
    "funnel_why.{}": (*get_args(FunnelWhy), "spread_unsure", "chance_unsure"),
    "compare.like_{}": get_args(Likeness),
    "compare.peers_{}": get_args(Likeness),
    "compare.rate_{}": ("month", "quarter", "half_year"),
    "compare.axis_{}": PERIOD_TYPES,
    "compare.none{}": ("", "_spread", "_apart"),
    "compare.no_order{}": ("", "_spread", "_outside"),
    "compare.no_{}": get_args(WhyNoFunnel),
    "compare.why_{}": get_args(WhyNoFunnel),
    "compare.why_ages_{}": get_args(WhyNoAges),
    "compare.why_selection_{}": get_args(WhyNoSelection),
    "compare.selection_{}": ("count", "values_only", "thin", "hidden"),
    "compare.{}": ("above", "below"),
    "compare.here_{}": ("suppressed", "missing"),
    "compare.left_{}": ("suppressed", "missing"),
    "compare.once_{}": ("stock", "rolling"),
    "compare.interval_{}": ({*get_args(Interval)} - {""}) | {"none"},
    "compare.facts_{}": ("chance", "spread", "rows", "values"),
    "compare.key_{}": ("centre", "limit_95", "limit_998", *compare_palette.FUNNEL),
    "compare.column_{}": ("unit", "crude", "adjusted", "interval", "ratio"),
    "compare.column_limits_{}": ("95", "998"),
    "compare.form_{}": WAYS_TO_COMPARE,
    "streamlit.{}": list(STREAMLITS_PHRASES),
    "help_here.{}": set(EXPLAINED.values()),
    "shortcuts.{}": {name for name, _ in SHORTCUTS.values()},
    "tour.{}": [step for step, _ in TOUR],
    "tour.{}_title": [step for step, _ in TOUR],
    "compare.spread_{}": SPREADS,
    "compare.order_{}": ("name", "area", "value"),
    "exercise.charts_{}": ("all", "single"),
    "exercise.judge_{}": JUDGES,
    "exercise.kind_{}": EXERCISE_KINDS,
    "exercise.truth_{}": EXERCISE_KINDS,
    "exercise.league_{}": ("praise", "question", "praised", "questioned"),
    "exercise.league_order_{}": ("alike", "turned", "new"),
    "overview.{}": (
        *("answers_turned", "targets_missed", "targets_at_risk"),
        *("passed", "same", "gone", "untold"),
    ),
    "overview.card.beyond_{}": ("up", "down"),
    "overview.card.run_{}": ("up", "down"),
    "overview.card.target_{}": ("missed", "either"),
    "overview.levels.{}": LEVELS,
    "overview.looked_{}": ("signals", "targets", "changes", "ages"),
    "overview.news.{}": NEWS,
    "overview.reason.{}": WHY_A_CARD,
    "overview.sort_{}": ("role", "name", "signals"),
}


def pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def asked_in_code() -> dict[str, str]:
    """Every key that the code can ask for, and where."""
    found: dict[str, str] = {}
    for name, node in nodes(ast.Constant):
        value = node.value  # type: ignore[attr-defined]
        if (
            isinstance(value, str)
            and re.fullmatch(r"\w+(\.\w+)+", value)
            and value.split(".")[0] in SECTIONS
            and not value.endswith("_")  # the beginning of a key made at run time
            and not name.startswith("core/simulate")
        ):
            found[value] = name
    for made, name in made_at_run_time().items():
        for value in BLANKS.get(made, ()):
            found[made.replace("{}", value)] = name
    return found


def made_at_run_time() -> dict[str, str]:
    return {
        pattern(node): name  # type: ignore[arg-type]
        for name, node in nodes(ast.JoinedStr)
        if re.fullmatch(r"[a-z_]+(\.[a-z_]*\{\}\w*|\.\w+)+", pattern(node))  # type: ignore[arg-type]
        and pattern(node).split(".")[0] in SECTIONS  # type: ignore[arg-type]
    }


def test_every_key_made_at_run_time_says_here_what_it_can_be():
    assert {made: name for made, name in made_at_run_time().items() if made not in BLANKS} == {}
    assert set(BLANKS) - set(made_at_run_time()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_code_asks_for_is_there(language: str):
    there = keys(language)
    assert {key: where for key, where in asked_in_code().items() if key not in there} == {}


def test_every_key_that_is_there_is_asked_for_or_waits_for_a_page():
    # Readers and checks keep codes in tables and put some together: there a code need only be written.
    written = {value for _, node in nodes(ast.Constant, "core/") for value in constants(node)}
    told = {key for key in ALL_KEYS if key.startswith("problem.") and key.split(".")[1] in written | JOINED}
    named = {key for key in ALL_KEYS if key.startswith("group_value.")}
    assert sorted(set(ALL_KEYS) - set(asked_in_code()) - told - named - WAITING) == []


def test_nothing_waits_that_is_asked_for_or_gone():
    assert sorted(WAITING & set(asked_in_code())) == []
    assert sorted(WAITING - set(ALL_KEYS)) == []


# Values


def blanks(key: str) -> set[str]:
    entry = ALL_KEYS[key]
    forms = list(entry.values()) if isinstance(entry, dict) else [entry]
    found = {name for form in forms for _, name, _, _ in string.Formatter().parse(str(form)) if name}
    return found | ({"n"} if isinstance(entry, dict) else set())


def test_every_sentence_asked_for_by_name_is_given_the_values_it_needs():
    lacking = {}
    for name, node in nodes(ast.Call):
        assert isinstance(node, ast.Call)
        if called(node) != "words" or not node.args or any(kw.arg is None for kw in node.keywords):
            continue
        given = {kw.arg for kw in node.keywords}
        for key in constants(node.args[0]):
            if key in ALL_KEYS and blanks(key) - given:
                lacking[f"{name}: {key}"] = blanks(key) - given
    assert lacking == {}


@pytest.mark.parametrize("function", ["Caveat", "Problem"])
def test_every_remark_holds_the_values_its_sentence_needs(function: str):
    lacking = {}
    for name, node in nodes(ast.Call, "core/"):
        assert isinstance(node, ast.Call)
        if called(node) != function or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        values = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
        if not isinstance(values, ast.Dict) or None in values.keys:
            continue
        given = {text for value in values.keys for text in constants(value)}
        code = node.args[0].value
        made = (
            [f"caveat.{code}"]
            if function == "Caveat"
            else [f"problem.{code}.{w}" for w in ("what", "remedy")]
        )
        for key in made:
            if blanks(key) - given:
                lacking[f"{name}: {key}"] = blanks(key) - given
    assert lacking == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_with_plural_forms_has_all_that_its_language_uses(language: str):
    words = Words(language)
    used = {words.locale.plural_form(n) for n in range(200)}
    lacking = {key: used - set(entry) for key, entry in keys(language).items() if isinstance(entry, dict)}
    assert {key: forms for key, forms in lacking.items() if forms} == {}


# What no sentence may say


CAUSAL = {
    "sv": r"\bledde till|\bled(er|a) till|\bberodde på|\bberor på|\btack vare|\bpå grund av|\borsaka"
    r"|\beffekten? av|\bgav upphov|\bmedförde|\bresulterade",
    "en": r"\bcause[sd]?\b|\bled to\b|\bleads to\b|\bbecause of\b|\bthanks to\b|\bdue to\b|\bas a result\b"
    r"|\bresulted in\b|\beffect of\b|\bowing to\b",
}
# A limit of a statistical rule depends on a number of points; of care nothing is said to depend on anything.
NOT_ABOUT_CARE = {"sv": {"rule.anhoej_run.what", "rule.anhoej_crossings.what"}, "en": set()}


def forms(entry: object) -> list[str]:
    return [str(form) for form in entry.values()] if isinstance(entry, dict) else [str(entry)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_that_something_made_something_happen(language: str):
    causal = re.compile(CAUSAL[language], re.IGNORECASE)
    said = {key for key, entry in keys(language).items() for form in forms(entry) if causal.search(form)}
    assert said == NOT_ABOUT_CARE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_broken(language: str):
    whole = [(key, form) for key, entry in keys(language).items() for form in forms(entry)]
    wrong = r"  | [,;:!?]| \.(?!\w)|(?<!”)\.\.(?!”)|,,|\(\)|\( | \)"
    assert [key for key, form in whole if re.search(wrong, form)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_significant_without_saying_of_what(language: str):
    said = re.compile(r"signifikan|significan|—", re.IGNORECASE)
    assert [key for key, entry in keys(language).items() for form in forms(entry) if said.search(form)] == []
