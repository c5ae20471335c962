"""A figure on its way out of the app, with all that a page tells around it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date

from core.figures.figure import Figure
from core.wording import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken along: who gets it alone must see what the page would have told.

    words : the reader's language.
    figure : picture, sentence, table.
    made : the day it is taken.
    caveats : what limits it, a sentence each, the figure's own and those that the page tells elsewhere.
    """

    words: Words
    figure: Figure
    made: dt.date
    caveats: tuple[str, ...]

    @property
    def when(self) -> tuple[str, ...]:
        """The period of the data, where there is one, and the day it was made, a sentence each."""
        scope, words = self.figure.scope, self.words
        day = format_date(self.made, format="long", locale=words.locale)
        made = words("take.made", day=day)
        if scope is None or not scope.first:
            return (made,)
        if scope.first == scope.last:
            return words("take.period_one", period=scope.first), made
        return words("take.period", first=scope.first, last=scope.last), made


def take(words: Words, figure: Figure, made: dt.date, elsewhere: Iterable[str] = ()) -> Taken:
    """A figure with its own caveats and those told ``elsewhere`` on the page, each once."""
    told = dict.fromkeys(text for text in (*figure.notes, *elsewhere) if text)
    return Taken(words, figure, made, tuple(told))
