"""What people look at in the topics of a finished run: the list, a closer look, a file to edit them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from feedback_miner.errors import UsageError, listing, near_miss
from feedback_miner.runs import Run
from feedback_miner.tables import UNSTABLE, JudgedMentions, checked
from feedback_miner.tagging import aspects
from feedback_miner.topic_history import edits_of
from feedback_miner.topic_runs import encoder_of, opened_run, settings_of
from feedback_miner.topics import find_topics
from feedback_miner.topics.edits_sheet import edits_sheet

FEELINGS = ("positive", "neutral", "negative")


def list_topics(mentions: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Topics under their themes, as a person reads them.

    Args:
        mentions: As in `tables.JudgedMentions`.
        topics: As in `tables.Topics`.

    Returns:
        The table of topics, each theme before its topics, the largest first, topics without a theme last;
        with `share` of all mentions, `positive`, `neutral` and `negative` as shares of those with a polarity
        (NaN where none has one), `unstable`, and `quote`, the words of the headline. All shares in [0, 1].
    """
    themes = dict(zip(topics.topic_id, topics.parent_id, strict=True))
    homes = mentions.topic_id.astype(object)
    groups = pd.concat([mentions.assign(group=homes), mentions.assign(group=homes.map(themes))])
    counts = pd.crosstab(groups.group, groups.polarity).reindex(topics.topic_id, fill_value=0)
    judged = counts.sum(axis=1).replace(0, np.nan)
    feelings = {feeling: (counts.get(feeling, 0) / judged).round(6).to_numpy() for feeling in FEELINGS}
    texts = dict(zip(mentions.mention_id, mentions.text, strict=True))
    listed = topics.assign(
        share=(topics.mentions / max(len(mentions), 1)).round(6),
        **feelings,
        unstable=topics.stability < UNSTABLE,
        quote=topics.headline.map(texts),
    )
    return _as_tree(listed)


def _as_tree(topics: pd.DataFrame) -> pd.DataFrame:
    sizes = topics.set_index("topic_id").mentions
    order = topics.assign(
        root=topics.parent_id.where(topics.parent_id.notna(), topics.topic_id),
        alone=(topics.level == "topic") & topics.parent_id.isna(),
        inner=topics.level == "topic",
    )
    order = order.assign(around=order.root.map(sizes))
    keys = ["alone", "around", "root", "inner", "mentions", "topic_id"]
    order = order.sort_values(keys, ascending=[True, False, True, True, False, True])
    return topics.loc[order.index].reset_index(drop=True)


def topics_within(run: Run | Path | str, touchpoint: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Topics among the mentions of one touchpoint, found anew: finer than those of the whole run.

    Args:
        run: A run, or its folder.
        touchpoint: The id of a touchpoint.

    Returns:
        The mentions tagged with the touchpoint, with the topics they have among themselves; and these topics.
        Edits do not apply. There are none where the touchpoint has fewer than `topics.min_mentions`.

    Raises:
        UsageError: If the taxonomy of the run has no such touchpoint.
        RunError: If the run is missing or damaged.
    """
    opened = opened_run(run)
    known = [each.id for each in opened.taxonomy.touchpoints]
    if touchpoint not in known:
        hint = near_miss(touchpoint, known) or f"Touchpoints: {listing(known)}."
        raise UsageError(f"no touchpoint '{touchpoint}' in the taxonomy of this run.", hint=hint)
    config = settings_of(opened)
    chosen = opened.mentions.mention_id.isin(opened.tags.mention_id[opened.tags.touchpoint == touchpoint])
    mentions = checked(opened.mentions[chosen].reset_index(drop=True), JudgedMentions)
    vectors = aspects(encoder_of(opened), opened.vectors[chosen.to_numpy()]).astype(np.float32)
    found = find_topics(mentions, vectors, config.topics, config.seed, config.embedding.reads)
    return found.mentions, found.topics


def write_edits(run: Run | Path | str, path: Path | str) -> int:
    """Write a file in which a person renames, merges, splits, moves and hides the topics of a run.

    Args:
        run: A run, or its folder.
        path: The file to write; it must not exist. Edits that the run obeys already are in it.

    Returns:
        How many topics there are to edit.

    Raises:
        UsageError: If the file exists.
        RunError: If the run is missing or damaged.
    """
    opened = opened_run(run)
    found, names = opened.topics_as_found, dict(zip(opened.topics.topic_id, opened.topics.name, strict=True))
    text = edits_sheet(found, edits_of(opened), names)
    target = Path(path)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        hint = "Your edits in it are kept: choose another name."
        raise UsageError("there is a file here already.", place=str(target), hint=hint) from None
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}.", place=str(target)) from None
    return int((found.level == "topic").sum())
