"""The first screen: what hurts most, what people ask for, what changed, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedback_miner.report.harmless import shorten
from feedback_miner.report.views.change import Verdict
from feedback_miner.report.views.insights import Card, RankedList
from feedback_miner.report.views.intake import Intake, intake_sentence
from feedback_miner.report.words import enumerate_names, number, plural
from feedback_miner.tables import GRADES

_SHOWN = 3
_SHOWN_CHANGES = 4
_QUOTE_CHARS = 120
_HEADINGS = {"worse": "Got worse", "better": "Improved", "more": "Asked for more", "less": "Asked for less"}
_ORDER = list(_HEADINGS)


@dataclass(frozen=True)
class Headline:
    """One line of a panel, with the card it leads to."""

    name: str
    anchor: str
    place: str
    respondents: str
    grade: str
    quote: str


@dataclass(frozen=True)
class Changed:
    """One change for which there is evidence."""

    name: str
    anchor: str
    arrow: str
    verdict: Verdict
    heading: str
    words: str


@dataclass(frozen=True)
class Summary:
    """The four answers of the first screen."""

    lead: str
    hurts: tuple[Headline, ...]
    asks: tuple[Headline, ...]
    changes: tuple[Changed, ...]
    more_changes: str
    no_change: str
    sure: tuple[str, ...]


def summarise(lists: Sequence[RankedList], intake: Intake) -> Summary:
    """Answer the four questions from the ranked lists."""
    cards = {ranked.kind: (*ranked.top, *ranked.rest) for ranked in lists}
    everything = [card for ranked in lists for card in cards[ranked.kind]]
    changes = [card for card in everything if card.change.verdict not in {"none", "unknown"}]
    changes.sort(key=lambda card: (_ORDER.index(card.change.verdict), card.insight.change_q or 0))
    return Summary(
        lead=_lead(cards["pain"]),
        hurts=tuple(_headline(card) for card in cards["pain"][:_SHOWN]),
        asks=tuple(_headline(card) for card in cards["opportunity"][:_SHOWN]),
        changes=tuple(_changed(card) for card in changes[:_SHOWN_CHANGES]),
        more_changes=_more(len(changes) - _SHOWN_CHANGES),
        no_change="" if changes else _no_change(everything),
        sure=_sure(intake, cards["pain"]),
    )


def _lead(pains: Sequence[Card]) -> str:
    if not pains:
        return "Too little was said about any touchpoint to rank pain points."
    first = pains[0]
    tied = [card.name for card in pains if card.insight.insight_id in first.insight.tied_with]
    if tied:
        return f"{enumerate_names([first.name, *tied])} hurt most, and cannot be told apart."
    if first.insight.grade == "D":
        return f"{first.name} comes first among the pain points, but too little was said to be sure."
    return f"{first.name} hurts most: {first.respondents} respondents complain about it."


def _headline(card: Card) -> Headline:
    quote = shorten(card.quotes[0].quote.text, _QUOTE_CHARS) if card.quotes else ""
    grade = f"grade {card.insight.grade}"
    return Headline(card.name, card.insight.insight_id, card.rank, card.respondents, grade, quote)


def _changed(card: Card) -> Changed:
    said = {"pain": "complaints", "opportunity": "requests", "strength": "praise"}[card.insight.kind]
    heading = _HEADINGS[card.change.verdict]
    words = f"{said} {card.change.words}"
    return Changed(card.name, card.insight.insight_id, card.change.arrow, card.change.verdict, heading, words)


def _more(count: int) -> str:
    return f"{plural(count, 'more change')} in the lists below." if count > 0 else ""


def _no_change(cards: Sequence[Card]) -> str:
    compared = [card.insight for card in cards if card.change.verdict == "none"]
    if not compared:
        return "Nothing could be compared: there is no earlier period with enough respondents."
    periods = {(i.period_before, i.period) for i in compared if i.period and i.period_before}
    between = " between {} and {}".format(*periods.pop()) if len(periods) == 1 else ""
    said = f"No evidence of change{between}, in any of {plural(len(compared), 'comparison')}."
    left = len(cards) - len(compared)
    return f"{said} {number(left)} more had too few respondents to compare." if left else said


def _sure(intake: Intake, pains: Sequence[Card]) -> tuple[str, ...]:
    tagged = f"{intake.tagged_share} of {plural(intake.mentions, 'mention')} have a touchpoint"
    said = [intake_sentence(intake), f"{tagged}; {number(intake.untagged)} fit none."]
    if intake.untagged > intake.tagged:
        said.append("Most of what was said is in no score: look at the topics too, and at the taxonomy.")
    if pains:
        first, grades = pains[0], Counter(card.insight.grade for card in pains)
        listed = ", ".join(f"{grades[grade]} {grade}" for grade in GRADES if grades[grade])
        said.append(f"First place: grade {first.insight.grade}, {first.grade_words}.")
        said.append(f"Grades of all {plural(len(pains), 'pain point')}: {listed}.")
    return tuple(said)
