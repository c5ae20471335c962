"""What a team is advised to do is something it can do with the data at hand."""

import pytest

from core.wording import LANGUAGES, words_of
from core.wording.reading import next_step
from tests.figures.made_charts import made_chart

HIDDEN = ["suppressed"] * 12 + ["ok"] * 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_larger_unit_is_advised_by_name_and_only_where_its_numbers_are_at_hand(language):
    charted, words = made_chart(status=HIDDEN), words_of(language)
    assert "Länsdel Söder" in next_step(words, charted, larger="Länsdel Söder")
    alone = next_step(words, charted)
    assert alone == words("reading.next_hidden_alone")
    assert alone != words("reading.next_hidden", unit="")
