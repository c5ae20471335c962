"""Every measure in every unit as one HTML table: two signs a cell, a link, a name that can be read out.

The signs are drawn once, as backgrounds of classes, so that four hundred cells stay light. Everything that is
not ours is escaped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from core.figures import icons
from core.figures.sparkline import as_address
from core.indicators import Indicator, Unit
from core.observations.months import Month
from core.overview.county import Cell, County
from core.wording import Words
from core.wording.overview import cell_name, cell_sentences
from core.wording.standing import variation_code
from core.wording.titles import unit_text

AFTER = "after-matrix"
"""Id of what follows the table: where the link that skips it leads."""
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0"


def _drawing(inside: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {icons.SIZE} {icons.SIZE}">{inside}</svg>'
    return as_address(svg)


def matrix_style() -> str:
    """The look of the table, with every sign once."""
    signs = {
        **{f"v-{k}": v for k, v in icons.VARIATION.items()},
        **{f"a-{k}": v for k, v in icons.ASSURANCE.items()},
    }
    drawn = "\n".join(
        f'.sk-m .{name} {{ background-image: url("{_drawing(svg)}"); }}' for name, svg in signs.items()
    )
    return f"<style>{_LAYOUT}{drawn}</style>"


_LAYOUT = """
.sk-mbox { max-height: 78vh; overflow: auto; border: 1px solid light-dark(#c9d1d6, #46545c);
    border-radius: .5rem; position: relative; }
.sk-mbox:focus-visible { outline: 3px solid #2f7fb8; outline-offset: 2px; }
.sk-m { border-collapse: separate; border-spacing: 0; font-size: .85rem; width: 100%; margin: 0; }
.sk-m caption { caption-side: top; text-align: left; padding: .5rem .7rem; }
.sk-m caption > span { position: sticky; left: .7rem; display: inline-block; max-width: min(60rem, 82vw); }
.sk-m caption strong { display: block; font-size: .9rem; font-weight: 600; }
.sk-m caption small { font-size: .8rem; color: light-dark(#4b5a62, #b6c3c9); }
.sk-m th, .sk-m td { border: 0; border-bottom: 1px solid light-dark(#e1e6e9, #33414a); padding: 0;
    background: var(--sk-ground, light-dark(#ffffff, #12181f)); }
.sk-m thead th { position: sticky; top: 0; z-index: 2; padding: .45rem .1rem; font-weight: 600;
    vertical-align: bottom; text-align: center; min-width: 4.15rem; font-size: .8rem;
    border-bottom: 2px solid light-dark(#9aa6ad, #5d6b74); line-height: 1.2; }
.sk-m thead th:first-child { left: 0; z-index: 3; text-align: left; padding-left: .7rem; }
.sk-m tbody th { position: sticky; left: 0; z-index: 1; text-align: left; font-weight: 500;
    padding: .3rem .5rem .3rem .7rem; min-width: 11rem; max-width: 18rem; line-height: 1.25;
    border-right: 1px solid light-dark(#c9d1d6, #46545c); }
.sk-m tbody th small { font-weight: 400; font-size: .75rem; margin-left: .4em;
    color: light-dark(#4b5a62, #b6c3c9); }
.sk-m tbody th a { color: inherit; text-decoration: underline; text-underline-offset: .2em;
    text-decoration-color: light-dark(#9aa6ad, #5d6b74); }
.sk-m tbody th a:hover { text-decoration-color: currentColor; }
.sk-m tbody th a:focus-visible { outline: 3px solid #2f7fb8; outline-offset: 1px; }
.sk-skip:not(:focus) { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; overflow: hidden;
    clip-path: inset(50%); }
.sk-skip { display: inline-block; margin-bottom: .4rem; padding: .25rem .6rem; color: inherit;
    outline: 3px solid #2f7fb8; border-radius: .5rem; font-size: .9rem; }
.sk-keys { display: none; margin: 0 0 .4rem; font-size: .85rem; color: light-dark(#4b5a62, #b6c3c9); }
.sk-skip:focus ~ .sk-keys, .sk-keys:has(~ .sk-mbox:focus-visible), .sk-keys:has(~ .sk-mbox :focus-visible) {
    display: block; }
.sk-after:focus { outline: none; }
.sk-after:focus-visible { outline: 3px solid #2f7fb8; outline-offset: 4px; border-radius: .3rem; }
.sk-m .role th { font-size: .78rem; font-weight: 600; color: light-dark(#4b5a62, #b6c3c9);
    background: light-dark(#f1f4f6, #1d262d); padding: .25rem .7rem; border-right: 0; }
.sk-m .role span { position: sticky; left: .7rem; display: inline-block; }
.sk-m td { text-align: center; vertical-align: middle; }
.sk-m .here { background: light-dark(#e9f2f9, #1a2a36); }
.sk-m td a { display: flex; justify-content: center; align-items: center; gap: 2px; min-height: 2.1rem;
    padding: 0 .2rem; text-decoration: none; }
.sk-m td a:hover { background: light-dark(#d6e6f2, #24394a); }
.sk-m td, .sk-m td a, .sk-m tbody th a { scroll-margin: 3.5rem 1rem 1rem 13rem; }
.sk-m :is(td, th, td a):focus-visible { outline: 3px solid #2f7fb8; outline-offset: -3px;
    background: light-dark(#fff7d9, #2b2a1a); }
.sk-m i { display: inline-block; width: 19px; height: 19px; background-repeat: no-repeat;
    background-size: contain; print-color-adjust: exact; -webkit-print-color-adjust: exact;
    forced-color-adjust: none; }
.sk-m td .v-unknown, .sk-m td .a-unknown { width: 14px; height: 14px; }
.sk-m a.new { box-shadow: inset 0 0 0 2px light-dark(#1c2b33, #e8eef0); border-radius: 4px; }
.sk-m td span { color: light-dark(#4b5a62, #b6c3c9); }
.sk-legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0;
    padding: 0 !important; font-size: .85rem; }
.sk-legend li { display: inline-flex; gap: .4rem; align-items: center; margin: 0; padding: 0; }
.sk-legend .frame { width: 18px; height: 18px; border-radius: 4px;
    box-shadow: inset 0 0 0 2px light-dark(#1c2b33, #e8eef0); }
@media (max-width: 640px) {
    .sk-m tbody th { min-width: 8.5rem; max-width: 9.5rem; }
    .sk-m thead th { min-width: 3.6rem; font-size: .75rem; }
    .sk-m { font-size: .8rem; }
}
@media print {
    .sk-keys { display: none !important; }
    .sk-mbox { max-height: none; overflow: visible; border: 0; break-before: page; }
    .sk-m { font-size: .72rem; }
    .sk-m thead th, .sk-m tbody th { position: static; }
    .sk-m thead th { min-width: 0; font-size: .7rem; padding: .2rem 0; }
    .sk-m thead th:not(:first-child) { writing-mode: vertical-rl; text-align: left; vertical-align: bottom; }
    .sk-m tbody th { min-width: 8rem; max-width: 13rem; padding: .1rem .3rem .1rem .4rem; }
    .sk-m td a { flex-wrap: wrap; min-height: 1.35rem; padding: 0; }
    .sk-m i { width: 15px; height: 15px; }
    .sk-m td .v-unknown, .sk-m td .a-unknown { width: 11px; height: 11px; }
}
"""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """What the table holds.

    rows : groups of measures, each under its heading ("" for none). columns : units with their short names.
    here : id of the unit in view, whose column stands out. cells : what ``cells_html`` made of the county.
    names : where the name of a measure leads, by indicator; one without an address is text.
    caption, facts : what the table holds; rules, last time, period and source, and that numbers are made up.
    """

    rows: Sequence[tuple[str, Sequence[Indicator]]]
    columns: Sequence[tuple[Unit, str]]
    here: str
    cells: Mapping[tuple[str, str], str]
    names: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    facts: str = ""


def skip_html(words: Words) -> str:
    """A link past the table, seen when a keyboard reaches it: hundreds of cells are long to hear."""
    return f'<a class="sk-skip" href="#{AFTER}" data-skip="{AFTER}">{escape(words("overview.skip"))}</a>'


def keys_html(words: Words) -> str:
    """The keys of the table, between the link past it and the table itself, shown while a keyboard is there.
    Those who listen hear of them with its region."""
    return f'<p class="sk-keys" aria-hidden="true">{escape(words("overview.keys"))}</p>'


def matrix_html(words: Words, matrix: Matrix) -> str:
    """The table, in a frame that a keyboard can scroll."""
    heads = "".join(
        f'<th scope="col"{_here(unit, matrix)} lang="{words.language}">{escape(name)}</th>'
        for unit, name in matrix.columns
    )
    body = "".join(
        _heading(title, len(matrix.columns) + 1) + "".join(_row(words, matrix, one) for one in group)
        for title, group in matrix.rows
    )
    label = escape(words("overview.region"), quote=True)
    first = escape(words("overview.column_indicator"))
    return (
        f'<div class="sk-mbox" tabindex="0" role="region" aria-label="{label}"><table class="sk-m">'
        f'{_caption(matrix)}<thead><tr><th scope="col">{first}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _caption(matrix: Matrix) -> str:
    """The name of the table and what it rests on, which a screen reader hears first and paper shows."""
    if not matrix.caption:
        return ""
    name, facts = escape(matrix.caption), escape(matrix.facts)
    return f"<caption><span><strong>{name}</strong><small>{facts}</small></span></caption>"


def legend_html(words: Words, cells: Sequence[Cell], since: str) -> str:
    """The signs that occur in the table and what they mean; it stands after the table, where one skips to."""
    variations = {variation_code(cell.stand.standing) for cell in cells}
    assurances = {cell.stand.standing.assurance for cell in cells} - {"no_target"}
    named = [
        (f"v-{code}", words(f"standing.variation_{code}")) for code in icons.VARIATION if code in variations
    ]
    named += [
        (f"a-{code}", words(f"standing.assurance_{code}")) for code in icons.ASSURANCE if code in assurances
    ]
    items = "".join(f'<li><i class="{sign}"></i><span>{escape(text)}</span></li>' for sign, text in named)
    if any(cell.is_new for cell in cells):
        text = escape(words("overview.legend_new", since=since))
        items += f'<li><span class="frame"></span><span>{text}</span></li>'
    label = escape(words("overview.legend"), quote=True)
    where = f'id="{AFTER}" tabindex="-1"'
    return f'<div class="sk-m sk-after" {where}><ul class="sk-legend" aria-label="{label}">{items}</ul></div>'


def _here(unit: Unit, matrix: Matrix) -> str:
    return ' class="here"' if unit.id == matrix.here else ""


def _heading(title: str, across: int) -> str:
    if not title:
        return ""
    return f'<tr class="role"><th scope="rowgroup" colspan="{across}"><span>{escape(title)}</span></th></tr>'


def _row(words: Words, matrix: Matrix, indicator: Indicator) -> str:
    none = escape(words("overview.no_numbers"))
    empty = f'<span aria-hidden="true">–</span><span style="{_UNSEEN}">{none}</span>'
    cells = "".join(
        f"<td{_here(unit, matrix)}>{matrix.cells.get((indicator.id, unit.id), empty)}</td>"
        for unit, _ in matrix.columns
    )
    measured = escape(unit_text(words, indicator))
    return f'<tr><th scope="row">{_name(words, matrix, indicator)}<small>{measured}</small></th>{cells}</tr>'


def _name(words: Words, matrix: Matrix, indicator: Indicator) -> str:
    """The name of a measure, a link where there is somewhere to go. It stays the heading of its row: where
    it leads is a tip, which is not read out with every cell."""
    name, address = escape(indicator.name.in_(words.language)), matrix.names.get(indicator.id)
    if address is None:
        return name
    tip = escape(words("overview.to_compare"), quote=True)
    return f'<a href="{escape(address, quote=True)}" data-go="1" title="{tip}">{name}</a>'


def cells_html(
    words: Words, county: County, address: Callable[[str, str], str]
) -> dict[tuple[str, str], str]:
    """What stands in each cell, by indicator and unit. ``address``: where the cell of both leads."""
    return {
        (cell.indicator.id, cell.unit.id): _cell(
            words, cell, county.since, address(cell.indicator.id, cell.unit.id)
        )
        for cell in county.cells
    }


def _cell(words: Words, cell: Cell, since: Month, address: str) -> str:
    standing = cell.stand.standing
    signs = f'<i class="v-{variation_code(standing)}"></i>'
    if standing.assurance != "no_target":
        signs += f'<i class="a-{standing.assurance}"></i>'
    name = escape(cell_name(words, cell, since), quote=True)
    tip = escape(cell_sentences(words, cell), quote=True)
    new = ' class="new"' if cell.is_new else ""
    href = escape(address, quote=True)
    return f'<a href="{href}"{new} data-go="1" aria-label="{name}" title="{tip}">{signs}</a>'
