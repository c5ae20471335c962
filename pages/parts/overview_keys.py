"""Arrow keys in the overview's table: from a cell to the nearest one that way that leads somewhere.

The links stay what they are for the tab key and for those who listen: a table, not an application. Nothing is
taken from the frame around it, which arrow keys scroll when it has the focus itself.
"""

import streamlit as st

_WALK = """<script>
if (!window.skifteArrows) {
    window.skifteArrows = true;
    const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    document.addEventListener("keydown", (event) => {
        const way = ways[event.key];
        if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const cell = event.target.closest && event.target.closest(".sk-m tbody :is(td, th)");
        if (!cell || event.target.tagName !== "A") return;
        const rows = [...cell.closest("tbody").rows];
        let row = rows.indexOf(cell.parentElement), column = cell.cellIndex, link = null;
        do {
            row += way[0];
            column += way[1];
            const there = rows[row] && (rows[row].cells.length > 1 ? rows[row].cells[column] : null);
            if (!rows[row] || (way[1] && !there)) break;
            link = there && there.querySelector("a");
        } while (!link);
        event.preventDefault();
        if (link) link.focus();
    });
}
</script>"""


def walk_with_arrows() -> None:
    """Let the arrow keys move the focus among the links of the table."""
    st.html(_WALK, unsafe_allow_javascript=True)
