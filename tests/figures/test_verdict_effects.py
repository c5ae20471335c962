"""Several verdicts in one picture: everyone's number, no league table, nothing more certain than it is."""

import re
from base64 import b64decode
from dataclasses import replace

import altair as alt
import numpy as np
import pytest

from core.change.verdict import Verdict
from core.figures import palette
from core.figures.key import key_html
from core.figures.on_screen import for_screen
from core.figures.verdict_effects import Effect, effects_figure, effects_sentence
from core.figures.verdict_rows import ROW
from core.wording import words_of
from core.wording.verdict_figures import change_text, grade_words, p_text, range_text, signed
from tests.figures.made_verdicts import misses

SV, EN = words_of("sv"), words_of("en")
INF = float("inf")


def verdict(change=-0.2, low=-0.3, high=-0.1, grade="clear", **more) -> Verdict:
    return Verdict(
        grade,
        (),
        **{
            "direction": "better",
            "moved": "down",
            "p": 0.01,
            "relative_effect": change,
            "interval": (low, high),
            "wide_interval": (low - 0.05, high + 0.02),
            **more,
        },
    )


UNKNOWN = verdict(-0.05, -0.3, 0.3, "cannot_tell", p=0.6)
NO_NUMBERS = Verdict("cannot_tell", (), reason="few_before")


def county() -> list[Effect]:
    return [
        Effect("Alla tillsammans", verdict(-0.15, -0.2, -0.1), together=True),
        Effect("Öckerö", verdict()),
        Effect("Vara", UNKNOWN),
        Effect("Ale", NO_NUMBERS),
    ]


def rows(effects, **more):
    return effects_figure(SV, effects, name="Akutbesök", **more).datasets["rows"]


def test_rows_stand_by_name_and_together_last_never_by_size():
    assert rows(county())["name"].tolist() == ["Ale", "Vara", "Öckerö", "Alla tillsammans"]


def test_measures_stand_by_role():
    effects = [
        Effect("Belastning", UNKNOWN, role="balancing"),
        Effect("Akutbesök", verdict(), role="outcome"),
        Effect("Hembesök", verdict(0.5, 0.2, 0.9), role="process"),
    ]
    assert rows(effects)["name"].tolist() == [
        "Processmått: Hembesök",
        "Resultatmått: Akutbesök",
        "Balanserande mått: Belastning",
    ]


def test_a_verdict_without_numbers_has_a_row_and_no_mark():
    data = rows(county()).set_index("name")
    assert data.loc["Ale", ["effect", "low", "high", "wide_low", "wide_high"]].isna().all()
    assert data.loc["Ale", "numbers"] == "–"
    assert data.loc["Ale", "words"] == "går inte att räkna ut"
    assert not data.loc["Ale", "beyond_low"]
    assert not data.loc["Ale", "beyond_high"]


def test_where_too_much_is_hidden_no_number_is_shown_anywhere():
    hidden = Effect("Mullsjö", verdict(), hidden=True)
    figure = effects_figure(SV, [hidden, Effect("Vara", UNKNOWN)], name="Akutbesök")
    data = figure.datasets["rows"].iloc[0]
    assert data[["effect", "low", "high", "wide_low", "wide_high"]].isna().all()
    assert figure.table.iloc[0].tolist()[1:] == ["för många värden är dolda", *["–"] * 4]
    assert "Tydlig" not in figure.sentence
    assert figure.sentence.startswith("För många värden är dolda: Mullsjö.")


def test_a_grade_is_told_by_shape_and_word():
    grades = ("clear", "likely", "no_sign", "cannot_tell")
    data = rows([Effect(grade, verdict(grade=grade)) for grade in grades])
    looks = data[["shape", "fill"]].assign(filled=data["fill"] != "transparent")
    assert len(looks[["shape", "filled"]].drop_duplicates()) == 4
    assert data["words"].nunique() == 4


@pytest.mark.parametrize(
    ("grade", "direction", "moved", "said"),
    [
        ("clear", "better", "down", "tydlig förbättring"),
        ("clear", "worse", "up", "tydlig försämring"),
        ("likely", "neutral", "up", "trolig ökning"),
        ("likely", None, "down", "trolig minskning"),
        ("no_sign", "better", "down", "inget tecken på en förändring som spelar roll"),
    ],
)
def test_better_and_worse_are_said_only_where_there_is_a_better_side(grade, direction, moved, said):
    assert grade_words(SV, verdict(grade=grade, direction=direction, moved=moved)) == said


def test_a_unit_that_already_moved_that_way_is_not_called_better():
    drifting = verdict(grade="likely", break_even_drift=0.05, own_drift=-0.09)
    assert grade_words(SV, drifting) == "trolig egen trend"
    assert rows([Effect("Gislaved", drifting)])["colour"].tolist() == [palette.CENTRE]
    figure = effects_figure(SV, [Effect("Gislaved", drifting)], name="Akutbesök")
    assert dict(figure.states) == {"own_trend": "trolig egen trend"}
    other_way = replace(drifting, own_drift=0.09)
    assert grade_words(SV, other_way) == "trolig förbättring"


def test_one_wide_interval_does_not_press_the_others_together():
    effects = [Effect("A", verdict()), Effect("B", verdict()), Effect("C", verdict(2.5, 0.7, 7.6))]
    figure = effects_figure(SV, effects, name="Akutbesök")
    low, high = figure.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low > -60
    assert high < 120
    far = figure.datasets["rows"].iloc[2]
    assert far["beyond_high"]
    assert np.isnan(far["effect"])
    assert far["high"] == pytest.approx(high)
    assert "+250\u00a0% (+70 till +760\u00a0%)" in figure.table.iloc[2].tolist()[2] + " (" + (
        figure.table.iloc[2].tolist()[3] + ")"
    )


def test_a_change_that_is_alone_and_large_is_seen():
    figure = effects_figure(SV, [Effect("C", verdict(2.5, 0.7, 4.0))], name="Akutbesök")
    assert np.isfinite(figure.datasets["rows"]["effect"]).all()


def test_open_intervals_go_on_outside_the_picture_and_are_told_as_open():
    data = rows([Effect("A", verdict(0.1, -0.4, INF)), Effect("B", verdict(0.1, -INF, INF))])
    assert data["beyond_high"].all()
    assert data["beyond_low"].tolist() == [False, True]
    assert np.isfinite(data[["low", "high", "wide_low", "wide_high"]]).all().all()
    assert range_text(SV, (-0.4, INF)) == "−40\u00a0% eller mer"
    assert range_text(SV, (-INF, 0.2)) == "+20\u00a0% eller mindre"
    assert range_text(SV, (-INF, INF)) == "okänt"
    assert range_text(SV, None) == "–"


def test_what_is_small_but_not_nothing_is_not_written_as_nothing():
    assert signed(SV, -0.4) == "−0,4"
    assert signed(SV, 0.0) == "0,0"
    assert signed(SV, 0.04) == "0,0"
    assert signed(SV, 17.6) == "+18"
    assert change_text(EN, -0.18) == "−18%"
    assert p_text(SV, 0.0004) == "<0,001"
    assert p_text(SV, 0.049) == "0,049"
    assert p_text(SV, None) == "–"


def test_the_sentence_names_everyone_once():
    sentence = effects_sentence(SV, sorted(county(), key=lambda effect: effect.together))
    for name in ("Öckerö", "Vara", "Ale"):
        assert sentence.count(name) == 1
    assert sentence.endswith(
        "Tillsammans: −15\u00a0% (95\u00a0% osäkerhet: −20 till −10\u00a0%), tydlig förbättring."
    )


def test_many_verdicts_say_how_easily_one_is_clear_by_chance():
    assert effects_figure(SV, [Effect("A", verdict())], name="x").notes == ()
    four = [Effect(str(k), verdict()) for k in range(4)]
    assert "upp till 20 procent" in effects_figure(SV, four, name="x").notes[0]
    forty = [Effect(str(k), verdict()) for k in range(40)]
    assert "upp till 2 av dem" in effects_figure(SV, forty, name="x").notes[0]
    assert effects_figure(SV, [Effect("A", verdict()), Effect("B", NO_NUMBERS)], name="x").notes == ()


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
def test_every_form_is_valid_and_has_all_that_it_draws(language, theme):
    words = words_of(language)
    figure = effects_figure(words, county(), name="Akutbesök", made_up=True, source="made", theme=theme)
    alt.Chart.from_dict(dict(figure.spec))
    assert misses(figure) == {}
    assert words("figure.facts_made_up") in figure.facts
    key_html(words, figure)


def test_its_height_follows_its_rows_also_on_a_screen():
    figure = effects_figure(SV, county(), name="Akutbesök")
    assert figure.spec["height"] == 4 * ROW
    assert "params" not in for_screen(figure.spec)


def test_nothing_at_all_is_no_picture():
    with pytest.raises(ValueError, match="at least one"):
        effects_figure(SV, [], name="Akutbesök")


def test_the_key_draws_the_thick_line_thicker_than_the_thin_one():
    figure = effects_figure(SV, [Effect("A", verdict()), Effect("B", verdict())], name="Besök")
    drawn = [b64decode(line).decode() for line in re.findall(r"base64,([^\"]+)", key_html(SV, figure))]
    thick, thin = (float(width) for line in drawn for width in re.findall(r'stroke-width="([\d.]+)"', line))
    assert thick > thin
