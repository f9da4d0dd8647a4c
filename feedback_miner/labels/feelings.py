"""Polarity of the pairs that were found: does the run feel what people say?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from feedback_miner.labels.resampling import Figure, Floats, Resampling, figures, share, summed

CLASSES = ("positive", "neutral", "negative")


def collapsed(polarities: Iterable[str]) -> str:
    """One polarity for a pair that was judged several times."""
    kinds = set(polarities)
    if {"positive", "negative"} <= kinds or "mixed" in kinds:
        return "mixed"
    return next((each for each in ("negative", "positive") if each in kinds), "neutral")


def polarity_f1(
    labels: pd.DataFrame, tags: pd.DataFrame, respondent_of: pd.Series[str], resampling: Resampling
) -> tuple[Figure, int]:
    """Macro F1 of positive, neutral and negative over pairs that are both labelled and found.

    Pairs labelled as mixed are left out; a pair judged as mixed counts as wrong. Only classes that occur
    among the labels enter the mean.

    Returns:
        The figure, in [0, 1], and the number of pairs.
    """
    pair = ["record_id", "touchpoint"]
    said = labels.dropna(subset=["touchpoint", "polarity"]).groupby(pair).polarity.agg(collapsed)
    felt = tags.dropna(subset=["polarity"]).groupby(pair).polarity.agg(collapsed)
    both = pd.concat([said.rename("said"), felt.rename("felt")], axis=1, join="inner").sort_index()
    both = both[both.said.isin(CLASSES)]
    said_so, felt_so = (_one_hot(both[column]) for column in ("said", "felt"))
    counts = np.hstack([said_so * felt_so, said_so, felt_so])
    respondents = respondent_of.loc[both.index.get_level_values("record_id")].to_numpy(dtype=object)
    (figure,) = figures(summed(counts, respondents), _macro_f1, resampling)
    return figure, len(both)


def _one_hot(polarities: pd.Series[str]) -> Floats:
    """Shape (pairs, classes)."""
    matches = [[each == polarity for each in CLASSES] for polarity in polarities]
    return np.array(matches, dtype=np.float64).reshape(-1, len(CLASSES))


def _macro_f1(sums: Floats) -> Floats:
    """Sums of hits, labelled and found pairs of each class, shape (draws, 9), to shape (draws, 1)."""
    hits, said, felt = np.split(sums, 3, axis=1)
    present = said > 0
    total = np.where(present, 2 * hits / np.maximum(said + felt, 1.0), 0.0).sum(axis=1, keepdims=True)
    return share(total, present.sum(axis=1, keepdims=True).astype(np.float64))
