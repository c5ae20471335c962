"""Icons as the eye meets them: drawn small and in grey, no two look alike."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from core.figures import icons

DRAWINGS = {
    **{f"variation {name}": drawing for name, drawing in icons.VARIATION.items()},
    **{f"assurance {name}": drawing for name, drawing in icons.ASSURANCE.items()},
}
SMALL = 20


@pytest.fixture(scope="module", params=["#ffffff", "#0e1117"], ids=["light", "dark"])
def pictures(request: pytest.FixtureRequest, browser: Browser) -> dict[str, np.ndarray]:
    """Every icon at 20 pixels in grey, as ink from 0 (none) to 1."""
    html = "".join(f"<div>{icons._svg(drawing, name, SMALL)}</div>" for name, drawing in DRAWINGS.items())
    style = f"body{{margin:0;background:{request.param}}} div{{height:{SMALL}px;line-height:0}}"
    page = browser.new_page(viewport={"width": SMALL, "height": SMALL * len(DRAWINGS)})
    page.set_content(f"<style>{style}</style>{html}")
    grey = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("L"), dtype=float)
    page.close()
    paper = grey[0, -1]  # the corner beside the disc
    ink = np.abs(grey - paper) / np.abs(grey - paper).max()
    return dict(zip(DRAWINGS, ink.reshape(len(DRAWINGS), SMALL, SMALL), strict=True))


@pytest.mark.browser
def test_no_two_icons_look_alike_in_grey(pictures):
    alike = {
        (one, other): round(float(np.abs(pictures[one] - pictures[other]).mean()), 3)
        for one, other in itertools.combinations(pictures, 2)
        if np.abs(pictures[one] - pictures[other]).mean() < 0.04
    }
    assert alike == {}


@pytest.mark.browser
def test_every_icon_has_ink_enough_to_be_seen(pictures):
    assert {name for name, ink in pictures.items() if ink.mean() < 0.03} == set()
