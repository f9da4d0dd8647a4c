"""What labels teach: a correction of the tagger's own confidence, as small as the labels allow.

A person labels a whole record; tags belong to mentions. So the correction is a logistic regression over bags
of mentions (multiple-instance learning): a record speaks of a touchpoint as much as its strongest mention
does. The logit of the tagger without labels is the offset, and every coefficient is pulled towards zero:
without labels nothing changes, with few of them little. The intercept of a touchpoint moves its threshold; it
is pulled to zero like the rest.

Where the encoder may learn too, there are two corrections, one on its vectors as they are and one on those of
the encoder that has learned; their mean is used if that is better out of fold.

Source:
    Ray and Craven (2005), ICML 22: logistic regression with a soft maximum over the instances of a bag.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from feedback_miner.tagging.bags import Bags, Matrix, Places, logistic, logits
from feedback_miner.tagging.correction import Examples, Features
from feedback_miner.tagging.fine_tuned import FineTuned

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
        fine_tuned: Whether vectors of an encoder that has learned are used; None: it was not asked to learn.
        f1_frozen: Micro F1 out of fold without such vectors.
    """

    confidence: Matrix
    records: Places
    out_of_fold: Matrix
    strictness: float | None
    f1_before: float
    f1_after: float
    fine_tuned: bool | None = None
    f1_frozen: float | None = None


@dataclass(frozen=True)
class _Trial:
    """What cross-validation says of one way of learning."""

    strictness: float
    guess: Matrix
    loss: float


@dataclass(frozen=True)
class _Material:
    """All mentions, and what people said of the records of some.

    Attributes:
        offsets: Logits of the mentions without labels.
        record_of: Their records.
        taught: The mentions of labelled records.
        rows: The row of `known` of each of these.
        known: What the labelled records speak of.
    """

    offsets: Matrix
    record_of: Places
    taught: Places
    rows: Places
    known: Matrix

    def view(self, vectors: Matrix) -> Features:
        """All mentions by one kind of vectors."""
        return Features.of(self.offsets, vectors, Bags.of(self.record_of))

    def examples(self, view: Features) -> Examples:
        """Those of labelled records."""
        return view.examples(self.taught, self.rows, self.known)

    def relearned(self, fine_tuned: FineTuned, lot: Places) -> Examples:
        """The same by vectors of an encoder that has learned from some of the labelled records alone."""
        vectors = fine_tuned.vectors(self.taught[np.isin(self.rows, lot)], self.taught)
        view = Features.of(self.offsets[self.taught], vectors, Bags.of(self.rows))
        return view.examples(np.arange(len(self.taught)), self.rows, self.known)

    def corrected(self, views: Sequence[Features], strictness: float) -> Matrix:
        """Confidence of all mentions under the mean of the corrections learned from each view."""
        weights = [self.examples(view).fit([strictness])[strictness] for view in views]
        corrections = [view.correction(each) for view, each in zip(views, weights, strict=True)]
        return logistic(self.offsets + np.mean(corrections, axis=0))


def learn(
    confidence: Matrix,
    vectors: Matrix,
    record_of: Places,
    truth: Mapping[int, Matrix],
    *,
    threshold: float,
    seed: int,
    fine_tuned: FineTuned | None = None,
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
        fine_tuned: Vectors of an encoder that learns too, once for each fold and once from all labels.

    Returns:
        The corrected confidences. With fewer than 20 labelled records that have mentions they are unchanged.
    """
    from threadpoolctl import threadpool_limits

    taught = np.flatnonzero(np.isin(record_of, list(truth)))
    records, rows = np.unique(record_of[taught], return_inverse=True)
    known = np.array([truth[int(record)] for record in records]).reshape(-1, confidence.shape[1])
    before = Bags.of(record_of[taught]).highest(confidence[taught])
    f1_before = micro_f1(known, before, threshold)
    nothing = Lesson(confidence, records, before, None, f1_before, f1_before)
    if fine_tuned is not None:
        nothing = replace(nothing, fine_tuned=False, f1_frozen=f1_before)
    if len(records) < FEWEST_RECORDS:
        return nothing
    material = _Material(logits(confidence), record_of, taught, rows, known)
    with threadpool_limits(1):  # the same sums on one core and on many
        views = [material.view(vectors)]
        own = material.examples(views[0])
        chosen = frozen = _cross_validated(lambda _: [own], known, seed)
        if fine_tuned is not None:
            tuned = _cross_validated(lambda lot: [own, material.relearned(fine_tuned, lot)], known, seed)
            chosen = min(frozen, tuned, key=lambda trial: trial.loss)
        if chosen.loss >= _loss(before, known):
            return nothing
        if fine_tuned is not None and chosen is not frozen:
            views.append(material.view(fine_tuned.vectors(taught, np.arange(len(vectors)))))
        corrected = material.corrected(views, chosen.strictness)
    f1_after = micro_f1(known, chosen.guess, threshold)
    lesson = Lesson(corrected, records, chosen.guess, chosen.strictness, f1_before, f1_after)
    if fine_tuned is None:
        return lesson
    f1_frozen = micro_f1(known, frozen.guess, threshold)
    return replace(lesson, fine_tuned=chosen is not frozen, f1_frozen=f1_frozen)


def micro_f1(truth: Matrix, confidence: Matrix, threshold: float) -> float:
    """F1 over all (record, touchpoint) pairs, in [0, 1]; 0 without any."""
    found, true = confidence >= threshold, truth >= 0.5
    pairs = int(found.sum() + true.sum())
    return 2 * int((found & true).sum()) / pairs if pairs else 0.0


def _cross_validated(views: Callable[[Places], list[Examples]], truth: Matrix, seed: int) -> _Trial:
    """The strictness with the lowest loss out of fold, and its confidences out of fold.

    Args:
        views: All labelled records as examples, by one or more kinds of vectors, which may have learned from
            the given records alone.
        truth: What the records speak of.
        seed: Deals them into folds.
    """
    count = len(truth)
    folds = np.array_split(np.random.default_rng(seed).permutation(count), _FOLDS)
    guesses = {each: np.empty_like(truth) for each in STRICTNESS}
    for fold in map(np.sort, folds):
        lot = np.setdiff1d(np.arange(count), fold)
        seen = [(view.part(fold), view.part(lot).fit(STRICTNESS)) for view in views(lot)]
        own = seen[0][0]
        for each in STRICTNESS:
            correction = np.mean([held.inputs @ weights[each] for held, weights in seen], axis=0)
            guesses[each][fold] = logistic(Bags.of(own.record_of).highest(own.offsets + correction))
    best = min(STRICTNESS, key=lambda each: (_loss(guesses[each], truth), -each))
    return _Trial(best, guesses[best], _loss(guesses[best], truth))


def _loss(confidence: Matrix, truth: Matrix) -> float:
    """Mean logarithmic loss, rounded so that the noise of sums decides nothing."""
    odds = logits(confidence)
    return round(float((np.logaddexp(0.0, odds) - truth * odds).mean()), _DECIMALS)
