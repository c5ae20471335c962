"""What everybody can reach and see: focus, targets, and text that somebody sets wider apart (WCAG 2.1 AA).

Streamlit's mark of focus is half transparent, 2.3:1 on white, and some of its controls have none (2.4.7,
1.4.11); the colours here are those of the theme, at least 7:1. Its small buttons cut what is set with the
distances of 1.4.12, and on a narrow screen it cuts long words of buttons and links with dots. Targets are
at least 24 pixels each way. Where the system takes all colours, what is chosen among buttons has one of its.
"""

FOCUS = "light-dark(#1f5f7a, #7cc0dc)"
"""The themes' primary colours."""
STYLE = f"""<style>
:is(a, button, summary, canvas, main, [tabindex]:not(input), [role="slider"]):focus-visible,
label:has(input:is([type="checkbox"], [type="radio"]):focus-visible),
[data-testid="stSlider"] [role="slider"]:has(:focus-visible) {{
    outline: 3px solid {FOCUS} !important; outline-offset: 1px; border-radius: 0.25rem; }}
input:focus-visible, textarea:focus-visible {{ outline: 2px solid {FOCUS} !important; outline-offset: -1px; }}
:is(main, canvas, header a, header button, summary, [role="region"], [role="listbox"]):focus-visible {{
    outline-offset: -3px; }}
:is(button, a, summary, label) [data-testid="stMarkdownContainer"] p {{ margin-bottom: 0 !important; }}
:is(button, a, summary, label) p {{ margin-bottom: 0 !important; }}
.sk-m th a {{ display: inline-flex; align-items: center; min-height: 24px; min-width: 24px; }}
@media (forced-colors: active) {{
    [data-testid="stButtonGroup"] [aria-checked="true"] {{
        forced-color-adjust: none; background: Highlight !important; }}
    [data-testid="stButtonGroup"] [aria-checked="true"] p {{ color: HighlightText !important; }}
}}
@media (max-width: 640px) {{
    .stPageLink a, .stPageLink a span, .stButton button, .stButton button div, .stPopover button,
    .stPopover button div, .stDownloadButton button, .stDownloadButton button div {{
        height: auto; white-space: normal; overflow: visible; text-overflow: clip; text-align: start; }}
    .stPageLink a p, .stButton button p, .stPopover button p, .stDownloadButton button p {{
        white-space: normal; overflow: visible; overflow-wrap: anywhere; }}
}}
</style>"""


def reach_style() -> str:
    """Focus that is seen, targets that are hit, words that are whole."""
    return STYLE
