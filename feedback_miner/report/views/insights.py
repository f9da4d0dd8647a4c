"""The ranked lists: one card a touchpoint, from its figures down to the quotes behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_miner.report.insight import Insight, Names
from feedback_miner.report.views.bars import IntervalBar, interval_bar
from feedback_miner.report.views.change import Change, read_change
from feedback_miner.report.views.ledger import LedgerBook, Portion, Weights, portions
from feedback_miner.report.views.quotes import Quote, Why
from feedback_miner.report.words import enumerate_names, figure, number, plural, signed, span

GRADE_WORDS = {
    "A": "firm: place and size can be relied on",
    "B": "good: the neighbourhood is sure, the exact place is not",
    "C": "rough: may belong some places higher or lower",
    "D": "a hint: too little was said to rank it",
}
_TITLES = {
    "pain": ("Pain points", "What hurts, and how much: negative feeling per 100 respondents."),
    "opportunity": ("Opportunities", "What people ask for; it weighs more where the same people suffer."),
    "strength": (
        "Strengths",
        "What people praise, and should not be broken: positive feeling per 100 respondents.",
    ),
}
_VERBS = {"pain": "complain", "opportunity": "ask for something", "strength": "praise it"}
_TOPICS = 4


@dataclass(frozen=True)
class Evidence:
    """Everything a card may quote."""

    quotes: Mapping[str, Quote]
    reasons: Mapping[tuple[str, str], Why]


@dataclass(frozen=True)
class ShownQuote:
    """A quote, and why it carries the touchpoint it is shown under."""

    quote: Quote
    why: Why | None


@dataclass(frozen=True)
class Card:
    """One insight, said in words and drawn."""

    insight: Insight
    name: str
    rank: str
    ties: str
    all_ties: str
    score: str
    interval: str
    bar: IntervalBar
    respondents: str
    mentioning: str
    change: Change
    impact: str
    impact_interval: str
    grade_words: str
    quotes: tuple[ShownQuote, ...]
    topics: tuple[Portion, ...]
    stages: tuple[Portion, ...]
    weights: Weights
    command: str


@dataclass(frozen=True)
class RankedList:
    """All cards of one kind; the first `top` are open to view, the others one click away."""

    kind: str
    title: str
    intro: str
    top: tuple[Card, ...]
    rest: tuple[Card, ...]


class Cards:
    """Makes the cards of one run."""

    def __init__(
        self,
        insights: Sequence[Insight],
        names: Names,
        evidence: Evidence,
        ledger: LedgerBook,
        *,
        max_q: float,
    ) -> None:
        self._insights = {insight.insight_id: insight for insight in insights}
        self._names = names
        self._evidence = evidence
        self._ledger = ledger
        self._max_q = max_q
        self._parts = {(i.kind, i.touchpoint, i.stage): i for i in insights if i.topic_id is None}

    def ranked_list(self, kind: str, top: int) -> RankedList:
        """The touchpoints of one kind in the order of their ranks."""
        chosen = [i for i in self._insights.values() if i.kind == kind and i.whole_touchpoint]
        axis = max((i.score_high for i in chosen), default=0.0)
        cards = tuple(self._card(insight, axis) for insight in chosen)
        return RankedList(kind, *_TITLES[kind], cards[:top], cards[top:])

    def _card(self, insight: Insight, axis: float) -> Card:
        return Card(
            insight=insight,
            name=self._names.touchpoint(insight.touchpoint),
            rank=f"{insight.rank} ({insight.rank_low}–{insight.rank_high})",
            ties=self._ties(insight, most=2),
            all_ties=self._ties(insight, most=50),
            score=figure(insight.score),
            interval=span(insight.score_low, insight.score_high),
            bar=interval_bar(insight.score, insight.score_low, insight.score_high, axis=axis),
            respondents=f"{number(insight.respondents)} of {number(insight.base)}",
            mentioning=_mentioning(insight),
            change=read_change(insight, self._max_q),
            impact="–" if insight.impact is None else signed(100 * insight.impact),
            impact_interval=_impact_interval(insight),
            grade_words=GRADE_WORDS[insight.grade],
            quotes=tuple(self._shown(mention_id, insight) for mention_id in insight.quotes),
            topics=self._topics(insight),
            stages=self._stages(insight),
            weights=self._ledger.weights(insight, self._evidence.quotes),
            command=f"feedback-miner explain RUN {insight.insight_id}",
        )

    def _ties(self, insight: Insight, most: int) -> str:
        tied = [self._insights[each] for each in insight.tied_with if each in self._insights]
        names = [self._names.touchpoint(each.touchpoint) for each in sorted(tied, key=lambda i: i.rank)]
        return f"Tied with {enumerate_names(names, most)}" if names else ""

    def _shown(self, mention_id: str, insight: Insight) -> ShownQuote:
        why = self._evidence.reasons.get((mention_id, insight.touchpoint))
        return ShownQuote(self._evidence.quotes[mention_id], why)

    def _topics(self, insight: Insight) -> tuple[Portion, ...]:
        counts = self._ledger.topics.get(insight.insight_id, {})
        known = [(self._names.topic(topic), n, "") for topic, n in counts.items() if topic]
        return portions(known[:_TOPICS], sum(counts.values()))

    def _stages(self, insight: Insight) -> tuple[Portion, ...]:
        counts = self._ledger.stages.get(insight.insight_id, {})
        parts = [
            (self._names.stage(stage or None), n, self._stage_score(insight, stage))
            for stage, n in counts.items()
        ]
        return portions(parts, sum(counts.values()))

    def _stage_score(self, insight: Insight, stage: str) -> str:
        part = self._parts.get((insight.kind, insight.touchpoint, stage))
        return figure(part.score) if part else ""


def _mentioning(insight: Insight) -> str:
    mention = plural(insight.mentioning, "respondent mentions", "respondents mention")
    return f"{mention} it; {number(insight.respondents)} {_VERBS[insight.kind]}."


def _impact_interval(insight: Insight) -> str:
    if insight.impact_low is None or insight.impact_high is None:
        return ""
    return f"{signed(100 * insight.impact_low)} to {signed(100 * insight.impact_high)}"
