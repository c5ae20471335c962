"""What is simulated: one row of data for each indicator, nothing else.

``level`` is per unit of the base (0.043 prescriptions for each enrolled person and month), a share,
or a value. Levels follow the region's own figures where there are any (about 5 frequent visitors per
100 enrolled; 55–85 % with a named doctor) and otherwise what is plausible.
``factors`` are relative rates of subgroups, for shares relative odds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.simulate.patterns import Pattern

Margin = Literal["target_group", "age", "sex"]
Draw = Literal[
    "poisson",
    "binomial",
    "visits",
    "frequent",
    "look_back",
    "stock",
    "new",
    "days",
    "payable",
    "lead",
    "index",
]
ALL: tuple[Margin, ...] = ("target_group", "age", "sex")
AGE_SEX: tuple[Margin, ...] = ("age", "sex")
ELDERLY: Mapping[Margin, tuple[str, ...]] = {"age": ("65-79", "80-")}
ELDERLY_AT_HOME: Mapping[Margin, tuple[str, ...]] = {"age": ("65-79", "80-"), "target_group": ("ordinart",)}


STEADY = Pattern()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one indicator's numbers come about.

    ``draw``: ``poisson`` events and ``binomial`` shares over ``base``; the others come out of the
    simulated persons (``visits``, ``frequent``, ``look_back`` over twelve months with ``level`` as
    the monthly chance, ``stock``, ``new``), hospital stays (``days``,
    ``payable``) or have a value only (``lead``, ``index``).
    """

    indicator: str
    draw: Draw
    base: str | None
    level: float = 1.0
    pattern: Pattern = STEADY
    margins: tuple[Margin, ...] = ()
    centres: bool = False
    quarterly: bool = False
    late: bool = False
    only: Mapping[Margin, tuple[str, ...]] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)


def _share(spread: float = 0.1, trend: float = 0.0, ar: float = 0.03, **more: float) -> Pattern:
    """Prevalence-type series: little noise of its own, and what there is hangs together."""
    return Pattern(spread=spread, trend=trend, county=0.01, phi=0.4, ar=ar, **more)


def _events(spread: float = 0.15, **more: float) -> Pattern:
    """Event series: unequal months beyond the Poisson spread."""
    return Pattern(**({"spread": spread, "county": 0.025, "ar": 0.05, "over": 0.08} | more))


# Emergency visits are drawn person by person, see cohort.py.
VISITS = _events(season=0.12, pandemic=-0.16, wave=0.1, over=0.06)
WAITING = Pattern(0.2, season=0.12, summer_queue=1.0, pandemic=0.1, wave=0.12, county=0.04, phi=0.4, ar=0.09)
BY_AGE = {"18-64": 0.75, "65-79": 0.95, "80-": 1.1}

# A base that one indicator protects must not be laid bare by another: aterinskrivning_30 divides those aged
# 65 or more by age, so utskrivningsklara_dagar, where few discharged hide a row, is not divided by age.
RECIPES: tuple[Recipe, ...] = (
    Recipe("akutbesok_hsh", "visits", "enrolled", 0.084, VISITS, ALL, centres=True, late=True),
    Recipe("mangbesokare_akut", "frequent", "enrolled", margins=ALL, centres=True, late=True),
    Recipe(
        "antibiotika_hsh",
        "poisson",
        "enrolled",
        0.043,
        _events(trend=-0.04, season=0.13, pandemic=-0.2, wave=0.2),
        ALL,
        centres=True,
        factors={"K": 1.1, "M": 0.85, "sabo": 1.15, "ordinart": 0.95},
    ),
    Recipe(
        "oplanerad_inskrivning",
        "poisson",
        "enrolled",
        0.032,
        _events(season=0.12, pandemic=-0.12, wave=0.1),
        ALL,
        late=True,
        factors=BY_AGE,
    ),
    Recipe(
        "aterinskrivning_30",
        "binomial",
        "discharged",
        0.125,
        _share(season=0.03),
        AGE_SEX,
        late=True,
        only=ELDERLY,
    ),
    Recipe("utskrivningsklara_dagar", "days", "discharged", 0.45, WAITING, ("sex",)),
    Recipe("betalningsdagar", "payable", None),
    Recipe("inskrivna_hsh", "stock", "residents", margins=AGE_SEX, only=ELDERLY),
    Recipe("nyinskrivna", "new", None, margins=ALL),
    Recipe(
        "gemensamt_hembesok",
        "binomial",
        "new",
        0.14,
        Pattern(0.15, planned=0.85, pandemic=-0.3, county=0.04, ar=0.1),
        ALL,
        late=True,
    ),
    Recipe("ledtid_hembesok", "lead", None, 9.0, Pattern(0.12, ar=0.06), late=True),
    Recipe("vardplan", "binomial", "enrolled", 0.56, _share(trend=0.02), ALL, centres=True),
    Recipe("handlingsplan_forsamring", "binomial", "enrolled", 0.31, _share(0.18, 0.05, 0.04), ALL),
    Recipe(
        "lakemedelsuppfoljning",
        "look_back",
        "enrolled",
        0.115,
        Pattern(0.12, trend=0.02, planned=1.0, pandemic=-0.12, county=0.03, ar=0.08),
        ALL,
        centres=True,
    ),
    Recipe(
        "sip",
        "look_back",
        "enrolled",
        0.031,
        Pattern(0.2, trend=0.03, planned=1.0, pandemic=-0.1, ar=0.1),
        ALL,
    ),
    Recipe("fast_vardkontakt", "binomial", "enrolled", 0.62, _share(trend=0.015), ALL, quarterly=True),
    Recipe(
        "fast_lakarkontakt",
        "binomial",
        "listed",
        0.66,
        Pattern(0.1, trend=0.015, county=0.005, phi=0.4, ar=0.012),
        AGE_SEX,
        centres=True,
        factors={"18-64": 0.85, "65-79": 1.2, "80-": 1.5},
    ),
    Recipe(
        "kontinuitetsindex", "index", None, 0.44, Pattern(0.09, 0.01, county=0.01, ar=0.02), quarterly=True
    ),
    Recipe(
        "lakarhembesok",
        "poisson",
        "enrolled",
        0.065,
        _events(0.2, planned=1.0, pandemic=-0.12),
        ALL,
        late=True,
        factors={"sabo": 1.6, "ordinart": 0.83},
    ),
    Recipe(
        "oplanerade_ssk", "poisson", "enrolled", 0.145, _events(0.18, season=0.06, wave=0.04), ALL, late=True
    ),
    Recipe("ssk_belastning", "poisson", "nurses", 96.0, _events(0.08, planned=0.25, ar=0.03, over=0.03)),
    Recipe("telefon_samma_dag", "binomial", "calls", 0.9, _share(0.05, ar=0.02, season=-0.03), centres=True),
    Recipe(
        "bedomning_3d",
        "binomial",
        "assessments",
        0.84,
        _share(0.05, ar=0.025, season=-0.02),
        AGE_SEX,
        centres=True,
    ),
    Recipe(
        "riskatgarder", "binomial", "at_risk", 0.71, _share(pandemic=-0.06), AGE_SEX, only=ELDERLY_AT_HOME
    ),
    Recipe("avvikelser_samverkan", "poisson", "discharged", 0.06, _events(0.2, over=0.15), late=True),
    Recipe(
        "esther_upplevelse", "binomial", "responses", 0.72, _share(0.06, ar=0.02), ("sex",), quarterly=True
    ),
)
