"""Numbers and months on the axes of a chart, in the reader's language."""

from functools import cache
from typing import Any

from core.wording import Words


@cache
def vega_locale(words: Words) -> dict[str, Any]:
    """``config.locale`` of a Vega-Lite spec, from the language's CLDR data (Babel)."""
    symbols = words.locale.number_symbols["latn"]
    months = words.locale.months["stand-alone"]
    days = words.locale.days["stand-alone"]

    def names(table: dict[int, str], order: range | list[int]) -> list[str]:
        return [table[i].rstrip(".") for i in order]

    week = [6, 0, 1, 2, 3, 4, 5]
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["", ""],
            "minus": "−",
        },
        "time": {
            "dateTime": "%Y-%m-%d %H:%M",
            "date": "%Y-%m-%d",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": names(days["wide"], week),
            "shortDays": names(days["abbreviated"], week),
            "months": names(months["wide"], range(1, 13)),
            "shortMonths": names(months["abbreviated"], range(1, 13)),
        },
    }
