"""The headings people use, in Swedish and English, and what each means for an observation."""

import re
from typing import Literal

Role = Literal[
    "period",
    "year",
    "month",
    "unit",
    "unit_code",
    "indicator",
    "numerator",
    "denominator",
    "value",
    "target_group",
    "age",
    "sex",
    "status",
    "source",
    "other",
]

_NOT_LETTER = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WITHOUT_MARKS = str.maketrans("åäöé", "aaoe")
# Shorter words have too many neighbours: "sort" is no "ort". Only long ones may differ in two places.
_FEWEST_LETTERS, _FEWEST_FOR_TWO = 5, 8

_WORDS: dict[Role, str] = {
    "period": """
        period tidsperiod mätperiod datum månadår årmånad årochmånad yearmonth date tid time reportingperiod
        periodstart mätdatum redovisningsperiod""",
    "year": "år year kalenderår",
    "month": "månad mån month månadsnr månadsnummer månadsnamn monthnumber monthname",
    "unit": """
        enhet enhetsnamn kommun kommunnamn kommuner område områdesnamn länsdel län region vårdcentral vc
        hälsocentral organisation organisationsnamn orgname organisationname unit unitname municipality area
        areaname county healthcentre provider providername site ort verksamhet klinik mottagning avdelning
        huvudman trust""",
    "unit_code": """
        enhetskod enhetsid kommunkod kommunnr kommunnummer områdeskod länskod regionkod hsaid unitcode unitid
        orgcode orgid orgkod organisationcode organisationskod areacode code kod municipalitycode
        providercode""",
    "indicator": """
        indikator indikatornamn mått måttnamn nyckeltal nyckeltalsnamn titel diagramrubrik indicator
        indicatorname indicatorid measure measurename metric kpi indikatorid""",
    "numerator": "täljare antalfall händelser numerator events cases count counts antal utfall",
    "denominator": """
        nämnare nämnareantalfall denominator population befolkning invånare inskrivna antalinskrivna total
        totalt antaltotalt personer antalpersoner n""",
    "value": """
        värde mätvärde resultat andel procent kvot per100 per1000 value rate share percent percentage
        proportion medel medelvärde mean median score poäng""",
    "target_group": "målgrupp målgrupper targetgroup patientgrupp grupp group",
    "age": "ålder åldersgrupp åldersklass åldersintervall age agegroup ageband",
    "sex": "kön sex gender",
    "status": "status datastatus",
    "source": "källa registerkälla datakälla source datasource",
    "other": """
        typ type kategori category delgrupp subgroup undergrupp uppdelning avdelningstyp departmenttype
        vårdform""",
}
_MEANING: dict[str, Role] = {
    _NOT_LETTER.sub("", word): role for role, words in _WORDS.items() for word in words.split()
}

_UNMARKED: dict[str, Role] = {word.translate(_WITHOUT_MARKS): role for word, role in _MEANING.items()}


def words(text: str) -> frozenset[str]:
    """A set of words written one after the other."""
    return frozenset(text.split())


def plain(heading: str) -> str:
    """The heading in lower case, letters and digits only: "Nämnare/antal fall" -> "nämnareantalfall"."""
    return _NOT_LETTER.sub("", heading.casefold())


def without_unit(heading: str) -> str:
    """The heading without what stands in brackets: "Väntetid (dagar)" -> "Väntetid"."""
    return " ".join(_BRACKETS.sub(" ", heading).split())


def role_of(heading: str) -> Role | None:
    """What a heading means; None when it is not one of the words people use for these columns.

    Capitals, signs, a unit in brackets and the marks of å, ä and ö make no difference.
    """
    for key in (plain(heading), plain(without_unit(heading))):
        found = _MEANING.get(key) or _UNMARKED.get(key)
        if found is not None:
            return found
    return None


def near_role(heading: str) -> Role | None:
    """What a heading means that is misspelt in a place or two; None when two meanings are as near."""
    key = plain(without_unit(heading)).translate(_WITHOUT_MARKS)
    if len(key) < _FEWEST_LETTERS:
        return None
    most = 2 if len(key) >= _FEWEST_FOR_TWO else 1
    near: dict[int, set[Role]] = {}
    for word, role in _UNMARKED.items():
        if len(word) >= _FEWEST_LETTERS and _may_be_near(key, word, most):
            away = spelling_distance(key, word)
            if away <= most:
                near.setdefault(away, set()).add(role)
    roles = near[min(near)] if near else set()
    return roles.pop() if len(roles) == 1 else None


def _may_be_near(one: str, other: str, most: int) -> bool:
    """A quick look before the distance is counted: lengths, and letters that only one of them has."""
    return abs(len(one) - len(other)) <= most and len(set(one) ^ set(other)) <= 2 * most


def spelling_distance(one: str, other: str) -> int:
    """Letters to add, take away, change or swap with their neighbour to make one word of the other.

    Optimal string alignment: F. J. Damerau, A technique for computer detection and correction of spelling
    errors, Communications of the ACM 7 (1964).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, there in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
