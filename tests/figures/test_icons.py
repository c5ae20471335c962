"""Icons of variation and assurance: one for each state, named in both languages, differing without colour."""

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from core.figures import icons
from core.indicators import Target
from core.spc.for_series import Choices
from core.spc.standing import Assurance, Evidence, Standing, Unknown, Unsure, Variation, standing_of
from core.wording import LANGUAGES, words_of
from core.wording.standing import standing_sentences, variation_code
from tests.figures.made_charts import MEAN, made_chart
from tests.figures.test_colour_blindness import linear

SV, EN = words_of("sv"), words_of("en")
COLOUR = re.compile(r"#[0-9a-f]{6}")
QUIET = (19, 25, 17, 21, 24, 20, 17, 16, 18, 21, 16, 19, 19, 22, 21, 21, 17, 19, 23, 26)


def every_standing():
    """All combinations that can be: better and worse always have a way, other signals may."""
    for variation, moved, assurance in itertools.product(
        get_args(Variation), ("up", "down", None), get_args(Assurance)
    ):
        if (moved is None) == (variation in ("improving", "worsening")) and variation != "signal":
            continue
        yield Standing(variation, assurance, Evidence(moved=moved))


def test_every_state_has_an_icon_and_every_icon_a_state():
    standings = list(every_standing())
    assert {variation_code(standing) for standing in standings} == set(icons.VARIATION)
    assert {standing.assurance for standing in standings} == set(icons.ASSURANCE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_icon_is_a_picture_with_a_name_of_its_own(language):
    words = words_of(language)
    names = set()
    for standing in every_standing():
        for icon in (icons.variation_icon(words, standing), icons.assurance_icon(words, standing, 20)):
            root = ET.fromstring(icon)
            assert root.get("role") == "img"
            assert root.get("viewBox") == "0 0 24 24"
            assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
            names.add(root.get("aria-label"))
    assert len(names) == len(icons.VARIATION) + len(icons.ASSURANCE)


def test_shapes_differ_without_colour():
    drawings = [*icons.VARIATION.values(), *icons.ASSURANCE.values()]
    assert len({COLOUR.sub("", drawing) for drawing in drawings}) == len(drawings)


def contrast(one, other):
    """WCAG 2.1: relative luminances, lighter over darker."""
    light = [float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) + 0.05 for colour in (one, other)]
    return max(light) / min(light)


@pytest.mark.parametrize("background", ["#ffffff", "#0e1117"])
def test_every_colour_of_an_icon_shows_on_light_and_on_dark(background):
    colours = set(COLOUR.findall(" ".join([*icons.VARIATION.values(), *icons.ASSURANCE.values()])))
    assert colours
    assert min(contrast(colour, background) for colour in colours) >= 3


def test_a_name_cannot_become_markup():
    assert "<script" not in icons._svg("", '"><script>', 20)


# In words


def sentences(words, indicator, numbers=QUIET, rules="mdc"):
    standing = standing_of(made_chart(indicator, numbers, choices=Choices(kind="i", rules=rules)))
    return " ".join(standing_sentences(words, standing, indicator, "month"))


def test_what_a_standing_rests_on_is_told():
    up = replace(MEAN, direction="up", targets=(Target(5.0),))
    text = sentences(SV, up)
    assert text.startswith("Slumpmässig variation nu. Målet nås så länge variationen är som nu. Målet är 5, ")
    assert "styrgränserna är 11,8 och 28,3 dagar" in text
    shifted = sentences(EN, up, [*QUIET[:12], *(v + 12 for v in QUIET[:12])])
    assert shifted.startswith("Improvement: signal upwards. Rules that signal in December 2023: ")
    assert "7 in a row on one side" in shifted


@pytest.mark.parametrize(("target", "written"), [(5.0, "5"), (1000.0, "1\u00a0000"), (12.5, "12,5")])
def test_target_and_limits_have_the_decimals_of_a_value_and_a_whole_target_none(target, written):
    text = sentences(SV, replace(MEAN, direction="up", targets=(Target(target),)))
    assert f"Målet är {written}, och styrgränserna är 11,8 och 28,3 dagar." in text


@pytest.mark.parametrize(("target", "written"), [(11.8, "11,80"), (12.25, "12,25")])
def test_a_target_near_a_limit_or_with_more_decimals_is_told_with_one_more_and_so_are_the_limits(
    target, written
):
    text = sentences(SV, replace(MEAN, direction="up", targets=(Target(target),)))
    assert f"Målet är {written}, och styrgränserna är 11,79 och 28,31 dagar." in text


def test_every_reason_for_not_knowing_has_a_sentence():
    for words in (SV, EN):
        for unknown, unsure in itertools.product(get_args(Unknown), get_args(Unsure)):
            standing = Standing("unknown", "unknown", Evidence(n_counted=7, unknown=unknown, unsure=unsure))
            told = standing_sentences(words, standing, MEAN, "month")
            assert len(told) == 4
            assert all(text and "{" not in text for text in told)
    few = Standing("unknown", "no_target", Evidence(n_counted=7, unknown="few"))
    assert "Bara 7 månader räknas. Det behövs minst 12." in standing_sentences(SV, few, MEAN, "month")
