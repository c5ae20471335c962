"""The cards of the overview as HTML: what deserves attention in a unit, each with a way in.

One piece for all of them: everything that is not ours is escaped. The whole card can be pressed; what is a
link in it, for a keyboard and for those who have it read to them, is its name.
"""

from collections.abc import Callable, Sequence
from html import escape

from core.figures.icons import assurance_icon, variation_icon
from core.figures.sparkline import HEIGHT, POINTS, WIDTH, as_address, sparkline
from core.observations.months import Month
from core.overview.attention import Card
from core.wording import Words
from core.wording.overview import picture
from core.wording.overview_cards import card_text
from core.wording.standing import assurance_name, variation_name

STYLE = """<style>
.sk-cards { list-style: none; display: grid; gap: .75rem; margin: 0; padding: 0 !important;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); }
.sk-cards > li { position: relative; display: flex; flex-direction: column; gap: .3rem; margin: 0;
    padding: .7rem .85rem .75rem; border: 1px solid light-dark(#c9d1d6, #46545c); border-left-width: 5px;
    border-radius: .5rem; font-size: .9rem; line-height: 1.4; break-inside: avoid; }
.sk-cards > li.worse { border-left-color: #d0661c; }
.sk-cards > li.better { border-left-color: #2f7fb8; }
.sk-cards > li.other { border-left-color: #868b92; }
.sk-cards > li:hover { border-color: #2f7fb8; }
.sk-cards > li:focus-within { outline: 3px solid #2f7fb8; outline-offset: 2px; }
.sk-cards h3 { font-size: 1rem !important; line-height: 1.3; margin: 0; padding: 0; font-weight: 600; }
.sk-cards h3 a { color: inherit; text-decoration: none; outline: none; }
.sk-cards h3 a::after { content: ""; position: absolute; inset: 0; }
.sk-cards p { margin: 0; font-size: .9rem; }
.sk-cards .why { display: flex; justify-content: space-between; align-items: center; gap: .5rem;
    font-size: .8rem; font-weight: 600; color: light-dark(#4b5a62, #b6c3c9); }
.sk-cards .why span { display: flex; gap: .3rem; }
.sk-cards .value { font-size: 1rem; font-weight: 600; }
.sk-cards .value small { font-size: .8rem; font-weight: 400; color: light-dark(#4b5a62, #b6c3c9); }
.sk-cards .line { display: block; width: 100%; height: auto; }
@media (max-width: 640px) {
    .st-key-choose_overview [data-testid="stColumn"]:not(:first-child) {
        min-width: calc(50% - 0.5rem); flex: 1 1 calc(50% - 0.5rem); } }
.sk-cards .remark { color: light-dark(#4b5a62, #b6c3c9); }
.sk-cards .go { margin-top: auto; font-size: .85rem; text-decoration: underline; }
</style>"""

_TONE = {"new_worse": "worse", "target_missed": "worse", "new_better": "better"}
_ICON = 22


def cards_html(
    words: Words,
    cards: Sequence[Card],
    since: Month,
    address: Callable[[Card], str],
    remark: Callable[[Card], str] = lambda _: "",
) -> str:
    """A list of cards. ``address``: where a card leads. ``remark``: what else it says, "" for nothing."""
    label = escape(words("overview.cards"), quote=True)
    items = "".join(_card(words, card, since, address(card), remark(card)) for card in cards)
    return f'<ul class="sk-cards" aria-label="{label}">{items}</ul>'


def _card(words: Words, card: Card, since: Month, address: str, remark: str) -> str:
    text = card_text(words, card)
    go = words("overview.open_test" if card.running else "overview.open_follow")
    value = f"{escape(text.value)} <small>{escape(text.beside)}</small>"
    return (
        f'<li class="{_TONE.get(card.reason, "other")}">'
        f'<p class="why">{escape(text.reason)}{_icons(words, card)}</p>'
        f'<h3><a href="{escape(address, quote=True)}" data-go="1">{escape(text.name)}</a></h3>'
        f'<p class="value">{value}</p>'
        f"{_picture(words, card, since)}"
        f"<p>{escape(text.sentence)}</p>"
        f"{_remark(remark)}"
        f'<p class="go" aria-hidden="true">{escape(go)}</p></li>'
    )


def _remark(text: str) -> str:
    return f'<p class="remark">{escape(text)}</p>' if text else ""


def _icons(words: Words, card: Card) -> str:
    """Where the measure stands; of a change nothing, which has its answer in words."""
    if card.cell is None or card.running is not None:
        return ""
    standing = card.cell.stand.standing
    shown = [(variation_icon(words, standing, _ICON), variation_name(words, standing))]
    if standing.assurance != "no_target":
        shown.append((assurance_icon(words, standing, _ICON), assurance_name(words, standing)))
    return "<span>" + "".join(_image(svg, name, _ICON, _ICON) for svg, name in shown) + "</span>"


def _picture(words: Words, card: Card, since: Month) -> str:
    if card.cell is None:
        return ""
    start = card.running.change.month if card.running is not None else None
    stand = card.cell.stand
    target = stand.standing.evidence.target if card.reason in ("target_missed", "target_at_risk") else None
    svg = sparkline(stand, since=None if start is not None else since, start=start, target=target)
    return _image(svg, picture(words, stand, POINTS), WIDTH, HEIGHT, "line")


def _image(svg: str, alt: str, width: int, height: int, kind: str = "icon") -> str:
    named = escape(alt, quote=True)
    size = f'width="{width}" height="{height}"'
    return f'<img class="{kind}" src="{as_address(svg)}" alt="{named}" title="{named}" {size}>'
