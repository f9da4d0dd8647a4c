"""Labels into the tagging: who teaches, what is learned, and how a tag that is due to labels is explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.labels import truth
from feedback_miner.tables import Labels, OutOfFold, Tune, checked
from feedback_miner.tagging.bags import Matrix, Places
from feedback_miner.tagging.fine_tuned import FineTuned
from feedback_miner.tagging.learned import Lesson, learn
from feedback_miner.tagging.reader import Reader

Strings = NDArray[np.object_]
DECIMALS = 4
_LONGEST = 100


@dataclass(frozen=True)
class Labelled:
    """Labels to learn from, and the start of the random draw that deals them into folds.

    Attributes:
        labels: What people said.
        seed: Deals the labelled records into folds.
        tune: Lets the encoder learn as well, if that is better on labels it has not seen; None: it does not.
    """

    labels: DataFrame[Labels]
    seed: int
    tune: Tune | None = None


@dataclass(frozen=True)
class Taught:
    """What came of the labels.

    Attributes:
        out_of_fold: How sure the tagger is of the labelled records when it has not seen their labels.
        facts: For the manifest: `learned_from` records, `strictness` (None: the labels showed no gain and
            changed nothing), and micro F1 on those records without labels and, out of fold, with them. Where
            the encoder was to learn: whether what it learned is used, and micro F1 out of fold without it.
    """

    out_of_fold: DataFrame[OutOfFold]
    facts: dict[str, float | int | bool | None]

    @classmethod
    def of(cls, lesson: Lesson, records: Strings, touchpoints: Sequence[str]) -> Taught:
        """From a lesson about these records and touchpoints."""
        pairs = pd.MultiIndex.from_product([records[lesson.records], touchpoints])
        table = pairs.to_frame(index=False, name=["record_id", "touchpoint"])
        table["confidence"] = lesson.out_of_fold.round(DECIMALS).ravel()
        facts: dict[str, float | int | bool | None] = {
            "learned_from": len(lesson.records),
            "strictness": lesson.strictness,
            "f1_before": round(lesson.f1_before, DECIMALS),
            "f1_after": round(lesson.f1_after, DECIMALS),
        }
        if lesson.f1_frozen is not None:
            facts |= {"fine_tuned": lesson.fine_tuned, "f1_frozen": round(lesson.f1_frozen, DECIMALS)}
        return cls(checked(table, OutOfFold), facts)


@dataclass(frozen=True)
class Precedents:
    """The mentions of labelled records, to show which of them a mention is like.

    Attributes:
        texts: Of all mentions.
        vectors: Unit vectors of all mentions.
        before: Confidence of all mentions without labels.
        rows: For each touchpoint the mention of each record labelled with it that speaks of it most surely.
    """

    texts: list[str]
    vectors: Matrix
    before: Matrix
    rows: list[Places]

    def reason(self, row: int, touchpoint: int, threshold: float) -> str | None:
        """`like labelled record: "They never rang back" (0.71)`, with the cosine.

        None where the tag would be there without labels, or no record is labelled with the touchpoint.
        """
        if self.before[row, touchpoint] >= threshold or not len(self.rows[touchpoint]):
            return None
        cosines = (self.vectors[self.rows[touchpoint]] @ self.vectors[row]).round(6)
        nearest = self.rows[touchpoint][int(cosines.argmax())]
        line = " ".join(self.texts[nearest].split())
        short = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
        return f'like labelled record: "{short}" ({cosines.max():.2f})'


def teach(
    scores: Matrix,
    vectors: Matrix,
    readable: NDArray[np.bool_],
    table: pd.DataFrame,
    reader: Reader,
    labelled: Labelled,
    threshold: float,
) -> tuple[Matrix, Taught, Precedents]:
    """Correct the confidence of all mentions in a language the vectors know.

    Args:
        scores: Confidence without labels, shape (mentions, touchpoints).
        vectors: Unit vectors of the mentions.
        readable: Whether the vectors know the mention's language. Others keep their confidence.
        table: The mentions.
        reader: The touchpoints, read with the encoder that the vectors come from.
        labelled: What people said.
        threshold: Confidence from which on there is a tag.
    """
    touchpoints = [touchpoint.id for touchpoint in reader.taxonomy.touchpoints]
    records, record_of = np.unique(table.record_id.to_numpy(dtype=object), return_inverse=True)
    said = truth(labelled.labels, touchpoints).reindex(records).to_numpy()
    known = {int(record): said[record] for record in np.flatnonzero(~np.isnan(said).any(axis=1))}
    fine_tuned = None
    if labelled.tune is not None:
        about = np.zeros(scores.shape, dtype=np.bool_)
        for each in range(len(touchpoints)):
            about[_surest(scores[:, each], record_of, said[:, each] >= 0.5), each] = True
        every = FineTuned(labelled.tune, reader.encoder.name, list(table.text), about)
        fine_tuned = every.part(np.flatnonzero(readable))
    lesson = learn(
        scores[readable],
        vectors[readable],
        record_of[readable],
        known,
        threshold=threshold,
        seed=labelled.seed,
        fine_tuned=fine_tuned,
    )
    corrected = scores.copy()
    corrected[readable] = lesson.confidence.round(DECIMALS)
    rows = [_surest(corrected[:, each], record_of, said[:, each] >= 0.5) for each in range(len(touchpoints))]
    precedents = Precedents(list(table.text), vectors, scores, rows)
    return corrected, Taught.of(lesson, records, touchpoints), precedents


def _surest(confidence: Matrix, record_of: Places, chosen: NDArray[np.bool_]) -> Places:
    """Of each chosen record, the mention with the highest confidence; the first of equals."""
    own = np.flatnonzero(chosen[record_of])
    ranked = own[np.argsort(-confidence[own], kind="stable")]
    return np.sort(ranked[np.unique(record_of[ranked], return_index=True)[1]])
