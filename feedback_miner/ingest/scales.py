"""Which scale a rating is on, and which end of it is best: by its header, else by its values."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from feedback_miner.config import Columns
from feedback_miner.ingest.vocabulary import PIPED, phrase

MOST = 0.95
"""A scale is believed when it covers this share of the values; the rest is counted as outside."""
_RANGE = re.compile(r"(?<![\d.])(-?\d{1,3})\s*(?:-|–|bis|to|\.\.|…|a)\s*\+?(\d{1,3})(?![\d.])")
_END_POINT = re.compile(r"(?<![\d.])(-?\d{1,3})\s*[=:]\s*[^\W\d]")
_GOOD = (
    r"(?:very |sehr |tres |muy |molto |muito |zeer )?"
    r"(?:good|satisfied|happy|best|excellent|great|likely|easy|gut|zufrieden|bien|bueno)"
)
_ONE_IS_BEST = re.compile(rf"\b[01]\s*[=:(]\s*{_GOOD}\b|\b{_GOOD}\s*[=(]\s*1\b", re.IGNORECASE)
_KINDS = (
    ("nps", re.compile(r"\b(nps|recommend|empfehl\w*|recommand\w*|recomendar\w*|consigli\w*|aanbevel\w*)")),
    ("stars", re.compile(r"\b(stars?|sterne?n?|etoiles?|estrellas?|stelle|estrelas?)\b")),
    ("ces", re.compile(r"\b(ces|effort|how easy|aufwand)\b")),
    ("csat", re.compile(r"\b(csat|satisf\w*|zufrieden\w*|satisfait\w*|happy|survey results?)\b")),
)
_TYPICAL = {
    "nps": [(0, 10)],
    "stars": [(1, 5), (0, 5), (1, 10)],
    "ces": [(1, 7), (1, 5)],
    "csat": [(1, 5), (0, 2), (1, 7), (0, 10), (0, 100)],
}
_ANY = [(0, 1), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 100)]


@dataclass(frozen=True)
class Scale:
    """The worst and the best value of a rating, and how we know."""

    worst: float
    best: float
    kind: str
    why: str

    def place(self, raw: pd.Series) -> pd.Series:
        """Values on [0, 1], 1 best; NaN outside the scale."""
        share = ((raw - self.worst) / (self.best - self.worst)).round(6)
        return share.where((share >= 0) & (share <= 1))


def find_scale(raw: pd.Series, header: str, given: Columns, *, thumbs: bool) -> Scale | None:
    """The scale of a column's numbers, None when it has none.

    Args:
        raw: Numbers as they stand in the export, without NaN.
        header: Name, question text and stated scale of the column.
        given: The user's word on kind and direction, if any.
        thumbs: The numbers stand for two words, good (1) and bad (0).
    """
    if raw.empty:
        return None
    kind: str = given.rating_kind or _kind(header)
    if thumbs:
        return Scale(0.0, 1.0, "csat" if kind == "csat" else "other", "guessed: two words, good and bad")
    low, high, why = _ends(raw, header, kind)
    if given.rating_best is not None or given.rating_worst is not None:
        return _given_scale(low, high, kind, given)
    if _ONE_IS_BEST.search(header):
        return Scale(high, low, kind, f"{why}, {low:g} is best by its header")
    return Scale(low, high, kind, why)


def _given_scale(low: float, high: float, kind: str, given: Columns) -> Scale:
    """The ends the user names; the one not named is the other end of the scale found."""
    best, worst = given.rating_best, given.rating_worst
    middle = (low + high) / 2
    if best is None:
        best = low if worst is not None and worst > middle else high
    if worst is None:
        worst = high if best < middle else low
    return Scale(worst, best, kind, "given")


def _kind(header: str) -> str:
    plain = phrase(header)
    return next((name for name, pattern in _KINDS if pattern.search(plain)), "other")


def _ends(raw: pd.Series, header: str, kind: str) -> tuple[float, float, str]:
    header = PIPED.sub("", header)
    stated = [(float(low), float(high)) for low, high in _RANGE.findall(header)]
    points = [float(point) for point in _END_POINT.findall(header)]
    if len(points) > 1:
        stated.append((min(points), max(points)))
    for low, high in stated:
        if low < high and _share(raw, low, high) >= 0.5:
            return low, high, f"guessed: {low:g} to {high:g} by its header"
    usual = "" if kind == "other" else f", as usual for {kind}"
    for low, high in [*_TYPICAL.get(kind, []), *_ANY]:
        if _share(raw, low, high) >= MOST:
            return low, high, f"guessed: {low:g} to {high:g} by its values{usual}"
    low, high = float(raw.min()), float(raw.max())
    return low, high if high > low else low + 1, "guessed: smallest to largest value"


def _share(raw: pd.Series, low: float, high: float) -> float:
    return float(((raw >= low) & (raw <= high)).mean())
