"""Fits what each signal counts for mentions in another language than the taxonomy's (tagging/combine.py).

`python benchmarks/training/translated.py --shared ../shared` reads two permissive English sets as if they
were in another language: a mention names a touchpoint by being near a keyword, never by holding it. It prints
the slopes of a logistic regression on the strongest mention of each (record, touchpoint). Each touchpoint has
an intercept of its own, so that the slopes do not depend on how common touchpoints are in these sets. The
base does: it was chosen by the micro F1 of half of the languages of M-ABSA (ar en fr ko pt th zh), weighed
against that of the patients' comments, whose taxonomy is long and whose records speak of little.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from feedback_miner.config import EmbeddingConfig, MentionsConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.mentions import split
from feedback_miner.tables import Encoder
from feedback_miner.tagging.bags import logistic
from feedback_miner.tagging.combine import GENERAL, Formula
from feedback_miner.tagging.reader import Reader
from feedback_miner.tagging.translated import translated
from feedback_miner.tagging.weak_supervision import ENOUGH_NAMED, resemblance
from feedback_miner.taxonomy import load_taxonomy

Matrix = NDArray[np.float64]
RECORDS, SEED, ROUNDS = 900, 5, 4
RESTAURANTS = {
    "food": "food", "menu": "food", "staff": "service", "service": "service", "price": "price",
    "ambience": "ambience", "miscellaneous": None, "place": None,
}  # fmt: skip
"""None: it says too little to be mapped; such records are left out."""
UNLABELLED = {"drinks", "location", "general"}
"""Touchpoints of the taxonomy that the restaurant reviews have no label for."""
SIGNALS = [field.name for field in fields(Formula)][1:]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    shared = parser.parse_args().shared
    patients = yaml.safe_load((shared / "eval" / "maps" / "nhs.yaml").read_text(encoding="utf-8"))
    patients["Labelling not possible"] = None
    embedder = load_embedder(EmbeddingConfig(model="multilingual"))
    sets = [
        examples(shared, embedder, "mams_acsa", "restaurants", RESTAURANTS),
        examples(shared, embedder, "nhs_fft_v6", "nhs", patients),
    ]
    for signal, slope in zip(SIGNALS, slopes(sets), strict=True):
        print(f"{signal:18} {slope:5.2f}")


def examples(
    shared: Path, embedder: Embedder, folder: str, name: str, touchpoint_of: dict[str, str | None]
) -> tuple[Matrix, NDArray[np.intp], Matrix]:
    """The signals, shape (mentions, touchpoints, signals), the record of each mention, and the labels."""
    taxonomy = load_taxonomy(shared / "eval" / "taxonomies" / f"{name}.yaml")
    path = shared / "data" / "permissive" / folder / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        said = {
            row["id"]: (row["text"], {x["category"] for x in row["labels"]}) for row in map(json.loads, lines)
        }
    left_out = {label for label, touchpoint in touchpoint_of.items() if touchpoint is None}
    usable = sorted(each for each, (_, labels) in said.items() if labels and not labels & left_out)
    ids = random.Random(SEED).sample(usable, min(RECORDS, len(usable)))
    records = pd.DataFrame({"record_id": ids, "text": [said[each][0] for each in ids], "language": "en"})
    mentions = split(records, MentionsConfig()).sort_values("mention_id", kind="stable")
    signals = read(Reader(taxonomy, Encoder(embedder.embed, name="multilingual")), list(mentions.text))
    kept = [
        place for place, each in enumerate(taxonomy.touchpoints) if name == "nhs" or each.id not in UNLABELLED
    ]
    about = [{touchpoint_of.get(label) for label in said[each][1]} for each in ids]
    truth = np.array([[float(taxonomy.touchpoints[place].id in each) for place in kept] for each in about])
    row_of = {each: row for row, each in enumerate(ids)}
    return signals[:, kept], mentions.record_id.map(row_of).to_numpy(), truth


def read(reader: Reader, texts: list[str]) -> Matrix:
    """What each signal says: the formula in which it alone counts, and counts 1."""
    vectors = reader.turned(reader.encoder.embed(texts))
    named = translated(vectors, reader.taxonomy.touchpoints, reader.embed)
    likeness = reader.seeds.likeness(vectors)
    learned = resemblance(vectors, named, logistic(GENERAL.taxonomy_alone(named, likeness)))
    assert learned is not None
    learned = np.where(named.sum(axis=0) >= ENOUGH_NAMED, learned, 0.0)
    alone = [Formula(0.0, *(float(each == name) for each in SIGNALS)) for name in SIGNALS]
    return np.stack([one.taxonomy_alone(named, likeness) + one.corpus(named, learned) for one in alone], -1)


def slopes(sets: list[tuple[Matrix, NDArray[np.intp], Matrix]]) -> Matrix:
    """One a signal; both sets weigh the same. The strongest mention is that of the round before."""
    from sklearn.linear_model import LogisticRegression

    found = np.array([getattr(GENERAL, name) for name in SIGNALS])
    for _ in range(ROUNDS):
        inputs, wanted, group, weight = [], [], [], []
        for number, (signals, record_of, truth) in enumerate(sets):
            for column in range(truth.shape[1]):
                order = np.lexsort((-(signals[:, column] @ found), record_of))
                strongest = order[np.unique(record_of[order], return_index=True)[1]]
                inputs.append(signals[strongest, column])
                wanted.append(truth[record_of[strongest], column])
                group.append(np.full(len(strongest), 100 * number + column))
                weight.append(np.full(len(strongest), 1e4 / truth.size))
        intercepts = 10.0 * (
            np.concatenate(group)[:, None] == np.unique(np.concatenate(group))
        )  # 10: hardly held
        model = LogisticRegression(max_iter=5_000, fit_intercept=False)
        model.fit(np.hstack([np.vstack(inputs), intercepts]), np.concatenate(wanted), np.concatenate(weight))
        found = model.coef_[0][: len(SIGNALS)]
    return found


if __name__ == "__main__":
    main()
