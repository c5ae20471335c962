"""Statistical process control: limits, rule sets and charts. Arrays in, frozen results out."""

from core.spc.chart import Chart, Charts
from core.spc.control import control_chart, control_charts
from core.spc.funnels import Funnel, funnel
from core.spc.limits import KINDS
from core.spc.recommend import Recommendation, recommended_kind
from core.spc.rules import RULE_SETS

__all__ = [
    "KINDS",
    "RULE_SETS",
    "Chart",
    "Charts",
    "Funnel",
    "Recommendation",
    "control_chart",
    "control_charts",
    "funnel",
    "recommended_kind",
]
