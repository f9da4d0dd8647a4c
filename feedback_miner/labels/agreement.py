"""How far people agree with each other: no tagger can be trusted further than that."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.labels.resampling import Figure, Floats, Resampling, figures, summed
from feedback_miner.tables import Labels


def agreement(
    labels: DataFrame[Labels], respondent_of: pd.Series[str], resampling: Resampling
) -> tuple[Figure, int]:
    """Krippendorff's alpha over (record, touchpoint) pairs: does the record speak of it, yes or no?

    Only records that two people or more have labelled count; of the touchpoints only those that somebody
    named at all.

    Args:
        labels: Labels with their labellers.
        respondent_of: Who wrote each record, by record id: the unit that is drawn for the interval.
        resampling: Draws, coverage and seed.

    Returns:
        Alpha, at most 1; 0 is what chance would give. And the number of records it rests on.
    """
    people = labels.groupby("record_id").labeller.nunique()
    people = people[people > 1]
    touchpoints = sorted(labels.touchpoint.dropna().unique())
    votes = pd.crosstab(labels.record_id, labels.touchpoint).reindex(
        index=people.index, columns=touchpoints, fill_value=0
    )
    asked = np.asarray(people, dtype=np.float64)[:, None]
    pairs = coincidences(np.asarray(votes, dtype=np.float64), asked)
    respondents = respondent_of.loc[people.index].to_numpy(dtype=object)
    (alpha,) = figures(summed(pairs.sum(axis=1), respondents), _alpha, resampling)
    return alpha, len(people)


def coincidences(yes: Floats, people: Floats) -> Floats:
    """How often two values were given to one unit, over ordered pairs of people.

    Args:
        yes: How many said yes, shape (records, touchpoints).
        people: How many were asked, at least 2, same shape or one column.

    Returns:
        Yes with yes, yes with no, no with no: shape (records, touchpoints, 3).
    """
    no = people - yes
    counts = np.stack([yes * (yes - 1), yes * no, no * (no - 1)], axis=-1)
    return np.asarray(counts / (people - 1)[..., None], dtype=np.float64)


def _alpha(sums: Floats) -> Floats:
    """Nominal alpha from the three coincidences, shape (draws, 3) to (draws, 1).

    NaN where all gave the same value: without variation there is nothing to agree on.

    Source:
        Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section A: one minus
        `(n - 1) * o_yes_no / (n_yes * n_no)`.
    """
    both, split, neither = sums.T
    yes, no = both + split, neither + split
    chance = yes * no
    alpha = 1 - (yes + no - 1) * split / np.where(chance > 0, chance, 1.0)
    return np.where(chance > 0, alpha, np.nan)[:, None]
