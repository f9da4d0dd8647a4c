"""Is it more than chance, where voices come in bursts? How bursty topics are is learned from the topics."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feedback_miner.estimates import Floats

Counts = NDArray[np.int64]

BURSTS = 1 + np.array([1e-4, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64])
"""The burst sizes considered, in voices: variance over mean of the voices in a block of days."""
SHORT, LONG = 3, 14
"""Days of a block: bursts of a few days show in short ones, those of a week or two in long ones."""
ROUNDS = 30


def surprise(voices: Counts, base: Counts, steps: Counts, recent: int) -> tuple[Floats, Floats]:
    """p-values that the last days hold no larger share of a topic's voices than of all voices; and its burst.

    Given its C voices over all days, the number X in the last days is beta-binomial:
    `P(X >= x)` with parameters `C/(f-1) pi` and `C/(f-1) (1-pi)`, where pi is the share of all voices that
    falls in the last days and f the burst: voices that come f at a time (variance over mean), so f = 1 is the
    binomial test. p is the mean of that over the f that fit the topic. How well f fits is the likelihood of
    the voices in blocks of 3 and of 14 days, before and since the step in the rate apart (so that news is not
    mistaken for a burst), times how often topics of this run have such bursts.

    Args:
        voices: Of each topic on each day, shape (topics, days).
        base: Of all records, shape (days,), at least as many.
        steps: Day on which the rate of each topic stepped up, shape (topics,).
        recent: The first of the last days, with voices before and after.

    Returns:
        p-values in [0, 1], and mean bursts, at least 1; shape (topics,) each.

    Source:
        Own combination. Counts that come in bursts: Johnson, Kemp and Kotz (2005), Univariate Discrete
        Distributions, 5.3 and 6.9.2; learning from all topics: Efron (2010), Large-Scale Inference, 1.
    """
    fits = [_fits(own, base, int(step)) for own, step in zip(voices, steps, strict=True)]
    chances = _chances(np.array(fits))
    share = base[recent:].sum() / base.sum()
    tails = np.array([_tails(int(own[recent:].sum()), int(own.sum()), share) for own in voices])
    return np.clip((chances * tails).sum(axis=1), 0.0, 1.0), np.maximum((chances * BURSTS).sum(axis=1), 1.0)


def _tails(recent: int, total: int, share: float) -> Floats:
    """P(X >= recent) for each burst, shape (bursts,)."""
    from scipy.special import betaln

    if recent == 0:
        return np.ones(len(BURSTS))
    k = np.arange(recent, total + 1)
    ways = -np.log(total + 1) - betaln(k + 1, total - k + 1)
    a, b = np.outer(total / (BURSTS - 1), [share, 1 - share]).T[:, :, None]
    return np.asarray(np.exp(ways + betaln(k + a, total - k + b) - betaln(a, b)).sum(axis=1))


def _fits(voices: Counts, base: Counts, step: int) -> Floats:
    """Log-likelihood of each burst, by short and by long blocks, shape (2, bursts)."""
    before, since = np.arange(step - 1, -1, -1), np.arange(len(base) - step)
    return np.array(
        [
            _fit(voices[:step], base[:step], before // days) + _fit(voices[step:], base[step:], since // days)
            for days in (SHORT, LONG)
        ]
    )


def _fit(voices: Counts, base: Counts, blocks: Counts) -> Floats:
    """Log-likelihood of each burst, given how many voices the blocks hold together: Dirichlet-multinomial."""
    from scipy.special import gammaln

    if not voices.any():
        return np.zeros(len(BURSTS))
    held, among = np.bincount(blocks, voices), np.bincount(blocks, base)
    held, among = held[among > 0], among[among > 0]
    strength = held.sum() / (BURSTS - 1)
    expected = np.outer(strength, among / among.sum())
    parts = (gammaln(expected + held) - gammaln(expected)).sum(axis=1)
    return np.asarray(gammaln(strength) - gammaln(strength + held.sum()) + parts)


def _chances(fits: Floats) -> Floats:
    """How probable each burst by long blocks is for each topic, shape (topics, bursts).

    Short and long blocks go together as they do in the other topics, so a topic too young to show long bursts
    has those that topics with such short bursts have. Learned by expectation-maximisation from a start where
    half of all topics have bursts of one size; the start counts as much as one topic per size.
    """
    sizes = len(BURSTS)
    likelihoods = np.exp(fits - fits.max(axis=2, keepdims=True))
    pairs = likelihoods[:, 0, :, None] * likelihoods[:, 1, None, :]
    start = np.eye(sizes) / (2 * sizes) + np.triu(np.ones((sizes, sizes))) / (sizes * (sizes + 1))
    shares = start
    for _ in range(ROUNDS):
        chances = _normed(pairs * shares)
        shares = (chances.sum(axis=0) + sizes * start) / (len(fits) + sizes)
    return np.asarray(_normed(pairs * shares).sum(axis=1))


def _normed(weights: Floats) -> Floats:
    return np.asarray(weights / weights.sum(axis=(1, 2), keepdims=True))
