"""What became of each topic of an earlier run."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.tables import JudgedMentions, TopicLineage, checked, empty
from feedback_miner.topics.grouped import Grouped
from feedback_miner.topics.identity import Previous


def lineage(
    mentions: DataFrame[JudgedMentions], grouped: Grouped, previous: Previous | None
) -> DataFrame[TopicLineage]:
    """One row for each topic of either run: born, continued, split off, merged, or retired.

    Args:
        mentions: With the topics of this run.
        grouped: Which topics came from which.
        previous: The earlier run, if there is one.
    """
    now = mentions.topic_id.value_counts()
    then = pd.Series(dtype=int) if previous is None else previous.mentions.topic_id.value_counts()
    ids = sorted({*now.index, *then.index, *([] if previous is None else previous.ids)})
    rows = [
        {
            "topic_id": topic,
            "event": _event(topic, int(now.get(topic, 0)), topic in then.index, grouped),
            "came_from": list(grouped.parents.get(topic, [topic] if topic in then.index else [])),
            "mentions_before": int(then.get(topic, 0)),
            "mentions": int(now.get(topic, 0)),
        }
        for topic in ids
    ]
    return checked(pd.DataFrame(rows), TopicLineage) if rows else empty(TopicLineage)


def _event(topic: str, mentions: int, known: bool, grouped: Grouped) -> str:
    if not mentions:
        return "retired"
    parents = grouped.parents.get(topic, ())
    if len(parents) > 1:
        return "merged"
    if parents and not known:
        return "split"
    return "continued" if known else "born"
