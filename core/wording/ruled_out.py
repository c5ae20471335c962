"""What a share of none or of all leaves open: none of few does not say that there never is one."""

from collections.abc import Iterator

from core.spc.compare.estimates import wilson
from core.spc.for_series import Charted
from core.wording.precision import decimals_together
from core.wording.titles import unit_text
from core.wording.words import Words, capitalised


def not_ruled_out(words: Words, charted: Charted, at: int) -> Iterator[str]:
    """A sentence where point ``at`` of a share is none or all of those counted, with Wilson's 95 % limit
    (``core.spc.compare.estimates``); nothing for other points and kinds.

    Of one period, not of all together: the same people may be counted again in the next one.
    """
    series, indicator = charted.series, charted.indicator
    numerator, denominator = float(series.numerator[at]), float(series.denominator[at])
    if indicator.kind != "proportion" or not denominator > 0 or numerator not in (0.0, denominator):
        return
    low, high = wilson([numerator], [denominator])
    limit = indicator.multiply * float((high if numerator == 0 else low)[0])
    decimals = decimals_together(indicator, [float(series.value[at])], [limit])
    yield words(
        "reading.constant_none" if numerator == 0 else "reading.constant_all",
        period=capitalised(words.period(series.months[at], series.period_type)),
        numerator=words.number(numerator, 0),
        denominator=words.number(denominator, 0 if denominator.is_integer() else 1),
        limit=words.number(limit, decimals),
        unit_text=unit_text(words, indicator, series.period_type),
    )
