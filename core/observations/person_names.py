"""Telling names of persons from names of units, in Swedish files.

A person has one of the commonest first names before or after a surname; a unit has a word that says what
it is, or no first name. The list holds first names that most people in Sweden share, and common names
from the largest languages besides Swedish; it finds a column of names, not every single name.
"""

import re
import unicodedata
from collections.abc import Iterable

from core.observations.headings import words

_INSTITUTION = re.compile(
    r"\b(?:kommun\w*|region\w*|län\w*|vård\w*|\w*vård|\w*omsorg|hälso\w*|\w*hälsan|\w*sjukhus\w*|lasarett\w*|"
    r"\w*klinik\w*|\w*mottagning\w*|enhet\w*|vc|hc|bvc|mvc|säbo|avdelning\w*|område\w*|\w*läkar\w*|"
    r"äldreboende\w*|\w*boende|hemtjänst\w*|\w*gård|\w*gården|\w*hem|\w*hemmet|\w*center|\w*centrum|"
    r"församling\w*|stiftelse\w*|diakoni\w*|ab|team\w*|sankt|s:t|st|saint|"
    r"hospital|trust|nhs|centre|clinic|county|council|foundation|ward|unit|house|care)\b",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_a-zåäöéü][\w'’.-]*"
_CAPITALISED = re.compile(rf"{_WORD},?(?: {_WORD}){{1,3}}")
_SURNAME_ENDING = re.compile(r"s[oe]n\b", re.IGNORECASE)
_FIRST_NAMES = words(
    """
    agneta agnes alexander alexandra alfred ali alice alma alva amanda amina anders andreas anette anita ann
    anna anneli annika anton arne arvid aron astrid axel barbro bengt berit bert bertil birger birgit birgitta
    björn bo boel britt brita britta caroline carina carl carola cecilia charlotte christel christer christian
    christina christoffer christopher claes clara dag dan daniel daniela david david dennis ebba edvin edith
    eivor elias elin elina elisabet elisabeth ella ellen ellinor elsa elvira emelie emil emilia emma erik eric
    erika erland ester esther eva evelina fatima felicia felix filip fredrik frida gabriel gabriella georg
    gerd gertrud gösta greger greta gudrun gun gunborg gunhild gunilla gunnar gunnel gustaf gustav göran göte
    hamza hanna hannah hans harald harry hasan hassan hedvig helen helena helene helge henrik hilda hilding
    hjalmar hugo hussein håkan ibrahim ida inga ingegerd ingela inger ingmar ingrid ingvar irene irina
    iris irma isabella isabelle isak ivan jakob jacob jan jane janina jeanette jenny jens jerker jessica
    joakim joel johan johanna johannes john johnny jonas jonatan jonathan josef josefin josefine josefina
    julia julian jörgen kaj karin karl karolina katarina katarzyna kate kenneth kent kerstin khadija kim
    kjell klara klas konrad kristian kristin kristina kristoffer kurt lars laila lea leif lena lennart leo
    leon lilian lillemor lina linda linn linnea linnéa linus lisa lisbeth liv love lotta louise lovisa lucas
    ludvig lukas magdalena magnus maj maja malin malte manuel marcus margareta margaretha margit maria mariam
    marianne marie marina markus marta martin mathias matilda mats mattias max maximilian mia michael mikael
    milan minna moa mohamad mohamed mohammad mohammed monica monika muhammad my märta måns nadia natalie
    nathalie niclas niklas nils nina noah nora olga oliver olivia olle olof omar oscar oskar ove owe patricia
    patrik pär paul paulina per pernilla peter petra petter pia piotr ragnar ragnhild rasmus rebecka rebecca
    rickard rikard richard robert robin roger roland rolf ronny rose roy rune ruth samuel sandra sanna sara
    sarah sebastian selma signe sigrid sigurd simon siri siv sixten sofia sofie solveig sonja staffan stefan
    stella stellan stig stina sture susann susanna susanne suzanne svante sven sylvia sven-erik tage tahir
    terese therese thomas tobias tomas tommy tor torbjörn tord tore torsten tova tove tuva ture tyra ulf
    ulla ulrica ulrika urban ursula valter vanja vera veronica veronika vendela victor victoria viktor
    viktoria vilhelm ville vilma vincent viola vivianne wilhelm william wilma yasmin yngve yusuf yvonne
    zahra åke åsa örjan östen
    """
)
_LOOKED_AT = 500


def are_names(texts: Iterable[str], *, of_persons: bool = False) -> bool:
    """Whether at least half of the distinct ``texts`` are names of persons.

    of_persons : the heading says so already: then any two capitalised words that name no unit will do
    """
    sample = [" ".join(unicodedata.normalize("NFC", text).split()) for text in texts][:_LOOKED_AT]
    shaped = [text for text in sample if _CAPITALISED.fullmatch(text) and not _INSTITUTION.search(text)]
    if not shaped or len(shaped) < 0.5 * len(sample):
        return False
    if of_persons:
        return True
    names = [text for text in shaped if _has_first_name(text)]
    # One name alone may be a unit called after somebody (Katarina Engelbrekt) unless the surname decides.
    enough = len(names) > 1 or any(_SURNAME_ENDING.search(text) for text in names)
    return enough and len(names) >= 0.5 * len(sample)


def names_a_unit(text: str) -> bool:
    """Whether a word in ``text`` says that it is an organisation or a part of one."""
    return bool(_INSTITUTION.search(text))


def _has_first_name(text: str) -> bool:
    """The first name stands first, or last after a surname and a comma."""
    first = text.split(", ", 1)[1] if ", " in text else text
    given = first.split()[0].casefold()
    return given in _FIRST_NAMES or given.split("-")[0] in _FIRST_NAMES
