"""The page on paper: what is read, without what is pressed, on white ground and with whole figures.

Every sheet says whose numbers these are, which page they stand on and when they were printed: sheets part.
"""

import json

import pandas as pd
import streamlit as st

from core.figures.paper_table import NARROW, ON_PAPER, ON_PHONE, paper_table
from core.wording import Words
from pages.parts import session

_PRESSED = """[data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stPageLink"],
    [data-testid="stPopover"], [data-testid="stFileUploader"], [data-testid="stButtonGroup"],
    [data-testid="stCheckbox"], [data-testid="stTextInput"]:has(input[value=""]),
    [data-testid="stExpander"]:has(> details:not([open])), iframe"""
"""What is pressed or folded away; also an empty field to seek in."""
_STYLE = f"""<style>
#skifte-print-foot, [data-testid="stElementContainer"]:has(.{ON_PAPER}) {{ display: none; }}
@media screen and (max-width: 640px) {{
    [data-testid="stElementContainer"]:has(.{ON_PHONE}) {{ display: block; }}
    [data-testid="stElementContainer"]:has(+ [data-testid="stElementContainer"] .{ON_PHONE}) {{
        display: none; }}
    .{ON_PHONE} {{ font-size: 0.8rem; }}
    .{ON_PHONE} .{ON_PAPER} {{ display: none; }}
    .{NARROW} {{ width: 100%; table-layout: fixed; border-collapse: collapse; margin-bottom: 1.25rem; }}
    .{NARROW} :is(th, td) {{ padding: 0.3rem 0.25rem; text-align: left; vertical-align: bottom;
        hyphens: auto; overflow-wrap: anywhere;
        border-bottom: 1px solid light-dark(#c9d1d6, #46545c); }}
    .{NARROW} tr > :first-child {{ width: 36%; }}
}}
@media print {{
    @page {{ size: A4; margin: 14mm 12mm 16mm; }}
    html {{ font-size: 13px; }}
    html, body, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMainBlockContainer"] {{
        position: static !important; height: auto !important; min-height: 0 !important;
        overflow: visible !important; display: block !important; background: #ffffff !important;
        color-scheme: light !important; }}
    [data-testid="stMainBlockContainer"] {{ padding: 0 !important; max-width: none !important; }}
    [data-testid="stMainBlockContainer"] :is(h1, h2, h3, h4, p, li, td, th, label, summary, div,
        span:not([aria-hidden])) {{ color: #12181f !important; }}
    [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
    [data-testid="stElementToolbar"], [data-testid="stWidgetLabel"] [data-testid="stTooltipIcon"], {_PRESSED},
    :is([data-testid="stElementContainer"], [data-testid="stLayoutWrapper"]):has(> :is({_PRESSED})),
    [data-testid="stLayoutWrapper"]:has(> :is(.st-key-tools, .st-key-compare_tools,
        .st-key-undo, .st-key-choose_matrix, [class*="st-key-screen_only"])),
    [data-testid="stNumberInput"] button, [data-testid="stSelectbox"] svg,
    [data-testid="stMultiSelect"] svg {{ display: none !important; }}
    [data-testid="stVerticalBlock"] {{ display: block !important; }}
    [data-testid="stVerticalBlock"] > [data-testid="stElementContainer"] {{ margin-bottom: 0.7rem; }}
    [data-testid="stVegaLiteChart"], [data-testid="stVegaLiteChart"] .vega-embed {{ max-width: 100%; }}
    [data-testid="stVegaLiteChart"] :is(svg.marks, canvas) {{
        max-width: 100% !important; height: auto !important; }}
    :is([data-testid="stSelectbox"], [data-testid="stNumberInput"], [data-testid="stMultiSelect"],
        [data-testid="stTextInput"]) :is(div, input, span) {{
        background: none !important; border-color: transparent !important; padding-left: 0 !important;
        color: #12181f !important; }}
    [data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {{ opacity: 1 !important; }}
    [data-testid="stElementContainer"]:has(.{ON_PAPER}) {{ display: block; }}
    [data-testid="stElementContainer"]:has(+ [data-testid="stElementContainer"] .{ON_PAPER}) {{
        display: none !important; }}
    .{NARROW} {{ display: none; }}
    .{ON_PAPER} {{ border-collapse: collapse; width: 100%; font-size: 0.72rem; }}
    .{ON_PAPER} :is(th, td) {{ border-bottom: 1px solid #9aa6ad; padding: 0.15rem 0.3rem;
        text-align: left; vertical-align: bottom; }}
    thead {{ display: table-header-group; }}
    [data-testid="stVegaLiteChart"], tr, [data-testid="stMetric"], [data-testid="stAlert"],
    [class*="st-key-proposal_"] {{ break-inside: avoid; }}
    h1, h2, h3, h4, [data-testid="stElementContainer"]:has(h1, h2, h3, h4) {{
        break-after: avoid; margin-bottom: 0.4rem; }}
    p, li {{ orphans: 3; widows: 3; }}
    :is(h1, h2, h3) {{ padding: 0.3rem 0 0.4rem !important; }}
    #skifte-print-foot {{ display: block; font-size: 8pt; overflow-wrap: anywhere; break-before: avoid;
        margin: 0; line-height: 1.3; }}
}}
</style>"""
"""Streamlit lays blocks out with a gap between them, also around what is not printed: that made sheets with
nothing on them but the foot. Its tables are pictures of what the screen holds: paper gets one of its own."""
_DARK = """@media print {
    [data-testid="stVegaLiteChart"] { filter: invert(1) hue-rotate(180deg) brightness(1.1); }
    [data-testid="stMainBlockContainer"] * { background-color: transparent !important; }
}"""
"""A picture drawn on dark has light type, and is ink already when paper asks for it."""
_FOOT = """<p id="skifte-print-foot"></p><script>
{{
    const quoted = (text) => JSON.stringify(text.replace(/[\\n\\r\\f]/g, " "));
    const say = () => {{
        const now = new Intl.DateTimeFormat("{language}", {{ dateStyle: "long" }}).format(new Date());
        const printed = {printed} + " " + now;
        const foot = document.getElementById("skifte-print-foot");
        if (foot) foot.textContent = printed + " · " + location.href;
        let sheet = document.getElementById("skifte-sheet");
        if (!sheet) {{
            sheet = document.createElement("style");
            sheet.id = "skifte-sheet";
            document.head.append(sheet);
        }}
        const look = "font: 8pt sans-serif; color: #12181f;";
        const left = "content: " + quoted({told} + " · " + printed) + "; white-space: nowrap; " + look;
        const right = "content: counter(page) ' / ' counter(pages); " + look;
        sheet.textContent = "@page {{ @bottom-left {{ " + left + " }} @bottom-right {{ " + right + " }} }}";
    }};
    window.removeEventListener("beforeprint", window.skifteSay);
    window.skifteSay = say;
    window.addEventListener("beforeprint", say);
}}
</script>"""
"""Browsers that print nothing in the margins of a sheet still have the foot on the last one."""


def paper_style() -> str:
    """How the page looks in print."""
    dark = _DARK if session.theme() == "dark" else ""
    return _STYLE.replace("</style>", f"{dark}</style>")


def also_on_paper(frame: pd.DataFrame, *, on_phone: bool = False) -> None:
    """The table that was just shown, as paper shows it: all its rows and columns.

    on_phone : phones show it instead of the other too: there the first column leaves no room for numbers
    """
    st.html(paper_table(frame, on_phone=on_phone))


def paper_foot(words: Words, told: str) -> str:
    """What stands on paper and nowhere else, as a piece of the page.

    told : at the foot of every sheet, with the date: which page, and whose numbers.
    """
    return _FOOT.format(
        language=str(words.locale).replace("_", "-"),
        printed=_literal(words("app.printed")),
        told=_literal(told),
    )


def _literal(text: str) -> str:
    """A text as JavaScript inside a page writes it, which nothing in it can end."""
    return json.dumps(text).replace("<", "\\u003c")
