"""Topics as people read them, each under its theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_miner.report.harmless import shorten
from feedback_miner.report.insight import Names
from feedback_miner.report.topic import Period, Topic, steadiness
from feedback_miner.report.views.bars import Split, split
from feedback_miner.report.views.quotes import Quote
from feedback_miner.report.views.shares import Shares, draw_shares
from feedback_miner.report.words import plural

_SHORT = 200
_NAMED = 4


@dataclass(frozen=True)
class TopicRow:
    """One topic, or one theme: themes have no quote and no stability of their own."""

    topic: Topic
    sentiment: Split
    quote: Quote | None
    said: str
    steadiness: str
    origin: str
    news: str
    periods: tuple[Period, ...]
    shares: Shares | None


@dataclass(frozen=True)
class Theme:
    """A theme with its topics, the largest first; `about` names some of them."""

    row: TopicRow
    topics: tuple[TopicRow, ...]
    about: str


class TopicRows:
    """Makes the rows of one run."""

    def __init__(
        self,
        mentions: pd.DataFrame,
        quotes: Mapping[str, Quote],
        periods: Mapping[str, tuple[Period, ...]],
        names: Names,
        news: Mapping[str, str],
    ) -> None:
        judged = mentions[mentions.polarity.notna()]
        self._feelings = {str(key): list(rows) for key, rows in judged.groupby("topic_id").polarity}
        self._quotes = quotes
        self._periods = periods
        self._names = names
        self._news = news

    def themes(self, topics: Sequence[Topic]) -> tuple[Theme, ...]:
        """Themes with their topics, both in the order given."""
        return tuple(self._theme(each, topics) for each in topics if each.level == "theme")

    def alone(self, topics: Sequence[Topic]) -> tuple[TopicRow, ...]:
        """The topics that are under no theme."""
        themes = {each.topic_id for each in topics if each.level == "theme"}
        alone = (each for each in topics if each.level == "topic" and each.parent_id not in themes)
        return tuple(self._row(each, [each]) for each in alone)

    def _theme(self, theme: Topic, topics: Sequence[Topic]) -> Theme:
        own = [each for each in topics if each.parent_id == theme.topic_id]
        names = [self._names.topic(each.topic_id) for each in own[:_NAMED]]
        left = f" and {len(own) - _NAMED} more" if len(own) > _NAMED else ""
        about = f"{plural(len(own), 'topic')}: {' · '.join(names)}{left}"
        return Theme(self._row(theme, own), tuple(self._row(each, [each]) for each in own), about)

    def _row(self, topic: Topic, members: Sequence[Topic]) -> TopicRow:
        quote = self._quotes.get(topic.headline or "")
        periods = self._periods.get(topic.topic_id, ())
        return TopicRow(
            topic=topic,
            sentiment=split(f for each in members for f in self._feelings.get(each.topic_id, ())),
            quote=quote,
            said=shorten(quote.text, _SHORT) if quote else "",
            steadiness=steadiness(topic.stability),
            origin=self._origin(topic, periods),
            news=self._news.get(topic.topic_id, ""),
            periods=periods,
            shares=draw_shares(periods),
        )

    def _origin(self, topic: Topic, periods: Sequence[Period]) -> str:
        """Since when the topic is known, what it came from, and what of it is in no period."""
        said = []
        if topic.born_in:
            data = f"data up to {topic.born_in}" if topic.born_in[:1].isdigit() else "undated data"
            said.append(f"first found in {data}")
        if topic.parents:
            said.append(f"came from {', '.join(self._names.topic(each) for each in topic.parents)}")
        if periods and periods[0].undated:
            said.append(plural(periods[0].undated, "mention without a date", "mentions without a date"))
        return " · ".join(said)
