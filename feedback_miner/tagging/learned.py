"""What labels teach: a correction of the tagger's own confidence, as small as the labels allow.

A person labels a whole record; tags belong to mentions. So the correction is a logistic regression over bags
of mentions (multiple-instance learning): a record speaks of a touchpoint as much as its strongest mention
does. The logit of the tagger without labels is the offset, and every coefficient is pulled towards zero:
without labels nothing changes, with few of them little. The intercept of a touchpoint moves its threshold; it
is pulled to zero like the rest.

Source:
    Ray and Craven (2005), ICML 22: logistic regression with a soft maximum over the instances of a bag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from feedback_miner.tagging.bags import Bags, Matrix, Places, logistic, logits
from feedback_miner.tagging.correction import Examples, Features

FEWEST_RECORDS = 20
"""Labelled records below which nothing is learned."""
STRICTNESS = (4.0, 2.0, 1.0, 0.5)
_FOLDS = 5
_DECIMALS = 6


@dataclass(frozen=True)
class Lesson:
    """What was learned, and how good it is on records it was not learned from.

    Attributes:
        confidence: Corrected confidence of every mention, shape (mentions, touchpoints).
        records: The labelled records that have mentions, in rising order.
        out_of_fold: Their confidence, learned from other records only, shape (records, touchpoints).
        strictness: How strictly large coefficients were punished; None where nothing was learned.
        f1_before: Micro F1 of the tagger without labels on the labelled records, in [0, 1].
        f1_after: Micro F1 of `out_of_fold` on them.
    """

    confidence: Matrix
    records: Places
    out_of_fold: Matrix
    strictness: float | None
    f1_before: float
    f1_after: float


def learn(
    confidence: Matrix,
    vectors: Matrix,
    record_of: Places,
    truth: Mapping[int, Matrix],
    *,
    threshold: float,
    seed: int,
) -> Lesson:
    """Correct the confidence of mentions by what people said of some of the records.

    How strictly to stay with the tagger without labels is chosen by five-fold cross-validation over the
    labelled records. Where no choice lowers the logarithmic loss out of fold, nothing is changed.

    Args:
        confidence: Of the tagger without labels, in [0, 1], shape (mentions, touchpoints).
        vectors: Unit vectors of the mentions, of any dimension.
        record_of: The record of each mention, as a number.
        truth: What labelled records speak of: by record, one figure in [0, 1] a touchpoint. Records without
            mentions teach nothing.
        threshold: Confidence from which on there is a tag. Only the F1 figures depend on it.
        seed: Deals the labelled records into folds.

    Returns:
        The corrected confidences. With fewer than 20 labelled records that have mentions they are unchanged.
    """
    from threadpoolctl import threadpool_limits

    taught = np.flatnonzero(np.isin(record_of, list(truth)))
    records = np.unique(record_of[taught])
    known = np.array([truth[int(record)] for record in records]).reshape(-1, confidence.shape[1])
    before = Bags.of(record_of[taught]).highest(confidence[taught])
    f1_before = micro_f1(known, before, threshold)
    nothing = Lesson(confidence, records, before, None, f1_before, f1_before)
    if len(records) < FEWEST_RECORDS:
        return nothing
    with threadpool_limits(1):  # the same sums on one core and on many
        offsets = logits(confidence)
        features = Features.of(offsets, vectors, Bags.of(record_of))
        inputs, rows = features.of_mentions(taught), np.searchsorted(records, record_of[taught])
        examples = Examples(inputs, offsets[taught], rows, known)
        strictness, guess = _cross_validated(examples, features.penalties, seed)
        if _loss(guess, known) >= _loss(before, known):
            return nothing
        weights = examples.fit(features.penalties, [strictness])[strictness]
        corrected = logistic(offsets + features.correction(weights))
    return Lesson(corrected, records, guess, strictness, f1_before, micro_f1(known, guess, threshold))


def micro_f1(truth: Matrix, confidence: Matrix, threshold: float) -> float:
    """F1 over all (record, touchpoint) pairs, in [0, 1]; 0 without any."""
    found, true = confidence >= threshold, truth >= 0.5
    pairs = int(found.sum() + true.sum())
    return 2 * int((found & true).sum()) / pairs if pairs else 0.0


def _cross_validated(examples: Examples, penalties: Matrix, seed: int) -> tuple[float, Matrix]:
    """The strictness with the lowest loss out of fold, and its confidences out of fold."""
    count = len(examples.truth)
    folds = np.array_split(np.random.default_rng(seed).permutation(count), _FOLDS)
    guesses = {each: np.empty_like(examples.truth) for each in STRICTNESS}
    for fold in map(np.sort, folds):
        own = examples.part(fold)
        rest = examples.part(np.setdiff1d(np.arange(count), fold))
        for strictness, weights in rest.fit(penalties, STRICTNESS).items():
            guesses[strictness][fold] = own.confidence(weights)
    best = min(STRICTNESS, key=lambda each: (_loss(guesses[each], examples.truth), -each))
    return best, guesses[best]


def _loss(confidence: Matrix, truth: Matrix) -> float:
    """Mean logarithmic loss, rounded so that the noise of sums decides nothing."""
    odds = logits(confidence)
    return round(float((np.logaddexp(0.0, odds) - truth * odds).mean()), _DECIMALS)
