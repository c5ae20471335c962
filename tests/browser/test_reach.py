"""What axe cannot see: targets, focus, text set wider apart and enlarged four times (WCAG 2.1 AA)."""

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page
from test_any_screen import ENLARGED, fits

PAGES = ["", "folj", "jamfor", "testa", "planera", "data", "metod"]
LEAST = 24
"""Pixels each way of what is pressed; links inside a sentence may be lower."""
_SMALL = """(least) => [...document.querySelectorAll('a[href], button, summary, select, textarea, '
        + 'input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), [role="slider"], '
        + 'label:has(input)')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !one.closest('[role="grid"]:not(.sk-m), svg')
        && !(one.matches('a') && one.closest('p, li, td') && getComputedStyle(one).display === 'inline'))
    .map((one) => [one.getBoundingClientRect(), one])
    .filter(([box]) => box.width > 2 && box.height > 2 && box.right > least
        && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([box, one]) => `${box.width}x${box.height} ${one.outerHTML.slice(0, 160)}`)"""
_SPACED = """*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-bottom:2em!important}"""
# A line that is cut: its letters reach outside a box that hides what does.
_CUT = """() => [...document.querySelectorAll('[data-testid="stMain"] *, header *')].flatMap((one) => {
    const drawn = 'svg, canvas, [role="grid"]:not(.sk-m), .stDataFrame, style, script, '
        + '[translate="no"], #skifte-said';
    if (one.closest(drawn))
        return [];
    const words = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!words.length || !one.checkVisibility({ visibilityProperty: true })) return [];
    const range = document.createRange();
    range.selectNodeContents(one);
    const text = range.getBoundingClientRect();
    for (let at = one; at && !at.matches('[data-testid="stMain"], header'); at = at.parentElement) {
        const look = getComputedStyle(at), box = at.getBoundingClientRect();
        if (box.width < 4 || box.height < 4) return [];
        const hides = (axis) => ['hidden', 'clip'].includes(look[axis]);
        if ((hides('overflowX') && text.right > box.right + 2)
            || (hides('overflowY') && (text.bottom > box.bottom + 3 || text.top < box.top - 3)))
            return [`${one.textContent.trim().slice(0, 60)} in ${at.className.slice(0, 60)}`];
        if (['auto', 'scroll'].includes(look.overflowX)) return [];
    }
    return [];
})"""
_FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return ['body', true];
    const marked = (at) => at && getComputedStyle(at).outlineStyle !== 'none'
        && parseFloat(getComputedStyle(at).outlineWidth) >= 2;
    const name = (one.getAttribute('aria-label') || one.innerText || one.tagName).slice(0, 60);
    return [`${one.tagName} ${name}`, Boolean(marked(one) || marked(one.closest('label')))];
}"""
_COLOUR = "() => getComputedStyle(document.activeElement).outlineColor"


def unmarked(page: Page, steps: int = 30) -> set[str]:
    """What Tab reaches without its being seen."""
    found = set()
    for _ in range(steps):
        page.keyboard.press("Tab")
        name, marked = page.evaluate(_FOCUS)
        if not marked:
            found.add(name)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_reach_and_read_what_is_on_a_page(page_factory: MakePage, path: str):
    page = page_factory(path)
    assert page.evaluate(_SMALL, LEAST) == []
    assert unmarked(page) == set()
    for width in (1280, ENLARGED):
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        assert page.evaluate(_SMALL, LEAST) == []
        assert fits(page)
        spaced = page.add_style_tag(content=_SPACED)
        wait_until_drawn(page)
        assert page.evaluate(_CUT) == []
        assert fits(page)
        spaced.evaluate("(one) => one.remove()")


@pytest.mark.parametrize(("dark", "colour"), [(False, "rgb(31, 95, 122)"), (True, "rgb(124, 192, 220)")])
def test_the_mark_of_focus_has_the_colour_of_the_theme(page_factory: MakePage, dark: bool, colour: str):
    page = page_factory("metod", dark=dark)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(_COLOUR) == colour


def test_what_is_chosen_among_buttons_shows_where_the_system_sets_the_colours(page_factory: MakePage):
    page = page_factory()
    page.emulate_media(forced_colors="active")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    chosen = page.locator('[data-testid="stButtonGroup"] [aria-checked="true"]').first.evaluate(ground)
    other = page.locator('[data-testid="stButtonGroup"] [aria-checked="false"]').first.evaluate(ground)
    page.emulate_media(forced_colors="none")
    assert chosen != other
