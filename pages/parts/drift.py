"""Slow drift on Följ: EWMA, CUSUM and, for rare events, Bernoulli CUSUM; folded away until someone looks."""

from dataclasses import asdict, replace

import streamlit as st

from core.figures.drift_figure import cusum_figure, ewma_figure, rare_figure
from core.figures.figure import Figure
from core.spc.drift_view import BOUNDS, Drift, DriftSettings, drift_view
from core.spc.for_series import FEWEST_FOR_LIMITS, Charted, Choices
from core.wording import Words
from pages.parts import session, undo
from pages.parts.guard import guarded
from pages.parts.say import escaped, say
from pages.parts.show import show_figure

_STEPS = {"lam": 0.05, "width": 0.02, "k": 0.05, "h": 0.25}
_USUAL = DriftSettings()


def show_drift(words: Words, charted: Charted, choices: Choices) -> None:
    """Charts for slow drift of the charted series, or why there are none."""
    expander = st.expander(words("drift.open"), icon=":material/trending_up:", key="drift", on_change="rerun")
    if not expander.open:
        return
    with expander:
        drift = drift_view(charted, choices, settings_of(session.view().drift))
        if not drift.shown:
            say(words(f"drift.not_{drift.why}", minimum=FEWEST_FOR_LIMITS))
            return
        st.markdown(words("drift.about"))
        if choices.freeze is None:
            st.caption(words("drift.baseline"))
        _figures(words, charted, drift)
        _settings(words, drift.settings)


def settings_of(text: str) -> DriftSettings:
    """The parameters of an address, "λ_L_k_h"; the usual ones for what is not there or out of bounds."""
    values = dict(zip(BOUNDS, text.split("_"), strict=False))
    return DriftSettings(**{name: value for name in values if (value := _read(name, values[name]))})


def text_of(settings: DriftSettings) -> str:
    """The parameters as an address holds them; empty for the usual ones."""
    values = asdict(settings)
    usual = asdict(_USUAL)
    if all(values[name] == usual[name] for name in BOUNDS):
        return ""
    return "_".join(f"{values[name]:g}" for name in BOUNDS)


def _read(name: str, text: str) -> float | None:
    low, high = BOUNDS[name]
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _figures(words: Words, charted: Charted, drift: Drift) -> None:
    """Each chart with its sentence; what they all have to say is said once, under them."""
    look = {"made_up": session.dataset().made_up, "theme": session.theme()}
    notes: tuple[str, ...] = ()
    if drift.ewma is not None:
        notes += _show(words, ewma_figure(words, charted, drift, drift.ewma, **look), "drift_ewma")
    if drift.cusum is not None:
        notes += _show(words, cusum_figure(words, charted, drift, drift.cusum, **look), "drift_cusum")
    if drift.rare is not None:
        rare = drift.rare
        mean, share = words.number(rare.mean_events, 1), words.number(100 * rare.more.p0, 2)
        say(words("drift.rare_about", mean=mean, share=share))
        notes += _show(words, rare_figure(words, charted, drift, rare, **look), "drift_rare")
    for note in dict.fromkeys(notes):
        st.caption(f":material/info: {escaped(note)}")


def _show(words: Words, figure: Figure, key: str) -> tuple[str, ...]:
    st.markdown(f"**{escaped(figure.sentence)}**")
    show_figure(words, replace(figure, notes=()), key, elsewhere=figure.notes)
    return figure.notes


def _settings(words: Words, settings: DriftSettings) -> None:
    """Sliders within bounds in which the charts still mean something; they reach the address."""
    popover = st.popover(
        words("drift.settings"), icon=":material/tune:", key="drift_settings", on_change="rerun"
    )
    if not popover.open:
        return
    current = asdict(settings)
    with popover:
        for name, (low, high) in BOUNDS.items():
            st.session_state[f"drift_{name}"] = current[name]
            st.slider(
                words(f"drift.{name}"),
                low,
                high,
                step=_STEPS[name],
                key=f"drift_{name}",
                help=words(f"drift.{name}_help"),
                on_change=_take,
            )
        st.button(words("drift.reset"), on_click=_reset, type="tertiary", icon=":material/restart_alt:")


@guarded
def _take() -> None:
    chosen = {name: round(st.session_state[f"drift_{name}"], 4) for name in BOUNDS}
    session.change_view(drift=text_of(DriftSettings(**chosen)))


@guarded
def _reset() -> None:
    with undo.step("undo.settings_cleared"):
        session.change_view(drift="")
