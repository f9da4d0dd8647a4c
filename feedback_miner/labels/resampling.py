"""Figures with intervals: from counts of each respondent, by the bootstrap over respondents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DECIMALS = 4


@dataclass(frozen=True)
class Resampling:
    """How intervals are made: how many draws, from which start, and what share of them they cover."""

    draws: int
    level: float
    seed: int


@dataclass(frozen=True)
class Figure:
    """A figure and its interval; all None where it is not defined, as the precision of no tag is not."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def as_dict(self) -> dict[str, float | None]:
        """For JSON."""
        return {"value": self.value, "low": self.low, "high": self.high}


def figures(counts: Floats, formula: Callable[[Floats], Floats], resampling: Resampling) -> list[Figure]:
    """Figures that follow from sums over respondents.

    Args:
        counts: What each respondent adds, shape (respondents, sums), in an order that does not depend on
            the order of the input.
        formula: Sums, shape (draws, sums), to figures, shape (draws, figures); NaN where not defined.
        resampling: Draws, coverage and seed.

    Returns:
        One figure a column, with its percentile interval over draws of as many respondents, with
        replacement. Draws in which it is not defined are left out.

    Source:
        Efron (1979), Annals of Statistics 7(1), 1-26.
    """
    people = len(counts)
    values = formula(counts.sum(axis=0, keepdims=True))[0]
    if not people:
        return [Figure(None)] * len(values)
    rng = np.random.default_rng(resampling.seed)
    taken = rng.multinomial(people, np.full(people, 1 / people), size=resampling.draws)
    drawn = formula((taken.astype(np.float64) @ counts).round(6))
    tail = (1 - resampling.level) / 2
    return [_figure(value, column, tail) for value, column in zip(values, drawn.T, strict=True)]


def _figure(value: float, drawn: Floats, tail: float) -> Figure:
    if np.isnan(value):
        return Figure(None)
    low, high = np.quantile(drawn[~np.isnan(drawn)], [tail, 1 - tail])
    ends = min(low, value), max(high, value)
    return Figure(*(round(float(each), DECIMALS) for each in (value, *ends)))


def summed(values: Floats, groups: NDArray[np.object_]) -> Floats:
    """Sums of rows over groups, by rising name of the group, shape (groups, ...)."""
    names, group_of = np.unique(groups, return_inverse=True)
    sums = np.zeros((len(names), *values.shape[1:]))
    np.add.at(sums, group_of, values)
    return sums


def share(part: Floats, whole: Floats) -> Floats:
    """`part / whole`; NaN where there is nothing to take a share of."""
    return np.asarray(np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan))
