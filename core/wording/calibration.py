"""How often Testa is wrong when nothing has happened, in words."""

from core.change.error_table import ANSWERS, Answer, group_of, groups, measuring, wrong
from core.change.peers.answer import Method
from core.wording.words import Words


def error_sentences(words: Words) -> tuple[str, ...]:
    """The worst first, then where answers fail."""
    return (_worst(words), *_failures(words))


def measured_sentence(words: Words) -> str:
    """How many made-up panels, of what size, when and with which seeds."""
    how = measuring()
    return words(
        "page.method.error_measured",
        families=how.families,
        before=how.before,
        after=how.after,
        units=how.units,
        replicates=how.replicates,
        changed=how.replicates_with_change,
        methods=how.replicates_of_methods,
        error=words.number(100 * how.standard_error, 1),
        measured=how.measured,
        seed=str(how.seed),
        seed_of_methods=str(how.seed_of_methods),
    )


def answer_name(words: Words, asked: Answer | Method) -> str:
    """What a row of the table is about."""
    if asked in ANSWERS:
        return words(f"page.method.error_answer_{asked}")
    return words(f"peer.{asked}.name")


def whole_percent(words: Words, rate: float) -> str:
    """A measured share as whole per cent: never 0, since a few hundred draws do not show that."""
    return words("page.method.error_tiny") if rate < 0.005 else words.number(100 * rate, 0)


def _worst(words: Words) -> str:
    """The worst family of all, and the worst of the other groups."""
    worst = wrong("clear")
    where = group_of(worst.family)
    rest = max((wrong("clear", group) for group in groups() if group != where), key=lambda one: one.rate)
    return words(
        "page.method.error_worst",
        percent=words.number(100 * worst.rate, 1),
        group=words(f"verdict_figure.group_{where}"),
        percent_of_rest=words.number(100 * rest.rate, 1),
        group_of_rest=words(f"verdict_figure.group_{group_of(rest.family)}"),
    )


def _failures(words: Words) -> tuple[str, ...]:
    """Where "likely" fails: beside others, and without any."""
    likely, alone = wrong("likely"), wrong("alone")
    drifting = group_of(likely.family)
    return (
        words(
            "page.method.error_likely",
            percent=whole_percent(words, likely.rate),
            group=words(f"verdict_figure.group_{drifting}"),
            clear=whole_percent(words, wrong("clear", drifting).rate),
        ),
        words(
            "page.method.error_alone",
            percent=whole_percent(words, alone.rate),
            group=words(f"verdict_figure.group_{group_of(alone.family)}"),
        ),
    )
