"""Estimates with their uncertainty that more than one step needs: shares, ratios of rates, many tests.

docs/formulas.md holds them in the same words.
"""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def wilson_interval(hits: int, total: int, *, level: float = 0.90) -> tuple[float, float]:
    """Interval for a share that holds up for 3 of 3 as for 80 of 100.

    With `s = hits/total` and z the normal quantile of the level, the ends are
    `(s + z^2/2t -+ z sqrt(s(1-s)/t + z^2/4t^2)) / (1 + z^2/t)`, t = total.

    Args:
        hits: Respondents who complain, 0 <= hits <= total.
        total: Respondents who mention the touchpoint, at least 1.
        level: Coverage, in (0, 1).

    Returns:
        Lower and upper share, in [0, 1], around hits/total.

    Raises:
        ValueError: If the counts or the level are impossible.

    Source:
        Wilson (1927), JASA 22(158), 209-212.
    """
    if not (0 <= hits <= total and total >= 1 and 0 < level < 1):
        raise ValueError(f"no interval for {hits} of {total} at level {level}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return (low if hits else 0.0, high if hits < total else 1.0)


def rate_ratio(
    hits: float, total: float, hits_before: float, total_before: float, *, level: float = 0.90
) -> tuple[float, float, float]:
    """Ratio of two shares of respondents, last period over the one before, with its interval.

    `R = (a/n) / (b/m)`, interval `R exp(-+ z sqrt(1/a - 1/n + 1/b - 1/m))`. Where a count is 0, or both are
    all, 0.5 is added to those who do and to those who do not, in both periods. No unit; 1 is no change.

    Args:
        hits: a, contributing respondents in the last period, 0 <= a <= n; no whole number where voices that
            come in bursts count for less than one each.
        total: n, respondents in the last period, at least 1.
        hits_before: b, likewise in the period before.
        total_before: m, likewise in the period before.
        level: Coverage, in (0, 1).

    Returns:
        Ratio, lower end, upper end; all positive and finite.

    Source:
        Katz, Baptista, Azen and Pike (1978), Biometrics 34(3), 469-474; the 0.5 after Anscombe (1956),
        Biometrika 43(3/4), 461-464.
    """
    a, n, b, m = hits, total, hits_before, total_before
    if 0 in (a, b) or (a, b) == (n, m):
        a, n, b, m = a + 0.5, n + 1, b + 0.5, m + 1
    ratio = (a / n) / (b / m)
    spread = NormalDist().inv_cdf((1 + level) / 2) * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return ratio, exp(log(ratio) - spread), exp(log(ratio) + spread)


def fisher_p(hits: int, total: int, hits_before: int, total_before: int) -> float:
    """Two-sided p-value that both periods have the same share; exact, so it holds for small counts.

    Range (0, 1]. It errs towards large p-values, never towards false alarms. Respondents who write in both
    periods count in both, as if they were two.

    Source:
        Fisher (1935), JRSS 98(1), 39-82.
    """
    from scipy.stats import fisher_exact

    table = [[hits, total - hits], [hits_before, total_before - hits_before]]
    return float(fisher_exact(table).pvalue)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """q-values: the share of false alarms to expect when every cell with a q this small is called changed.

    With the p-values in ascending order, `q_i = min over j >= i of (p_j m / j)`, m the number of tests.

    Args:
        p_values: Shape (tests,), in [0, 1].

    Returns:
        Shape (tests,), in [0, 1], none below its p-value, in the same order of size.

    Source:
        Benjamini and Hochberg (1995), JRSS B 57(1), 289-300.
    """
    order = np.argsort(p_values, kind="stable")
    stepped = p_values[order] * (len(p_values) / np.arange(1, len(p_values) + 1))
    q_values = np.empty(len(p_values))
    q_values[order] = np.minimum.accumulate(stepped[::-1])[::-1]
    return np.minimum(q_values, 1.0)
