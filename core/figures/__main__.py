"""Build every chart shape with Altair and keep it as JSON: python -m core.figures"""

import json

from core.figures.compiled import SPECS
from core.figures.shapes import (
    compare_funnel,
    compare_lines,
    compare_rows,
    control,
    drift,
    exercise_charts,
    exercise_league,
    exercise_ranks,
    false_alarms,
    panels,
    season,
    trend,
    verdict_alike,
    verdict_counterfactual,
    verdict_effects,
    verdict_family,
    verdict_plan,
    verdict_starts,
)

SHAPES = {
    "compare_funnel": compare_funnel.build,
    "compare_lines": compare_lines.build,
    "compare_rows": compare_rows.build,
    "control": control.build,
    "drift": drift.build,
    "exercise_chart": exercise_charts.build_one,
    "exercise_charts": exercise_charts.build,
    "exercise_league": exercise_league.build,
    "exercise_ranks": exercise_ranks.build,
    "false_alarms": false_alarms.build,
    "panels": panels.build,
    "season": season.build,
    "trend": trend.build,
    "verdict_alike": verdict_alike.build,
    "verdict_counterfactual": verdict_counterfactual.build,
    "verdict_effects": verdict_effects.build,
    "verdict_family": verdict_family.build,
    "verdict_plan": verdict_plan.build,
    "verdict_starts": verdict_starts.build,
}


def main() -> None:
    """Write ``specs/<name>.json`` for each shape."""
    for name, build in SHAPES.items():
        text = json.dumps(build(), indent=1, sort_keys=True, ensure_ascii=False)
        (SPECS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
