"""What a visitor does on a page and reads from it: by role, label and test id, the same in both languages."""

import re

from page_tools import wait_until_drawn
from playwright.sync_api import FilePayload, Locator, Page, expect

from core.wording import Words, words_of

TRACEBACK = re.compile(r"Traceback|\bline \d+, in\b|\b\w+(Error|Exception)\b|redacted")
"""What a failure looks like to a visitor: Python's words, or Streamlit's sentence that hides them."""
HEARS = """() => {
    const said = document.getElementById('skifte-said');
    window.heard = [];
    new MutationObserver(() => said.textContent && window.heard.push(said.textContent))
        .observe(said, { childList: true, characterData: true, subtree: true });
}"""
"""Keeps what a screen reader is told from now on: changes of a live region that was there before them."""


def words_on(page: Page) -> Words:
    """The words of the language that the page says it is written in."""
    return words_of(str(page.evaluate("document.documentElement.lang")))


def finding(page: Page) -> str:
    """The sentence a page's answer begins with."""
    return page.get_by_role("heading", level=2).first.inner_text()


def seen(page: Page) -> str:
    """All text in the page's main part, also what is folded away, and what screen readers are told.

    Not the scripts and styles of the page, which nobody reads.
    """
    text = page.get_by_test_id("stMain").evaluate(
        """(main) => {
            const copy = main.cloneNode(true);
            copy.querySelectorAll('script, style').forEach((one) => one.remove());
            return copy.textContent;
        }"""
    )
    told = page.evaluate(
        """() => [...document.querySelectorAll('main, [data-testid="stMain"]')].slice(0, 1)
            .flatMap((main) => [main, ...main.querySelectorAll('*')])
            .flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('title'), one.value])
            .filter((text) => typeof text === 'string')
            .join('\\n')"""
    )
    return f"{text}\n{told}"


def chart(page: Page) -> Locator:
    """The page's chart."""
    return page.get_by_test_id("stVegaLiteChart")


def told_beside(page: Page) -> str:
    """The text alternative that stands beside the chart, for those who have the page read to them."""
    return page.get_by_test_id("stHtml").locator("p").first.text_content() or ""


def drawn_points(page: Page) -> int:
    """How many values the picture shows as points."""
    return chart(page).locator("svg .points_marks > path").count()


def hidden_signs(page: Page) -> int:
    """How many periods have the sign of a hidden value at the foot of the picture."""
    return chart(page).locator("svg .hidden_marks > path").count()


def picture_text(page: Page) -> str:
    """The words drawn inside the picture."""
    return " ".join(chart(page).locator("svg text").all_text_contents())


def choice(page: Page, label: str) -> Locator:
    """The selector with this label."""
    return page.get_by_role("combobox", name=label, exact=True)


def listed(name: str) -> re.Pattern[str]:
    """A name as it stands in a list: indicators are marked with their role after it."""
    # Playwright writes it between slashes and takes one inside for the last.
    literal = re.escape(name).replace("/", r"\/")
    return re.compile(rf"^{literal}( · .*)?$")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option the way people do: click, type, pick it from the list; nothing if it is chosen."""
    box = choice(page, label)
    if listed(option).match(box.input_value()):
        return
    box.click()
    box.fill(option)
    page.get_by_role("option", name=listed(option)).click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    wait_until_drawn(page)


def filter_button(page: Page) -> Locator:
    """What unfolds the filters; its name counts those that are chosen."""
    return page.locator(".st-key-choose_filters").get_by_role("button")


def open_filters(page: Page) -> Locator:
    """Unfold the filters and give back what is unfolded."""
    body = page.get_by_test_id("stPopoverBody")
    if filter_button(page).get_attribute("aria-expanded") != "true":
        filter_button(page).click()
    expect(body).to_be_visible()
    wait_until_drawn(page)
    return body


def close_filters(page: Page) -> None:
    """Fold the filters away again."""
    if filter_button(page).get_attribute("aria-expanded") == "true":
        filter_button(page).click()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def choose_filter(page: Page, name: str, option: str) -> None:
    """Choose in one of the filters: level, target_group, age, sex, other, first or last."""
    open_filters(page)
    choose(page, words_on(page)(f"filters.{name}"), option)
    close_filters(page)


def filter_marks(page: Page) -> list[str]:
    """What stands above the answer as filtered."""
    marks = page.locator("[class*='st-key-filter_mark_']").get_by_role("button").all_inner_texts()
    return [
        mark.removeprefix(words_on(page)("filters.remove")).removesuffix("close").strip() for mark in marks
    ]


def choose_also(page: Page, label: str, option: str, exact: bool = True) -> None:
    """Add an option to a selector that takes several.

    Streamlit closes its list when the page moves under it and then takes no press on it: a person who sees
    nothing chosen tries again.
    """
    box = choice(page, label)
    chosen = page.get_by_test_id("stMultiSelect").filter(has=box).locator("[data-tag]")
    for attempt in range(3):
        box.click()
        box.fill("")
        box.press_sequentially(option)
        page.get_by_role("option", name=option, exact=exact).click()
        wait_until_drawn(page)
        page.keyboard.press("Escape")
        if attempt == 2 or chosen.filter(has_text=option).count():
            break
    expect(chosen.filter(has_text=option)).to_have_count(1)


def switch_language(page: Page, language: str) -> None:
    """Click the language's name and wait until the page speaks it."""
    page.get_by_role("radio", name=words_of(language)(f"app.language_names.{language}")).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    wait_until_drawn(page)


def open_tools(page: Page) -> Locator:
    """Open what is folded away above the chart (baseline, period, chart) and give it back."""
    body = page.get_by_test_id("stPopoverBody")
    if not body.count():
        page.get_by_role("button", name=words_on(page)("choose.more")).click()
    expect(body).to_be_visible()
    return body


def close_tools(page: Page) -> None:
    """Fold the tools away again."""
    body = page.get_by_test_id("stPopoverBody")
    if body.count():
        page.get_by_role("button", name=words_on(page)("choose.more")).click()
    expect(body).to_have_count(0)


def go_to(page: Page, name: str) -> None:
    """Follow a link of the navigation: follow, test or data."""
    page.get_by_role("banner").get_by_role("link", name=words_on(page)(f"nav.{name}"), exact=True).click()
    wait_for_page(page, name)


def wait_for_page(page: Page, name: str) -> None:
    """Wait until the page of this name is there and drawn."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words_on(page)(f"page.{name}.title"))
    wait_until_drawn(page)


def unfold_all(page: Page, timeout_ms: int = 60_000) -> None:
    """Unfold all that is folded, and what comes with it; all at once, since what opens glides for a while."""
    for _ in range(5):
        if not page.evaluate(_UNFOLDED):
            return
        wait_until_drawn(page, timeout_ms=timeout_ms)
    raise AssertionError("There is always more to unfold.")


_UNFOLDED = """() => {
    const folded = [...document.querySelectorAll('[data-testid="stExpander"] details:not([open]) > summary')];
    folded.forEach((one) => one.click());
    return folded.length;
}"""


def one_of_each(buttons: Locator) -> list[Locator]:
    """The first button of each name: every figure has some of the same name, which unfold the same kind."""
    names = buttons.all_inner_texts()
    return [buttons.nth(at) for at, name in enumerate(names) if name not in names[:at]]


def numbers_below(page: Page) -> list[dict[str, str]]:
    """The table under the chart, every row of it, as the page tells it to screen readers."""
    words = words_on(page)
    folded = page.get_by_test_id("stExpander").filter(has_text=words("table.caption"))
    if not folded.get_by_test_id("stDataFrame").is_visible():
        folded.locator("summary").click()
        wait_until_drawn(page)
    return rows_of(folded.get_by_test_id("stDataFrame"))


def rows_of(frame: Locator) -> list[dict[str, str]]:
    """All rows of a table that holds only those in sight: it is scrolled to its end."""
    frame.scroll_into_view_if_needed()
    expect(frame.locator("[role=grid] tbody [role=row]").first).to_be_attached()
    return frame.evaluate(_SCROLLED_THROUGH)


# What screen readers are told follows the scrolling a little later, so each step waits for new rows.
_SCROLLED_THROUGH = """async (frame) => {
    const grid = frame.querySelector('[role=grid]');
    const scroller = frame.querySelector('.dvn-scroller');
    const texts = (row, role) => [...row.querySelectorAll(`[role=${role}]`)].map((one) => one.textContent);
    const names = texts(grid, 'columnheader');
    const total = Number(grid.getAttribute('aria-rowcount')) - 1;
    const rows = new Map();
    const gather = () => {
        for (const row of grid.querySelectorAll('tbody [role=row]')) {
            const found = texts(row, 'gridcell');
            if (found.length === names.length) rows.set(Number(row.getAttribute('aria-rowindex')), found);
        }
        return rows.size;
    };
    const deadline = performance.now() + 15000;
    while (gather() < total && performance.now() < deadline) {
        const before = rows.size;
        scroller.scrollTop += scroller.clientHeight - 80;
        for (let wait = 0; wait < 50 && gather() === before; wait++)
            await new Promise((done) => setTimeout(done, 20));
    }
    const order = [...rows.keys()].sort((a, b) => a - b);
    return order.map((at) => Object.fromEntries(names.map((name, i) => [name, rows.get(at)[i]])));
}"""


def upload(page: Page, name: str, content: bytes) -> None:
    """Hand over a file on the Data page and wait until it is read, or refused and let go."""
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    uploader = page.locator("[class*='st-key-upload_']").filter(has=page.get_by_test_id("stFileUploader"))
    before = re.findall(r"st-key-upload_\d+", uploader.get_attribute("class") or "")[0]
    uploader.locator("input[type=file]").set_input_files(file)
    read = page.get_by_role("heading", name=words_on(page)("page.data.preview"))
    let_go = uploader.and_(page.locator(f":not(.{before})"))
    expect(read.or_(let_go)).to_be_visible(timeout=60_000)
    wait_until_drawn(page)


def file_chip(page: Page) -> Locator:
    """The uploader's mark of a file that it holds."""
    return page.get_by_test_id("stFileChip")


def alerts(page: Page) -> Locator:
    """What a page tells in a box: refusals, warnings, notes."""
    return page.get_by_test_id("stAlert")


def made_up_mark(page: Page) -> Locator:
    """The mark that numbers are made up, beside the heading."""
    return page.locator(".stMarkdownBadge").filter(has_text=words_on(page)("app.made_up"), visible=True)


def table_cells(page: Page) -> list[str]:
    """The cells of all still tables on the page."""
    return [cell.strip() for cell in page.get_by_test_id("stTable").locator("td").all_inner_texts()]
