"""The rows of themes in the table of topics. A theme goes on from run to run with the topics under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.topics.context import Matrix
from feedback_miner.topics.engine import words_of
from feedback_miner.topics.identity import Before, topic_id
from feedback_miner.topics.names import Group, Named, name_topics
from feedback_miner.topics.themes import themes


def with_themes(
    topics: pd.DataFrame, centres: Matrix, texts: Sequence[Sequence[str]], before: Before, run: str
) -> pd.DataFrame:
    """Topics with the themes over them added, and `parent_id` filled in.

    Args:
        topics: Rows of topics, largest first.
        centres: Their unit vectors, shape (topics, dimensions).
        texts: The most central mentions of each.
        before: The topics and themes of the earlier run; empty without one.
        run: What new themes are born in.
    """
    homes = _homes(topics, centres, before)
    found = sorted({home for home in homes if home})
    if not found:
        return topics
    inside = [[place for place, home in enumerate(homes) if home == theme] for theme in found]
    named = _named([[text for place in places for text in texts[place]] for places in inside])
    rows = [
        _row(theme, topics.iloc[places], name, before, run)
        for theme, places, name in zip(found, inside, named, strict=True)
    ]
    rows.sort(key=lambda row: (-row["mentions"], row["topic_id"]))
    own = topics.assign(parent_id=pd.Series(homes, index=topics.index, dtype=object))
    return pd.concat([own, pd.DataFrame(rows)], ignore_index=True)


def _homes(topics: pd.DataFrame, centres: Matrix, before: Before) -> list[str | None]:
    """The theme of each topic: the one it had, or that of the topic nearest to it that had one."""
    known = np.flatnonzero(topics.topic_id.isin(list(before)))
    if not known.size:
        return _fresh_homes(topics, centres)
    nearest = known[(centres @ centres[known].T).round(6).argmax(axis=1)]
    nearest[known] = known
    return [_text(before[topics.topic_id.iloc[place]]["parent_id"]) for place in nearest]


def _fresh_homes(topics: pd.DataFrame, centres: Matrix) -> list[str | None]:
    numbers = np.array(themes(centres, list(topics.mentions)))
    sizes = np.bincount(numbers)
    ids = topics.topic_id.to_numpy()
    return [_theme_id(ids[numbers == number]) if sizes[number] > 1 else None for number in numbers]


def _theme_id(topics: NDArray[np.object_]) -> str:
    return "theme-" + topic_id(list(topics)).removeprefix("topic-")


def _named(groups: Sequence[Sequence[str]]) -> list[Named]:
    """Names told apart from each other, from what the mentions of all topics of a theme say."""
    labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    words = words_of([text for group in groups for text in group], labels)
    return name_topics(
        [Group(group, np.ones((len(group), 1)), words.get(number, [])) for number, group in enumerate(groups)]
    )


def _row(theme: str, inside: pd.DataFrame, named: Named, before: Before, run: str) -> dict[str, Any]:
    """A theme; one that no phrase fits is called after its largest topic."""
    old = before.get(theme)
    return {
        "topic_id": theme,
        "level": "theme",
        "name": old["name"] if old else named.name or f"{inside.name.iloc[0]} and the like",
        "keywords": list(old["keywords"] if old else named.keywords),
        "parent_id": None,
        "headline": None,
        "mentions": int(inside.mentions.sum()),
        "stability": np.nan,
        "born_in": old["born_in"] if old else run or None,
        "came_from": None,
    }


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str) else None
