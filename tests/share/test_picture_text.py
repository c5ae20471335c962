"""Lines of a picture: broken where they must be, never wider than their room."""

import io

import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.share.picture_text import FONT, Style, broken, text_svg, width_of, written

SENTENCES = (
    "Akutbesök har bytt nivå eller vandrar. Senast: 12 månader under medelvärdet",
    "PÅHITTADE EXEMPELDATA · källa: Skiftes exempellän",
    "−29 % (95 % osäkerhet: −42 till −18 %), tydlig förbättring",
    "u′-diagram (Laney), Anhøjs regler – baslinje: 68 månader",
    "MMMMWWWW mmmm 0123456789",
)


def drawn_width(text: str, size: float, bold: bool) -> float:
    """How far the ink reaches, in pixels, as the converter sets the text."""
    line = text_svg((text,), Style(size, "#000000", bold), 0, 4)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="60" font-family="{FONT}">'
        f'<rect width="1600" height="60" fill="#fff"/>{line}</svg>'
    )
    picture = np.asarray(Image.open(io.BytesIO(vl_convert.svg_to_png(svg))).convert("L"))
    return float(np.flatnonzero((picture < 128).any(axis=0)).max() + 1)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SENTENCES)
def test_a_line_is_as_wide_as_it_is_said_to_be_or_a_little_less(text: str, bold: bool):
    assert (
        0.88 * width_of(text, 20, bold=bold) <= drawn_width(text, 20, bold) <= width_of(text, 20, bold=bold)
    )


@given(st.text(max_size=200), st.floats(60, 400), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float, bold: bool):
    lines = broken(text, 12, room, bold=bold)
    assert all(width_of(line, 12, bold=bold) <= room + 1e-6 for line in lines)
    without_blanks = "".join(written(text).split(" "))
    assert written("".join(lines)).replace(" ", "").replace("\u00a0", "") == without_blanks.replace(
        "\u00a0", ""
    )


def bare(text: str) -> str:
    """The letters, without blanks and what may not be written."""
    return written(text).replace(" ", "").replace("\u00a0", "")


def test_a_number_keeps_its_percent_sign_and_a_hard_blank_is_kept():
    lines = broken("Tillsammans: −26 % av 1\u00a0405 besök", 12, 95)
    assert any("−26\u00a0%" in line for line in lines)
    assert any("1\u00a0405" in line for line in lines)
    assert len(lines) > 1


def test_a_word_without_end_is_cut_rather_than_drawn_outside():
    assert len(broken("å" * 200, 12, 100)) > 5
    assert broken("", 12, 100) == ()
