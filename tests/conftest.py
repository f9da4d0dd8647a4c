"""What many tests need: small tables made by hand."""

from collections.abc import Callable, Sequence

import pandas as pd
import pytest
from pandera.typing import DataFrame

from feedback_miner.tables import Records, checked


@pytest.fixture(scope="session")
def make_records() -> Callable[..., DataFrame[Records]]:
    """Records from texts; other columns by keyword, with sensible values where none are given."""

    def make(texts: Sequence[str], **columns: object) -> DataFrame[Records]:
        numbers = range(1, len(texts) + 1)
        table = {
            "record_id": [f"r{number:04d}" for number in numbers],
            "source": "made.csv",
            "row": list(numbers),
            "kind": "review",
            "channel": None,
            "text": list(texts),
            "created_at": pd.NaT,
            "rating": None,
            "rating_kind": None,
            "rating_raw": None,
            "language": "en",
            "question": None,
            "prior_polarity": None,
            "duplicate_of": None,
        } | columns
        table.setdefault("respondent_id", table["record_id"])
        return checked(pd.DataFrame(table, index=range(len(texts))), Records)

    return make
