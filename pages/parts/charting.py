"""Choosing how a series is charted: kind, rules, baseline; folded away until someone wants it."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.change.for_series import testable_kinds
from core.observations.months import Month, month_of, text_of
from core.observations.series import Series
from core.spc import RULE_SETS
from core.spc.for_series import Choices, possible_kinds, recommended_for
from core.wording import Words
from pages.parts import session, undo
from pages.parts.address import DEFAULT, View
from pages.parts.choices import Chosen
from pages.parts.guard import guarded
from pages.parts.widgets import offer_excluded, select, take

USUAL_RULES = Choices().rules
_LISTS = ("exclude", "parts", "refused")


def choices_in_view(words: Words, chosen: Chosen) -> Choices:
    """How the series is charted according to the view; what the data do not have is told of and let go."""
    series = chosen.series
    months = [text_of(month) for month in chosen.whole.months]
    shown = [text_of(month) for month in series.months]
    _drop_what_is_not_here(words, months, shown, possible_kinds(chosen.indicator, series))
    return choices_of(session.view(), series)


def choices_of(view: View, series: Series) -> Choices:
    """What of a view a series is charted by; months outside the series are passed over."""
    shown = [text_of(month) for month in series.months]
    return Choices(
        kind=view.kind or None,
        freeze=month_of(view.baseline) if view.baseline in shown else None,
        exclude=_excluded(view, shown),
        reasons=tuple((month_of(n.month), n.text) for n in view.notes if n.unit == series.unit),
        parts=tuple(month_of(month) for month in view.parts if month in shown[1:]),
        rules=view.rules or USUAL_RULES,
    )


def choose_charting(words: Words, chosen: Chosen, beside: str | None) -> None:
    """Chart kind, rules, baseline, excluded months, comparison: folded away until someone wants them."""
    series, view = chosen.series, session.view()
    shown = [text_of(month) for month in series.months]

    def written(month: str) -> str:
        if not month:
            return words("choose.no_baseline")
        return words.period(month_of(month), series.period_type)

    popover = st.popover(words("choose.more"), icon=":material/tune:", key="choose_more", on_change="rerun")
    if popover.open:  # dozens of months in three lists: made only when someone wants them
        with popover:
            kinds = possible_kinds(chosen.indicator, series)
            _choose_kind(words, kinds, recommended_for(chosen.indicator, series).kind)
            _choose_rules(words)
            baseline = view.baseline if view.baseline in shown else ""
            select(words("choose.baseline"), "baseline", ["", *shown], baseline, written)
            choose_excluded(words, shown, written)
            if beside is not None:
                st.session_state["choose_beside"] = view.beside
                label = words("choose.beside", unit=beside)
                st.toggle(label, key="choose_beside", on_change=take, args=("beside",))
            st.button(words("choose.clear"), on_click=_clear, type="tertiary", icon=":material/restart_alt:")


def choose_testing(words: Words, chosen: Chosen) -> Choices:
    """Chart kind and months left out of a test, folded away until someone wants them.

    The kind is the one in view, so that what is followed is what is tested.
    """
    series, view = chosen.series, session.view()
    shown = [text_of(month) for month in series.months]
    kinds = testable_kinds(chosen.indicator, series)
    popover = st.popover(
        words("choose.testing"), icon=":material/tune:", key="choose_testing", on_change="rerun"
    )
    if popover.open:
        with popover:
            _choose_kind(words, kinds, recommended_for(chosen.indicator, series).kind)
            choose_excluded(words, shown, lambda month: words.period(month_of(month), series.period_type))
    return Choices(kind=view.kind if view.kind in kinds else None, exclude=_excluded(view, shown))


def _choose_kind(words: Words, kinds: Sequence[str], recommended: str) -> None:
    current = session.view().kind
    select(
        words("choose.kind"),
        "kind",
        ["", *(kind for kind in kinds if kind != recommended)],
        current if current in kinds and current != recommended else "",
        lambda kind: _kind_name(words, kind, recommended),
    )


def _choose_rules(words: Words) -> None:
    others = [name for name in RULE_SETS if name != USUAL_RULES]
    select(
        words("choose.rules"),
        "rules",
        ["", *others],
        session.view().rules,
        lambda name: words(f"rule_set.{name or USUAL_RULES}.name"),
    )


def choose_excluded(words: Words, shown: Sequence[str], written: Callable[[str], str]) -> None:
    """Let the visitor leave months out of limits and rules; they are still drawn."""
    there = set(shown)
    offer_excluded(shown)
    st.session_state["choose_exclude"] = [month for month in session.view().exclude if month in there]
    st.multiselect(
        words("choose.exclude"),
        list(shown),
        format_func=written,
        key="choose_exclude",
        placeholder=words("choose.exclude_placeholder"),
        on_change=take,
        args=("exclude",),
    )


def _excluded(view: View, shown: Sequence[str]) -> tuple[Month, ...]:
    """The view's excluded months that are in the period shown."""
    there = set(shown)
    return tuple(month_of(month) for month in view.exclude if month in there)


def _drop_what_is_not_here(
    words: Words, whole: Sequence[str], shown: Sequence[str], kinds: Sequence[str]
) -> None:
    """Tell of choices in the address that the data or the period in view do not have, and let them go."""
    view = session.view()
    there = {"kind": kinds, "rules": list(RULE_SETS), "baseline": shown}
    gone = {
        name: getattr(view, name) for name, known in there.items() if getattr(view, name) not in ("", *known)
    }
    kept = {name: tuple(m for m in getattr(view, name) if m in set(whole)) for name in _LISTS}
    lost = [month for name in _LISTS for month in getattr(view, name) if month not in kept[name]]
    if gone or lost:
        st.info(words("app.not_here", items=words.list([*gone.values(), *lost])))
        session.change_view(**kept, **dict.fromkeys(gone, ""))


@guarded
def _clear() -> None:
    """Back to what the app chooses; filters stay, and so do notes: they say what happened."""
    names = ("zoom", "kind", "rules", "baseline", "parts", "refused", "exclude", "beside")
    with undo.step("undo.settings_cleared"):
        session.change_view(**{name: getattr(DEFAULT, name) for name in names})


def _kind_name(words: Words, kind: str, recommended: str) -> str:
    name = words(f"chart_kind.{kind or recommended}.name")
    return name if kind else words("choose.kind_recommended", kind=name)
