"""Testa en förändring: did it move the numbers, more than elsewhere and more than they move by themselves?"""

from core.change.for_dataset import Judged, judged
from core.share.code import verdict_code
from core.wording import Words
from core.wording.verdict import verdict_reading
from pages.parts import session
from pages.parts.change_form import Tested, choose_change
from pages.parts.change_register import show_register
from pages.parts.charts_before_after import show_charts
from pages.parts.code import show_code
from pages.parts.compare_units import show_compared
from pages.parts.findings import number_doubts
from pages.parts.frame import page
from pages.parts.help_here import show_help_here
from pages.parts.kept import kept
from pages.parts.many_changes import show_many
from pages.parts.say import headline, say
from pages.parts.several_measures import show_measures
from pages.parts.several_units import show_several
from pages.parts.students import show_students
from pages.parts.verdict_parts import digest_of, show_counterfactual, show_doubts, show_starts
from pages.parts.ways_on import LARGER_HELPS, WayOn, of_series, show_ways


def render() -> None:
    """The page."""
    page("test", _answer)


def _answer(words: Words) -> None:
    tested = choose_change(words)
    answer = verdict_of(tested)
    reading = verdict_reading(words, answer)
    headline(reading.headline)
    if reading.effect:
        say(f"{reading.effect} {reading.means}")
    else:
        say(reading.means)
    if answer.reason is not None:
        _ways_on(words, tested, with_larger=answer.reason in LARGER_HELPS)
    about_numbers = number_doubts(words, tested.chosen)
    show_counterfactual(words, tested, answer, reading, about_numbers)
    show_starts(words, tested, answer)
    show_several(words, tested)
    show_measures(words, tested)
    show_compared(words, tested, answer)
    show_charts(words, tested, answer)
    show_doubts(words, answer, about_numbers)
    show_many(words, tested)
    show_students(words, tested, answer)
    show_code(words, "test", lambda source: verdict_code(words, source, tested.asked, session.changes()))
    show_register(words, tested)
    show_help_here(words, "test_foot", label=words("page.test.answers_help"))


def _ways_on(words: Words, tested: Tested, *, with_larger: bool) -> None:
    """Where nothing can be computed: what may bring numbers, and how long there is to measure."""
    longer = WayOn(words("ways.how_long"), page="plan", icon="timer")
    show_ways("test", *of_series(words, tested.chosen, with_larger=with_larger), longer)


def verdict_of(tested: Tested) -> Judged:
    """The verdict on what is tested, computed once for as long as data, question and register stay."""
    dataset, register = tested.chosen.dataset, session.changes()
    digest = digest_of(dataset, tested.asked)
    return kept("verdict", digest, lambda: judged(dataset, tested.asked, register))


if __name__ == "__main__":
    from app import main

    main()
