"""Ratings of any scale to [0, 1] with 1 as best: numbers, stars, NPS, words, thumbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from feedback_miner.config import Columns
from feedback_miner.ingest.vocabulary import phrase

MOST = 0.95
"""A scale is believed when it covers this share of the values; the rest is counted as outside."""


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


@dataclass(frozen=True)
class Ratings:
    """By data row: `rating` in [0, 1], `raw`, `kind`; and how many values were unreadable or off the scale."""

    rating: pd.Series
    raw: pd.Series
    kind: pd.Series
    scale: Scale | None
    unparsable: int = 0
    outside: int = 0


_NUMBER = re.compile(
    r"(?P<number>[-+]?\d+(?:[.,]\d+)?)(?:\s*(?:/|out of|von|sur|de|di|van)\s*(?P<top>\d+))?(?:\D.{0,40})?"
)
_STARS = re.compile(r"([★⭐🌟]+)[☆✩\ufe0f\s]*")
_ENGLISH_NUMBERS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
NO_RATING = {"", "-", "n a", "na", "none", "null", "offered", "unoffered", "not offered", "not rated", "nan"}
_LIKERT = {
    1.0: "very dissatisfied|extremely dissatisfied|very unhappy|extremely unhappy|very poor|terrible|awful|very bad"
    "|strongly disagree|very difficult|not at all satisfied|completely dissatisfied|sehr unzufrieden|sehr schlecht"
    "|tres insatisfait|tres mauvais|muy insatisfecho|muy malo|molto insoddisfatto|pessimo|muito insatisfeito"
    "|zeer ontevreden",
    2.0: "dissatisfied|somewhat dissatisfied|unhappy|poor|disagree|difficult|unzufrieden|schlecht|insatisfait"
    "|mauvais|insatisfecho|malo|insoddisfatto|scarso|insatisfeito|ruim|ontevreden|slecht|slightly dissatisfied",
    3.0: "neutral|neither satisfied nor dissatisfied|neither good nor poor|neither agree nor disagree|fair|average|ok"
    "|okay|neither|mittel|teils teils|weder noch|neutre|moyen|neutro|regular|sufficiente|neutraal|matig|so so",
    4.0: "satisfied|somewhat satisfied|happy|good|agree|easy|zufrieden|gut|satisfait|bon|satisfecho|bueno|soddisfatto"
    "|buono|satisfeito|bom|tevreden|goed|slightly satisfied",
    5.0: "very satisfied|extremely satisfied|very happy|extremely happy|very good|excellent|great|outstanding"
    "|strongly agree|very easy|completely satisfied|sehr zufrieden|sehr gut|ausgezeichnet|tres satisfait|excellent"
    "|muy satisfecho|excelente|molto soddisfatto|ottimo|eccellente|muito satisfeito|otimo|zeer tevreden|uitstekend",
}
_LIKERT_WORDS = {word: value for value, words in _LIKERT.items() for word in words.split("|")}
_THUMBS = {"good": 1.0, "bad": 0.0, "true": 1.0, "false": 0.0, "thumbs up": 1.0, "thumbs down": 0.0}
_THUMBS |= {
    "good with comment": 1.0,
    "bad with comment": 0.0,
    "yes": 1.0,
    "no": 0.0,
    "positive": 1.0,
    "negative": 0.0,
}
_RANGE = re.compile(r"(?<![\d.])(-?\d{1,3})\s*(?:-|–|bis|to|\.\.|…|a)\s*\+?(\d{1,3})(?![\d.])")
_GOOD = r"(?:very |sehr |tres |muy |molto |muito |zeer )?(?:good|satisfied|happy|best|excellent|great|likely|easy|gut|zufrieden|bien|bueno)"
_BAD = r"(?:very |sehr |not at all |extremely )?(?:poor|bad|worst|dissatisfied|unsatisfied|unlikely|not at all|schlecht|unzufrieden|mangelhaft)"
_ONE_IS_BEST = re.compile(rf"\b[01]\s*[=:(]\s*{_GOOD}\b|\b{_GOOD}\s*[=(]\s*1\b", re.IGNORECASE)
_END_POINTS = re.compile(r"(?<![\d.])(-?\d{1,3})\s*[=:]\s*[^\W\d]")
_KINDS = (
    ("nps", re.compile(r"\b(nps|recommend|empfehl\w*|recommand\w*|recomendar\w*|consigli\w*|aanbevel\w*)")),
    (
        "stars",
        re.compile(r"\b(stars?|sterne?n?|etoiles?|estrellas?|stelle|estrelas?|review rating|star rating)\b"),
    ),
    ("ces", re.compile(r"\b(ces|effort|how easy|aufwand)\b")),
    (
        "csat",
        re.compile(r"\b(csat|satisf\w*|satisfaction|zufrieden\w*|satisfait\w*|happy|survey results?)\b"),
    ),
)
_TYPICAL = {"nps": [(0, 10)], "stars": [(1, 5), (0, 5), (1, 10)], "ces": [(1, 7), (1, 5)]}
_TYPICAL["csat"] = [(1, 5), (0, 2), (1, 7), (0, 10), (0, 100)]
_ANY = [(0, 1), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 100)]


def read_number(cell: str) -> float:
    """The number a rating cell stands for, NaN for none.

    >>> read_number("4,5"), read_number("5 - Very satisfied"), read_number("★★★☆☆"), read_number("FOUR")
    (4.5, 5.0, 3.0, 4.0)
    """
    cell = cell.strip()
    match = _NUMBER.fullmatch(cell)
    if match:
        return float(match["number"].replace(",", "."))
    stars = _STARS.fullmatch(cell)
    if stars:
        return float(len(stars[1]))
    words = phrase(cell)
    return _ENGLISH_NUMBERS.get(words, _LIKERT_WORDS.get(words, np.nan))


def is_rating(cell: str) -> bool:
    """Whether a cell may be a rating: a number, stars, or words of a rating scale."""
    return (
        cell in _THUMBS
        or phrase(cell) in _THUMBS
        or phrase(cell) in NO_RATING
        or not np.isnan(read_number(cell))
    )


def read_ratings(cells: pd.Series, types: pd.Series | None, header: str, given: Columns) -> Ratings:
    """Ratings of one column, each survey type on its own scale.

    Args:
        cells: Cells as text, by data row.
        types: The survey type of each row (nps, csat, ces) where the export mixes them.
        header: Name, question text and stated scale of the column.
        given: The user's word on kind and direction, if any.
    """
    if types is None:
        return _read_one(cells, header, given)
    parts = [_read_one(cells[types == each], f"{header} {each}", given) for each in sorted(types.unique())]
    whole = [
        pd.concat([getattr(part, name) for part in parts]).reindex(cells.index)
        for name in ("rating", "raw", "kind")
    ]
    scales = [part.scale for part in parts if part.scale]
    scale = replace(scales[0], why="one scale for each survey type") if scales else None
    return Ratings(*whole, scale, sum(p.unparsable for p in parts), sum(p.outside for p in parts))


def _read_one(cells: pd.Series, header: str, given: Columns) -> Ratings:
    distinct = list(cells.unique())
    blank = {cell for cell in distinct if phrase(cell) in NO_RATING}
    as_thumbs = all(phrase(cell) in _THUMBS for cell in distinct if cell not in blank)
    known = {
        cell: _THUMBS[phrase(cell)] if as_thumbs else read_number(cell)
        for cell in distinct
        if cell not in blank
    }
    raw = cells.map(known).astype("float64")
    unparsable = int((raw.isna() & ~cells.isin(blank)).sum())
    scale = _scale(raw.dropna(), header, given, thumbs=as_thumbs)
    if scale is None:
        return Ratings(raw * np.nan, raw, pd.Series(pd.NA, cells.index, dtype="str"), None, unparsable)
    rating = scale.place(raw)
    kind = pd.Series(scale.kind, cells.index, dtype="str").where(raw.notna())
    return Ratings(rating, raw, kind, scale, unparsable, int((raw.notna() & rating.isna()).sum()))


def _scale(raw: pd.Series, header: str, given: Columns, *, thumbs: bool) -> Scale | None:
    if raw.empty:
        return None
    kind = given.rating_kind or next(
        (name for name, pattern in _KINDS if pattern.search(phrase(header))), "other"
    )
    if given.rating_best is not None and given.rating_worst is not None:
        return Scale(given.rating_worst, given.rating_best, kind, "given")
    if thumbs:
        return Scale(0.0, 1.0, kind, "guessed: two words, good and bad")
    low, high, why = _ends(raw, header, kind)
    best_is_low = bool(_ONE_IS_BEST.search(header)) if given.rating_best is None else given.rating_best == low
    if best_is_low:
        why += ", 1 is best by its header"
    kind = "stars" if kind == "other" and (low, high) == (1, 5) and "rating" in phrase(header) else kind
    return Scale(high, low, kind, why) if best_is_low else Scale(low, high, kind, why)


def _ends(raw: pd.Series, header: str, kind: str) -> tuple[float, float, str]:
    stated = [(float(low), float(high)) for low, high in _RANGE.findall(header)]
    points = [float(point) for point in _END_POINTS.findall(header)]
    if len(points) > 1:
        stated.append((min(points), max(points)))
    for low, high in stated:
        if low < high and _covers(raw, low, high):
            return low, high, f"guessed: {low:g} to {high:g} by its header"
    for low, high in [*_TYPICAL.get(kind, []), *_ANY]:
        if _covers(raw, low, high):
            return (
                low,
                high,
                f"guessed: {low:g} to {high:g} by its values" + ("" if kind == "other" else f" as {kind}"),
            )
    low, high = float(raw.min()), float(raw.max())
    return low, high if high > low else low + 1, "guessed: smallest to largest value"


def _covers(raw: pd.Series, low: float, high: float) -> bool:
    inside: float = ((raw >= low) & (raw <= high)).mean()
    return inside >= MOST


def stated_scale(cells: Sequence[str]) -> str:
    """What a column such as `rating_scale` says, when it says the same in all rows."""
    distinct = {cell for cell in cells if cell}
    return distinct.pop() if len(distinct) == 1 else ""
