"""The section about topics: what people talk about, whatever the touchpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_miner.config import EmbeddingConfig, TopicsConfig
from feedback_miner.report.facts import Facts, amount, section
from feedback_miner.report.insight import Names
from feedback_miner.report.topic import Topic, read_events, read_periods, read_tests
from feedback_miner.report.views.emerging import Emerging, announce
from feedback_miner.report.views.lineage import Lineage, tell_lineage
from feedback_miner.report.views.quotes import Quote
from feedback_miner.report.views.shares import unit
from feedback_miner.report.views.topic_rows import Theme, TopicRow, TopicRows
from feedback_miner.report.words import number, plural
from feedback_miner.tables import Mined


@dataclass(frozen=True)
class TopicsSection:
    """Themes with their topics, and before them what is new.

    `top` and `rest` are the topics under no theme; without any topic `nothing` says why. `unit` is what a
    column of the shares stands for.
    """

    intro: str
    nothing: str
    unit: str
    dated: bool
    partial: bool
    emerging: Emerging
    lineage: Lineage
    themes: tuple[Theme, ...]
    top: tuple[TopicRow, ...]
    rest: tuple[TopicRow, ...]

    @property
    def rows(self) -> tuple[TopicRow, ...]:
        """All rows, each theme before its topics."""
        themed = tuple(row for theme in self.themes for row in (theme.row, *theme.topics))
        return (*themed, *self.top, *self.rest)


def describe_topics(
    mined: Mined,
    topics: Sequence[Topic],
    names: Names,
    quotes: Mapping[str, Quote],
    facts: Facts,
    longest: int,
) -> TopicsSection:
    """Lay out the topics of a run.

    Args:
        mined: The run.
        topics: Its topics and themes, the largest first.
        names: What ids are called.
        quotes: Those of the headlines at least.
        facts: The manifest, as far as it is known.
        longest: Topics under no theme that are open to view.
    """
    emerging = announce(read_tests(mined.emerging_topics), names, mined, facts)
    lineage = tell_lineage(read_events(mined.topic_lineage), names)
    periods = read_periods(mined.topic_periods)
    rows = TopicRows(mined.mentions, quotes, periods, names, emerging.kinds)
    alone = rows.alone(topics)
    every = [each for own in periods.values() for each in own]
    return TopicsSection(
        intro=_intro(topics, mined),
        nothing="" if topics else why_none(mined, facts, lineage),
        unit=unit(every),
        dated=len({each.period for each in every}) > 1,
        partial=any(each.partial for each in every),
        emerging=emerging,
        lineage=lineage,
        themes=rows.themes(topics),
        top=alone[:longest],
        rest=alone[longest:],
    )


def _intro(topics: Sequence[Topic], mined: Mined) -> str:
    themes = sum(each.level == "theme" for each in topics)
    under = f" under {plural(themes, 'theme')}" if themes else ""
    having = number(int(mined.mentions.topic_id.notna().sum()))
    return (
        "What people talk about, found in their words and not given beforehand: "
        f"{plural(len(topics) - themes, 'topic')}{under}, the largest first. "
        f"{having} of {plural(len(mined.mentions), 'mention')} have a topic."
    )


def why_none(mined: Mined, facts: Facts, lineage: Lineage) -> str:
    """Why a run has no topics: switched off, too few mentions to read, or nothing that holds together."""
    if section(facts, "config", "topics").get("enabled") is False:
        return "No topics: they were switched off (topics.enabled)."
    if lineage.sentence:
        return "No topics: no mention goes with a topic of the earlier run, and no new topic holds together."
    embedding = section(facts, "config", "embedding")
    usual = EmbeddingConfig()
    read = EmbeddingConfig.model_construct(
        model=embedding.get("model", usual.model), languages=embedding.get("languages", usual.languages)
    ).reads
    usable = int(mined.mentions.language.isin(read).sum())
    least = int(amount(facts, "config", "topics", "min_mentions") or TopicsConfig().min_mentions)
    said = plural(usable, "mention is", "mentions are")
    if usable < least:
        return f"No topics: {said} in a language the model reads, and it takes {least} to group them."
    return f"No topics: {said} in a language the model reads, but no group of them holds together."
