"""What do the columns mean? The guess, shown as choices that a person corrects."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args
from zlib import crc32

import streamlit as st

from core.indicators.indicator import Direction, Kind
from core.indicators.text import alphabetical
from core.observations.dataset import Dataset
from core.observations.heading_scale import LONGEST_UNIT, tidy_unit
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import LONGEST_NAME
from core.observations.readers import RawTable
from core.observations.suggestion import suggested_indicator
from core.wording import Words
from pages.parts.upload import upload_key

MAIN_FIELDS = ("period", "unit", "numerator", "denominator", "value", "other")
MORE_FIELDS = ("month", "target_group", "age", "sex", "status", "source")
KINDS: tuple[Kind, ...] = get_args(Kind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
SCALES = ("1", "100", "1000", "10000", "100000")
_NEW, _COLUMN = "new", "column"


def mapping_form(words: Words, table: RawTable, guess: Mapping, against: Dataset, called: str) -> Mapping:
    """The mapping as the visitor has corrected it.

    Args:
        words: the visitor's language.
        table: the sheet or file.
        guess: what the columns seem to mean.
        against: the catalogue and register that the file's words are looked up in.
        called: the file's name.
    """
    # Another guess about the same file, such as what was said the last time, begins with choices of its own.
    sheet = f"{table.sheet or ''}_{crc32(repr(guess).encode())}"

    def choose(
        label: str, name: str, options: Sequence[str], current: str, written: Callable[[str], str]
    ) -> str:
        index = options.index(current) if current in options else 0
        key = upload_key(f"{sheet}_{name}")
        return st.selectbox(label, options, index=index, format_func=written, key=key)

    def column(field: str) -> str | None:
        chosen = choose(
            words(f"page.data.is_{field}"),
            field,
            ["", *table.header],
            getattr(guess, field) or "",
            lambda heading: heading or words("page.data.column_none"),
        )
        return chosen or None

    columns = _in_threes(MAIN_FIELDS, column)
    guessed_more = any(getattr(guess, field) for field in MORE_FIELDS)
    with st.expander(words("page.data.more_columns"), expanded=guessed_more):
        columns |= _in_threes(MORE_FIELDS, column)
    mapping = replace(guess, **columns)
    whole = _whole_unit(words, guess, against, choose) if mapping.unit is None else None
    mapping = replace(mapping, whole_unit=whole)
    said = guess.indicator if isinstance(guess.indicator, NewIndicator) else None
    draft = said or suggested_indicator(table, mapping, called)
    mapping = _indicator(words, mapping, guess, draft=draft, table=table, against=against, choose=choose)
    return _how_to_read(words, mapping, guess, _asks_scale(mapping, against), choose)


def _in_threes(fields: Sequence[str], column: Callable[[str], str | None]) -> dict[str, str | None]:
    """Ask for each field, three beside each other; on a phone below each other in the same order."""
    answers = {}
    for i in range(0, len(fields), 3):
        for place, field in zip(st.columns(3), fields[i : i + 3], strict=False):
            with place:
                answers[field] = column(field)
    return answers


_Choose = Callable[[str, str, Sequence[str], str, Callable[[str], str]], str]


def _whole_unit(words: Words, guess: Mapping, against: Dataset, choose: _Choose) -> str | None:
    """The one unit of a file without a column of units: one of the register, or a name of its own."""
    names = {unit.id: unit.name.in_(words.language) for unit in against.units}
    options = ["", _NEW, *sorted(names, key=lambda key: alphabetical(names[key]))]
    special = {"": words("page.data.whole_unit_none"), _NEW: words("page.data.whole_unit_own")}
    left, right = st.columns(2)
    with left:
        chosen = choose(
            words("page.data.whole_unit"),
            "whole_unit",
            options,
            guess.whole_unit or "",
            lambda key: special.get(key) or names[key],
        )
    if chosen != _NEW:
        return chosen or None
    with right:
        key = upload_key("whole_unit_name")
        return (
            st.text_input(words("page.data.whole_unit_name"), max_chars=LONGEST_NAME, key=key).strip() or None
        )


def _indicator(
    words: Words,
    mapping: Mapping,
    guess: Mapping,
    *,
    draft: NewIndicator,
    table: RawTable,
    against: Dataset,
    choose: _Choose,
) -> Mapping:
    """Which indicator the numbers are: one of the catalogue, one of the file's own, or one a row."""
    names = {indicator.id: indicator.name.in_(words.language) for indicator in against.catalogue}
    options = [_NEW, _COLUMN, *sorted(names, key=lambda key: alphabetical(names[key]))]
    special = {_NEW: words("page.data.indicator_new"), _COLUMN: words("page.data.indicator_in_column")}
    current = (
        _COLUMN if guess.indicator_column else guess.indicator if isinstance(guess.indicator, str) else _NEW
    )
    chosen = choose(
        words("page.data.which_indicator"),
        "indicator",
        options,
        current,
        lambda key: special.get(key) or names[key],
    )
    if chosen == _COLUMN:
        heading = choose(
            words("page.data.is_indicator"),
            "indicator_column",
            table.header,
            guess.indicator_column or table.header[0],
            str,
        )
        return replace(mapping, indicator=None, indicator_column=heading)
    if chosen == _NEW:
        return replace(mapping, indicator=_new_indicator(words, draft, choose), indicator_column=None)
    return replace(mapping, indicator=chosen, indicator_column=None)


def _new_indicator(words: Words, draft: NewIndicator, choose: _Choose) -> NewIndicator:
    """The team's own indicator: name, kind, scale, unit of measurement and which way is better."""
    first, second, third = st.columns(3)
    with first:
        default = draft.name or words("page.data.new_name_default")
        name = st.text_input(
            words("page.data.new_name"),
            value=default,
            max_chars=LONGEST_NAME,
            key=upload_key(f"name_{default}"),
        )
    with second:
        chosen = choose(
            words("page.data.new_kind"),
            f"kind_{draft.kind}",
            KINDS,
            draft.kind,
            lambda key: words(f"page.data.kind_{key}"),
        )
        kind: Kind = next(known for known in KINDS if known == chosen)
    with third:
        direction = choose(
            words("page.data.new_direction"),
            "direction",
            DIRECTIONS,
            draft.direction,
            lambda key: words(f"page.data.direction_{key}"),
        )
    multiply, unit = _scale(words, draft, kind, choose)
    return NewIndicator(
        name=name,
        kind=kind,
        multiply=multiply,
        direction=next(known for known in DIRECTIONS if known == direction),
        unit=unit,
        decimals=draft.decimals,
    )


def _scale(words: Words, draft: NewIndicator, kind: Kind, choose: _Choose) -> tuple[float, str]:
    """What a ratio is shown per, and the words beside every number. A count needs neither."""
    if kind == "count":
        return 1.0, ""
    is_ratio = kind in ("proportion", "rate")
    places = st.columns(2 if is_ratio else 1)
    multiply = 1
    if is_ratio:
        with places[0]:
            usual = f"{draft.multiply if draft.kind == kind else 100:.0f}"
            multiply = int(
                choose(
                    words("page.data.new_multiply"),
                    f"multiply_{kind}_{usual}",
                    SCALES,
                    usual,
                    lambda key: words.number(int(key)),
                )
            )
    default = _unit_text(words, draft, kind, multiply)
    with places[-1]:
        unit = st.text_input(
            words("page.data.new_unit"),
            value=default,
            max_chars=LONGEST_UNIT,
            key=upload_key(f"unit_{kind}_{multiply}_{default}"),
        )
    return float(multiply), tidy_unit(unit) or default


def _unit_text(words: Words, draft: NewIndicator, kind: Kind, multiply: int) -> str:
    """The unit of measurement a file names; otherwise the usual words for the kind and scale."""
    if draft.unit and (draft.kind, draft.multiply) == (kind, multiply):
        return draft.unit
    if kind == "proportion" and multiply == 100:
        return "%"
    if kind in ("proportion", "rate"):
        return words("page.data.unit_per", n=multiply)
    return words(f"page.data.unit_{kind}")


def _asks_scale(mapping: Mapping, against: Dataset) -> bool:
    """Whether values without counts may be a share or rate, which can be given on two scales."""
    if mapping.value is None or (mapping.numerator and mapping.denominator):
        return False
    chosen = (
        against.catalogue.get(mapping.indicator) if isinstance(mapping.indicator, str) else mapping.indicator
    )
    return chosen is None or chosen.kind in ("proportion", "rate")


def _how_to_read(
    words: Words, mapping: Mapping, guess: Mapping, asks_scale: bool, choose: _Choose
) -> Mapping:
    """Decimal sign, unknown units, and the scale of values that come without counts."""
    # No empty column: on a phone it would be a hole in the page.
    places = st.columns(3 if asks_scale else 2)
    with places[0]:
        decimal = choose(
            words("page.data.decimal"),
            "decimal",
            ["", ",", "."],
            guess.decimal or "",
            lambda sign: words(f"page.data.decimal_{ {'': 'auto', ',': 'comma', '.': 'point'}[sign] }"),
        )
    with places[1]:
        unknown = choose(
            words("page.data.unknown_units"),
            "unknown_units",
            ["keep", "drop"],
            guess.unknown_units,
            lambda key: words(f"page.data.unknown_{key}"),
        )
    scale = ""
    if asks_scale:
        with places[2]:
            scale = choose(
                words("page.data.scale"),
                "scale",
                ["", "as_shown", "fraction"],
                guess.share_scale or "",
                lambda key: words(f"page.data.scale_{key or 'auto'}"),
            )
    return replace(
        mapping,
        decimal="," if decimal == "," else "." if decimal == "." else None,
        unknown_units="keep" if unknown == "keep" else "drop",
        share_scale="as_shown" if scale == "as_shown" else "fraction" if scale == "fraction" else None,
    )
