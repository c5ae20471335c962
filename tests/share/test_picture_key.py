import re

from core.figures import palette, verdict_palette
from core.share.picture_key import key_svg
from core.share.picture_text import Style
from tests.share.made_figures import figures


def test_a_field_is_drawn_as_one_with_both_its_edges_as_in_the_chart():
    figure = next(one for one in figures("sv", "light").values() if "band" in dict(one.lines))
    drawn, _ = key_svg(figure, Style(11, palette.CENTRE), 0, 0, 800)
    look = verdict_palette.LINES["band"]
    field = f'fill="{look.colour}" fill-opacity="{look.field:g}"'
    assert len(re.findall(re.escape(field), drawn)) == 1
