"""Both languages are whole: nothing is missing, empty, left in the other language or the same by neglect."""

import re
from collections.abc import Iterator

import pytest

from core.wording import LANGUAGES, words_of

RIGHTLY_THE_SAME = frozenset(
    [
        "skifte",
        "svenska",
        "english",
        "data",
        "median",
        "per",
        "signal",
        "period",
        "status",
        "definition",
        "trend",
        "start",
        "p",
        "l",
        "k",
        "h",
        "λ",
        "ihi",
        "anhøj",
        "making",
        "count",
        "western",
        "electric",
        "nelson",
    ]
)
"""Words that are the same in Swedish and English, names among them."""
ENGLISH = re.compile(r"\b(the|and|of|with|is|are|this|that|which)\b", re.I)
SWEDISH = re.compile(r"\b(och|att|inte|är|som|det|den|av|med|eller|på)\b", re.I)
NAMED = re.compile(r"\{[^}]*\}")


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence with its key, plural forms one by one, without the values named in it."""
    for key, entry in words_of(language)._table.items():
        for form, text in entry.items() if isinstance(entry, dict) else [("", entry)]:
            yield f"{key}.{form}".rstrip("."), NAMED.sub(" ", text)


def test_both_languages_have_the_same_sentences():
    swedish, english = ({key for key, _ in sentences(language)} for language in LANGUAGES)
    assert swedish ^ english == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str):
    table = words_of(language)._table
    assert [
        key for key, entry in table.items() if not entry or (isinstance(entry, str) and not entry.strip())
    ] == []


def test_what_is_the_same_in_both_languages_is_rightly_so():
    english = dict(sentences("en"))
    same = {key: text for key, text in sentences("sv") if english.get(key) == text}
    words = {key: set(re.findall(r"[^\W\d_]+", text.lower())) for key, text in same.items()}
    assert {key: same[key] for key, found in words.items() if found - RIGHTLY_THE_SAME} == {}
    assert RIGHTLY_THE_SAME - set().union(*words.values()) == set(), "words that are no longer the same"


def test_no_swedish_sentence_is_in_english():
    assert {key: text for key, text in sentences("sv") if len(ENGLISH.findall(text)) > 1} == {}


def test_no_english_sentence_is_in_swedish():
    assert {key: text for key, text in sentences("en") if SWEDISH.search(text)} == {}
