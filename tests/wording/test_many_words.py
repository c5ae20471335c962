"""Many answers in words: how many are clear, how many chance gives, and how many stand."""

from dataclasses import replace

import pytest

from core.change.for_dataset import Asked, Judged
from core.change.many import Many, ManyRow
from core.change.verdict import Verdict
from core.improvement import Change
from core.indicators import Text, Unit
from core.wording import LANGUAGES, words_of
from core.wording.many import COLUMNS, many_frame, many_headline, many_notes, number_formats
from tests.change.made_dataset import RATE

SV, EN = words_of("sv"), words_of("en")
UNIT = Unit("a", Text("Ort a", "Place a"), "municipality", None)
CHANGE = Change("c", ("a",), "2024-04", Text("Hembesök", "Home visit"), outcome=(RATE.id,))
UNCLEAR = Verdict("cannot_tell", (), direction="neutral", moved="up", relative_effect=0.02, p_verdict=0.6)
CLEAR = replace(UNCLEAR, grade="clear", direction="better", relative_effect=-0.2, interval=(-0.3, -0.1))


def row(verdict: Verdict, p: float | None = 0.6, adjusted: float | None = 1.0, **more) -> ManyRow:
    answer = Judged(Asked(RATE.id, (("a", "2024-04"),)), RATE, (UNIT,), verdict, **more)
    return ManyRow(CHANGE, "outcome", answer, p, adjusted)


def made(stands: int, falls: int, unclear: int, **more) -> Many:
    rows = (
        *[row(CLEAR, 0.0001, 0.01)] * stands,
        *[row(CLEAR, 0.04, 0.4)] * falls,
        *[row(UNCLEAR)] * unclear,
    )
    return Many(rows, **more)


def test_the_headline_counts_clear_answers_chance_and_what_stands():
    assert many_headline(SV, made(4, 2, 32)) == (
        "Av 38 svar är 6 tydliga. Ungefär 2 tydliga kan komma av slump; 4 står kvar när man räknar med det."
    )
    assert many_headline(EN, made(4, 2, 32)) == (
        "Of 38 answers, 6 are clear. "
        "About 2 clear answers may come by chance; 4 still stand when that is taken into account."
    )


def test_one_and_none_are_written_as_such():
    assert many_headline(SV, made(1, 0, 19)) == (
        "Av 20 svar är ett tydligt. "
        "Ungefär ett tydligt kan komma av slump; ett står kvar när man räknar med det."
    )
    assert many_headline(SV, made(0, 1, 3)) == (
        "Av 4 svar är ett tydligt. "
        "Av slump väntas färre än ett tydligt; inget står kvar när man räknar med det."
    )
    assert many_headline(EN, made(0, 0, 7)) == "Of 7 answers, none is clear."


def test_chance_is_never_told_as_none():
    # 0.05 of three answers is 0.15, which would round to 0
    assert "färre än ett" in many_headline(SV, made(1, 0, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_register_and_one_without_numbers_say_so(language: str):
    words = words_of(language)
    assert many_headline(words, Many(())) == words("many.none")
    assert many_notes(words, Many(())) == ()
    assert many_notes(words, Many((), not_there=3)) == (words("many.not_there", n=3),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_among_the_answers_is_told(language: str):
    words = words_of(language)
    notes = many_notes(
        words, replace(made(1, 0, 2, not_there=1, not_reached=2), rows=(row(UNCLEAR, None, None),))
    )
    assert words("many.can_be_clear", tested=0, total=1) in notes
    assert words("many.not_there", n=1) in notes
    assert words("many.not_reached", n=2) in notes
    assert words("many.can_be_clear", tested=3, total=3) not in many_notes(words, made(1, 0, 2))


def test_the_table_keeps_the_order_and_sets_no_mark_on_what_is_not_clear():
    frame = many_frame(SV, made(1, 1, 1))
    assert list(frame.columns) == [SV(f"many.column_{column}") for column in COLUMNS]
    assert list(frame["När alla svar räknas"]) == ["står kvar", "står inte kvar", "–"]
    assert list(frame["Svar"]) == ["tydlig förbättring"] * 2 + ["går inte att avgöra än"]
    assert frame["Var"].tolist() == ["Ort a"] * 3


def test_what_is_hidden_is_a_dash_and_never_a_zero():
    hidden = row(Verdict("cannot_tell", ()), None, None, reason="hidden")
    frame = many_frame(SV, Many((hidden,)))
    assert frame["Svar"][0] == SV("verdict_figure.grade_hidden")
    for name, written in number_formats(SV).items():
        assert frame[name].isna().all()
        assert written(frame[name][0]) == "–"


def test_numbers_sort_as_numbers_and_a_p_is_never_written_as_nothing():
    formats = number_formats(SV)
    frame = many_frame(SV, made(1, 1, 1))
    assert frame["p-värde"].tolist() == [0.0001, 0.04, 0.6]
    assert formats["p-värde"](0.0000001) == SV("verdict_figure.p_tiny", value="0,001")
    assert formats["Skillnad mot väntat"](-0.2) == "−20\u00a0%"


def test_the_range_is_as_wide_as_what_p_allows_for():
    drifting = replace(CLEAR, grade="likely", wide_interval=(-0.4, 0.1))
    column = SV("many.column_interval")
    frame = many_frame(SV, Many((row(drifting), row(CLEAR))))
    assert frame[column].tolist() == ["−40 till +10\u00a0%", "−30 till −10\u00a0%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_table_has_its_columns(language: str):
    assert len(many_frame(words_of(language), Many(())).columns) == len(COLUMNS)
