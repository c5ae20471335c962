"""What the Metod page tells: the formula of every chart kind, whose it is, and what chance alone signals."""

from dataclasses import dataclass

from core.spc.false_alarms import FalseAlarm, false_alarm_table
from core.wording.words import Words, capitalised


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication: ``short`` as it is cited in a line, ``full`` as it is found in a library."""

    short: str
    full: str


REFERENCES: dict[str, Reference] = {
    "anhoej_2014": Reference(
        "Anhøj & Olesen 2014",
        "Anhøj J, Olesen AV (2014). Run charts revisited: a simulation study of run chart rules for "
        "detection of non-random variation in health care processes. PLoS ONE 9(11): e113825.",
    ),
    "anhoej_2018": Reference(
        "Anhøj & Wentzel-Larsen 2018",
        "Anhøj J, Wentzel-Larsen T (2018). Sense and sensibility: on the diagnostic value of control chart "
        "rules for detection of shifts in time series data. BMC Medical Research Methodology 18, "
        "doi 10.1186/s12874-018-0564-0.",
    ),
    "benneyan_2001": Reference(
        "Benneyan 2001",
        "Benneyan JC (2001). Number-between g-type statistical quality control charts for monitoring adverse "
        "events. Health Care Management Science 4: 305–318.",
    ),
    "laney_2002": Reference(
        "Laney 2002",
        "Laney DB (2002). Improved control charts for attributes. Quality Engineering 14: 531–537.",
    ),
    "montgomery": Reference(
        "Montgomery",
        "Montgomery DC. Introduction to Statistical Quality Control. Wiley. Chapters 6 and 7.",
    ),
    "nelson_1982": Reference(
        "Nelson 1982",
        "Nelson LS (1982). Control charts for individual measurements. Journal of Quality Technology 14: "
        "172–173.",
    ),
    "nelson_1984": Reference(
        "Nelson 1984",
        "Nelson LS (1984). The Shewhart control chart: tests for special causes. Journal of Quality "
        "Technology 16: 237–239.",
    ),
    "nelson_1994": Reference(
        "Nelson 1994",
        "Nelson LS (1994). A control chart for parts-per-million nonconforming items. Journal of Quality "
        "Technology 26: 239–240.",
    ),
    "nhs_2019": Reference(
        "NHS England 2019",
        "NHS England (2019). Making data count: Strengthening your decisions.",
    ),
    "perla_2011": Reference(
        "Perla, Provost & Murray 2011",
        "Perla RJ, Provost LP, Murray SK (2011). The run chart: a simple analytical tool for learning from "
        "variation in healthcare processes. BMJ Quality & Safety 20: 46–51.",
    ),
    "provost_murray": Reference(
        "Provost & Murray",
        "Provost LP, Murray SK. The Health Care Data Guide: Learning from Data for Improvement. Jossey-Bass.",
    ),
    "schilling_2012": Reference(
        "Schilling 2012",
        "Schilling MF (2012). The surprising predictability of long runs. Mathematics Magazine 85: 141–149.",
    ),
    "taylor_2017": Reference(
        "Taylor 2017",
        "Taylor WA (2017). Normalized individuals control chart. Taylor Enterprises.",
    ),
    "western_electric_1956": Reference(
        "Western Electric 1956",
        "Western Electric (1956). Statistical Quality Control Handbook. Pages 25–27.",
    ),
}


@dataclass(frozen=True, slots=True)
class Method:
    """How a chart kind is computed: formulas as LaTeX, decimal points in them, and ids of references."""

    formulas: tuple[str, ...]
    sources: tuple[str, ...]


_NEXT = r", \qquad "
"""What stands between two equations of one line; on a page each gets its own, for the sake of phones."""
_P = r"\sqrt{\frac{\bar{p}\,(1 - \bar{p})}{n_i}}"
_U = r"\sqrt{\frac{\bar{u}}{n_i}}"
_LANEY = r"\sigma_z = \frac{\overline{MR}_z}{1.128}, \qquad z_i = "

KIND_METHODS: dict[str, Method] = {
    "run": Method((r"CL = \tilde{y}",), ("anhoej_2014", "perla_2011")),
    "i": Method(
        (r"CL = \bar{y}", r"CL \pm 3\,\frac{\overline{MR}}{1.128}, \qquad MR_i = |y_i - y_{i-1}|"),
        ("montgomery", "nelson_1982"),
    ),
    "iprime": Method(
        (
            r"CL = \frac{\sum y_i}{\sum n_i}, \qquad v_i = \frac{y_i}{n_i}",
            r"CL \pm 3\,\frac{\bar{s}}{\sqrt{n_i}}, \qquad "
            r"s_i = \sqrt{\frac{\pi}{2}}\,\frac{|v_i - v_{i-1}|}{\sqrt{1/n_i + 1/n_{i-1}}}",
        ),
        ("taylor_2017",),
    ),
    "mr": Method(
        (r"CL = \overline{MR}, \qquad MR_i = |y_i - y_{i-1}|", r"LCL = 0, \qquad UCL = 3.267\,\overline{MR}"),
        ("montgomery",),
    ),
    "xbar": Method(
        (
            r"CL = \bar{\bar{x}} = \frac{\sum n_i\,\bar{x}_i}{\sum n_i}",
            r"CL \pm A_3\,\bar{s}, \qquad A_3 = \frac{3}{c_4\sqrt{n_i}}",
        ),
        ("montgomery",),
    ),
    "s": Method(
        (r"CL = \bar{s}", r"CL \pm 3\,\bar{s}\,\frac{\sqrt{1 - c_4^2}}{c_4}"),
        ("montgomery",),
    ),
    "p": Method((r"CL = \bar{p} = \frac{\sum y_i}{\sum n_i}", rf"CL \pm 3\,{_P}"), ("montgomery",)),
    "pprime": Method(
        (
            r"CL = \bar{p} = \frac{\sum y_i}{\sum n_i}",
            rf"CL \pm 3\,\sigma_z\,{_P}",
            rf"{_LANEY}\frac{{p_i - \bar{{p}}}}{{\sqrt{{\bar{{p}}\,(1 - \bar{{p}})/n_i}}}}",
        ),
        ("laney_2002", "nelson_1982"),
    ),
    "u": Method((r"CL = \bar{u} = \frac{\sum y_i}{\sum n_i}", rf"CL \pm 3\,{_U}"), ("montgomery",)),
    "uprime": Method(
        (
            r"CL = \bar{u} = \frac{\sum y_i}{\sum n_i}",
            rf"CL \pm 3\,\sigma_z\,{_U}",
            rf"{_LANEY}\frac{{u_i - \bar{{u}}}}{{\sqrt{{\bar{{u}}/n_i}}}}",
        ),
        ("laney_2002", "nelson_1982"),
    ),
    "c": Method((r"CL = \bar{c}", r"CL \pm 3\,\sqrt{\bar{c}}"), ("montgomery",)),
    "g": Method(
        (r"CL = \tilde{y}", r"\bar{g} \pm 3\,\sqrt{\bar{g}\,(\bar{g} + 1)}, \qquad \bar{g} = \bar{y}"),
        ("montgomery", "benneyan_2001"),
    ),
    "t": Method(
        (
            r"x_i = y_i^{1/3.6}",
            r"CL = \bar{x}^{\,3.6}, \qquad "
            r"\left(\bar{x} \pm 3\,\frac{\overline{MR}_x}{1.128}\right)^{3.6}",
        ),
        ("nelson_1994", "montgomery"),
    ),
}

RULE_SET_SOURCES: dict[str, tuple[str, ...]] = {
    "anhoej": ("anhoej_2014", "anhoej_2018", "schilling_2012"),
    "ihi": ("perla_2011", "provost_murray"),
    "mdc": ("nhs_2019",),
    "western_electric": ("western_electric_1956",),
    "nelson": ("nelson_1984",),
}


def formulas(words: Words, kind: str) -> tuple[str, ...]:
    """The formulas of a chart kind as LaTeX, one equation each, with the reader's decimal sign."""
    point = "{,}" if words.language == "sv" else "."
    lines = KIND_METHODS[kind].formulas
    return tuple(one.replace(".", point) for line in lines for one in line.split(_NEXT))


def kind_heading(words: Words, kind: str) -> str:
    """A chart kind's name as a heading: a name that is a sign, as p or x̄, keeps its small letter."""
    name = words(f"chart_kind.{kind}.name")
    return capitalised(name) if name[:2].isalpha() else name


def cited(words: Words, sources: tuple[str, ...]) -> str:
    """Sources as they are named in a line."""
    return words("page.method.source", sources=words.list([REFERENCES[name].short for name in sources]))


def chance_of(rules: str, chart: str, n: int, phi: float = 0.0) -> FalseAlarm:
    """The row of the table for a whole rule set."""
    wanted = (rules, "any", chart, n, phi)
    return next(r for r in false_alarm_table() if (r.rules, r.rule, r.chart, r.n, r.phi) == wanted)


def chance_sentences(words: Words, n: int = 24) -> tuple[str, ...]:
    """How often the usual rules signal when nothing has happened, and how sure that is."""
    rules = words("rule_set.anhoej.name")
    alike = max(row.phi for row in false_alarm_table())
    table = false_alarm_table()
    return (
        words(
            "page.method.chance_of_signal",
            rules=rules,
            run=_of_100(words, chance_of("anhoej", "run", n)),
            i=_of_100(words, chance_of("anhoej", "i", n)),
            n=n,
        ),
        words(
            "page.method.chance_alike",
            phi=words.number(alike, 1),
            run=_of_100(words, chance_of("anhoej", "run", n, alike)),
            i=_of_100(words, chance_of("anhoej", "i", n, alike)),
        ),
        words(
            "page.method.chance_replicates",
            replicates=words.number(min(row.replicates for row in table)),
            error=words.number(100 * max(row.standard_error for row in table), 2),
            measured=max(row.measured for row in table),
            seed=words.list(dict.fromkeys(str(row.seed) for row in table)),
        ),
        words("page.method.chance_choice", rules=rules),
    )


def _of_100(words: Words, row: FalseAlarm) -> str:
    return words.number(100 * row.rate, 0)
