"""The register of changes: what the sample's people wrote down, without the truth.

What was changed, where, from when and why, as a team would keep it. What the changes really did is in
truth.py. Months are text, "2024-04".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.simulate.patterns import Floats, Months


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the register of changes, without the truth."""

    id: str
    unit: str
    start: str
    name_sv: str
    name_en: str
    what_sv: str
    what_en: str
    why_sv: str
    why_en: str
    expected: Literal["abrupt", "gradual"]
    outcome: tuple[str, ...]
    process: tuple[str, ...] = ()
    balancing: tuple[str, ...] = ()
    started_because_bad: bool = False


BAD_MONTHS_CHANGE = "extra-uppfoljning-vetlanda"
BAD_MONTHS_UNIT = "0685"
BAD_MONTHS_BETWEEN = ("2024-01", "2025-08")


def _joint_visits(slug: str, unit: str, start: str, expected: Literal["abrupt", "gradual"]) -> Change:
    return Change(
        id=f"hembesok-{slug}",
        unit=unit,
        start=start,
        name_sv="Gemensamt hembesök vid inskrivning",
        name_en="Joint home visit at enrolment",
        what_sv="Kommunens sjuksköterska och vårdcentralen gör ett hembesök tillsammans inom 14 dagar från "
        "att en person skrivs in i hälso- och sjukvård i hemmet.",
        what_en="The municipal nurse and the health centre visit together within 14 days after a person is "
        "enrolled in home health care.",
        why_sv="Vi tror att en gemensam plan från början gör att färre behöver söka akut.",
        why_en="We believe that a shared plan from the start means fewer people need emergency care.",
        expected=expected,
        outcome=("akutbesok_hsh", "mangbesokare_akut", "oplanerad_inskrivning"),
        process=("gemensamt_hembesok", "ledtid_hembesok"),
        balancing=("oplanerade_ssk", "ssk_belastning", "lakarhembesok"),
    )


CHANGES: tuple[Change, ...] = (
    _joint_visits("varnamo", "0683", "2024-04", "abrupt"),
    _joint_visits("tranas", "0687", "2024-10", "abrupt"),
    _joint_visits("vaggeryd", "0665", "2025-03", "gradual"),
    _joint_visits("mullsjo", "0642", "2025-09", "abrupt"),
    Change(
        id="telefonradgivning-gislaved",
        unit="0662",
        start="2023-12",
        name_sv="Rådgivning per telefon till anhöriga",
        name_en="Telephone advice to relatives",
        what_sv="Anhöriga till inskrivna får ett direktnummer till kommunens sjuksköterska på vardagar.",
        what_en="Relatives of enrolled persons get a direct number to the municipal nurse on weekdays.",
        why_sv="Anhöriga berättade att de ringde 112 när de inte visste vem de skulle fråga.",
        why_en="Relatives told us that they called 112 when they did not know whom to ask.",
        expected="abrupt",
        outcome=("akutbesok_hsh", "mangbesokare_akut"),
        balancing=("oplanerade_ssk", "ssk_belastning"),
    ),
    Change(
        id=BAD_MONTHS_CHANGE,
        unit=BAD_MONTHS_UNIT,
        start=BAD_MONTHS_BETWEEN[0],
        name_sv="Extra uppföljningssamtal",
        name_en="Extra follow-up calls",
        what_sv="Sjuksköterskan ringer upp alla som har varit på akuten, inom en vecka.",
        what_en="The nurse calls everyone who has been to the emergency department, within a week.",
        why_sv="Akutbesöken var ovanligt många tre månader i rad och vi ville göra något åt det.",
        why_en="Emergency visits were unusually many three months in a row and we wanted to act.",
        expected="abrupt",
        outcome=("akutbesok_hsh", "mangbesokare_akut"),
        balancing=("oplanerade_ssk", "ssk_belastning"),
        started_because_bad=True,
    ),
)


def start_after_bad_months(rate: Floats, months: Months) -> str:
    """The month after the three worst in a row, as a worried team chooses it from its own chart.

    rate : the unit's reported rate, one value a month. Three months are as bad as the mildest of them,
        compared with the mean of the twelve before. The numbers are left alone: choosing the start by them
        is what makes the months before it bad.
    """
    first, last = (int((np.datetime64(m, "M") - months[0]).astype(np.int64)) for m in BAD_MONTHS_BETWEEN)
    badness = [rate[t - 3 : t].min() / rate[t - 15 : t - 3].mean() for t in range(first, last + 1)]
    return str(months[first + int(np.argmax(badness))])


def with_chosen_start(changes: Sequence[Change], start: str) -> tuple[Change, ...]:
    """The register with the start that the bad months led to."""
    return tuple(replace(c, start=start) if c.id == BAD_MONTHS_CHANGE else c for c in changes)
