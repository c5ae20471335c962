"""What Streamlit itself says, in the visitor's language, and what it forgets to say to those who listen.

Streamlit has settings for few of its own words. So a script of ours looks at what is put on the page and
changes the words there before they are seen: each phrase in the places where Streamlit writes it and nowhere
else, for a name in somebody's file can be the same word. ``streamlit.<phrase>`` in English is what Streamlit
writes, and what is looked for (tests/browser/test_streamlits_words.py finds what is new).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import streamlit as st

from core.wording import LANGUAGES, Words, words_of
from pages.parts.theme_change import SCRIPT as THEME
from pages.parts.waiting import waiting_script

TEXT = ""
"""In place of the name of an attribute: what is written, not what is only told."""
PHRASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("skip", "main_menu", "theme", "theme_system", "theme_light", "theme_dark"), ()),
    **dict.fromkeys(("print", "made_with", "copy_version", "copied", "running", "stop", "stopping"), ()),
    **dict.fromkeys(("connecting", "connecting_to", "error", "not_connected", "connection_error"), ()),
    **dict.fromkeys(("no_answer", "still_running", "timed_out", "close", "try_again", "lost"), ()),
    **dict.fromkeys(("open_sidebar", "close_sidebar", "pages"), ()),
    **dict.fromkeys(("open", "clear_value", "clear_all", "selected_values", "dismiss", "no_results"), ()),
    **dict.fromkeys(("choose_option", "choose_options", "no_options", "select_all"), ()),
    "remove": ("name",),
    "select_matches": ("count",),
    "one_option": ("count",),
    "options": ("count",),
    "was_selected": ("name",),
    "help_for": ("label",),
    **dict.fromkeys(("help", "decrement", "increment"), ()),
    "too_low": ("least",),
    "too_high": ("most",),
    "outside": ("least", "most"),
    **dict.fromkeys(("press_enter", "press_enter_form", "press_ctrl_enter", "clear_entry"), ()),
    **dict.fromkeys(("file_upload", "upload", "add_files", "drop_file", "drop_files"), ()),
    "per_file": ("size",),
    "per_file_types": ("size", "types"),
    "file_too_large": ("size",),
    "file_wrong_type": ("type",),
    "file_error": (),
    "cancel_upload": ("name",),
    **dict.fromkeys(("one_file", "upload_failed", "retry_upload", "unexpected"), ()),
    "download_failed": (),
    **dict.fromkeys(("columns", "search", "fullscreen", "leave_fullscreen", "copy", "table"), ()),
    **dict.fromkeys(("find", "find_next", "find_previous", "find_close", "find_many"), ()),
    "find_results": ("count",),
    "find_result": ("count",),
    "find_place_one": ("at",),
    "find_place_many": ("at",),
    "find_place": ("at", "count"),
    **dict.fromkeys(("column_menu", "copy_name", "sort_up", "sort_down", "autosize", "pin", "unpin"), ()),
    **dict.fromkeys(("hide", "group", "axis", "title", "subtitle"), ()),
    "title_text": ("text",),
    "subtitle_text": ("text",),
}
"""Every phrase with the blanks in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where Streamlit writes some of its phrases.

    where : a selector; the words stand in what it finds, or inside it
    said : the names of attributes that hold them, and ``TEXT`` for the words themselves
    phrases : those that can stand there, longer ones before those that are a part of them
    """

    where: str
    said: tuple[str, ...]
    phrases: tuple[str, ...]


def _test_ids(*names: str) -> str:
    return ", ".join(f'[data-testid="{name}"]' for name in names)


_UPLOADER = ("upload", "add_files", "drop_files", "drop_file", "per_file_types", "per_file", "file_too_large")
_CONNECTION = ("connecting_to", "connecting", "not_connected", "connection_error", "error")
_FOUND = (
    "find_place_one",
    "find_place_many",
    "find_place",
    "find_many",
    "find_results",
    "find_result",
    "find",
)
PLACES: tuple[Place, ...] = (
    Place(_test_ids("stSkipToContent"), (TEXT,), ("skip",)),
    Place("nav[aria-label]", ("aria-label",), ("pages",)),
    Place(
        _test_ids("stMainMenuPopover"),
        (TEXT, "aria-label", "title"),
        (
            *("main_menu", "theme", "theme_system", "theme_light", "theme_dark", "print", "made_with"),
            *("copy_version", "copied"),
        ),
    ),
    Place(
        f"{_test_ids('stStatusWidget', 'stConnectionStatus')}, header button",
        (TEXT, "aria-label", "title"),
        ("running", "stopping", "stop", *_CONNECTION, "main_menu", "open_sidebar"),
    ),
    Place('[data-testid="stTooltipContent"], [role="tooltip"]', (TEXT,), (*_CONNECTION, "columns", "copy")),
    Place('[data-testid="stTooltipContent"]', (TEXT,), ("search", "fullscreen", "leave_fullscreen")),
    Place('[data-testid="stSidebar"]', ("aria-label",), ("close_sidebar",)),
    Place(
        '[role="dialog"]:not([data-testid="stPopoverBody"])',
        (TEXT, "aria-label"),
        (
            *("connection_error", "no_answer", "still_running", "timed_out", "lost", "close", "try_again"),
            "error",
        ),
    ),
    Place(".stAlert button", ("aria-label",), ("close",)),
    Place(
        '.stSelectbox button, .stMultiSelect button, .stMultiSelect [role="group"], '
        ".stFileChip button, .stTextInput button, [data-rac] button, "
        ".stNumberInput button",
        ("aria-label", "title"),
        (
            *("open", "clear_value", "clear_all", "clear_entry", "selected_values", "dismiss"),
            *("decrement", "increment", "cancel_upload", "retry_upload", "remove"),
        ),
    ),
    Place(
        ".stSelectbox input, .stMultiSelect input",
        ("placeholder",),
        ("choose_options", "choose_option", "no_options"),
    ),
    Place('[role="listbox"][data-empty="true"]', (TEXT,), ("no_results",)),
    Place('[data-testid="stMultiSelectDropdown"]', (TEXT,), ("select_matches", "select_all")),
    Place("[data-live-announcer]", (TEXT,), ("one_option", "options", "was_selected")),
    Place('button[aria-label^="Help"]', ("aria-label",), ("help_for", "help")),
    Place(".stNumberInput", (TEXT,), ("outside", "too_high", "too_low")),
    Place(
        '[data-testid="InputInstructions"]', (TEXT,), ("press_ctrl_enter", "press_enter_form", "press_enter")
    ),
    Place(
        '[data-testid="stFileUploaderDropzone"], .stFileChip [role="alert"], .stFileUploader button',
        (TEXT, "aria-label"),
        (
            *_UPLOADER,
            "file_wrong_type",
            "file_error",
            "one_file",
            "upload_failed",
            "retry_upload",
            "unexpected",
        ),
    ),
    Place('[data-testid="stFileUploaderDropzoneInput"]', ("aria-label",), ("file_upload",)),
    Place('[data-testid="stDownloadButtonError"]', (TEXT,), ("download_failed",)),
    Place(
        '[data-testid="stBaseButton-elementToolbar"], .stCode button',
        ("aria-label", "title"),
        ("columns", "search", "leave_fullscreen", "fullscreen", "copy"),
    ),
    Place(".stTable > div", ("aria-label",), ("table",)),
    Place(
        ".gdg-search-bar button, .gdg-search-bar input",
        ("aria-label", "placeholder", "title"),
        ("find_next", "find_previous", "find_close", "find", "search"),
    ),
    Place(".gdg-search-status", (TEXT,), _FOUND),
    Place(
        '[data-testid="stDataFrameColumnMenu"] :is([role="menu"], button)',
        ("aria-label", "title"),
        ("column_menu", "copy_name"),
    ),
    Place(
        '[data-testid="stDataFrameColumnMenu"] [role="menuitem"]',
        (TEXT,),
        ("sort_up", "sort_down", "autosize", "pin", "unpin", "hide"),
    ),
    Place(
        '[data-testid="stDataFrameColumnVisibilityMenu"] label:first-of-type',
        (TEXT, "aria-label"),
        ("select_all",),
    ),
    Place(
        '[data-testid="stDataFrameColumnVisibilityMenu"] [aria-label="Select all"]',
        ("aria-label",),
        ("select_all",),
    ),
    Place("svg [aria-roledescription]", ("aria-roledescription",), ("group", "axis", "subtitle", "title")),
    Place("svg .mark-text[aria-label]", ("aria-label",), ("subtitle_text", "title_text")),
)

STYLE = """<style>
[data-testid="stMainMenuItem-recordScreencast"], [role="dialog"]:not([data-testid]) [data-testid="stCode"],
[data-testid="stDataFrameColumnMenu"] [role="menuitem"][aria-haspopup="menu"] { display: none; }
.stFileChip:has([role="alert"]) { flex-wrap: wrap; height: auto; max-width: 100%; }
.stFileChip [role="alert"] { position: static; clip: auto; clip-path: none; width: 100%;
    height: auto; margin: 0; overflow: visible; white-space: normal;
    font-size: 0.875rem; padding: 0 0.5rem 0.5rem; }
</style>"""
"""Why a file was not taken, which Streamlit shows only to a pointer above it. And without what nobody here
needs and would need words of its own: recording the screen, a command for whoever runs the server, and menus
of formats and statistics for the columns of a table."""

_SCRIPT = """
window.skiftePlaces = %s.map(({ where, said, phrases }) => ({
    where, said, phrases: phrases.map(([theirs, ours]) => [new RegExp(theirs, "u"), ours]),
}));
if (!window.skifteWords) {
    const dropzones = 'section[role="presentation"][data-testid="stFileUploaderDropzone"]';
    const elements = (root, where) => root.matches(where) || root.closest(where)
        ? [root] : [...root.querySelectorAll(where)];
    const exactly = (root, where) =>
        [root, ...root.querySelectorAll(where)].filter((one) => one.matches(where));
    const heading = (one) => {
        const folds = [];
        for (let at = one.closest('details'); at; at = at.parentElement.closest('details'))
            folds.unshift(at.querySelector('summary [data-testid="stMarkdownContainer"]'));
        const above = [...document.querySelectorAll('.stMain :is(h1, h2, h3, h4)')].filter(
            (title) => title.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
        const names = folds.length ? folds : above.slice(-1);
        return names.map((it) => it?.textContent.trim()).filter(Boolean).join(', ');
    };
    const name = (one) => {
        const named = heading(one);
        if (one.getAttribute('aria-label') !== named) one.setAttribute('aria-label', named);
    };
    const spaced = (text, ours) =>
        ours.includes("$\\u003csize>") ? text.replace(/(\\d)(?:[.]0)?([KMG]?B)/, "$1 $2") : text;
    const sized = (text) => document.documentElement.lang === "sv"
        ? text.replace(/(\\d)[.](\\d)/, "$1,$2").replace(/(\\d)([KMG]?B)$/, "$1 $2")
        : text.replace(/(\\d),(\\d)/, "$1.$2");
    const inOurs = (text, phrases) => {
        const said = text.trim();
        for (const [theirs, ours] of phrases)
            if (theirs.test(said)) return text.replace(said, () => spaced(said.replace(theirs, ours), ours));
        return text;
    };
    const rewrite = (one, attribute, phrases) => {
        const text = one.getAttribute(attribute);
        const ours = text ? inOurs(text, phrases) : text;
        if (ours !== text) one.setAttribute(attribute, ours);
    };
    const retype = (root, written) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode, ours = written(node.data);
            if (ours !== node.data) node.data = ours;
        }
    };
    const texts = (root, phrases) => retype(root, (text) => text.trim() ? inOurs(text, phrases) : text);
    const sizes = (root) => {
        const mark = document.documentElement.lang === 'sv' ? ',' : '.';
        retype(root, (text) => text.replace(/^(\\d+)[.,]?(\\d*)\\s?([KMG]?B)$/,
            (all, whole, part, unit) => `${whole}${part && mark}${part}\u00a0${unit}`));
    };
    const allowed = (root) => {
        if (document.documentElement.lang === 'en')
            retype(root, (text) =>
                text.replace(/(\\d)(?:[.]0)?([KMG]?B)(?= per file| or smaller)/, '$1\u00a0$2'));
    };
    const inPictures = ({ where }) => where.startsWith('svg');
    const visit = (root) => {
        const inside = root.closest('svg');
        for (const { where, said, phrases } of inside
            ? window.skiftePlaces.filter(inPictures) : window.skiftePlaces)
            for (const found of elements(root, where))
                for (const attribute of said) {
                    if (!attribute) { texts(found, phrases); continue; }
                    for (const one of [found, ...found.querySelectorAll(`[${attribute}]`)])
                        rewrite(one, attribute, phrases);
                }
        if (inside) return;
        for (const one of exactly(root, '.stFileChipName + div')) {
            const ours = sized(one.textContent);
            if (one.firstChild?.nodeType === 3 && ours !== one.textContent) one.firstChild.data = ours;
        }
        for (const one of exactly(root, dropzones)) one.setAttribute('role', 'group');
        for (const one of exactly(root, '[role="img"][aria-label$=" icon"]'))
            one.setAttribute('aria-hidden', 'true');
        for (const one of elements(root, '.stFileChip')) sizes(one);
        for (const one of elements(root, '.stFileUploader, .stFileChip [role="alert"]')) allowed(one);
        for (const one of exactly(root, '.stTable > div'))
            if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
        for (const code of exactly(root, '.stCode[tabindex]')) {
            code.setAttribute('role', 'region');
            name(code);
        }
        for (const grid of exactly(root, '.stDataFrame [role="grid"]:not([aria-label])')) name(grid);
    };
    const drawn = (one) => one.closest('canvas, [role="grid"], style, script');
    const seen = (changes) => {
        const roots = new Set();
        for (const { target, addedNodes, type } of changes) {
            const at = target.nodeType === 1 ? target : target.parentElement;
            if (!at) continue;
            if (drawn(at)) {
                for (const one of addedNodes) if (one.matches?.('[role="grid"]')) name(one);
                continue;
            }
            const picture = at.closest('svg');
            if (picture) { roots.add(picture); continue; }
            if (type !== 'childList') { roots.add(at); continue; }
            for (const one of addedNodes)
                if (one.nodeType === 1 && one.isConnected) roots.add(one);
                else if (one.nodeType === 3) roots.add(at);
        }
        for (const one of roots) visit(one);
    };
    window.skifteWords = new MutationObserver(seen);
    window.skifteWords.observe(document.body, {
        childList: true, subtree: true, characterData: true, attributes: true,
        attributeFilter: ['aria-label', 'title', 'placeholder'],
    });
    window.skifteVisit = () => visit(document.body);
}
window.skifteVisit();
"""


def speak(words: Words, title: str) -> None:
    """Make the page speak the visitor's language: the one it says it is in, its title, Streamlit's words.

    Streamlit fixes ``<html lang>`` to "en": screen readers would read Swedish with an English voice. It
    says of the place for a file that it means nothing, and yet gives it a name and focus. Icons in a text it
    reads out by their English names, "info icon", beside words that say the same. A table too wide for a
    phone can be scrolled by finger alone there, until it takes focus. Tables and code have no name: they get
    those of what they are folded into, from the outermost in, or else that of the heading above; written
    once, for the observer sees what is written again too, without end. The scripts that tell what goes on and
    that follow the theme go with it: one message for all.
    """
    language = f"document.documentElement.lang = '{words.language}'; document.title = {json.dumps(title)};"
    st.html(
        f"{STYLE}<script>{language}{script(words.language)}{waiting_script(words)}{THEME}</script>",
        unsafe_allow_javascript=True,
    )


@cache
def script(language: str) -> str:
    """What changes the words, with every place's phrases in the other languages and in this one.

    No ``<`` before a letter may stand in it: Streamlit takes a script away that looks as if it held a tag.
    """
    return _SCRIPT % json.dumps(
        [{"where": one.where, "said": one.said, "phrases": _pairs(language, one.phrases)} for one in PLACES],
        ensure_ascii=False,
    ).replace("<", "\\u003c")


def _pairs(language: str, phrases: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a phrase looks like in the other languages, as a pattern, and what takes its place."""
    ours = words_of(language)
    return [
        (_pattern(words_of(other), phrase), _replacement(ours, phrase))
        for phrase in phrases
        for other in LANGUAGES
        if other != language
    ]


def _pattern(words: Words, phrase: str) -> str:
    blanks = PHRASES[phrase]
    written = re.sub(
        r"[.*+?^${}()|[\]\\/]", r"\\\g<0>", _said(words, phrase, {one: f"\0{one}\0" for one in blanks})
    )
    return "^" + re.sub("\0(.+?)\0", r"(?<\1>.+)", written) + r"(?:\.\.\.)?$"


def _replacement(words: Words, phrase: str) -> str:
    return _said(words, phrase, {one: f"$<{one}>" for one in PHRASES[phrase]})


def _said(words: Words, phrase: str, blanks: Mapping[str, str]) -> str:
    return words(f"streamlit.{phrase}", **blanks)
