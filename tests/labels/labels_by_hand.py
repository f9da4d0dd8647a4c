"""Labels written in a test."""

import pandas as pd

from feedback_miner.labels import Resampling
from feedback_miner.tables import Labels, checked

FEW_DRAWS = Resampling(draws=200, level=0.9, seed=1)


def labels_of(*rows: tuple[str, str | None], labeller: str = "", **columns: object) -> pd.DataFrame:
    """Labels from pairs of record and touchpoint."""
    table = pd.DataFrame(rows, columns=["record_id", "touchpoint"])
    given = {"polarity": None, "labeller": labeller, "drawn": None} | columns
    return checked(table.assign(**given), Labels)
