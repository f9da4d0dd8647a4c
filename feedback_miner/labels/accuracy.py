"""Precision, recall and F1 of the touchpoints found, and which was taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.labels.resampling import Figure, Floats, Resampling, figures, share, summed

Booleans = NDArray[np.bool_]
NOTHING = "(none)"
"""Stands in the confusion for a touchpoint missed, or found, where no other was."""


@dataclass(frozen=True)
class Scores:
    """How well touchpoints are found: one touchpoint, or several together."""

    precision: Figure
    recall: Figure
    f1: Figure

    @property
    def as_dict(self) -> dict[str, dict[str, float | None]]:
        """For JSON."""
        return {name: getattr(self, name).as_dict for name in ("precision", "recall", "f1")}


def accuracy(
    labelled: Booleans, found: Booleans, respondents: NDArray[np.object_], resampling: Resampling
) -> tuple[Scores, Scores, list[Scores]]:
    """Micro, macro, and each touchpoint's precision, recall and F1.

    Micro counts (record, touchpoint) pairs; macro is the mean over touchpoints that some record is labelled
    with, where one that is never found has a precision of 0.

    Args:
        labelled: What records speak of, shape (records, touchpoints).
        found: What they were tagged with, same shape.
        respondents: Who wrote them: the unit that is drawn for the intervals.
        resampling: Draws, coverage and seed.
    """
    touchpoints = labelled.shape[1]
    present = labelled.any(axis=0)
    counts = np.stack([labelled & found, labelled, found], axis=1).astype(np.float64)
    rows = summed(counts, respondents).reshape(-1, 3 * touchpoints)

    def formula(sums: Floats) -> Floats:
        each = sums.reshape(len(sums), 3, touchpoints)
        micro, single = _rates(each.sum(axis=2, keepdims=True)), _rates(each)
        mean = np.nan_to_num(single[:, :, present]).mean(axis=2, keepdims=True) if present.any() else micro
        return np.concatenate([micro, mean, single], axis=2).reshape(len(sums), -1)

    columns = np.array(figures(rows, formula, resampling), dtype=object).reshape(3, touchpoints + 2).T
    micro, macro, *single = (Scores(*column) for column in columns)
    return micro, macro, single


def _rates(sums: Floats) -> Floats:
    """Hits, labelled and found pairs to precision, recall and F1, along the second axis."""
    hits, labelled, found = sums[:, 0], sums[:, 1], sums[:, 2]
    return np.stack([share(hits, found), share(hits, labelled), share(2 * hits, labelled + found)], axis=1)


def confusion(labelled: Booleans, found: Booleans, touchpoints: Sequence[str]) -> pd.DataFrame:
    """Which touchpoint was taken for which: one missed in a record, and one found there by mistake.

    Returns:
        `labelled`, `found`, `records`, most records first. `(none)` stands in `found` where a record got
        nothing wrong in place of what was missed, and in `labelled` where it missed nothing.
    """
    missed, wrong = labelled & ~found, found & ~labelled
    alone = ~wrong.any(axis=1, keepdims=True), ~missed.any(axis=1, keepdims=True)
    missed = np.hstack([missed, alone[1]]).astype(np.int64)
    wrong = np.hstack([wrong, alone[0]]).astype(np.int64)
    names = [*touchpoints, NOTHING]
    counts = pd.DataFrame(missed.T @ wrong, index=names, columns=names)
    counts.loc[NOTHING, NOTHING] = 0
    table = (
        counts.rename_axis("labelled").reset_index().melt("labelled", var_name="found", value_name="records")
    )
    ranked = table[table.records > 0].sort_values(
        ["records", "labelled", "found"], ascending=[False, True, True]
    )
    return ranked.reset_index(drop=True)
