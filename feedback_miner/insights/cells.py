"""Who says what about which cell: the one view of the tables that every figure is counted from.

A cell is a touchpoint (`delivery`), or a touchpoint at one stage of the journey (`delivery@post_purchase`).
"""

from __future__ import annotations

import pandas as pd

from feedback_miner.errors import TableError
from feedback_miner.taxonomy import Taxonomy


def numbered(records: pd.DataFrame) -> pd.DataFrame:
    """The records in order of their id, with `respondent`: a number per respondent_id, in order of that id.

    The numbers run from 0 to N - 1, so N, the base of all scores, is the largest plus one.
    """
    ordered = records.sort_values("record_id", ignore_index=True)
    numbers, _ = pd.factorize(ordered.respondent_id, sort=True)
    return ordered.assign(respondent=numbers)


def opinions(
    records: pd.DataFrame, mentions: pd.DataFrame, tags: pd.DataFrame, taxonomy: Taxonomy
) -> pd.DataFrame:
    """One row per tag and cell: what one mention says about a touchpoint, and again about touchpoint x stage.

    Args:
        records: Of the respondents that count, from `numbered`. Tags of other records are left out, so that a
            segment is ranked by handing in its records.
        mentions: As in `tables.JudgedMentions`.
        tags: As in `tables.JudgedTags`.
        taxonomy: Decides which touchpoints have cells per stage: those with more than one stage.

    Returns:
        Columns `cell`, `touchpoint`, `stage` (null: all stages), `mention_id`, `respondent`, `created_at`,
        `negative` and `positive` in [0, 1], `request` (bool); in order of cell, respondent and mention.

    Raises:
        TableError: If a tag names a mention or a touchpoint that does not exist.
    """
    _check_names(mentions, tags, taxonomy)
    rows = tags[["mention_id", "record_id", "touchpoint", "stage", "sentiment", "polarity"]]
    rows = rows.merge(records[["record_id", "respondent", "created_at"]], on="record_id")
    rows = rows.merge(mentions[["mention_id", "intent"]], on="mention_id")
    rows = rows.assign(
        negative=strength_of(rows, "negative"),
        positive=strength_of(rows, "positive"),
        request=rows.intent == "request",
    ).drop(columns=["record_id", "sentiment", "polarity", "intent"])
    both = pd.concat([rows.assign(stage=None, cell=rows.touchpoint), _per_stage(rows, taxonomy)])
    both = both.astype({"stage": "str", "cell": "str"})
    return both.sort_values(["cell", "respondent", "mention_id"], ignore_index=True)


def strength_of(tags: pd.DataFrame, polarity: str) -> pd.Series[float]:
    """|sentiment| in [0, 1] where the tag has that polarity; 0 for any other polarity.

    A weak number with polarity neutral is no opinion, mixed is neither a complaint nor praise, and a null
    sentiment (no model for that language) counts neither way.
    """
    signed = tags.sentiment.astype(float) * (1.0 if polarity == "positive" else -1.0)
    return signed.where(tags.polarity == polarity, 0.0).fillna(0.0).clip(0.0, 1.0)


def _per_stage(rows: pd.DataFrame, taxonomy: Taxonomy) -> pd.DataFrame:
    """The rows again as touchpoint x stage, where a touchpoint has several stages and one of them is sure."""
    several = [t.id for t in taxonomy.touchpoints if len(t.stages) > 1]
    staged = rows[rows.stage.notna() & rows.touchpoint.isin(several)]
    return staged.assign(cell=staged.touchpoint + "@" + staged.stage)


def _check_names(mentions: pd.DataFrame, tags: pd.DataFrame, taxonomy: Taxonomy) -> None:
    touchpoints = pd.Index([touchpoint.id for touchpoint in taxonomy.touchpoints])
    for column, known in (("mention_id", pd.Index(mentions.mention_id)), ("touchpoint", touchpoints)):
        strange = tags[column][known.get_indexer(pd.Index(tags[column])) < 0]
        if len(strange):
            raise TableError(f"table JudgedTags, column {column}: '{strange.min()}' does not exist")
