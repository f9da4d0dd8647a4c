"""How well touchpoints are found without labels, and whether a confidence of 0.7 is right in 7 of 10 cases.

`python benchmarks/accuracy/touchpoints.py --shared ../shared` runs mentions, embedding and tagging on each
set and prints, as `score.py` defines them: micro F1, macro F1, mean average precision of the tags, top1.
`ap_all` is the mean average precision of the confidences before the threshold; `ece` the expected calibration
error of the tags (record and touchpoint, ten bins).

plain script   the vector of the whole record against that of the description, published MiniLM, with the one
               threshold that suits the gold files best
keywords       the keywords of the taxonomy alone, mention by mention
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sets import LabelledSet, Score, scored, scorer, touchpoint_sets

from feedback_miner.config import EmbeddingConfig, MentionsConfig, TaggingConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.labels.calibration import calibration_error, reliability
from feedback_miner.mentions import split
from feedback_miner.tables import Encoder
from feedback_miner.tagging import tag

FIGURES = ("micro_f1", "macro_f1", "macro_ap", "top1", "recall_none")
PLAIN_THRESHOLD = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    table, bins = figures(parser.parse_args().shared)
    print(table.to_string(index=False, float_format="{:.3f}".format), end="\n\n")
    print(bins.to_string(index=False, float_format="{:.2f}".format))


def figures(shared: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a set and a way of tagging; and the reliability curve of what is shipped, over all sets."""
    score, rows, pairs = scorer(shared), [], []
    ours, plain = load_embedder(EmbeddingConfig()), load_embedder(EmbeddingConfig(model="minilm"))
    for labelled in touchpoint_sets(shared):
        for name, tags, every in ways(labelled, ours, plain):
            found = measured(labelled, tags, score)
            found["ap_all"] = measured(labelled, every, score)["macro_ap"]
            judged = rightness(labelled, tags)
            found["ece"] = calibration_error(reliability(*judged)) or np.nan
            rows.append({"set": labelled.name, "tagger": name} | found)
            if name == "as shipped":
                pairs.append(judged)
    confidence, right = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return pd.DataFrame(rows), reliability(confidence, right)


def ways(
    labelled: LabelledSet, ours: Embedder, plain: Embedder
) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Name, tags, and tags without a threshold."""
    every = TaggingConfig(min_confidence=0.0, max_tags=50)
    yield "plain script", *(_plain(labelled, plain, least) for least in (PLAIN_THRESHOLD, -1.0))
    mentions = split(labelled.records, MentionsConfig())
    vectors = ours.embed(list(mentions.text))
    for name, languages in (("keywords", ()), ("as shipped", ("en",))):
        encoder = Encoder(ours.embed, languages, ours.backend.name)
        yield (
            name,
            *(
                tag(mentions, vectors, labelled.taxonomy, encoder, config)
                for config in (TaggingConfig(), every)
            ),
        )


def _plain(labelled: LabelledSet, embedder: Embedder, least: float) -> pd.DataFrame:
    records, touchpoints = labelled.records, labelled.taxonomy.touchpoints
    near = embedder.embed(list(records.text)) @ embedder.embed([each.description for each in touchpoints]).T
    found = [
        (record, each.id, float(cosine))
        for record, row in zip(records.record_id, near, strict=True)
        for each, cosine in zip(touchpoints, row, strict=True)
        if cosine >= least
    ]
    return pd.DataFrame(found, columns=["record_id", "touchpoint", "confidence"])


def measured(labelled: LabelledSet, tags: pd.DataFrame, score: Score) -> dict[str, float]:
    """The figures of score.py; polarities are left out of the question."""
    records = labelled.records.assign(polarity="neutral")
    found = scored(labelled.rows, score, tags=tags.assign(polarity="neutral"), records=records)
    return {figure: found[figure] for figure in FIGURES}


def rightness(labelled: LabelledSet, tags: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Confidence of each (record, touchpoint) that was found, and whether it is labelled so."""
    gold = {row["id"]: row["touchpoints"] for row in labelled.rows if not row["other"]}
    pairs = tags[tags.record_id.isin(list(gold))].groupby(["record_id", "touchpoint"]).confidence.max()
    right = np.array([touchpoint in gold[record] for record, touchpoint in pairs.index], dtype=np.bool_)
    return pairs.to_numpy(dtype=np.float64), right


if __name__ == "__main__":
    main()
