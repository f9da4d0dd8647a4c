"""Shares of respondents that hold up for small counts."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


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
