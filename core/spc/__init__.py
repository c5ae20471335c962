"""Statistical process control: limits, rule sets and charts. Arrays in, frozen results out.

``core.spc.false_alarms``, which is also a command, is imported by its own name.
"""

from core.spc import advice, rephase, season, standing
from core.spc.bernoulli_cusum import BernoulliCusum, BernoulliCusums, bernoulli_cusum, bernoulli_cusums
from core.spc.chart import Chart, Charts
from core.spc.control import control_chart, control_charts
from core.spc.cusum import CusumChart, CusumCharts, cusum_chart, cusum_charts
from core.spc.ewma import EwmaChart, EwmaCharts, ewma_chart, ewma_charts
from core.spc.funnels import Funnel, funnel
from core.spc.limits import KINDS
from core.spc.recommend import Recommendation, recommended_kind
from core.spc.rules import RULE_SETS

__all__ = [
    "KINDS",
    "RULE_SETS",
    "BernoulliCusum",
    "BernoulliCusums",
    "Chart",
    "Charts",
    "CusumChart",
    "CusumCharts",
    "EwmaChart",
    "EwmaCharts",
    "Funnel",
    "Recommendation",
    "advice",
    "bernoulli_cusum",
    "bernoulli_cusums",
    "control_chart",
    "control_charts",
    "cusum_chart",
    "cusum_charts",
    "ewma_chart",
    "ewma_charts",
    "funnel",
    "recommended_kind",
    "rephase",
    "season",
    "standing",
]
