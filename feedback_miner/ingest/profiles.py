"""What the content of a column looks like, whatever its header says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_miner.ingest.dates import is_date, is_epoch
from feedback_miner.ingest.rating_cells import is_rating

SAMPLE = 1_000
MISSING = {"", "-", "n/a", "null", "none", "nan"}
_URL = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NUMBER = re.compile(r"[-+]?[\d.,:%€$£ ]*\d[\d.,:%€$£ ]*")
_CODE = re.compile(r"(?=\S*\d)[\w:/.|#-]{4,}|[0-9a-f]{8,}")
_CHOICES = re.compile(r"\s*[;,|]\s*")


@dataclass(frozen=True)
class Profile:
    """Shares, in [0, 1], are over a sorted sample of the distinct values: row order is no matter."""

    rows: int
    filled: int
    distinct: int
    dates: float
    epochs: float
    numbers: float
    codes: float
    urls: float
    emails: float
    ratings: float
    letters: float
    words: float
    repeated_choices: bool

    @property
    def categories(self) -> bool:
        """Few values that come again and again."""
        return self.distinct <= 20 and (
            self.filled >= 3 * self.distinct or (self.distinct < 3 <= self.filled)
        )


def profile(cells: pd.Series) -> Profile:
    """The profile of one column of text cells."""
    counts = Counter(str(cell).strip() for cell in cells.tolist())
    values = sorted(value for value in counts if value.lower() not in MISSING)
    sample = values[:: max(1, len(values) // SAMPLE)] if values else []
    text = "".join(value[:500] for value in sample)
    return Profile(
        rows=len(cells),
        filled=sum(counts[value] for value in values),
        distinct=len(values),
        dates=_share(sample, is_date),
        epochs=_share(sample, is_epoch),
        numbers=_share(sample, _NUMBER.fullmatch),
        codes=_share(sample, _CODE.fullmatch),
        urls=_share(sample, _URL.fullmatch),
        emails=_share(sample, _EMAIL.search),
        ratings=_share(sample, is_rating),
        letters=sum(char.isalpha() or char.isspace() for char in text) / len(text) if text else 0.0,
        words=sum(len(value.split()) for value in sample) / len(sample) if sample else 0.0,
        repeated_choices=_are_choices(sample),
    )


def _share(sample: Sequence[str], test: object) -> float:
    return sum(bool(test(value)) for value in sample) / len(sample) if sample else 0.0  # type: ignore[operator]


def _are_choices(sample: Sequence[str]) -> bool:
    """Whether cells list choices of a question: `Website;App`, made of few short pieces."""
    pieces = Counter(piece for value in sample for piece in _CHOICES.split(value) if piece)
    total = pieces.total()
    short = all(len(piece.split()) <= 4 for piece in pieces)
    return total > 3 and short and len(pieces) <= 0.7 * total
