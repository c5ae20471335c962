"""The first visit after a start of the server, while the rest of the app is being imported.

Streamlit then does not know our pages: it looks for them in the folder, and lays a dialog in English over the
answer to an address that names none. Our own sentence stands on the page that such an address leads to
(``lost``), so the dialog is closed. Imports nothing but Streamlit: it is to be there before what takes time.
"""

import sys

import streamlit as st

_TAKE_AWAY = """<style>
[data-testid="stElementContainer"]:has(#skifte-first) { position: absolute; }
</style><i id="skifte-first" hidden></i><script>
{
    let left = 50;
    const look = () => {
        const dialog = [...document.querySelectorAll('[role="dialog"]:not([data-testid="stPopoverBody"])')]
            .find((one) => /^Page not found/.test(one.innerText.trim()));
        if (dialog) dialog.querySelector('button')?.click();
        if (left-- > 0) setTimeout(look, 100);
    };
    look();
}
</script>"""
"""For a while, since the dialog may come after this. It takes no room: the page stood a line lower than for
whoever came next."""


def is_first() -> bool:
    """Whether nobody has been shown a page since the server started."""
    return "pages.oversikt" not in sys.modules


def take_dialog_away() -> None:
    """Close the dialog in which Streamlit says that it has found no page."""
    st.html(_TAKE_AWAY, unsafe_allow_javascript=True)
