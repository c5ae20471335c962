"""Nothing on a page in Swedish is in English: neither what is seen nor what is only told."""

import re
from pathlib import Path

import pytest
import streamlit
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import one_of_each, switch_language, unfold_all, upload, words_on

from core.wording import words_of
from pages.parts.streamlits_words import PHRASES

PAGES = ["", "folj", "jamfor", "testa", "planera", "data", "metod"]
TOLD = re.compile(
    r"\b(the|and|Open|Close|Help|Clear|Remove|Press|Choose|Select|Selected|Search|Download|Upload|Drag|Drop|"
    r"Browse|Limit|Fullscreen|Show|Hide|Menu|Print|Record|Rerun|Running|Settings|Theme|Light|Dark|System|"
    r"Skip|content|options|available|results|Result|Increment|Decrement|Copy|clipboard|axis|titled|mark|"
    r"container|group|title|values|columns?|file|Dismiss|Scrollable|sidebar|Made with|"
    r"per file|Stop|Add|pages)\b"
)
"""Words of Streamlit, its table and its charts. Some are Swedish too (data, start, text) and not here."""
_SAID = """() => {
    const names = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title',
        'placeholder', 'alt'];
    const shown = (one) => one.checkVisibility({ visibilityProperty: true });
    const ours = 'style, script, noscript, [translate="no"], body [lang="en"], code, pre';
    const found = [];
    for (const one of document.body.querySelectorAll('*')) {
        if (one.closest(ours) || !(shown(one) || one.closest('[data-live-announcer]'))) continue;
        for (const name of names) if (one.getAttribute(name)) found.push([name, one.getAttribute(name)]);
        for (const node of one.childNodes)
            if (node.nodeType === 3 && node.data.trim()) found.push(['text', node.data.trim()]);
    }
    return found;
}"""
PUT_TOGETHER = {
    *("one_option", "options", "press_enter", "press_enter_form", "press_ctrl_enter", "per_file_types"),
    *("find_place_one", "find_place_many", "group"),
}
"""Phrases that are made of pieces in the scripts; that they look so is seen on the pages."""
LITERATURE = re.compile(r"\b(19|20)\d\d\)|\bWiley\b|Jossey-Bass|Western Electric|Making data count")
"""Works are cited by their own titles."""


def in_english(page: Page) -> list[str]:
    """What the page says, or tells those who listen, with a word of English in it."""
    return [
        f"{where}: {said}"
        for where, said in page.evaluate(_SAID)
        if TOLD.search(said) and not LITERATURE.search(said)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_anything_in_english(page_factory: MakePage, path: str):
    page = page_factory(path)
    unfold_all(page)
    found = set(in_english(page))
    for popover in one_of_each(page.get_by_test_id("stPopoverButton")):
        if popover.is_visible():
            popover.click()
            wait_until_drawn(page)
            found.update(in_english(page))
            page.keyboard.press("Escape")
    boxes = page.get_by_role("combobox")
    for at in range(min(2, boxes.count())):
        if at and boxes.count() <= at:  # a search that finds nothing may take the others away
            break
        boxes.nth(at).click()
        page.keyboard.type("zzzq")
        page.wait_for_timeout(100)
        found.update(in_english(page))
        page.keyboard.press("Escape")
    for table in page.get_by_test_id("stDataFrame").all()[:2]:
        table.hover()
        found.update(in_english(page))
    assert not found


def test_the_menu_speaks_swedish_and_offers_no_recording(page_factory: MakePage):
    page = page_factory("metod")
    page.get_by_role("button", name=words_on(page)("streamlit.main_menu")).click()
    expect(page.get_by_role("menuitem", name=words_on(page)("streamlit.print"))).to_be_visible()
    assert not in_english(page)
    assert page.get_by_role("menuitem").count() == 1


def test_the_tools_of_a_table_speak_swedish(page_factory: MakePage):
    page = page_factory()
    words = words_on(page)
    page.locator("summary").filter(has_text=words("table.caption")).click()
    wait_until_drawn(page)
    table = page.get_by_test_id("stDataFrame").first
    table.evaluate("one => one.scrollIntoView({ block: 'center' })")  # its tools lie above it
    table.hover()
    table.locator("..").get_by_role("button", name=words("streamlit.search")).or_(
        page.get_by_role("button", name=words("streamlit.search"))
    ).first.click()
    page.keyboard.type("2024")
    page.wait_for_timeout(500)
    assert not in_english(page)
    page.keyboard.press("Escape")
    table.hover()
    page.get_by_role("button", name=words("streamlit.columns")).first.click()
    assert not in_english(page)
    page.keyboard.press("Escape")
    box = table.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 15)
    page.mouse.click(box["x"] + 40, box["y"] + 15, button="right")
    page.wait_for_timeout(300)
    assert not in_english(page)


def test_the_place_for_a_file_speaks_swedish_before_and_after(page_factory: MakePage):
    page = page_factory("data")
    assert not in_english(page)
    upload(page, "Open Close.csv", b"Indikator;Enhet;Period\r\n")
    assert not [one for one in in_english(page) if "Open Close.csv" not in one]


def test_why_a_file_was_too_large_is_seen_also_without_a_pointer(page_factory: MakePage, tmp_path: Path):
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:
        file.truncate(61 * 1024 * 1024 + 400 * 1024)
    page = page_factory("data", width=390)
    page.locator("[class*='st-key-upload_'] input[type=file]").set_input_files(large)
    told = page.locator(".stFileChip [role=alert]")
    expect(told).to_have_text("Fel: Filen får vara högst 60 MB.")
    box = told.bounding_box()
    assert box is not None
    assert box["width"] > 150, "shown, not only told to those who listen"
    assert box["height"] > 10
    expect(page.locator(".stFileChipName + div")).to_have_text("64,4 MB")
    assert not in_english(page)
    assert not axe(page)


def test_a_size_stands_apart_from_its_unit_in_english_too(page_factory: MakePage, tmp_path: Path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(61 * 1024 * 1024)
    page = page_factory("data", "en")
    zone = page.get_by_test_id("stFileUploaderDropzone").first
    expect(zone).to_contain_text(re.compile(r"60\sMB per file"))
    switch_language(page, "sv")
    switch_language(page, "en")
    expect(zone).to_contain_text(re.compile(r"60\sMB per file"))
    page.locator("[class*='st-key-upload_'] input[type=file]").set_input_files(large)
    expect(page.locator(".stFileChip [role=alert]")).to_have_text(re.compile(r"60\sMB or smaller"))
    switch_language(page, "sv")
    expect(zone).to_contain_text(re.compile(r"60\sMB"))


def test_a_server_that_is_gone_is_told_of_in_swedish(shared_page_factory: MakePage):
    page = shared_page_factory("metod")
    page.evaluate(
        """() => {
            const box = document.createElement('div');
            box.setAttribute('role', 'dialog');
            box.innerHTML = '<p>Connection error</p><button aria-label="Close">x</button>'
                + '<p>Streamlit server is not responding. Are you connected to the internet?</p>';
            document.body.append(box);
        }"""
    )
    page.wait_for_timeout(50)
    assert not in_english(page)


def test_a_name_that_is_one_of_streamlits_words_is_left_alone(page_factory: MakePage):
    page = page_factory("metod")
    page.evaluate(
        "() => { const p = document.createElement('p'); p.id = 'a_name'; p.textContent = 'Open';"
        " document.querySelector('[data-testid=\"stMain\"]').append(p); }"
    )
    page.wait_for_timeout(50)
    assert page.locator("#a_name").inner_text() == "Open"


def test_the_words_follow_the_language_both_ways(page_factory: MakePage):
    page = page_factory("planera")
    less = page.get_by_test_id("stNumberInputStepDown").first
    before = less.get_attribute("aria-label")
    assert before == words_on(page)("streamlit.decrement")
    switch_language(page, "en")
    less = page.get_by_test_id("stNumberInputStepDown").first
    assert less.get_attribute("aria-label") == "Decrement"
    switch_language(page, "sv")
    assert less.get_attribute("aria-label") == before


def test_every_phrase_is_what_streamlit_writes():
    """A new version of Streamlit that says it otherwise is found here, without a browser."""
    scripts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
        if path.stat().st_size < 8_000_000
    )
    english = words_of("en")
    missing = [
        phrase
        for phrase, blanks in PHRASES.items()
        for part in english(f"streamlit.{phrase}", **dict.fromkeys(blanks, "\0")).split("\0")
        if phrase not in PUT_TOGETHER and part.strip(" '") not in scripts
    ]
    assert missing == []
