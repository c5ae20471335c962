"""What is measured and where: indicators and units, read from data files that a team can add to.

from core import indicators

catalogue = indicators.load_catalogue()
units = indicators.load_units()
catalogue["akutbesok_hsh"].name.in_("sv"), units.match("0680 Jönköping")
"""

from core.indicators.catalogue import Catalogue, load_catalogue
from core.indicators.indicator import Break, Indicator, Target
from core.indicators.text import Text, alphabetical
from core.indicators.units import Unit, UnitRegister, load_units

__all__ = [
    "Break",
    "Catalogue",
    "Indicator",
    "Target",
    "Text",
    "Unit",
    "UnitRegister",
    "alphabetical",
    "load_catalogue",
    "load_units",
]
