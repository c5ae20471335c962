"""Usual points and signals are told apart by those who do not tell red from green, or blue from yellow."""

import base64
import itertools

import numpy as np
import pytest

from core.figures import compare_palette, palette, verdict_palette
from core.figures.key import _stroke

# Machado, Oliveira & Fernandes 2009, A physiologically-based model for simulation of color vision deficiency
# (IEEE Trans. Vis. Comput. Graph. 15:1291–1298), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "none": np.eye(3).tolist(),
}
# Linear sRGB to CIE XYZ relative to D65 white (IEC 61966-2-1).
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, deficiency: str) -> np.ndarray:
    """CIELAB of a colour as it is seen with a deficiency."""
    seen = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, deficiency: str) -> float:
    """CIE 1976 colour difference; about 2 is just noticeable."""
    return float(np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)))


def test_differences_are_measured_as_cie_does():
    assert lab("#ffffff", "none") == pytest.approx([100, 0, 0], abs=0.01)
    assert lab("#ff0000", "none") == pytest.approx([53.24, 80.09, 67.20], abs=0.1)
    assert difference("#000000", "#ffffff", "none") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_a_signal_is_told_from_a_usual_point_and_from_one_that_is_not_counted(deficiency: str):
    for one, other in itertools.combinations((palette.VALUE, palette.SIGNAL, palette.MUTED), 2):
        assert difference(one, other, deficiency) >= 20


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_target_and_the_change_are_told_from_the_values(deficiency: str):
    for colour in (palette.TARGET, palette.CHANGE):
        assert difference(palette.VALUE, colour, deficiency) >= 20


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_what_others_do_is_told_from_the_values_the_target_and_the_signals(deficiency: str):
    for colour in (palette.VALUE, palette.TARGET, palette.SIGNAL, palette.CHANGE):
        assert difference(palette.COMPARISON, colour, deficiency) >= 20
    for colour in (palette.LIMIT, palette.MUTED):
        assert difference(palette.COMPARISON, colour, deficiency) >= 14


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_target_is_told_from_the_signals_and_the_limits(deficiency: str):
    for colour in (palette.SIGNAL, palette.CHANGE):
        assert difference(palette.TARGET, colour, deficiency) >= 20
    assert difference(palette.TARGET, palette.LIMIT, deficiency) >= 14


def test_lines_that_may_stand_in_one_picture_have_dashes_of_their_own():
    together = (
        [palette.LINES[name] for name in ("centre", "limit", "target", "comparison")],
        [verdict_palette.LINES[name] for name in ("observed", "expected", "band")],
        [verdict_palette.LINES[name] for name in ("county", "level", "wished")],
        [compare_palette.LINES[name] for name in ("limit_95", "limit_998", "middle")],
    )
    for lines in together:
        assert len({line.dash for line in lines}) == len(lines)


def test_the_key_has_the_dash_of_the_picture():
    for style in palette.LINES.values():
        drawn = base64.b64decode(_stroke(style).split("base64,")[1].split('"')[0]).decode()
        assert style.colour in drawn
        assert ("stroke-dasharray" in drawn) == bool(style.dash)
        assert " ".join(map(str, style.dash)) in drawn
