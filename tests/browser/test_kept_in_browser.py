"""Numbers that a person keeps on the computer, from the file to the next visit, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import Server, running_server
from conftest import FAILURE
from page_tools import axe, shoot, wait_until_drawn
from playwright.sync_api import Browser, Page, expect
from visitor import TRACEBACK, seen, upload, words_on

from core.wording import Words

OWN = "Egna fall"


def csv(first: int, last: int, more: int) -> bytes:
    rows = (
        f"2025-{month:02};{unit};{month + more + i};400"
        for month in range(first, last + 1)
        for i, unit in enumerate(("0680", "0604"))
    )
    return "\n".join(("Månad;Kommun;Täljare;Inskrivna", *rows)).encode()


@pytest.fixture
def server_of_ones_own(
    browser_type_launch_args: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A server with a data folder of its own; it may not report a failure."""
    monkeypatch.setenv("SKIFTE_DATA", str(tmp_path / "data"))
    with running_server(tmp_path / "server.log") as running:
        yield running
        assert not FAILURE.search(running.said())


def opened(browser: Browser, server: Server, language: str) -> Page:
    page = browser.new_context(locale=f"{language}-SE", timezone_id="Europe/Stockholm").new_page()
    page.goto(f"{server.url}/data?lang={language}")
    wait_until_drawn(page, timeout_ms=60_000)
    return page


def unfold(page: Page, words: Words) -> None:
    page.get_by_text(words("stored.title"), exact=True).click()
    expect(page.get_by_text(words("stored.about"))).to_be_visible()
    wait_until_drawn(page)


def press(page: Page, label: str) -> None:
    """Press the last button of that name: keeping is also offered at once, above."""
    page.get_by_role("button", name=label, exact=True).last.click()
    wait_until_drawn(page)


def bring(page: Page, words: Words) -> None:
    upload(page, "egna.csv", csv(1, 9, 5))
    name = page.get_by_label(words("page.data.new_name"), exact=True)
    name.fill(OWN)
    name.press("Enter")
    wait_until_drawn(page)
    press(page, words("page.data.accept"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_kept_updated_undone_and_opened_again(browser: Browser, server_of_ones_own: Server, language: str):
    page = opened(browser, server_of_ones_own, language)
    words = words_on(page)
    bring(page, words)
    unfold(page, words)
    press(page, words("stored.keep"))
    expect(page.get_by_text(words("stored.kept"))).to_be_visible()
    expect(page.get_by_text(words("stored.here"))).to_be_visible()
    upload(page, "november.csv", csv(9, 11, 6))
    expect(page.get_by_text(words("stored.columns_recalled"))).to_be_visible()
    expect(page.get_by_text(words("update.revised", n=2))).to_be_visible()
    expect(page.get_by_text(words("update.added", n=4))).to_be_visible()
    page.get_by_text(words("update.revised_values"), exact=True).click()
    wait_until_drawn(page)
    shoot(page, f"kept-update-{language}")
    press(page, words("update.do"))
    rows = words("stored.holds", n=22, first="", last="", when="").split(",")[0]
    expect(page.get_by_text(rows)).to_be_visible()
    press(page, words("stored.undo"))
    expect(page.get_by_text(words("stored.undone"))).to_be_visible()
    again = opened(browser, server_of_ones_own, language)
    unfold(again, words)
    press(again, words("stored.open"))
    expect(again.get_by_text(words("stored.here"))).to_be_visible()
    assert not TRACEBACK.search(seen(again))
    assert axe(again) == []
    shoot(again, f"kept-{language}")
    again.set_viewport_size({"width": 390, "height": 900})
    again.emulate_media(color_scheme="dark")
    wait_until_drawn(again)
    shoot(again, f"kept-phone-dark-{language}")


def test_a_file_that_is_no_backup_is_told_of_and_everything_can_be_forgotten(
    browser: Browser, server_of_ones_own: Server, tmp_path: Path
):
    page = opened(browser, server_of_ones_own, "sv")
    words = words_on(page)
    bring(page, words)
    unfold(page, words)
    press(page, words("stored.keep"))
    restore = page.locator("[class*='st-key-stored_restore_'] input[type=file]")
    restore.set_input_files({"name": "x.zip", "mimeType": "application/zip", "buffer": b"hello"})
    expect(page.get_by_text(words("problem.backup_not_ours.what"))).to_be_visible()
    press(page, words("stored.forget"))
    page.get_by_text(words("stored.forget_yes")).click()
    wait_until_drawn(page)
    press(page, words("stored.forget_now"))
    expect(page.get_by_text(words("stored.forgotten"))).to_be_visible()
    assert list((tmp_path / "data").iterdir()) == []


def test_once_numbers_are_kept_the_way_on_stands_and_has_the_focus(
    browser: Browser, server_of_ones_own: Server
):
    page = opened(browser, server_of_ones_own, "sv")
    words = words_on(page)
    bring(page, words)
    kept_at_once = page.locator(".st-key-stored_keep_at_once button")
    kept_at_once.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("stored.here"), exact=True).first).to_be_visible()
    expect(kept_at_once).to_have_count(0)
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_focused()
    page.context.close()
