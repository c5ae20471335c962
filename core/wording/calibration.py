"""How often Testa is wrong when nothing has happened, and what it finds, in words."""

import math

from core.change.error_table import ANSWERS, EFFECTS, Answer, group_of, groups, measuring, wrong
from core.change.family_table import FamilyLine, design_lines, not_held
from core.change.peers.answer import Method
from core.change.power_table import Best, beaten, beaten_by, compared, steadiest
from core.wording.words import Words

FEW = 3
"""Comparisons that a sentence names."""


def error_sentences(words: Words) -> tuple[str, ...]:
    """The worst first, then where answers fail."""
    return (_worst(words), *_not_held(words), *_worst_design(words), *_failures(words))


def beaten_sentences(words: Words) -> tuple[str, ...]:
    """Where other methods that can be trusted find more than the verdict, and what they cannot."""
    total, found = len(compared()), beaten()
    if not found:
        return (words("page.method.power_not_beaten", total=total), _steadiest(words))
    worst = max(wrong(best.method.method).rate for best in found)
    percent = whole_percent(words, worst)
    beaten_in = words("page.method.power_beaten", n=len(found), total=total, percent=percent)
    return (beaten_in, _steadiest(words))


def _steadiest(words: Words) -> str:
    method, worst = steadiest()
    told = {"method": words(f"peer.{method}.name"), "percent": words.number(100 * worst.rate, 0)}
    found = beaten_by(method)
    if not found:
        return words("page.method.power_steadiest_never", **told)
    most = sorted(found, key=lambda best: best.clear - best.found)[:FEW]
    where = words.list(_beaten(words, best) for best in most)
    total = len(EFFECTS) * measuring().families
    return words("page.method.power_steadiest", **told, n=len(found), total=total, where=where)


def measured_sentence(words: Words) -> str:
    """How many made-up panels, of what size, when and with which seeds."""
    how = measuring()
    changed = dict.fromkeys((how.replicates_with_change, how.replicates_of_methods_with_change))
    return words(
        "page.method.error_measured",
        families=how.families,
        before=how.before,
        after=how.after,
        units=how.units,
        replicates=how.replicates,
        changed=words.list(words.number(n) for n in changed),
        methods=how.replicates_of_methods,
        error=words.number(100 * how.standard_error, 1),
        measured=how.measured,
        seed=str(how.seed),
    )


def answer_name(words: Words, asked: Answer | Method) -> str:
    """What a row of the table is about."""
    if asked in ANSWERS:
        return words(f"page.method.error_answer_{asked}")
    return words(f"peer.{asked}.name")


def whole_percent(words: Words, rate: float) -> str:
    """A measured share as whole per cent: never 0, since a few hundred draws do not show that."""
    return words("page.method.error_tiny") if round(100 * rate) < 1 else words.number(100 * rate, 0)


def family_name(words: Words, family: str) -> str:
    """A kind of made-up numbers, in the middle of a sentence."""
    return words(f"made_up.family_{family}")


def step_name(words: Words, effect: float) -> str:
    """ "20 % lower"."""
    key = "page.method.power_methods_lower" if effect < 0 else "page.method.power_methods_higher"
    return words(key, percent=words.number(100 * abs(effect), 0))


def bias_text(words: Words, bias: float) -> str:
    """A mean error on the log scale as per cent of what is estimated; a dash where there is none."""
    if math.isnan(bias):
        return words("page.method.error_none")
    return words.number(100 * math.expm1(bias), 0)


def _not_held(words: Words) -> tuple[str, ...]:
    """The kinds of numbers where more than 6 in 100 are wrong."""

    def told(line: FamilyLine) -> str:
        percent = words.number(100 * line.clear, 1)
        return words(
            "page.method.families_not_held_one", family=family_name(words, line.family), percent=percent
        )

    lines = not_held()
    return (words("page.method.families_not_held", where=words.list(map(told, lines))),) if lines else ()


def _worst_design(words: Words) -> tuple[str, ...]:
    """Where another design does worse than the usual one."""
    found = [(line, line.clear) for line in design_lines() if line.clear is not None]
    line, worst = max(found, key=lambda one: one[1].rate)
    if worst.rate <= wrong("clear").rate:
        return ()
    told = words(
        "page.method.families_worst_design",
        design=words(f"made_up.design_{line.name}"),
        family=family_name(words, worst.family),
        percent=words.number(100 * worst.rate, 0),
    )
    return (told,)


def _beaten(words: Words, best: Best) -> str:
    return words(
        "page.method.power_beaten_one",
        family=family_name(words, best.family),
        step=step_name(words, best.effect),
        found=words.number(100 * best.found, 0),
        clear=words.number(100 * best.clear, 0),
    )


def _worst(words: Words) -> str:
    """The worst family of all, and the worst of the other groups."""
    worst, how = wrong("clear"), measuring()
    where = group_of(worst.family)
    rest = max((wrong("clear", group) for group in groups() if group != where), key=lambda one: one.rate)
    return words(
        "page.method.error_worst",
        before=how.before,
        after=how.after,
        units=how.units,
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
            clear=words.number(100 * wrong("clear", drifting).rate, 1),
        ),
        words(
            "page.method.error_alone",
            percent=whole_percent(words, alone.rate),
            group=words(f"verdict_figure.group_{group_of(alone.family)}"),
        ),
    )
