"""When a topic began: the day on which its rate stepped up, and how sure that day is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feedback_miner.estimates import Floats

Counts = NDArray[np.int64]


def step_likelihood(voices: Counts, base: Counts) -> Floats:
    """Log-likelihood of a step up in the rate on each day, against no step.

    `a log(a/n) + b log(b/m) - (a+b) log((a+b)/(n+m))`, with b of m voices on the days before and a of n from
    that day on: Poisson, the rate before and the rate since both fitted. -inf where the rate does not rise.

    Args:
        voices: Of each topic on each day, shape (topics, days).
        base: Of all records, shape (days,).

    Returns:
        Shape (topics, days); the first day is never a step.

    Source:
        Hinkley (1970), Biometrika 57(1), 1-17.
    """
    from scipy.special import xlogy

    before = np.cumsum(voices, axis=1)[:, :-1]
    base_before = np.cumsum(base)[:-1]
    since = voices.sum(axis=1, keepdims=True) - before
    base_since = base.sum() - base_before
    rate_before, rate_since = before / np.maximum(base_before, 1), since / np.maximum(base_since, 1)
    total = voices.sum(axis=1, keepdims=True)
    gain = xlogy(before, rate_before) + xlogy(since, rate_since) - xlogy(total, total / max(1, base.sum()))
    gain[(rate_since <= rate_before) | (base_before == 0)] = -np.inf
    return np.concatenate([np.full((len(voices), 1), -np.inf), gain], axis=1)


def step_interval(likelihood: Floats, bursts: Floats, *, level: float) -> tuple[Counts, Counts]:
    """First and last day on which the rate may have stepped up, by the profile likelihood.

    The likeliest days, `exp(l/f)` over its sum, until they hold `level` of the sum; l is the log-likelihood
    of the day, f the burst: where voices come f at a time, they tell an f-th of what they would one by one.

    Args:
        likelihood: From `step_likelihood`, shape (topics, days), with a step in each row.
        bursts: At least 1, shape (topics,).
        level: Coverage, in (0, 1).

    Returns:
        Days, shape (topics,) each.

    Source:
        Cobb (1978), Biometrika 65(2), 243-251.
    """
    weights = np.exp((likelihood - likelihood.max(axis=1, keepdims=True)) / bursts[:, None])
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(-weights, axis=1, kind="stable")
    held = np.cumsum(np.take_along_axis(weights, order, axis=1), axis=1)
    last = (held >= level).argmax(axis=1)
    inside = np.arange(weights.shape[1]) <= last[:, None]
    first_day = np.where(inside, order, weights.shape[1]).min(axis=1)
    last_day = np.where(inside, order, -1).max(axis=1)
    return first_day, last_day
