"""Names of files: readable, and letters that every system takes."""

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.scope import Scope
from core.share.file_name import file_name, slug
from core.share.taken import take
from core.wording import words_of
from tests.share.made_figures import figures

SV = words_of("sv")
DAY = dt.date(2026, 11, 22)


def named(scope: Scope | None, ending: str = "png") -> str:
    figure = replace(figures("sv", "light")["starts"], scope=scope, title="Något: Här")
    return file_name(take(SV, figure, DAY), ending)


def test_what_where_and_the_last_month_of_the_data():
    scope = Scope("Akutbesök", "Vettersta", "mars 2020", "november 2025", np.datetime64("2025-11", "M"))
    assert named(scope) == "akutbesok-vettersta-2025-11.png"


def test_without_a_time_the_day_it_was_made_and_without_a_scope_the_title():
    assert named(Scope("Falska signaler"), "pdf") == "falska-signaler-2026-11-22.pdf"
    assert named(None, "csv") == "nagot-har-2026-11-22.csv"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Åkerö, ÄLDRE & Örtagård", "akero-aldre-ortagard"),
        ("Anhøj/Æblegård: “SIP” 30 dgr", "anhoj-aeblegard-sip-30-dgr"),
        ("..\\..\\con<>|?*", "con"),
    ],
)
def test_letters_are_plain_and_nothing_of_a_path_is_left(text: str, short: str):
    assert slug(text, 60) == short


def test_a_long_name_is_cut_between_words():
    assert slug("Gemensamt hembesök vid inskrivning i hemmet", 30) == "gemensamt-hembesok-vid"
    assert slug("a" * 80, 10) == "a" * 10


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_name_is_of_small_letters_digits_and_hyphens(name: str, place: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.svg", named(Scope(name, place), "svg"))
