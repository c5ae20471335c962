"""While a page is made, its shape stands where the answer will, and what a press leads to is told."""

from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import expect
from visitor import choose_filter, filter_button, finding, go_to, words_on

_RECORD = """() => {
    window.seen = [];
    const began = performance.now();
    const look = () => {
        const main = document.querySelector('.stMainBlockContainer');
        const shape = main && getComputedStyle(main, '::after');
        const there = shape && shape.height !== 'auto' && Number(shape.opacity) > 0;
        const answer = document.querySelector('h1') ?? document.querySelector('.st-key-page_answer h2');
        const running = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'running';
        window.seen.push([performance.now() - began, Boolean(there), Boolean(answer), running]);
        requestAnimationFrame(look);
    };
    look();
}"""
_HELD = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    document.querySelector('h1').remove();
    document.querySelectorAll('[data-testid="stVegaLiteChart"]').forEach((one) => one.remove());
    app.dataset.testScriptState = 'running';
}"""
_SHAPE = "() => getComputedStyle(document.querySelector('.stMainBlockContainer'), '::after')"


def test_between_pages_the_shape_stands_unless_the_answer_is_there_at_once(page_factory: MakePage):
    page = page_factory()
    page.evaluate(_RECORD)
    go_to(page, "overview")
    seen = page.evaluate("window.seen")
    shaped = any(shape for _, shape, answer, _ in seen if not answer)
    waited = [at for at, _, answer, _ in seen if not answer]
    assert shaped or not waited or max(waited) < 1000


def test_the_shape_comes_after_a_moment_says_busy_and_moves_nothing_for_those_who_ask(page_factory: MakePage):
    page = page_factory()
    page.evaluate(_HELD)
    page.wait_for_timeout(700)
    assert page.evaluate(f"() => ({_SHAPE})().opacity") == "1"
    assert float(page.evaluate(f"() => parseFloat(({_SHAPE})().height)")) > 400
    assert page.get_by_test_id("stMain").get_attribute("aria-busy") == "true"
    said = page.locator("#skifte-said")
    expect(said).to_have_text(words_on(page)("app.working"))
    page.emulate_media(reduced_motion="reduce")
    assert "skifte-breathes" not in page.evaluate(f"() => ({_SHAPE})().animationName")
    page.emulate_media(reduced_motion="no-preference")


def test_an_answer_that_is_made_anew_says_so_after_a_moment_and_not_beside_a_bar(page_factory: MakePage):
    page = page_factory(language="en")
    line = "() => getComputedStyle(document.querySelector('[data-testid=\"stApp\"]'), '::before')"
    assert page.evaluate(f"() => ({line})().content") == "none"
    page.evaluate("document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState = 'running'")
    assert page.evaluate(f"() => ({line})().opacity") == "0"  # what comes at once is not preceded by a flash
    assert words_on(page)("app.working") in page.evaluate(f"() => ({line})().content")
    page.wait_for_timeout(900)
    assert page.evaluate(f"() => ({line})().opacity") == "1"
    bar = "(main) => { main.insertAdjacentHTML('beforeend', '<div data-testid=\"stProgress\"></div>'); }"
    page.get_by_test_id("stMain").evaluate(bar)
    assert page.evaluate(f"() => ({line})().content") == "none"


def test_nothing_is_busy_and_no_shape_stands_on_a_page_that_is_there(page_factory: MakePage):
    page = page_factory()
    assert page.get_by_test_id("stMain").get_attribute("aria-busy") is None
    assert page.evaluate(f"() => ({_SHAPE})().content") == "none"


def test_a_step_by_key_is_told_to_those_who_listen(page_factory: MakePage):
    page = page_factory()
    before = finding(page)
    page.keyboard.press("j")
    expect(page.locator("#skifte-said")).to_contain_text("Nu visas")
    wait_until_drawn(page)
    assert finding(page) != before
    assert not axe(page)


def test_the_focus_goes_to_the_filters_when_a_mark_is_taken_away(page_factory: MakePage):
    page = page_factory()
    choose_filter(page, "first", "januari 2023")
    page.locator(".st-key-filter_mark_period button").click()
    expect(page.locator(".st-key-filter_mark_period")).to_have_count(0)
    wait_until_drawn(page)
    expect(filter_button(page)).to_be_focused()
