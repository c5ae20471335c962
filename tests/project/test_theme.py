"""The colours of both themes: 4.5:1 for text and 3:1 for graphics against their ground (WCAG 2.1, AA)."""

import re
import tomllib
from pathlib import Path

import pytest

from core.figures import palette

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
THEMES = {name: CONFIG["theme"][name] for name in ("light", "dark")}
GROUNDS = ("backgroundColor", "secondaryBackgroundColor")


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.1)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, ground: str, share: float) -> str:
    """What is seen of a colour that covers its ground to a share."""
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * top + (1 - share) * under):02x}" for top, under in pairs)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor", "codeTextColor"])
def test_text_can_be_read(theme: str, ground: str, text: str):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", THEMES)
def test_captions_can_be_read_though_streamlit_fades_them_to_60_percent(theme: str, ground: str):
    assert (
        contrast(blend(THEMES[theme]["textColor"], THEMES[theme][ground], 0.6), THEMES[theme][ground]) >= 4.5
    )


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_marked_as_chosen_can_be_read_in_the_opposite_colour(theme: str):
    on_primary = {"light": "#ffffff", "dark": THEMES["dark"]["backgroundColor"]}[theme]
    assert contrast(THEMES[theme]["primaryColor"], on_primary) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", THEMES)
def test_borders_and_chart_colours_stand_out(theme: str, ground: str):
    colours = [THEMES[theme]["borderColor"], *THEMES[theme]["chartCategoricalColors"]]
    assert [c for c in colours if contrast(c, THEMES[theme][ground]) < 3] == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_sidebar_only_swaps_the_two_grounds(theme: str):
    sidebar = THEMES[theme]["sidebar"]
    assert [sidebar[ground] for ground in GROUNDS] == [THEMES[theme][ground] for ground in reversed(GROUNDS)]


COLOUR = re.compile("#[0-9a-fA-F]{6}")
DRAWN = {
    name: text
    for name, text in vars(palette).items()
    if name.isupper() and isinstance(text, str) and COLOUR.fullmatch(text)
}


def test_the_palette_s_colours_are_the_ones_looked_at():
    assert {"MUTED", "CHANGE"} <= DRAWN.keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("drawn", DRAWN)
def test_what_charts_draw_stands_out_in_either_theme(theme: str, drawn: str):
    assert contrast(DRAWN[drawn], THEMES[theme]["backgroundColor"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_what_charts_write_can_be_read(theme: str):
    for text in (palette.TEXT[theme], palette.QUIET_TEXT[theme]):
        assert contrast(text, THEMES[theme]["backgroundColor"]) >= 4.5


def test_no_font_is_fetched():
    assert "url" not in CONFIG["theme"]["font"].lower()
    assert "fontFaces" not in CONFIG["theme"]


def test_streamlit_knows_every_setting():
    from streamlit import config

    def flat(table: dict, prefix: str = "") -> list[str]:
        return [
            name
            for key, value in table.items()
            for name in (flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key])
        ]

    assert [name for name in flat(CONFIG) if name not in config.get_config_options()] == []


def test_the_server_keeps_to_itself():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["enableCORS"] is True
