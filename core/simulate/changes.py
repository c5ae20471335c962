"""What the sample county's people wrote in their register of changes, without the truth.

What was changed, where, from when and why, as a team would keep it. What the changes really did is in
truth.py.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.improvement.change import Change, Expected
from core.indicators.text import Text
from core.simulate.patterns import Floats, Months

BAD_MONTHS_CHANGE = "extra-uppfoljning-vetlanda"
BAD_MONTHS_UNIT = "0685"
BAD_MONTHS_BETWEEN = ("2024-01", "2025-08")


def _joint_visits(slug: str, unit: str, start: str, expected: Expected) -> Change:
    return Change(
        id=f"hembesok-{slug}",
        units=(unit,),
        start=start,
        name=Text("Gemensamt hembesök vid inskrivning", "Joint home visit at enrolment"),
        what=Text(
            "Kommunens sjuksköterska och vårdcentralen gör ett hembesök tillsammans inom 14 dagar från "
            "att en person skrivs in i hälso- och sjukvård i hemmet.",
            "The municipal nurse and the health centre visit together within 14 days after a person is "
            "enrolled in home health care.",
        ),
        why=Text(
            "Vi tror att en gemensam plan från början gör att färre behöver söka akut.",
            "We believe that a shared plan from the start means fewer people need emergency care.",
        ),
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
        units=("0662",),
        start="2023-12",
        name=Text("Rådgivning per telefon till anhöriga", "Telephone advice to relatives"),
        what=Text(
            "Anhöriga till inskrivna får ett direktnummer till kommunens sjuksköterska på vardagar.",
            "Relatives of enrolled persons get a direct number to the municipal nurse on weekdays.",
        ),
        why=Text(
            "Anhöriga berättade att de ringde 112 när de inte visste vem de skulle fråga.",
            "Relatives told us that they called 112 when they did not know whom to ask.",
        ),
        expected="abrupt",
        outcome=("akutbesok_hsh", "mangbesokare_akut"),
        balancing=("oplanerade_ssk", "ssk_belastning"),
    ),
    Change(
        id=BAD_MONTHS_CHANGE,
        units=(BAD_MONTHS_UNIT,),
        start=BAD_MONTHS_BETWEEN[0],
        name=Text("Extra uppföljningssamtal", "Extra follow-up calls"),
        what=Text(
            "Sjuksköterskan ringer upp alla som har varit på akuten, inom en vecka.",
            "The nurse calls everyone who has been to the emergency department, within a week.",
        ),
        why=Text(
            "Akutbesöken var ovanligt många tre månader i rad och vi ville göra något åt det.",
            "Emergency visits were unusually many three months in a row and we wanted to act.",
        ),
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
