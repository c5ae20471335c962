"""Taking the overview along: its table and its cards as numbers, with all that the page tells around them."""

from collections.abc import Iterable, Sequence

from core.figures.figure import Figure
from core.figures.overview_taken import Around, cards_taken, matrix_taken
from core.overview.attention import Attention
from core.overview.county import Cell
from core.wording import Words
from core.wording.titles import group_name
from pages.parts import session
from pages.parts.findings import with_number_doubts
from pages.parts.overview_choice import Seen
from pages.parts.take_along import NUMBERS, offer_downloads


def take_matrix(words: Words, seen: Seen, cells: Sequence[Cell], finding: str, missing: str) -> None:
    """The table. ``finding``: what it shows in a sentence. ``missing``: that not all units are in it."""
    around = around_matrix(words, seen, cells, finding)

    def made() -> Figure:
        return _doubted(words, seen, matrix_taken(words, cells, around), cells)

    offer_downloads(words, made, "overview_matrix", (missing,), NUMBERS)


def around_matrix(words: Words, seen: Seen, cells: Sequence[Cell], finding: str = "") -> Around:
    """What is told around the table: the level of its units, and the kind of measures where one is chosen."""
    role = session.view().role
    among = [words(f"overview.levels.{seen.level}").lower()]
    if role and {cell.indicator.role for cell in cells} == {role}:
        among.append(words(f"catalogue.role_{role}").lower())
    return _around(words, seen, finding, among)


def take_cards(words: Words, seen: Seen, found: Attention, finding: str, more: str) -> None:
    """The cards. ``finding``: the answer above them. ``more``: that there are further things."""
    around = _around(words, seen, finding, ())

    def made() -> Figure:
        cells = [card.cell for card in found.cards if card.cell is not None]
        return _doubted(words, seen, cards_taken(words, found.cards, around), cells)

    offer_downloads(words, made, "overview_cards", (more,), NUMBERS)


def _around(words: Words, seen: Seen, finding: str, among: Sequence[str]) -> Around:
    group = group_name(words, seen.group)
    return Around(
        place=seen.unit.name.in_(words.language),
        among=(*among, group) if group else tuple(among),
        finding=finding,
        since=seen.since,
        made_up=seen.dataset.made_up,
    )


def _doubted(words: Words, seen: Seen, figure: Figure, cells: Iterable[Cell]) -> Figure:
    """With what was found in the numbers, each series under the names of its measure and unit."""
    names = {
        (cell.indicator.id, cell.unit.id): (
            f"{cell.indicator.name.in_(words.language)}, {cell.unit.name.in_(words.language)}",
            cell.stand.series,
        )
        for cell in cells
    }
    return with_number_doubts(words, seen.dataset, figure, list(names.values()))
