"""The overview's table as a grid (WAI-ARIA practices): one stop for the tab key, and keys that walk in it.

It is sent as a table of links, which it stays where no script runs. The script makes it a grid once, when it
has been drawn: each cell, an empty one too, can take the focus, and the tab key enters at the one visited
last. Names of measures are cells. Names of units, which are told with the cells, and of kinds of measures
lead nowhere, and no key stops at them. The frame around it keeps its arrow keys, which scroll it.
"""

import streamlit as st

# What was visited last is known by the names of its row and column, to be found again in another order.
# A keyboard that was in the table when another was drawn is put back; a pointer is left where it is.
# Left to itself the browser lets a cell lie under the names that stand still.
_GRID = """<script>
if (!window.skifteGrid) {
    window.skifteGrid = true;
    let measure, unit, keyboardIsThere = false;

    const rowsOf = (table) => [...table.tBodies[0].rows].filter((row) => row.cells.length > 1);
    const headsOf = (table) => [...table.tHead.rows[0].cells];
    const stopIn = (cell) => cell.querySelector("a") ?? cell;
    const cellAt = (at) => at.closest?.('table.sk-m[role="grid"] > tbody > tr:not(.role) > *');

    const makeGrid = (table) => {
        const rows = rowsOf(table), title = table.querySelector("caption strong");
        table.setAttribute("role", "grid");
        if (title) table.setAttribute("aria-label", title.textContent);
        for (const row of rows) for (const cell of row.cells) stopIn(cell).tabIndex = -1;
        const row = rows.find((one) => one.cells[0].textContent === measure) ?? rows[0];
        const column = headsOf(table).findIndex((one) => one.textContent === unit);
        const stop = stopIn(row.cells[Math.max(column, 0)]);
        stop.tabIndex = 0;
        if (keyboardIsThere && document.activeElement === document.body) stop.focus();
    };

    const aPageFrom = (rows, row, way) => {
        const table = rows[row].closest("table"), from = rows[row];
        const seen = table.parentElement.clientHeight - table.tHead.offsetHeight - from.offsetHeight;
        let to = row + way;
        while (rows[to + way] && Math.abs(rows[to + way].offsetTop - from.offsetTop) <= seen) to += way;
        return to;
    };
    const KEYS = {
        ArrowLeft: (rows, row, column) => [row, column - 1],
        ArrowRight: (rows, row, column) => [row, column + 1],
        ArrowUp: (rows, row, column) => [row - 1, column],
        ArrowDown: (rows, row, column) => [row + 1, column],
        PageUp: (rows, row, column) => [aPageFrom(rows, row, -1), column],
        PageDown: (rows, row, column) => [aPageFrom(rows, row, 1), column],
        Home: (rows, row) => [row, 0],
        End: (rows, row) => [row, Infinity],
    };
    const KEYS_WITH_CONTROL = { Home: () => [0, 0], End: () => [Infinity, Infinity] };
    const nearest = (list, at) => list[Math.min(Math.max(at, 0), list.length - 1)];

    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.altKey || event.metaKey || event.shiftKey) return;
        const move = (event.ctrlKey ? KEYS_WITH_CONTROL : KEYS)[event.key];
        const cell = move && cellAt(event.target);
        if (!cell) return;
        event.preventDefault();
        const rows = rowsOf(cell.closest("table"));
        const [row, column] = move(rows, rows.indexOf(cell.parentElement), cell.cellIndex);
        stopIn(nearest(nearest(rows, row).cells, column)).focus({ preventScroll: true });
    });
    document.addEventListener("focusin", ({ target }) => {
        const cell = cellAt(target);
        keyboardIsThere = Boolean(cell) && target.matches(":focus-visible");
        if (!cell) return;
        const table = cell.closest("table");
        for (const one of table.querySelectorAll('tbody [tabindex="0"]')) one.tabIndex = -1;
        target.tabIndex = 0;
        measure = cell.parentElement.cells[0].textContent;
        unit = headsOf(table)[cell.cellIndex].textContent;
        if (keyboardIsThere) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    document.addEventListener("pointerdown", () => { keyboardIsThere = false; });

    const look = () => document.querySelectorAll("table.sk-m:not([role])").forEach(makeGrid);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
}
</script>"""


def walk_with_keys() -> None:
    """Make the table a grid that keys walk in, now and whenever another is drawn."""
    st.html(_GRID, unsafe_allow_javascript=True)
