"""One figure of every kind that pages show, from made-up numbers with values that are hidden and missing."""

from functools import cache

import numpy as np

from core import change
from core.change.peers import all_peers
from core.change.without_date import without_date
from core.figures.beside import Beside
from core.figures.control_figure import control_figure
from core.figures.drift_figure import cusum_figure, ewma_figure, rare_figure
from core.figures.false_alarm_figure import false_alarm_figure
from core.figures.figure import Figure
from core.figures.panels_figure import panels_figure
from core.figures.season_figure import raw_and_adjusted, season_figure
from core.figures.trend_figure import trend_figure
from core.figures.two_figure import two_figures
from core.figures.verdict_alike import alike_figure
from core.figures.verdict_counterfactual import counterfactual_figure
from core.figures.verdict_effects import Effect, effects_figure
from core.figures.verdict_family import Measure, family_figure
from core.figures.verdict_peers import peers_figure
from core.figures.verdict_plan import plan_figure
from core.figures.verdict_starts import starts_figure
from core.spc.drift_view import drift_view
from core.spc.season import season_view
from core.wording import words_of
from tests.figures.made_charts import MEAN, PLACE, RATE, SHARE, STEADY, made_chart, made_series
from tests.figures.made_verdicts import BEFORE, START, judged, made_subject, table_of

NUMBERS = (*STEADY, *STEADY[::-1])
MARKS = ["ok"] * 20 + ["suppressed", "missing", "ok", "ok"] + ["ok"] * 22 + ["provisional"] * 2
RARE = (2, 0, 1, 3, 1, 0, 2, 1, 1, 2, 0, 1) * 3
SEASONAL = tuple(round(60 * (1 + 0.4 * np.cos(2 * np.pi * k / 12)) + (k * 7) % 5) for k in range(48))


@cache
def figures(language: str, theme: str) -> dict[str, Figure]:
    """Every figure by its kind; all but the last are of numbers that are said to be made up."""
    words, look = words_of(language), {"made_up": True, "theme": theme}
    alarms = {"false_alarms": false_alarm_figure(words, theme=theme)}
    return {**_charts(words, look), **_verdicts(words, look), **alarms}


def _charts(words, look) -> dict[str, Figure]:
    charted = made_chart(numbers=NUMBERS, status=MARKS)
    rare, seasonal = made_chart(SHARE, RARE, of=300), made_chart(RATE, SEASONAL)
    drift = drift_view(rare, None)
    season, adjusted = season_view(seasonal)
    county = Beside("Region Jönköpings län", made_series(RATE, NUMBERS))
    first, second = two_figures(words, (charted, made_chart(MEAN, NUMBERS)), **look)
    told = without_date(RATE, PLACE, made_series(RATE, NUMBERS))
    return {
        "control": control_figure(words, charted, beside=county, start=np.datetime64("2024-06", "M"), **look),
        "panels": panels_figure(words, (charted, made_chart(numbers=NUMBERS)), **look),
        "two_first": first,
        "two_second": second,
        "season": season_figure(words, seasonal, season, **look),
        "adjusted": raw_and_adjusted(words, seasonal, adjusted, **look)[1],
        "ewma": ewma_figure(words, rare, drift, drift.ewma, **look),
        "cusum": cusum_figure(words, rare, drift, drift.cusum, **look),
        "rare": rare_figure(words, rare, drift, drift.rare, **look),
        "trend": trend_figure(words, told, **look),
    }


def _verdicts(words, look) -> dict[str, Figure]:
    subject = made_subject()
    table, verdict = table_of(subject), judged(subject, shifts=(-2, -1, 1, 2))
    named = {"name": "Akutbesök", "place": "Värnamo", "source": "made", "rests_on": (subject.series,), **look}
    y, n = subject.series.numerator, subject.series.denominator
    answers = all_peers(y, n, BEFORE, "rate")
    effects = [Effect("Åmål", verdict), Effect("Ödeshög", verdict, hidden=True)]
    other = made_subject(MEAN)
    family = [Measure("outcome", subject, verdict), Measure("balancing", other, judged(other))]
    return {
        "counterfactual": counterfactual_figure(words, verdict, subject, **look),
        "effects": effects_figure(words, effects, **named),
        "family": family_figure(words, family, name="Hembesök", **look),
        "starts": starts_figure(words, verdict, START, **named),
        "alike": alike_figure(words, change.moved_alike(table, {PLACE.id: str(START)}), subject, **look),
        "plan": plan_figure(words, change.plan(table, PLACE.id, kind="rate", change=0.2), 0.2, **named),
        "peers": peers_figure(words, verdict, answers, "stationary", **named),
    }
