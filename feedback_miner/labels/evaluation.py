"""How accurate a run is, by the labels of people: all figures at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.errors import InputError
from feedback_miner.labels.accuracy import Scores, accuracy, confusion
from feedback_miner.labels.agreement import agreement
from feedback_miner.labels.calibration import calibration_error, reliability
from feedback_miner.labels.feelings import polarity_f1
from feedback_miner.labels.resampling import Figure, Resampling
from feedback_miner.labels.truth import truth
from feedback_miner.tables import Labels


@dataclass(frozen=True)
class Basis:
    """What the figures rest on.

    Attributes:
        records: Labelled records that count.
        respondents: Who wrote them.
        drawn: `random` where the labels say which records were drawn by lot, and only those count; else None.
        not_random: Labelled records left out as they were not drawn by lot.
        unknown: Labelled records left out as the run does not have them.
        out_of_fold: Records whose labels the run learned from. They are judged by what the tagger said of
            them while it had not seen their labels.
    """

    records: int
    respondents: int
    drawn: str | None
    not_random: int
    unknown: int
    out_of_fold: int


@dataclass(frozen=True)
class Evaluation:
    """The accuracy of a run, with intervals."""

    basis: Basis
    level: float
    micro: Scores
    macro: Scores
    touchpoints: dict[str, Scores]
    support: dict[str, int]
    confusion: pd.DataFrame
    reliability: pd.DataFrame
    calibration_error: float | None
    polarity: Figure
    polarity_pairs: int
    agreement: Figure
    agreement_records: int

    @property
    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        touchpoints = {
            name: {"labelled": self.support[name], **scores.as_dict}
            for name, scores in self.touchpoints.items()
        }
        return {
            "basis": vars(self.basis),
            "level": self.level,
            "micro": self.micro.as_dict,
            "macro": self.macro.as_dict,
            "touchpoints": touchpoints,
            "confusion": _rows(self.confusion),
            "calibration": {"error": self.calibration_error, "bins": _rows(self.reliability)},
            "polarity": {"macro_f1": self.polarity.as_dict, "pairs": self.polarity_pairs},
            "agreement": {"alpha": self.agreement.as_dict, "records": self.agreement_records},
        }


def evaluate(
    labels: DataFrame[Labels],
    records: pd.DataFrame,
    tags: pd.DataFrame,
    out_of_fold: pd.DataFrame | None,
    touchpoints: Sequence[str],
    *,
    threshold: float,
    resampling: Resampling,
    place: str = "labels",
) -> Evaluation:
    """Measure a run by labels.

    A record is found to speak of a touchpoint if one of its mentions has that tag, as surely as the surest.
    It does speak of it if at least half of its labellers say so.

    Args:
        labels: What people say.
        records: All records of the run.
        tags: Its tags, with polarity.
        out_of_fold: Of a run that learned from labels, the confidences of those records (see `OutOfFold`).
        touchpoints: Ids of the touchpoints.
        threshold: Confidence from which on a confidence out of fold counts as a tag.
        resampling: How intervals are made.
        place: What to call the labels in an error.

    Raises:
        InputError: If no label counts.
    """
    counted, basis = _counted(labels, records, out_of_fold)
    if not basis.records:
        message = (
            f"no label counts: {basis.unknown} labelled records are not in the run, and {basis.not_random} "
            "were not drawn by lot."
        )
        raise InputError(message, place=place, hint="Label some rows that are drawn 'random'.")
    respondent_of: pd.Series[str] = records.set_index("record_id").respondent_id
    labelled = truth(counted, touchpoints)
    respondents = respondent_of.loc[labelled.index].to_numpy(dtype=object)
    confidence = _confidence(labelled, tags, out_of_fold, threshold).to_numpy()
    said, found = labelled.to_numpy() >= 0.5, confidence > 0
    micro, macro, single = accuracy(said, found, respondents, resampling)
    bins = reliability(confidence[found], said[found])
    polarity, polarity_pairs = polarity_f1(counted, tags, respondent_of, resampling)
    alpha, agreement_records = agreement(counted, respondent_of, resampling)
    return Evaluation(
        basis=basis,
        level=resampling.level,
        micro=micro,
        macro=macro,
        touchpoints=dict(zip(touchpoints, single, strict=True)),
        support=dict(zip(touchpoints, said.sum(axis=0).tolist(), strict=True)),
        confusion=confusion(said, found, touchpoints),
        reliability=bins,
        calibration_error=calibration_error(bins),
        polarity=polarity,
        polarity_pairs=polarity_pairs,
        agreement=alpha,
        agreement_records=agreement_records,
    )


def _counted(
    labels: DataFrame[Labels], records: pd.DataFrame, out_of_fold: pd.DataFrame | None
) -> tuple[DataFrame[Labels], Basis]:
    """The labels of records that the run has and that, where that is known, were drawn by lot."""
    known = labels.record_id.isin(records.record_id)
    by_lot = labels.drawn.eq("random") if labels.drawn.notna().any() else pd.Series(True, labels.index)
    counted = DataFrame[Labels](labels[known & by_lot])
    ids = counted.record_id.unique()
    basis = Basis(
        records=len(ids),
        respondents=int(records.respondent_id[records.record_id.isin(ids)].nunique()),
        drawn="random" if labels.drawn.notna().any() else None,
        not_random=int(labels.record_id[known & ~by_lot].nunique()),
        unknown=int(labels.record_id[~known].nunique()),
        out_of_fold=0 if out_of_fold is None else len(set(ids) & set(out_of_fold.record_id)),
    )
    return counted, basis


def _confidence(
    labelled: pd.DataFrame, tags: pd.DataFrame, out_of_fold: pd.DataFrame | None, threshold: float
) -> pd.DataFrame:
    """How surely each pair was found, 0 where it was not; of the shape of `labelled`."""
    pairs = tags
    if out_of_fold is not None:
        unseen = out_of_fold[out_of_fold.confidence >= threshold]
        pairs = pd.concat([tags[~tags.record_id.isin(out_of_fold.record_id)], unseen])
    table = pairs.groupby(["record_id", "touchpoint"]).confidence.max().unstack()
    return table.reindex(index=labelled.index, columns=labelled.columns).fillna(0.0)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return rows
