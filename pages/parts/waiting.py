"""While a page is made: the shape of an answer stands where the answer will, and listeners are told.

Streamlit takes a page away at once when another is asked for, and shows nothing until the first of it is
there. The shape is drawn by style alone, so it costs the server nothing, and comes after a moment, so that a
page that is there at once is not preceded by a flash. The heading is what comes last (``frame.page``): a page
without one is still being made.

What stands from before while a page is made anew is faded by Streamlit. It is the answer to another question,
so a line says what goes on where that takes longer than an eye waits for: drawn by style alone too, and not
where a bar tells how far a long work has come.
"""

import json

from core.wording import Words

_WAITS = (
    '[data-testid="stApp"][data-test-script-state="running"] '
    '.stMainBlockContainer:not(:has(h1, [data-testid="stVegaLiteChart"]))::after'
)
_ANEW = (
    '[data-testid="stApp"][data-test-script-state="running"]'
    ':has(.stMainBlockContainer h1):not(:has([data-testid="stProgress"]))::before'
)
_STYLE = f"""<style>
{_WAITS} {{
    content: ""; display: block; width: 100%%; height: 32rem; flex-shrink: 0; opacity: 0;
    --skifte-grey: light-dark(#e3eaed, #26333d);
    background:
        linear-gradient(var(--skifte-grey) 0 0) 0 0 / 45%% 2rem,
        linear-gradient(var(--skifte-grey) 0 0) 0 3rem / 70%% 1rem,
        linear-gradient(var(--skifte-grey) 0 0) 0 5.5rem / 100%% 24rem,
        linear-gradient(var(--skifte-grey) 0 0) 0 30.5rem / 60%% 1rem;
    background-repeat: no-repeat; border-radius: 0.375rem;
    animation: skifte-waits 0.2s 0.25s forwards, skifte-breathes 2.4s 0.6s ease-in-out infinite alternate;
}}
.stMainBlockContainer:has([data-testid="stProgress"])::after {{ margin-top: 1.5rem; }}
@keyframes skifte-waits {{ to {{ opacity: 1; }} }}
@keyframes skifte-breathes {{ from {{ filter: none; }} to {{ filter: opacity(0.55); }} }}
@media (prefers-reduced-motion: reduce) {{ {_WAITS} {{ animation: skifte-waits 0s 0.25s forwards; }} }}
{_ANEW} {{
    content: %s / ""; position: fixed; top: 3.75rem; left: 50%%; transform: translateX(-50%%); z-index: 100;
    padding: 0.3rem 0.9rem; border-radius: 1rem; pointer-events: none; white-space: nowrap; opacity: 0;
    font-size: 0.875rem; background: light-dark(#ffffff, #1c2730); color: light-dark(#10171b, #e8eef0);
    border: 1px solid light-dark(#7d8f98, #74868f); box-shadow: 0 0.125rem 0.5rem rgb(0 0 0 / 20%%);
    animation: skifte-waits 0.2s 0.4s forwards;
}}
@media (max-width: 640px) {{ {_ANEW} {{ top: 0.6rem; z-index: 999991; }} }}
@media print {{ {_WAITS}, {_ANEW} {{ display: none; }} }}
</style>"""
BUSY_AFTER, TOLD_AFTER = 300, 1500
"""Milliseconds until the page says that it is busy, and until those who listen are told so in words."""
SETTLED_AFTER, TOGETHER = 100, 150
"""Milliseconds from a page is made until its answer is read, and within which what is told is told as one."""
_SCRIPT = """
window.skifteBusyWord = %s;
if (!window.skifteTell) {
    const region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.setAttribute('aria-live', 'polite');
    region.id = 'skifte-said';
    region.style.cssText = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%%)';
    document.body.append(region);
    let told = [], soon, heard, settled;
    const ended = (text, at, all) => at === all.length - 1 ? text : text.replace(/[^.!?]$/, '$&.');
    window.skifteTell = (text) => {
        told.push(text);
        region.textContent = '';
        clearTimeout(soon);
        soon = setTimeout(() => { region.textContent = told.map(ended).join(' '); told = []; }, %d);
    };
    const answer = () => {
        const now = ['h1', '.st-key-page_answer h2'].map(
            (where) => document.querySelector(where)?.textContent.trim() ?? '');
        if (!now[0]) return;
        const news = !heard ? [] : now[0] !== heard[0] ? now : now.slice(1).filter((it) => it !== heard[1]);
        heard = now;
        for (const text of news.filter(Boolean)) window.skifteTell(text);
    };
    const app = document.querySelector('[data-testid="stApp"]');
    const main = () => document.querySelector('[data-testid="stMain"]');
    let waits = [];
    const look = () => {
        const busy = app.dataset.testScriptState === 'running';
        if (busy && waits.length) return;
        waits.forEach(clearTimeout);
        waits = busy ? [
            setTimeout(() => main()?.setAttribute('aria-busy', 'true'), %d),
            setTimeout(() => window.skifteTell(window.skifteBusyWord), %d),
        ] : [];
        clearTimeout(settled);
        if (busy) return;
        main()?.removeAttribute('aria-busy');
        settled = setTimeout(settle, %d, 3);
    };
    const settle = (more) => {  // a busy browser may still be drawing the answer
        answer();
        if (more) settled = setTimeout(settle, 300, more - 1);
    };
    new MutationObserver(look).observe(app, { attributeFilter: ['data-test-script-state'] });
    look();
}
"""


def waiting_script(words: Words) -> str:
    """What tells listeners that a page is being made, and its answer when that has become another.

    It also gives the page a voice (``skifteTell``). What is told at the same time is told as one, once.
    """
    busy = json.dumps(words("app.working"), ensure_ascii=False)
    return _SCRIPT % (busy, TOGETHER, BUSY_AFTER, TOLD_AFTER, SETTLED_AFTER)


def waiting_style(words: Words) -> str:
    """The shape of an answer, for as long as there is none, and the line over one that is made anew."""
    return _STYLE % json.dumps(words("app.working"), ensure_ascii=False)
