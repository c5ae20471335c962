"""A quiet button under a figure that opens on more, made only when someone opens it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def opened(label: str, icon: str, key: str) -> DeltaGenerator | None:
    """Show the button; what it opens on where it is open, else None.

    icon : a Material symbol by name
    """
    popover = st.popover(label, icon=f":material/{icon}:", type="tertiary", key=key, on_change="rerun")
    return popover if popover.open else None
