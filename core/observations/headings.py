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

_WORDS: dict[Role, str] = {
    "period": """
        period tidsperiod mätperiod datum månadår årmånad årochmånad yearmonth date tid time reportingperiod
        periodstart mätdatum redovisningsperiod""",
    "year": "år year kalenderår",
    "month": "månad mån month",
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
    "numerator": "täljare antalfall händelser numerator events cases count antal utfall",
    "denominator": """
        nämnare nämnareantalfall denominator population befolkning invånare inskrivna antalinskrivna total
        totalt antaltotalt personer antalpersoner n""",
    "value": """
        värde mätvärde resultat andel procent kvot per100 per1000 value rate share percent percentage
        proportion medel medelvärde mean score poäng""",
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


def words(text: str) -> frozenset[str]:
    """A set of words written one after the other."""
    return frozenset(text.split())


def plain(heading: str) -> str:
    """The heading in lower case, letters and digits only: "Nämnare/antal fall" -> "nämnareantalfall"."""
    return _NOT_LETTER.sub("", heading.casefold())


def role_of(heading: str) -> Role | None:
    """What a heading means; None when it is not one of the words people use for these columns."""
    return _MEANING.get(plain(heading))
