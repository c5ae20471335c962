"""What is true in the sample county: effects, drifts, breaks and gaps, and their record in ``truth.json``.

``EFFECTS`` and ``DRIFTS`` are what the generator does to the numbers; the register of changes (changes.py)
knows nothing of them. Months are text, "2024-04".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from core.improvement.change import Change
from core.simulate.changes import BAD_MONTHS_CHANGE, CHANGES
from core.simulate.patterns import Floats, Months

MADE_UP = {
    "sv": "Påhittade data. Effekterna finns bara i den påhittade exempeldatan och säger ingenting"
    " om någon verklig kommun, vårdcentral eller arbetssätt.",
    "en": "Made-up data. The effects exist only in the invented sample data and say nothing about"
    " any real municipality, health centre or way of working.",
}

Said = Literal["clear", "likely", "own_trend", "no_sign", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one indicator in one unit.

    scale : ``ratio`` multiplies the rate, ``share`` is the new level of a share, ``days`` the new level
        of a waiting time. ramp_months : months until the whole effect is there, 0 for at once.
    """

    change: str
    unit: str
    start: str
    indicator: str
    scale: Literal["ratio", "share", "days"]
    value: float
    ramp_months: int = 0

    def reached(self, months: Months) -> Floats:
        """How much of the effect is there in each month: 0 before the start, 1 when complete."""
        since = (months.astype("datetime64[M]") - np.datetime64(self.start, "M")).astype(np.int64)
        return np.clip((since + 1.0) / (self.ramp_months + 1.0), 0.0, 1.0).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Drift:
    """A unit that moves by itself: relative change a year, the same over the whole period."""

    unit: str
    indicator: str
    per_year: float
    change_marked: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Months, first and last, that a unit never reported; the sums above it are then unknown too."""

    unit: str
    indicator: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verdict on the visits ought to say, judged from what is true and what is shown of it.

    says : any of these is right (``Verdict.said``). Changes with the same name are also judged as one.
    """

    changes: tuple[str, ...]
    says: tuple[Said, ...]
    direction: Literal["better"] | None
    why: Mapping[str, str]


def _effects_of(
    change: Change, visits: float, admissions: float, share: float, ramp_months: int = 0
) -> tuple[Effect, ...]:
    at = (change.id, change.unit, change.start)
    return (
        Effect(*at, "akutbesok_hsh", "ratio", visits, ramp_months),
        Effect(*at, "oplanerad_inskrivning", "ratio", admissions, ramp_months),
        Effect(*at, "gemensamt_hembesok", "share", share, min(ramp_months, 1)),
        Effect(*at, "ledtid_hembesok", "days", 6.0, min(ramp_months, 1)),
    )


HOW_TO_READ = {
    "sv": "effects: vad varje förändring verkligen gör. scale ratio: takten multipliceras med "
    "value. share: andelen får nivån value. days: den typiska väntetiden blir value dagar. "
    "ramp_months: så många månader tar det innan hela effekten finns, 0 betyder genast. "
    "Mångbesökare sjunker eftersom besöken gör det. Balanserande mått påverkas inte. "
    "right_answers: vad en bedömning av akutbesöken borde säga.",
    "en": "effects: what each change really does. scale ratio: the rate is multiplied by value. "
    "share: the share gets the level value. days: the typical wait becomes value days. "
    "ramp_months: so many months until the whole effect is there, 0 means at once. Frequent"
    " visitors fall because visits do. Balancing measures are not affected."
    " right_answers: what a verdict on the emergency visits ought to say.",
}
RIGHT_ANSWERS_INDICATOR = "akutbesok_hsh"
RIGHT_ANSWERS: tuple[Answer, ...] = (
    Answer(
        ("hembesok-varnamo",),
        ("clear",),
        "better",
        {
            "sv": "En fjärdedel färre genast, i en stor kommun med lång tid efter.",
            "en": "A quarter fewer at once, in a large municipality with a long time after.",
        },
    ),
    Answer(
        ("hembesok-tranas",),
        ("clear",),
        "better",
        {
            "sv": "En femtedel färre genast, i en stor kommun med lång tid efter.",
            "en": "A fifth fewer at once, in a large municipality with a long time after.",
        },
    ),
    Answer(
        ("hembesok-vaggeryd",),
        ("clear", "likely", "cannot_tell"),
        "better",
        {
            "sv": "En femtedel färre, lite i taget, i en liten kommun: det kan vara för lite för tydligt."
            " Är för många månader dolda får ingenting sägas.",
            "en": "A fifth fewer, little by little, in a small municipality: it may be too little for clear."
            " If too many months are hidden nothing may be said.",
        },
    ),
    Answer(
        ("hembesok-mullsjo",),
        ("cannot_tell",),
        None,
        {
            "sv": "Färre, men så många månader är dolda för små tal att ingenting får sägas.",
            "en": "Fewer, but so many months are hidden for small numbers that nothing may be said.",
        },
    ),
    Answer(
        ("hembesok-varnamo", "hembesok-tranas", "hembesok-vaggeryd", "hembesok-mullsjo"),
        ("clear",),
        "better",
        {
            "sv": "Alla fyra tillsammans, de som får räknas: en fjärdedel färre.",
            "en": "All four together, those that may be counted: a quarter fewer.",
        },
    ),
    Answer(
        ("telefonradgivning-gislaved",),
        ("own_trend", "cannot_tell"),
        None,
        {
            "sv": "Kommunen sjönk redan före. Aldrig en förbättring, varken tydlig eller trolig.",
            "en": "The municipality was falling already before. Never an improvement, clear or likely.",
        },
    ),
    Answer(
        (BAD_MONTHS_CHANGE,),
        ("no_sign", "cannot_tell"),
        None,
        {
            "sv": "Ingenting hände. De tre dåliga månaderna får inte räknas som det vanliga.",
            "en": "Nothing happened. The three bad months must not be taken for the usual.",
        },
    ),
)
NOTHING: Mapping[str, Mapping[str, str]] = {
    "telefonradgivning-gislaved": {
        "sv": "Akutbesöken sjunker hela tiden av andra skäl, 10 procent om året från januari "
        "2021. Förändringen i mitten gör ingenting.",
        "en": "Emergency visits fall all the time for other reasons, 10 per cent a year from "
        "January 2021. The change in the middle does nothing.",
    },
    BAD_MONTHS_CHANGE: {
        "sv": "Starten är vald som månaden efter de tre värsta månaderna i rad mellan januari 2024 och "
        "augusti 2025: även den lindrigaste av dem låg så långt som möjligt över medelvärdet för "
        "de tolv månaderna före. Talen är inte ändrade. Att det blir bättre sedan är bara "
        "återgång mot det vanliga.",
        "en": "The start is chosen as the month after the three worst months in a row between January "
        "2024 and August 2025: even the mildest of them was as far as possible above the mean of "
        "the twelve months before. The numbers are untouched. That things get better afterwards "
        "is only a return to the usual.",
    },
}
BREAK = {
    "indicator": "telefon_samma_dag",
    "month": "2024-01",
    "share_before": 0.9,
    "share_after": 0.74,
    "sv": "Ny källa från januari 2024: andelen faller, servicen är densamma.",
    "en": "New source from January 2024: the share falls, the service is the same.",
}
ROLLING = (
    {"indicator": "mangbesokare_akut", "window_months": 12},
    {"indicator": "lakemedelsuppfoljning", "window_months": 12},
    {"indicator": "sip", "window_months": 12},
)
PROVISIONAL_NOTE: dict[str, object] = {
    "coded_share": [0.9, 0.75],
    "sv": "De två senaste månaderna är preliminära. För mått med sen kodning är ungefär 90 och 75"
    " procent inne.",
    "en": "The two latest months are provisional. For measures coded late about 90 and 75 per cent are in.",
}
EFFECTS: tuple[Effect, ...] = (
    *_effects_of(CHANGES[0], visits=0.74, admissions=0.92, share=0.72),
    *_effects_of(CHANGES[1], visits=0.78, admissions=0.93, share=0.66),
    *_effects_of(CHANGES[2], visits=0.80, admissions=0.94, share=0.62, ramp_months=4),
    *_effects_of(CHANGES[3], visits=0.72, admissions=0.92, share=0.76),
)
GAPS: tuple[Gap, ...] = (
    Gap("0604", "riskatgarder", "2021-01", "2021-03"),
    Gap("0617", "riskatgarder", "2023-05", "2023-07"),
    Gap("0684", "esther_upplevelse", "2022-07", "2022-09"),
)
DRIFTS: tuple[Drift, ...] = (Drift("0662", "akutbesok_hsh", -0.10, "telefonradgivning-gislaved"),)


def log_ratio(indicator: str, unit: str, months: Months) -> Floats:
    """What changes and drifts add to the log of the rate, one value a month."""
    out = np.zeros(months.size)
    for effect in EFFECTS:
        if (effect.indicator, effect.unit, effect.scale) == (indicator, unit, "ratio"):
            out += np.log(effect.value) * effect.reached(months)
    for drift in DRIFTS:
        if (drift.indicator, drift.unit) == (indicator, unit):
            years = (months.astype("datetime64[M]") - np.datetime64("2021-01", "M")).astype(np.int64) / 12.0
            out += np.log1p(drift.per_year) * years
    return out


def new_level(indicator: str, unit: str) -> Effect | None:
    """The effect that gives ``indicator`` a new level in ``unit``, if any."""
    found = (e for e in EFFECTS if (e.indicator, e.unit) == (indicator, unit) and e.scale != "ratio")
    return next(found, None)


def record(seed: int, changes: Sequence[Change], months: Months, frame: pd.DataFrame) -> dict[str, object]:
    """Everything that is known about the county, as plain values for ``truth.json``."""
    return {
        "made_up": True,
        "note": MADE_UP,
        "seed": seed,
        "period": {"first": str(months[0]), "last": str(months[-1])},
        "how_to_read": HOW_TO_READ,
        "effects": [_plain(e) for e in EFFECTS],
        "right_answers": {
            "indicator": RIGHT_ANSWERS_INDICATOR,
            "answers": [_right(a) for a in RIGHT_ANSWERS],
        },
        "changes_that_did_nothing": [_nothing(c) for c in changes if c.id not in {e.change for e in EFFECTS}],
        "drifts": [_plain(d) for d in DRIFTS],
        "breaks": [BREAK],
        "rolling": list(ROLLING),
        "provisional": PROVISIONAL_NOTE | {"months": [str(m) for m in months[-2:]]},
        "missing": [_plain(g) for g in GAPS],
        "suppressed_rows": int((frame["status"] == "suppressed").sum()),
    }


def _nothing(change: Change) -> dict[str, object]:
    return {"change": change.id, "unit": change.unit, "start": change.start, **NOTHING[change.id]}


def _right(answer: Answer) -> dict[str, object]:
    return {
        "changes": list(answer.changes),
        "says": list(answer.says),
        "direction": answer.direction,
        **answer.why,
    }


def _plain(item: Effect | Drift | Gap) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__slots__}
