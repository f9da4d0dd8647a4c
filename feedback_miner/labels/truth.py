"""What people say, as one figure for each labelled record and touchpoint."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.tables import Labels


def truth(labels: DataFrame[Labels], touchpoints: Sequence[str]) -> pd.DataFrame:
    """The share of a record's labellers who say that it speaks of a touchpoint.

    Args:
        labels: Labels of any number of people.
        touchpoints: Ids of the touchpoints; labels for others count as read, and as none of these.

    Returns:
        Shares in [0, 1], a row a record, by rising id, and a column a touchpoint.
    """
    people = labels.groupby("record_id").labeller.nunique()
    votes = (
        labels.dropna(subset=["touchpoint"]).value_counts(["record_id", "touchpoint"]).unstack(fill_value=0)
    )
    votes = votes.reindex(index=people.index, columns=list(touchpoints), fill_value=0)
    return votes.div(people, axis=0).astype(float)
