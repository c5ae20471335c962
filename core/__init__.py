"""Skifte's core: did a change move the numbers?

Pure Python; never imports streamlit. Usable from a notebook as it is::

    from core import spc, change, observations, indicators, simulate
"""
