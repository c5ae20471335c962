"""A large file takes a while to read: a press stops it, and what was open is still there."""

from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import FilePayload, expect
from visitor import file_chip, seen, upload, words_on

NAME = "stort_uttag.csv"
HEAD = "Kommun;Månad;Indikator;Täljare;Nämnare"
MONTHS = [f"Aneby;{2015 + i // 12}-{i % 12 + 1:02d};akutbesok_hsh;{20 + i};1000" for i in range(60)]


def large_file() -> FilePayload:
    """Ten megabytes with so many uneven lines that all have to be read one by one."""
    uneven = [line if i % 8 else line.rsplit(";", 1)[0] for i, line in enumerate(MONTHS)]
    content = "\n".join([HEAD, *uneven * 5_000]).encode()
    return {"name": NAME, "mimeType": "text/csv", "buffer": content}


def test_the_reading_is_stopped_by_a_press_and_another_file_can_be_read(page_factory: MakePage):
    page = page_factory("data")
    words = words_on(page)
    page.locator("[class*='st-key-upload_'] input[type=file]").set_input_files(large_file())
    stop = page.get_by_role("button", name=words("page.data.stop_reading"), exact=True)
    expect(stop).to_be_visible(timeout=10_000)
    expect(page.get_by_role("progressbar")).to_be_visible()
    stop.click()
    stopped = page.get_by_text(words("page.data.reading_stopped", name=NAME))
    expect(stopped).to_be_visible(timeout=10_000)
    wait_until_drawn(page)
    expect(stop).to_have_count(0)
    expect(file_chip(page)).to_have_count(0)
    focused = page.evaluate("document.activeElement.closest('[class*=\"st-key-upload_\"]') !== null")
    assert focused, "the focus is where the file can be chosen again"
    assert words("page.data.accepted") not in seen(page)
    assert not axe(page)
    upload(page, "litet_uttag.csv", "\n".join([HEAD, *MONTHS]).encode())
    expect(stopped).to_have_count(0)
    assert words("page.data.seen_rows", n=60, row="2") in seen(page)
