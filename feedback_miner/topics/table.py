"""The table of topics: names, themes, a quote that stands for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.tables import Topics, Vectors, checked, empty
from feedback_miner.topics.context import Matrix, unit
from feedback_miner.topics.graph import Ints
from feedback_miner.topics.grouped import Grouped
from feedback_miner.topics.identity import Before, Previous
from feedback_miner.topics.names import Group, Named
from feedback_miner.topics.theme_rows import with_themes

Naming = Callable[[Sequence[Group]], Sequence[Named]]

CENTRAL = 400
"""Mentions of a topic, the most central ones, that its name is cut from."""
OF_A_TOPIC = 60
"""Of these, how many the name of its theme is cut from."""
CANDIDATES = 12
"""Telling words of which a topic without a phrase gets its name."""


def topic_table(
    mentions: pd.DataFrame,
    vectors: Vectors,
    grouped: Grouped,
    previous: Previous | None,
    run: str,
    naming: Naming,
) -> DataFrame[Topics]:
    """Topics, largest first, then their themes.

    Args:
        mentions: In order of their ids.
        vectors: Their unit vectors in context, shape (mentions, dimensions).
        grouped: Their topics.
        previous: The earlier run, whose topics keep their names.
        run: What new topics are born in.
        naming: How groups of mentions get their names.
    """
    members = [grouped.members(place) for place in range(len(grouped.ids))]
    alive = sorted(
        (p for p, m in enumerate(members) if len(m)), key=lambda p: (-len(members[p]), grouped.ids[p])
    )
    if not alive:
        return empty(Topics)
    texts = mentions.text.to_numpy(dtype=object)
    centres = unit(np.stack([vectors[members[place]].mean(axis=0) for place in alive]).astype(np.float64))
    central = [_central(vectors, members[p], centre) for p, centre in zip(alive, centres, strict=True)]
    named = naming(
        [
            Group(list(texts[c]), vectors[c].astype(np.float64), grouped.words[p])
            for p, c in zip(alive, central, strict=True)
        ]
    )
    before = {} if previous is None else previous.topics.set_index("topic_id").to_dict("index")
    rows = [
        _row(grouped, place, len(members[place]), name, mentions, chosen, before, run)
        for place, name, chosen in zip(alive, named, central, strict=True)
    ]
    own = pd.DataFrame(rows)
    groups = [list(texts[near][:OF_A_TOPIC]) for near in central]
    return checked(with_themes(own, centres, groups, before, run), Topics)


def _central(vectors: Vectors, members: Ints, centre: Matrix) -> Ints:
    """The members nearest to the middle, in order of their ids."""
    nearness = (vectors[members] @ centre.astype(np.float32)).round(5)
    return np.sort(members[np.argsort(-nearness, kind="stable")[:CENTRAL]])


def _row(
    grouped: Grouped,
    place: int,
    size: int,
    named: Named,
    mentions: pd.DataFrame,
    central: Ints,
    before: Before,
    run: str,
) -> dict[str, object]:
    """A topic that goes on keeps its name and keywords: a name that changes is no identity."""
    topic = grouped.ids[place]
    near = mentions.iloc[central]
    old = before.get(topic)
    parents = grouped.parents.get(topic)
    return {
        "topic_id": topic,
        "level": "topic",
        "name": old["name"] if old else named.name or _plain(grouped.words[place], list(near.text)),
        "keywords": list(old["keywords"] if old else named.keywords or grouped.words[place][:10]),
        "parent_id": None,
        "headline": None if named.headline is None else near.mention_id.iloc[named.headline],
        "mentions": size,
        "stability": grouped.stability[place],
        "born_in": old["born_in"] if old else run or None,
        "came_from": ", ".join(parents) if parents else old["came_from"] if old else None,
    }


def _plain(words: Sequence[str], texts: Sequence[str]) -> str:
    """A name where no phrase is said often enough: of the telling words those that the most mentions say."""
    said = [set(re.findall(r"\w+", text.lower())) for text in texts]
    single = [word for word in words if " " not in word][:CANDIDATES]
    single.sort(key=lambda word: -sum(word in each for each in said))
    name = ", ".join(single[:3]) or "no common words"
    return name[0].upper() + name[1:]
