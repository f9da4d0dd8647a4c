"""Which topic each mention ends in when people merge, split and hide topics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.topics.edits import TopicEdits

Members = NDArray[np.intp]
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Japanese and Chinese do not mark where a word begins."""


def settle(
    mentions: pd.DataFrame, edits: TopicEdits, merges: Mapping[str, str]
) -> tuple[NDArray[np.object_], dict[str, set[str]]]:
    """Let the mentions of each topic follow the edits until none concerns them.

    Args:
        mentions: With `text` and `topic_id`.
        edits: Whose splits and hidden topics count.
        merges: Which topic goes into which; without circles.

    Returns:
        The topic of each mention, None for none; and for each topic those that its mentions came from.
    """
    texts = mentions.text.to_numpy(dtype=object)
    homes = mentions.topic_id.astype(object).where(mentions.topic_id.notna(), None).to_numpy(copy=True)
    hidden = {edit.id for edit in edits.topics if edit.hide}
    splits = {edit.id: edit.split for edit in edits.topics if edit.split}
    gains: dict[str, set[str]] = {}

    def follow(topic: str, members: Members) -> Iterator[tuple[str, Members]]:
        if topic in merges:
            yield from follow(merges[topic], members)
            return
        for part, _, words in splits[topic].parts(topic) if topic in splits else ():
            said = says(texts[members], words)
            yield from follow(part, members[said])
            members = members[~said]
        if members.size:
            yield topic, members

    groups = {topic: np.flatnonzero(homes == topic) for topic in sorted({*homes} - {None})}
    for topic, members in groups.items():
        for end, settled in follow(topic, members):
            homes[settled] = None if end in hidden else end
            gains.setdefault(end, set()).add(topic)
    return homes, gains


def says(texts: Sequence[str] | NDArray[np.object_], words: Collection[str]) -> NDArray[np.bool_]:
    """Which texts say one of the words or phrases, or a longer form of it.

    >>> says(["They refunded me", "prerefund", "my money  back"], ["refund", "Money back"]).tolist()
    [True, False, True]
    """
    pattern = re.compile("|".join(_pattern(word) for word in words), re.IGNORECASE)
    return np.array([bool(pattern.search(text)) for text in texts], dtype=bool)


def _pattern(word: str) -> str:
    start = "" if _SPACELESS.match(word.strip()) else r"(?<!\w)"
    return start + r"\s+".join(map(re.escape, word.split()))
