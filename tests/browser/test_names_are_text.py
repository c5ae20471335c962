"""What a file says is text: no name, heading or cell becomes formatting, a picture, a script or a request."""

from conftest import MakePage
from made_up_wrong_files import SHARE
from page_tools import wait_until_drawn
from playwright.sync_api import Dialog, Page, expect
from visitor import choose, finding, go_to, seen, table_cells, upload

from core.wording import words_of

SIGNS = (
    "![b](http://names.example/x.png) **fet** :red[röd] $a^2$ "
    "<img src=x onerror=alert(1)> # `k` :material/home:"
)
FILE = "a **fet** ![b](http://names.example/y.png).csv"
WORDS = words_of("sv")

# What Markdown or HTML in a name would have become.
_BECAME = """() => {
    const within = document.querySelector('[data-testid="stMain"]');
    const made = 'img:not([src^="data:"]), em, .katex, .stMarkdownColoredText, .stMarkdown code, '
        + 'td strong, h2 strong';
    return [...within.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 200));
}"""


def nothing_came_of_the_signs(page: Page) -> None:
    wait_until_drawn(page)
    assert not page.evaluate(_BECAME)


def test_names_headings_and_cells_of_a_file_are_shown_as_they_stand(page_factory: MakePage):
    page = page_factory("data")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    rows = [f"{SHARE};{SIGNS};2022-{month:02d};{10 + month % 7};80;{SIGNS} g" for month in range(1, 13)]
    wrong = [
        f"{SHARE};{SIGNS};{SIGNS};1;80;",
        f"{SHARE};{SIGNS};2022-01;99;80;",
        f"{SHARE};{SIGNS} 2;2022-01;x;80;",
    ]
    heading = f"Indikator;Enhet;Månad;Täljare;{SIGNS};Målgrupp"
    upload(page, FILE, "\r\n".join([heading, *rows, *wrong]).encode())
    choose(page, WORDS("page.data.is_denominator"), SIGNS)
    nothing_came_of_the_signs(page)
    choose(page, WORDS("page.data.unknown_units"), WORDS("page.data.unknown_drop"))
    nothing_came_of_the_signs(page)
    assert any("**fet**" in cell for cell in table_cells(page))
    choose(page, WORDS("page.data.unknown_units"), WORDS("page.data.unknown_keep"))
    nothing_came_of_the_signs(page)
    page.get_by_role("button", name=WORDS("page.data.accept")).click()
    expect(page.get_by_role("link", name=WORDS("page.data.to_follow"))).to_be_visible()
    nothing_came_of_the_signs(page)
    assert FILE in seen(page)
    for name in ("follow", "test"):
        go_to(page, name)
        assert finding(page)
        nothing_came_of_the_signs(page)
    assert not asked
