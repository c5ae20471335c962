"""What units are compared by, according to the view, and the choices of it."""

from dataclasses import dataclass

import streamlit as st

from core.indicators.units import Level
from core.observations.months import month_of
from core.spc.compare import Asked, levels_of, pers_of
from core.spc.compare.ages import has_ages
from core.spc.compare.for_dataset import SPREADS
from core.spc.compare.members import Per
from core.wording import Words
from pages.parts import session, undo
from pages.parts.address import DEFAULT
from pages.parts.choices import Chosen
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.widgets import select

_FORM = "choose_form"
_CLEARED = ("among", "per", "spread", "order", "these", "like", "peers")
_CHOSEN_UNITS = ("these", "peers")


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared in view.

    form : the way it is shown. forms, levels, pers : what there is to choose among.
    """

    chosen: Chosen
    asked: Asked
    form: str
    forms: tuple[str, ...]
    levels: tuple[Level, ...]
    pers: tuple[Per, ...]

    @property
    def digest(self) -> str:
        """What the numbers follow from."""
        return f"{self.chosen.dataset.observations.digest} {self.asked}"


def compared_in_view(words: Words, chosen: Chosen) -> Compared:
    """What the view asks for; what the data do not have is told of and let go."""
    _drop_what_is_not_here(words, chosen)
    view, dataset, indicator = session.view(), chosen.dataset, chosen.indicator
    levels = levels_of(dataset, indicator.id)
    level = _level(chosen, levels)
    group = chosen.series.subgroup
    pers = pers_of(dataset, indicator, level, group)
    asked = Asked(
        indicator.id,
        level,
        group,
        first=month_of(view.first) if view.first else None,
        last=month_of(view.last) if view.last else None,
        per=pers[-1] if view.per in pers else pers[0],
        spread=SPREADS[SPREADS.index(view.spread)] if view.spread in SPREADS else SPREADS[0],
    )
    forms = _forms(chosen)
    form = view.form if view.form in forms else _usual_form(chosen)
    session.change_view(form=form)
    return Compared(chosen, asked, form, forms, levels, pers)


def _level(chosen: Chosen, levels: tuple[Level, ...]) -> Level:
    """The level in view; else that of the unit if it has others beside it; else the parts of a larger one."""
    wanted = session.view().among
    there = chosen.dataset.units_of(chosen.indicator.id)
    several = [level for level in levels if sum(unit.level == level for unit in there) > 1]
    for level in (wanted, chosen.unit.level, "municipality", *several):
        if level in levels and (level in several or level == wanted):
            return level  # type: ignore[return-value]
    return chosen.unit.level


def _forms(chosen: Chosen) -> tuple[str, ...]:
    ages = ("ages",) if has_ages(chosen.dataset, chosen.indicator.id) else ()
    region = ("region",) if chosen.series.period_type == "year" else ()
    return ("funnel", "rows", "panels", "selection", *ages, *region)


def _usual_form(chosen: Chosen) -> str:
    """A funnel where it can be drawn; of yearly values without counts how they have gone; else values."""
    indicator, series = chosen.indicator, chosen.whole
    if indicator.kind in ("proportion", "rate") and series.has_counts:
        return "funnel"
    if series.period_type == "year":
        return "region"
    return "rows" if indicator.kind != "count" else "funnel"


def _drop_what_is_not_here(words: Words, chosen: Chosen) -> None:
    """Units that were chosen and that the data do not have are told of and let go."""
    view = session.view()
    units = {unit.id for unit in chosen.dataset.units_of(chosen.indicator.id)}
    picked = {name: getattr(view, name) for name in _CHOSEN_UNITS}
    lost = [unit for ids in picked.values() for unit in ids if unit not in units]
    if lost:
        st.info(escaped(words("app.not_here", items=words.list(dict.fromkeys(lost)))))
        there = {name: tuple(unit for unit in ids if unit in units) for name, ids in picked.items()}
        session.change_view(**there)


def choose_comparing(words: Words, compared: Compared) -> None:
    """How it is shown, which level, and the rest folded away until someone wants it."""
    st.session_state[_FORM] = compared.form
    st.segmented_control(
        words("compare.form"),
        compared.forms,
        format_func=lambda form: words(f"compare.form_{form}"),
        key=_FORM,
        on_change=_take_form,
        label_visibility="collapsed",
    )
    if len(compared.levels) > 1 and compared.form not in ("selection", "region"):
        with st.container(width=220, key="compare_level"):
            select(
                words("compare.level"),
                "among",
                list(compared.levels),
                compared.asked.level,
                lambda level: words(f"levels.{level}"),
                label_visibility="collapsed",
            )
    popover = st.popover(words("compare.more"), icon=":material/tune:", key="compare_more", on_change="rerun")
    if popover.open:
        with popover:
            _choose_more(words, compared)


def _choose_more(words: Words, compared: Compared) -> None:
    view = session.view()
    if compared.form not in ("panels", "selection", "region") and not (view.first or view.last):
        st.caption(words("compare.period_usual"))
    if compared.form in ("funnel", "rows"):
        if len(compared.pers) > 1:
            names = {"own": "compare.per_own", "inhabitants": "compare.per_inhabitants_name"}
            select(
                words("compare.per"),
                "per",
                ["", *compared.pers[1:]],
                view.per if view.per in compared.pers else "",
                lambda per: words(names[per or compared.pers[0]]),
            )
        select(
            words("compare.spread"),
            "spread",
            ["", *SPREADS[1:]],
            view.spread,
            lambda spread: words(f"compare.spread_{spread or SPREADS[0]}"),
        )
    if compared.form == "rows":
        select(
            words("compare.order"),
            "order",
            ["", "area", "value"],
            view.order if view.order in ("area", "value") else "",
            lambda order: words(f"compare.order_{order or 'name'}"),
        )
    st.button(words("compare.clear"), on_click=_clear, type="tertiary", icon=":material/restart_alt:")


@guarded
def _take_form() -> None:
    session.change_view(form=st.session_state[_FORM] or session.view().form)


@guarded
def _clear() -> None:
    """Back to what the app chooses."""
    with undo.step("undo.settings_cleared"):
        session.change_view(**{name: getattr(DEFAULT, name) for name in _CLEARED})
