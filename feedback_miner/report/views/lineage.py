"""What became of the topics of an earlier run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedback_miner.report.insight import Names
from feedback_miner.report.topic import Event
from feedback_miner.report.words import enumerate_names, plural

_HEADINGS = {"born": "Opened", "split": "Split off", "merged": "Merged", "retired": "Retired"}
_SHOWN = 10


@dataclass(frozen=True)
class Became:
    """One kind of event, and the topics it happened to."""

    heading: str
    topics: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Lineage:
    """What changed in the topics themselves; none of it speaks of customers. `events` are all."""

    sentence: str
    became: tuple[Became, ...]
    events: tuple[Event, ...]


def tell_lineage(events: Sequence[Event], names: Names) -> Lineage:
    """Say which topics opened, split, merged or retired; nothing where the run has no earlier one."""
    if all(event.event == "born" for event in events):
        return Lineage("", (), tuple(events))
    became = tuple(_became(kind, events, names) for kind in _HEADINGS)
    return Lineage(_sentence(events), tuple(each for each in became if each.topics), tuple(events))


def _sentence(events: Sequence[Event]) -> str:
    count = Counter(event.event for event in events)
    counts = [f"{count[kind]} {heading.lower()}" for kind, heading in _HEADINGS.items() if count[kind]]
    go_on = plural(count["continued"], "topic goes on", "topics go on")
    return f"Since the earlier run: {', '.join([go_on, *counts])}."


def _became(kind: str, events: Sequence[Event], names: Names) -> Became:
    topics = [_said(event, names) for event in events if event.event == kind]
    return Became(_HEADINGS[kind], tuple(topics[:_SHOWN]), max(0, len(topics) - _SHOWN))


def _said(event: Event, names: Names) -> str:
    name = names.topic(event.topic_id)
    if event.event == "retired":
        return f"{name} ({plural(event.mentions_before, 'mention')} before)"
    sources = [names.topic(each) for each in event.came_from if each != event.topic_id]
    return f"{name}, from {enumerate_names(sources)}" if sources else name
