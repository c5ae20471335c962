"""Keyboard shortcuts: single keys for what is done often. They can be switched off (WCAG 2.1, 2.1.4).

Streamlit's own shortcuts belong to a button in sight, take keys without asking and cannot be switched off. So
a listener of ours presses what is on the page: what stands there already, and four buttons that nobody sees:
one group of them, since each widget is a message to the browser at every answer.
"""

import json
from collections.abc import Mapping

import streamlit as st

from core.wording import Words
from pages.parts import offered, session
from pages.parts.attention import say_politely
from pages.parts.guard import guarded
from pages.parts.overview_choice import units_to_choose
from pages.parts.widgets import take

STEPS: Mapping[str, tuple[str, int]] = {
    "unit_next": ("unit", 1),
    "unit_before": ("unit", -1),
    "indicator_next": ("indicator", 1),
    "indicator_before": ("indicator", -1),
}
"""What can be stepped through: a field of the view, and which way."""
_GROUP = "shortcut_steps"


def _step_button(name: str) -> str:
    return f".st-key-{_GROUP} button:nth-of-type({list(STEPS).index(name) + 1})"


KEYS: Mapping[str, tuple[str, str]] = {
    "j": ("unit_next", _step_button("unit_next")),
    "k": ("unit_before", _step_button("unit_before")),
    "shift+j": ("indicator_next", _step_button("indicator_next")),
    "shift+k": ("indicator_before", _step_button("indicator_before")),
    "p": ("projector", ".st-key-choose_projector button"),
    "z": ("undo", ".st-key-undo_last button"),
    "t": ("table", '[class*="_table"] summary'),
    "h": ("explain", '[class*="_help"] button'),
    "?": ("list", ".st-key-help_menu button"),
}
"""Each key with its sentence (``shortcuts.<name>``) and what on the page it presses, the first in sight."""
WITH_SERIES = frozenset({"follow", "compare", "test", "plan"})
"""Pages where indicator and unit are chosen."""
WITH_UNIT = WITH_SERIES | {"overview"}
WITH_ANSWER = WITH_UNIT | {"method"}
"""Pages with a table and an explanation."""
_OFF, _SWITCH = "shortcuts_off", "choose_shortcuts"
# A step is pressed when the one before has its answer: two at once would be one, or none, to the server.
_SCRIPT = """<style>.st-key-shortcut_steps {{ display: none; }}</style><script>
window.skifteKeys = {keys};
if (!window.skifteListens) {{
    window.skifteListens = true;
    const fields = 'input, textarea, select, canvas, [contenteditable="true"], '
        + '[role="grid"]:not(.sk-m), [role="listbox"]';
    const steps = ".st-key-shortcut_steps";
    const app = document.querySelector('[data-testid="stApp"]');
    const waiting = [];
    let sent, ran;
    const next = () => {{
        clearTimeout(sent);
        const one = waiting.length && document.querySelector(waiting.shift());
        sent = one ? setTimeout(late, 3000) : undefined;
        ran = false;
        if (one) one.click();
    }};
    const late = () => {{
        if (app.dataset.testScriptState === "running") sent = setTimeout(late, 500);
        else next();
    }};
    const step = (wanted) => {{
        if (waiting.length < 20) waiting.push(wanted);
        if (sent === undefined) next();
    }};
    new MutationObserver(() => {{
        if (sent === undefined) return;
        if (app.dataset.testScriptState === "running") ran = true;
        else if (ran) {{ clearTimeout(sent); sent = setTimeout(next, 30); }}
    }}).observe(app, {{ attributeFilter: ["data-test-script-state"] }});
    document.addEventListener("keydown", (event) => {{
        if (event.defaultPrevented || event.repeat || event.isComposing) return;
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const at = event.composedPath()[0];
        if (at instanceof Element && at.closest(fields)) return;
        if (document.querySelector('[data-testid="stDialog"]')) return;
        const shifted = event.shiftKey && /^[a-z]$/i.test(event.key) ? "shift+" : "";
        const wanted = window.skifteKeys[shifted + event.key.toLowerCase()];
        if (!wanted) return;
        const found = [...document.querySelectorAll(wanted)];
        const seen = found.find((one) => one.checkVisibility());
        const one = seen ?? found.find((one) => one.closest(steps));
        if (!one || one.disabled) return;
        event.preventDefault();
        if (!seen) return step(wanted);
        one.scrollIntoView({{ block: "nearest" }});
        one.focus();
        one.click();
    }});
}}
</script>"""


def listen_for_keys(page: str) -> str:
    """Make the keys work on this page, unless they are switched off; the piece of the page that does."""
    keys = {} if st.session_state.get(_OFF) else {key: pressed for key, (_, pressed) in KEYS.items()}
    steps = [name for name in STEPS if _works(name, page)] if keys else []
    if steps:
        st.session_state[_GROUP] = None
        st.segmented_control(_GROUP, steps, key=_GROUP, on_change=_step, args=(page,))
    return _SCRIPT.format(keys=json.dumps(keys))


def keys_on(page: str) -> Mapping[str, str]:
    """The keys that do something on a page, each with its name."""
    return {key: name for key, (name, _) in KEYS.items() if _works(name, page)}


def _works(name: str, page: str) -> bool:
    if name in STEPS:
        return page in (WITH_UNIT if STEPS[name][0] == "unit" else WITH_SERIES)
    return name not in ("table", "explain") or page in WITH_ANSWER


def list_keys(words: Words, page: str) -> None:
    """What each key does on this page, and the switch that turns them off."""
    st.markdown(f"**{words('shortcuts.title')}**")
    st.markdown(
        "\n".join(
            f"- `{_written(words, key)}` {words(f'shortcuts.{name}')}" for key, name in keys_on(page).items()
        )
    )
    st.session_state[_SWITCH] = not st.session_state.get(_OFF, False)
    st.toggle(words("shortcuts.on"), key=_SWITCH, on_change=_switch)
    st.caption(words("shortcuts.about"))


def _written(words: Words, key: str) -> str:
    """A key as it stands on a keyboard."""
    return words("shortcuts.shift", letter=key[-1].upper()) if key.startswith("shift+") else key.upper()


@guarded
def _switch() -> None:
    st.session_state[_OFF] = not st.session_state[_SWITCH]


@guarded
def _step(page: str) -> None:
    """The next or the one before in the list, as if chosen there; after the last comes the first."""
    pressed = st.session_state[_GROUP]
    if pressed is None:  # the same once more before the page had answered
        return
    field, by = STEPS[pressed]
    dataset, words = session.dataset(), session.words()
    there = _there(words, field, page)
    current = getattr(session.view(), field)
    if current not in there:
        return
    chosen = there[(there.index(current) + by) % len(there)]
    st.session_state[f"choose_{field}"] = chosen
    take(field)
    thing = dataset.units[chosen] if field == "unit" else dataset.catalogue[chosen]
    say_politely(words("shortcuts.now", name=thing.name.in_(words.language)))


def _there(words: Words, field: str, page: str) -> list[str]:
    """What can be chosen of a field on a page, in the order of its list."""
    view, dataset = session.view(), session.dataset()
    if page == "overview":  # a page that has been stopped has no list
        return [unit.id for unit in units_to_choose(words)] if "choose_unit" in st.session_state else []
    if field == "unit":
        return list(offered.units(words, dataset, view.indicator))
    lacking = dataset.without_numbers(view.unit)
    names = offered.indicator_names(words, dataset, dataset.units[view.unit])
    return [one for one in names if one not in lacking]
