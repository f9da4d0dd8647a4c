"""Topics as a person wants them: the edits of topics.yaml, applied to the topics as they were found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.tables import JudgedMentions, Topics, checked
from feedback_miner.topics.edited_rows import Rows, author, origins, recount, recount_themes
from feedback_miner.topics.edits import TopicEdit, TopicEdits
from feedback_miner.topics.settled import settle


def apply_edits(
    mentions: DataFrame[JudgedMentions],
    topics: DataFrame[Topics],
    edits: TopicEdits,
    *,
    retired: Collection[str] = (),
) -> tuple[DataFrame[JudgedMentions], DataFrame[Topics], list[str]]:
    """Merge, split, move, rename and hide topics.

    A mention follows the edits of its topic until none concerns it: a merge leads on to its target, a split
    to the first part one of whose words the mention says. So the order of the entries does not matter, and
    edits that have been applied change nothing when they are applied again. Every mention that had a topic
    keeps one, but for those of hidden topics. Topics that gained or were made by hand have no `stability`,
    as nobody measured it. A theme that is left with one topic is dissolved, unless the edits name it.

    Args:
        mentions: The mentions of the run, in any order.
        topics: Its topics and themes.
        edits: What a person wants.
        retired: Ids of earlier runs that may be gone: edits of these are left out with a warning.

    Returns:
        The mentions in the order they came; the topics, largest first, then their themes; and what could not
        be done, a sentence each.

    Raises:
        ConfigError: If the edits name a topic that neither is nor was, or treat a theme like a topic.
    """
    if not edits.topics:
        return mentions, topics, []
    listed = topics.to_dict("records")
    rows: Rows = {row["topic_id"]: {str(key): value for key, value in row.items()} for row in listed}
    edits.check({*rows, *retired, *(each for row in rows.values() for each in origins(row))})
    _refuse_themes(edits, rows)
    warnings = list(_left_out(edits, rows))
    merges = _merges(edits, rows)
    warnings += author(edits, rows)
    homes, gains = settle(mentions, edits, merges)
    warnings += _unsaid(edits, rows, homes)
    recount(rows, mentions, homes, gains)
    recount_themes(rows, edits)
    table = pd.DataFrame(list(rows.values()), columns=topics.columns)
    table = table.sort_values(["level", "mentions", "topic_id"], ascending=[False, False, True])
    edited = mentions.assign(topic_id=pd.Series(homes, index=mentions.index, dtype=object))
    return checked(edited, JudgedMentions), checked(table.reset_index(drop=True), Topics), warnings


def _refuse_themes(edits: TopicEdits, rows: Rows) -> None:
    themes = {topic for topic, row in rows.items() if row["level"] == "theme"}
    for edit in edits.topics:
        wrong = next((key for key in ("merge_into", "theme", "split", "hide") if getattr(edit, key)), None)
        if edit.id in themes and wrong:
            message = f"'{edit.id}' is a theme, which has no '{wrong}'."
            raise edits.error(edit, wrong, message, "A theme can only be renamed; edit its topics.")
        if edit.merge_into in themes:
            hint = f"Write 'theme: {edit.merge_into}' to move the topic there."
            raise edits.error(edit, "merge_into", f"'{edit.merge_into}' is a theme.", hint)


def _left_out(edits: TopicEdits, rows: Rows) -> Iterator[str]:
    """Edits of topics that are gone, unless what they ask for has been done before."""
    for edit in edits.topics:
        place, known = edits.place(edit), edit.id in rows or edit.id in edits.parts
        if known and edit.merge_into and not _target(edit.merge_into, edits, rows):
            yield f"{place}: topic '{edit.merge_into}' is no more; '{edit.id}' is not merged into it."
        elif not known and not _done(edit, edits, rows):
            heir = _heir(edit.id, rows)
            into = f" It went into '{heir}'." if heir else ""
            yield f"{place}: topic '{edit.id}' is no more; its edit is left out.{into}"


def _done(edit: TopicEdit, edits: TopicEdits, rows: Rows) -> bool:
    """Whether nothing was asked of a topic that is gone but what has been done before."""
    if edit.merge_into:
        return edit.id in origins(rows.get(_target(edit.merge_into, edits, rows) or "", {}))
    if edit.split:
        return any(part in rows for part, _, _ in edit.split.parts(edit.id))
    return not (edit.name or edit.theme)


def _merges(edits: TopicEdits, rows: Rows) -> dict[str, str]:
    """Which topic goes where in the end; those whose target is gone stay."""
    targets = {source: _target(source, edits, rows) for source in edits.merges}
    return {source: target for source, target in targets.items() if target and target != source}


def _target(topic: str, edits: TopicEdits, rows: Rows) -> str | None:
    """Where merges lead from a topic: to one that there is, that came from it, or that a split makes."""
    while topic in edits.merges:
        topic = edits.merges[topic]
    return topic if topic in edits.parts else _heir(topic, rows)


def _heir(topic: str, rows: Rows) -> str | None:
    """The topic itself, or the only one that came from it."""
    heirs = [each for each, row in rows.items() if topic in origins(row)]
    return topic if topic in rows else heirs[0] if len(heirs) == 1 else None


def _unsaid(edits: TopicEdits, rows: Rows, homes: NDArray[np.object_]) -> Iterator[str]:
    """Parts of a split that are empty, unless the edits send their mentions elsewhere."""
    left = {*homes, *(edit.id for edit in edits.topics if edit.merge_into or edit.hide or edit.split)}
    for edit in edits.topics:
        for part, name, _ in edit.split.parts(edit.id) if edit.split and edit.id in rows else ():
            if part not in left:
                yield f"{edits.place(edit)}: no mention of topic '{edit.id}' says the words of '{name}'."
