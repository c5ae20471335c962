"""Build every chart shape with Altair and keep it as JSON: python -m core.figures"""

import json

from core.figures.compiled import SPECS
from core.figures.shapes import control, false_alarms, panels

SHAPES = {"control": control.build, "false_alarms": false_alarms.build, "panels": panels.build}


def main() -> None:
    """Write ``specs/<name>.json`` for each shape."""
    for name, build in SHAPES.items():
        text = json.dumps(build(), indent=1, sort_keys=True, ensure_ascii=False)
        (SPECS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
