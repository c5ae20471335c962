"""The overview's table: every measure in every unit of a level, to sort and filter, in signs and in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import streamlit as st

from core.figures.matrix_html import (
    Matrix,
    cells_html,
    keys_html,
    legend_html,
    matrix_html,
    matrix_style,
    skip_html,
)
from core.figures.matrix_table import matrix_table
from core.figures.overview_taken import matrix_title, overview_facts
from core.indicators import Indicator, Unit
from core.indicators.text import alphabetical
from core.overview.attention import ROLE_ORDER
from core.overview.chance import chance_of_signals, could_signal
from core.overview.county import Cell, County
from core.wording import Words
from core.wording.overview import chance_sentence
from pages.parts import session
from pages.parts.kept import kept
from pages.parts.links import addresses_of
from pages.parts.overview_choice import Seen
from pages.parts.overview_own import OwnChoices
from pages.parts.overview_taken import around_matrix, take_matrix
from pages.parts.paper import also_on_paper
from pages.parts.say import say
from pages.parts.ways_on import WayOn, show_ways
from pages.parts.widgets import select

_SORTS = {"": "role", "name": "name", "signals": "signals"}


def show_matrix(words: Words, seen: Seen, own: OwnChoices | None) -> None:
    """The table under its choices, with its legend, and the same in words. ``own``: see ``_with_own``."""
    with st.container(key="screen_only_matrix"):  # the table has its own caption on paper
        st.header(words("overview.matrix"), anchor=False)
    _choose(words, seen)
    rows = _rows(words, seen)
    chosen = {indicator.id for _, group in rows for indicator in group}
    if not chosen:
        st.info(words("overview.none_left"))
        show_ways("matrix", WayOn(words("ways.without_choices"), {"role": "", "level": "", "group": ""}))
        return
    cells = _in_order(seen, rows)
    if missing := _missing(words, seen):
        st.info(missing)
    st.html(matrix_style())
    columns = [(unit, _short(words, unit)) for unit in seen.columns]
    around = around_matrix(words, seen, cells)
    matrix = Matrix(
        rows,
        columns,
        seen.unit.id,
        _with_own(words, seen, own),
        _to_compare(seen, chosen),
        caption=matrix_title(words, around),
        facts=overview_facts(words, cells, around, with_period=True),
    )
    st.html(skip_html(words) + keys_html(words) + matrix_html(words, matrix))
    st.html(legend_html(words, cells, words.month(seen.since)))
    finding = _finding(words, cells)
    if finding:
        say(f"{finding} {words('overview.chance_about')}")
    _in_words(words, seen, cells, finding)


def _in_order(seen: Seen, rows: Iterable[tuple[str, Sequence[Indicator]]]) -> tuple[Cell, ...]:
    """The cells as they stand on the page, row by row: files and the table in words are read beside it."""
    return tuple(
        cell
        for _, group in rows
        for indicator in group
        for unit in seen.columns
        if (cell := seen.county.at(indicator.id, unit.id)) is not None
    )


def _finding(words: Words, cells: Sequence[Cell]) -> str:
    """How many series have a signal beside how many chance alone would give; "" where none can be judged."""
    told = could_signal(cells)
    signals = sum(cell.stand.signals for cell in told)
    return chance_sentence(words, signals, chance_of_signals(told)) if told else ""


def _missing(words: Words, seen: Seen) -> str:
    """That not all units have room, where that is so."""
    of_level = [unit for unit in seen.units if unit.level == seen.level and unit in seen.columns]
    if len(of_level) >= seen.total:
        return ""
    first, last = (unit.name.in_(words.language) for unit in (of_level[0], of_level[-1]))
    return words("overview.first_of", n=len(of_level), total=seen.total, first=first, last=last)


def _cells(words: Words, seen: Seen) -> Mapping[tuple[str, str], str]:
    """What stands in the cells: of the made-up county the same for all visitors who write no notes."""
    address = addresses_of("follow", group=seen.group_field)
    question = f"{seen.digest} {words.language} {address('', '')}"
    if seen.dataset is session.sample() and not session.view().notes:
        return _sample_cells(question, words, seen.county, address)
    return kept("overview_cells", question, lambda: cells_html(words, seen.county, address))


def _with_own(words: Words, seen: Seen, own: OwnChoices | None) -> Mapping[tuple[str, str], str]:
    """The cells; that of a series with choices made on Följ leads to the chart as it was left there."""
    cells = _cells(words, seen)
    if own is None:
        return cells
    address = addresses_of("follow", group=seen.group_field, **own.fields)
    alone = County((own.cell.indicator,), (own.cell.unit,), (own.cell,), seen.since)
    return {**cells, **cells_html(words, alone, address)}


def _to_compare(seen: Seen, chosen: Iterable[str]) -> Mapping[str, str]:
    """Where each measure's units are compared: from the unit in view, or the first that has the measure."""
    address = addresses_of("compare", group=seen.group_field, among=seen.level)
    there = {
        indicator: next((unit.id for unit in seen.columns if seen.county.at(indicator, unit.id)), None)
        for indicator in chosen
    }
    return {indicator: address(indicator, unit) for indicator, unit in there.items() if unit is not None}


@st.cache_resource(show_spinner=False, max_entries=20)
def _sample_cells(
    question: str, _words: Words, _county: County, _address: Callable[[str, str], str]
) -> Mapping[tuple[str, str], str]:
    return cells_html(_words, _county, _address)


def _choose(words: Words, seen: Seen) -> None:
    view = session.view()
    roles = [role for role in ROLE_ORDER if any(one.role == role for one in seen.county.indicators)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose_matrix"):
        if len(seen.levels) > 1:
            select(
                words("overview.level"),
                "level",
                list(seen.levels),
                seen.level,
                lambda level: words(f"overview.levels.{level}"),
                width=190,
            )
        if len(roles) > 1:
            select(
                words("catalogue.role"),
                "role",
                ["", *roles],
                view.role if view.role in roles else "",
                lambda role: words(f"catalogue.role_{role}") if role else words("catalogue.any_role"),
                width=220,
            )
        select(
            words("overview.sort"),
            "sort",
            list(_SORTS),
            view.sort,
            lambda sort: words(f"overview.sort_{_SORTS[sort]}"),
            width=190,
        )


def _rows(words: Words, seen: Seen) -> list[tuple[str, list[Indicator]]]:
    """The measures chosen in the order chosen; by kind of measure each under its heading."""
    view = session.view()
    there = seen.county.indicators
    if view.role and any(one.role == view.role for one in there):
        there = tuple(one for one in there if one.role == view.role)
    if view.sort == "name":
        return [("", sorted(there, key=lambda one: alphabetical(one.name.in_(words.language))))]
    if view.sort == "signals":
        signals = {one.id: 0 for one in there}
        for cell in seen.county.cells:
            if cell.indicator.id in signals:
                signals[cell.indicator.id] += cell.stand.signals
        return [("", sorted(there, key=lambda one: -signals[one.id]))]
    return list(_by_role(words, there))


def _by_role(words: Words, there: Sequence[Indicator]) -> Iterator[tuple[str, list[Indicator]]]:
    for role in ROLE_ORDER:
        if group := [one for one in there if one.role == role]:
            yield words(f"catalogue.role_{role}"), group


def _short(words: Words, unit: Unit) -> str:
    """A unit's name for a narrow column: without the word for its level, which the choice above says."""
    name = unit.name.in_(words.language)
    if unit.level == "county":
        return words("overview.levels.county")
    return name.removeprefix(words(f"levels.{unit.level}")).strip() or name


def _in_words(words: Words, seen: Seen, cells: Sequence[Cell], finding: str) -> None:
    """The same as a table of words, which is made when someone opens it, and as files."""
    expander = st.expander(
        words("overview.table_open"), icon=":material/table:", key="overview_table", on_change="rerun"
    )
    if expander.open:
        with expander:
            table = matrix_table(words, cells, seen.since)
            st.dataframe(table, hide_index=True, width="stretch", height=420)
            also_on_paper(table)
    take_matrix(words, seen, cells, finding, _missing(words, seen))
