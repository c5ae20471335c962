"""The app keeps to itself: no other host is asked for anything, and neither page nor server complains.

Every test that opens a page ends with the same demands (``page_factory``); here each page is used throughout,
and the watch itself is tried.
"""

import pytest
from app_server import Server
from conftest import FAILURE, MakePage
from page_tools import Complaints, wait_until_drawn
from visitor import TRACEBACK, one_of_each, seen, unfold_all


@pytest.mark.parametrize("path", ["", "folj", "testa", "data"])
def test_a_page_used_throughout_asks_no_other_host_and_complains_of_nothing(
    page_factory: MakePage, complaints: Complaints, server: Server, path: str
):
    page = page_factory(path, dark=True, fresh=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    unfold_all(page)
    for popover in one_of_each(page.get_by_test_id("stPopoverButton")):
        popover.click()
        wait_until_drawn(page)
        popover.click()
    page.reload()
    wait_until_drawn(page)
    page.get_by_role("button", name="Huvudmeny").click()
    assert asked
    assert all(url.startswith((server.url, "data:", "blob:")) for url in asked)
    assert not complaints.found
    assert not TRACEBACK.findall(seen(page))
    assert not FAILURE.search(server.said())


def test_the_watch_notices_a_request_to_another_host_and_an_error(
    page_factory: MakePage, complaints: Complaints
):
    page = page_factory("data")
    page.evaluate("fetch('http://fonts.example/a.woff2').catch(() => console.error('no fonts'))")
    page.wait_for_timeout(500)
    assert any("another host: http://fonts.example" in complaint for complaint in complaints.found)
    assert any("no fonts" in complaint for complaint in complaints.found)
    complaints.forgive("fonts")
    assert not complaints.found
