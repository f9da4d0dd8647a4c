"""A topics.yaml to start from: every topic with its name, and how to change it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd
import yaml

from feedback_miner.topics.edits import TopicEdit, TopicEdits

HEAD = """\
# What you change here holds in every later run that gets this file:
#   feedback-miner topics RUN -o NEW_RUN --edits topics.yaml
#   feedback-miner mine EXPORTS -o NEW_RUN --topics-from RUN --topics-edits topics.yaml
# An entry with an id alone changes nothing, and can be removed. Below an id, as many as fit of:
#   name: Parcel left at the wrong door      another name
#   theme: Delivery                          under another theme, by name or id; a new name opens a new one
#   merge_into: topic-3fa9c1d2               its mentions go to that topic
#   hide: true                               dissolved: its mentions have no topic
#   split: {by: [[refund, money back], [exchange]], names: [Refund takes too long, Exchange refused]}
#                                            mentions that say one of the words leave for a topic of that
#                                            name, the first that fits; the rest stays. "refund" finds
#                                            "refunded" too.
# A theme can be renamed.
version: "1"
topics:
"""


def edits_sheet(topics: pd.DataFrame, edits: TopicEdits, names: Mapping[str, str]) -> str:
    """The text of a file of edits that lists every topic and theme.

    Args:
        topics: Topics and themes as they were found, before any edit.
        edits: Edits that hold already: they are written out.
        names: What topics and themes are called now, by id, for those that are not among `topics`.

    Returns:
        YAML. Read back it gives the same edits; an entry without edits is there for its id.
    """
    known: dict[str, Mapping[Hashable, object]] = {row["topic_id"]: row for row in topics.to_dict("records")}
    held = {edit.id: edit for edit in edits.topics}
    called = {topic: str(row["name"]) for topic, row in known.items()} | dict(names)
    order = topics.sort_values(["level", "mentions", "topic_id"], ascending=[False, False, True]).topic_id
    ids = [*order, *sorted(({*held} | {*edits.parts}) - {*known})]
    return HEAD + "".join(_entry(topic, held.get(topic), known.get(topic, {}), called) for topic in ids)


def _entry(
    topic: str, edit: TopicEdit | None, row: Mapping[Hashable, object], called: Mapping[str, str]
) -> str:
    size = f", {row['mentions']:,} mentions" if row else ""
    theme = "theme " if row.get("level") == "theme" else ""
    under = called.get(str(row.get("parent_id")))
    comment = _one_line(f"{theme}{called.get(topic, 'is no more')}{size}{f', in {under}' if under else ''}")
    changes = edit.model_dump(exclude={"id"}, exclude_defaults=True) if edit else {}
    lines = [f"    {key}: {_value(value)}\n" for key, value in changes.items()]
    return f"  - id: {_value(topic)}  # {comment}\n" + "".join(lines)


def _value(value: object) -> str:
    """A value as YAML writes it in one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1e9, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def _one_line(text: str) -> str:
    """A name without what could end a comment."""
    return "".join(character if character.isprintable() else " " for character in text)
