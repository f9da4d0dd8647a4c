"""The rows of the table of topics while a person's edits are applied to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.errors import near_miss
from feedback_miner.topics.edits import TopicEdit, TopicEdits
from feedback_miner.topics.settled import says

Row = dict[str, Any]
Rows = dict[str, Row]
"""Topics and themes by id."""

READABLE = (20, 220)
"""Characters within which a quote says something and is still read."""
THEME_WORDS = 10


def author(edits: TopicEdits, rows: Rows) -> list[str]:
    """Write names, themes, and a row for each part of a split, which takes after its parent, into `rows`.

    Returns:
        A warning for each theme that is new, though its name is nearly that of another.
    """
    warnings: list[str] = []
    for edit in sorted(edits.topics, key=lambda each: (_depth(each.id, edits), each.id)):
        row = rows.get(edit.id)
        if row is None:
            continue
        row["name"] = edit.name or row["name"]
        if edit.theme:
            row["parent_id"] = theme = _theme(edit.theme, edits, rows)
            if theme not in rows:
                warnings += _nearly(edit, edits, rows)
                rows[theme] = _new_theme(theme, edit.theme, row)
        for part, name, words in edit.split.parts(edit.id) if edit.split else ():
            rows.setdefault(part, row | {"topic_id": part, "name": name, "keywords": words, "headline": None})
    return warnings


def recount(
    rows: Rows, mentions: pd.DataFrame, homes: NDArray[np.object_], gains: Mapping[str, set[str]]
) -> None:
    """Write mentions, origins, stability and headline of the topics that are left; the others go."""
    before = {topic: origins(row) for topic, row in rows.items()}
    texts, ids = (mentions[name].to_numpy(dtype=object) for name in ("text", "mention_id"))
    for topic in [topic for topic, row in rows.items() if row["level"] == "topic"]:
        row, own = rows[topic], np.flatnonzero(homes == topic)
        if not own.size:
            del rows[topic]
            continue
        sources = gains[topic] - {topic}
        came_from = before[topic].union(sources, *(before[source] for source in sources)) - {topic}
        row["mentions"] = int(own.size)
        row["came_from"] = ", ".join(sorted(came_from)) or None
        row["stability"] = np.nan if sources else row["stability"]
        if row["headline"] not in ids[own]:
            row["headline"] = _headline(ids[own], texts[own], row["keywords"])


def recount_themes(rows: Rows, edits: TopicEdits) -> None:
    """Write mentions and words of the themes that are left; the topics of the others have no theme."""
    wanted = {_theme(edit.theme, edits, rows) for edit in edits.topics if edit.theme}
    wanted |= {edit.id for edit in edits.topics if edit.name}
    for theme in [theme for theme, row in rows.items() if row["level"] == "theme"]:
        own = [row for row in rows.values() if row["parent_id"] == theme]
        if len(own) >= (1 if theme in wanted else 2):
            rows[theme]["mentions"] = sum(topic["mentions"] for topic in own)
            rows[theme]["keywords"] = list(rows[theme]["keywords"]) or _words_of(own)
            continue
        del rows[theme]
        for topic in own:
            topic["parent_id"] = None


def origins(row: Mapping[str, Any]) -> set[str]:
    """The topics that a topic came from."""
    listed = row.get("came_from")
    return set(re.findall(r"[\w.-]+", listed)) if isinstance(listed, str) else set()


def _depth(topic: str, edits: TopicEdits) -> int:
    return 1 + _depth(edits.parts[topic], edits) if topic in edits.parts else 0


def _theme(wanted: str, edits: TopicEdits, rows: Rows) -> str:
    """The id of the theme of that id or name; one made from the name where there is none."""
    names = _theme_names(edits, rows)
    same = sorted(each for each, name in names.items() if name.casefold() == wanted.casefold())
    if wanted in names or same:
        return wanted if wanted in names else same[0]
    return f"theme-{hashlib.sha256(wanted.casefold().encode()).hexdigest()[:8]}"


def _theme_names(edits: TopicEdits, rows: Rows) -> dict[str, str]:
    names: dict[str, str] = {each: row["name"] for each, row in rows.items() if row["level"] == "theme"}
    return names | {edit.id: edit.name for edit in edits.topics if edit.name and edit.id in names}


def _nearly(edit: TopicEdit, edits: TopicEdits, rows: Rows) -> Iterator[str]:
    if near := near_miss(edit.theme or "", sorted(_theme_names(edits, rows).values())):
        yield f"{edits.place(edit)}: '{edit.theme}' is a new theme. {near}"


def _new_theme(theme: str, name: str, like: Row) -> Row:
    made = {"topic_id": theme, "level": "theme", "name": name, "keywords": [], "stability": np.nan}
    return dict.fromkeys(like) | made


def _headline(ids: NDArray[np.object_], texts: NDArray[np.object_], words: Sequence[str]) -> str:
    """The mention that says most of the words: readable before not, short before long, then by id."""
    said = np.zeros(len(ids), dtype=np.int64)
    for word in words:
        said += says(texts, [word])
    lengths = np.array([len(text) for text in texts])
    unreadable = (lengths < READABLE[0]) | (lengths > READABLE[1])
    return str(ids[np.lexsort((ids.astype(str), lengths, -said, unreadable))[0]])


def _words_of(topics: Sequence[Row]) -> list[str]:
    """The most telling words of the topics in turn, the largest topic first."""
    largest = sorted(topics, key=lambda topic: (-topic["mentions"], topic["topic_id"]))
    turns = range(max(len(topic["keywords"]) for topic in topics))
    words = (list(topic["keywords"])[turn : turn + 1] for turn in turns for topic in largest)
    return list(dict.fromkeys(word for some in words for word in some))[:THEME_WORDS]
