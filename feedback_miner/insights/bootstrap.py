"""The bootstrap over respondents, and the intervals read from it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
_BLOCK_BYTES = 64_000_000


def bootstrap(rows: csr_array, shared: csr_array, counts: NDArray[np.int64], draws: int, seed: int) -> Floats:
    """Column sums over respondents drawn with replacement, for each draw.

    A draw takes N respondents out of N, each as likely as any other: how often each is taken is multinomial.
    Respondents whose rows are equal need not be told apart: first it is drawn how many fall on each shared
    row and on the single rows together, then which single rows. That is the same multinomial distribution,
    and much faster where most respondents add nothing.

    Args:
        rows: One row per respondent who is told apart, shape (singles, columns); at least one row.
        shared: One row for each group of equal respondents, shape (groups, columns).
        counts: How many respondents each shared row stands for, shape (groups,).
        draws: How often to draw.
        seed: For numpy's PCG64.

    Returns:
        Shape (draws, columns). The same on any number of cores: no step of it runs in parallel.

    Source:
        Efron (1979), Annals of Statistics 7(1), 1-26.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    singles = rows.shape[0]
    groups = np.concatenate([[singles], counts])
    taken = generator.multinomial(groups.sum(), groups / groups.sum(), size=draws)
    sums = _product(taken[:, 1:], shared)
    block = max(1, _BLOCK_BYTES // (8 * singles))
    for start in range(0, draws, block):
        picks = taken[start : start + block, 0]
        weights = [np.bincount(generator.integers(singles, size=n), minlength=singles) for n in picks]
        sums[start : start + block] += _product(np.stack(weights), rows)
    return sums


def percentile_interval(draws: Floats, level: float, estimate: Floats | None = None) -> tuple[Floats, Floats]:
    """The middle `level` of the draws of each column; draws that are NaN are left out.

    Args:
        draws: Shape (draws, columns).
        level: Coverage, in (0, 1).
        estimate: The figures themselves, shape (columns,). The interval is widened to hold them, which
            matters only where very few respondents make the figure.

    Returns:
        Lower and upper ends, shape (columns,) each.

    Source:
        Efron (1981), Canadian Journal of Statistics 9(2), 139-158.
    """
    tail = (1 - level) / 2
    low, high = np.nanquantile(draws, [tail, 1 - tail], axis=0)
    if estimate is None:
        return low, high
    return np.minimum(low, estimate), np.maximum(high, estimate)


def _product(weights: NDArray[Any], rows: csr_array) -> Floats:
    """`weights @ rows` by scipy's sparse code, which adds in one fixed order; BLAS need not."""
    return np.asarray((rows.T @ weights.T.astype(np.float64)).T)
