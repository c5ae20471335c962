"""The page on paper: what is read, without what is pressed, on white ground and with whole figures."""

import streamlit as st

from core.wording import Words
from pages.parts import session

_STYLE = """<style>
.st-key-print_foot { display: none; }
@media print {
    @page { size: A4; margin: 14mm 12mm; }
    html { font-size: 13px; }
    html, body, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMainBlockContainer"] {
        position: static !important; height: auto !important; min-height: 0 !important;
        overflow: visible !important; display: block !important; background: #ffffff !important;
        color-scheme: light !important; }
    [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
    [data-testid="stMainBlockContainer"] :is(h1, h2, h3, h4, p, li, td, th, span, label, summary, div) {
        color: #12181f !important; }
    [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
    [data-testid="stElementToolbar"], [data-testid="stButton"], [data-testid="stDownloadButton"],
    [data-testid="stPopover"], [data-testid="stPageLink"], [data-testid="stFileUploader"],
    [data-testid="stButtonGroup"], [data-testid="stCheckbox"],
    [data-testid="stExpander"]:has(details:not([open])), iframe { display: none !important; }
    [data-testid="stVegaLiteChart"], [data-testid="stVegaLiteChart"] .vega-embed { max-width: 100%; }
    [data-testid="stVegaLiteChart"] :is(svg.marks, canvas) {
        max-width: 100% !important; height: auto !important; }
    [data-testid="stSelectbox"] :is(div, input) { border-color: transparent !important; padding-left: 0; }
    [data-testid="stSelectbox"] :is(div, input) { background: none !important; color: #12181f !important; }
    [data-testid="stSelectbox"] svg { display: none; }
    [data-testid="stVegaLiteChart"], table, tr, [data-testid="stMetric"], [data-testid="stAlert"] {
        break-inside: avoid; }
    h1, h2, h3, h4 { break-after: avoid; }
    .st-key-print_foot { display: block; margin-top: 8mm; font-size: 10px; overflow-wrap: anywhere; }
}
</style>"""
_DARK = """@media print {
    [data-testid="stVegaLiteChart"] { filter: invert(1) hue-rotate(180deg) brightness(1.1); }
    [data-testid="stMainBlockContainer"] * { background-color: transparent !important; }
}"""
"""A picture drawn on dark has light type, and is ink already when paper asks for it."""
_FOOT = """<p id="skifte-print-foot"></p><script>
{{
    const say = () => {{
        const foot = document.getElementById("skifte-print-foot");
        const now = new Intl.DateTimeFormat("{language}", {{ dateStyle: "long" }}).format(new Date());
        if (foot) foot.textContent = {printed} + " " + now + " · " + location.href;
    }};
    window.removeEventListener("beforeprint", window.skifteSay);
    window.skifteSay = say;
    window.addEventListener("beforeprint", say);
}}
</script>"""


def paper_style() -> None:
    """How the page looks in print."""
    dark = _DARK if session.theme() == "dark" else ""
    st.html(_STYLE.replace("</style>", f"{dark}</style>"))


def paper_foot(words: Words) -> None:
    """What stands last on paper and nowhere else: when it was printed, and the address that opens it."""
    with st.container(key="print_foot"):
        printed = f'"{words("app.printed")}"'
        st.html(
            _FOOT.format(language=words.language, printed=printed),
            unsafe_allow_javascript=True,
        )
