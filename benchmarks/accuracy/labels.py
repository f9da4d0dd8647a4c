"""What labels are worth: micro F1 on records nobody labelled, after learning from some that people did.

`python benchmarks/accuracy/labels.py --eval ../shared/eval` draws 50, 100 and 200 records of each gold file
by lot, five times each, tags all records with and without their labels, and scores the others. The figures
are means over the draws; `better` counts the draws in which labels helped, `worst` is the least gain.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from touchpoints import SETS, Score, read, scored, scorer

from feedback_miner.config import Config, EmbeddingConfig, MentionsConfig, TaggingConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.mentions import split
from feedback_miner.tables import Labels, checked
from feedback_miner.tagging import Labelled, tag, tag_like
from feedback_miner.taxonomy import Taxonomy, load_taxonomy

SIZES = (50, 100, 200)
DRAWS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--eval", type=Path, required=True, help="folder with gold/, taxonomies/ and score.py"
    )
    folder = parser.parse_args().eval
    embedder, score = load_embedder(EmbeddingConfig()), scorer(folder)
    rows = []
    for name in SETS:
        taxonomy = load_taxonomy(folder / "taxonomies" / f"{name}.yaml")
        rows += measure(name, folder / "gold" / f"{name}.jsonl.gz", taxonomy, embedder, score)
    print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format))


def measure(
    name: str, path: Path, taxonomy: Taxonomy, embedder: Embedder, score: Score
) -> list[dict[str, object]]:
    """One row a number of labelled records."""
    records, gold = read(path), read_gold(path)
    mentions = split(records, MentionsConfig())
    inputs = (mentions, embedder.embed(list(mentions.text)), taxonomy, embedder.embed, TaggingConfig())
    without = tag(*inputs)
    rows: list[dict[str, object]] = []
    for size in SIZES:
        pairs = []
        for draw in range(DRAWS):
            chosen = set(np.random.default_rng(1_000 + draw).permutation(len(gold))[:size].tolist())
            labels = labels_of([row for place, row in enumerate(gold) if place in chosen])
            rest = [row for place, row in enumerate(gold) if place not in chosen]
            learned, _ = tag_like(Labelled(labels, Config().seed), *inputs)
            pairs.append([score_rest(records, tags, rest, score) for tags in (without, learned)])
        before, after = np.array(pairs).T
        gain = after - before
        better = f"{(gain > 0).sum()} of {DRAWS}"
        row = {"set": name, "labelled": size, "without": before.mean(), "with": after.mean()}
        rows.append(row | {"better": better, "worst": gain.min()})
    return rows


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The gold records, by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted((json.loads(line) for line in lines), key=lambda row: row["id"])


def labels_of(gold: list[dict[str, Any]]) -> pd.DataFrame:
    """Gold records as labels."""
    pairs = [(row["id"], touchpoint) for row in gold for touchpoint in row["touchpoints"] or [None]]
    table = pd.DataFrame(pairs, columns=["record_id", "touchpoint"])
    return checked(table.assign(polarity=None, labeller="", drawn="random"), Labels)


def score_rest(records: pd.DataFrame, tags: pd.DataFrame, rest: list[dict[str, Any]], score: Score) -> float:
    """Micro F1 on some of the gold records."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "rest.jsonl"
        gold.write_text("\n".join(map(json.dumps, rest)), encoding="utf-8")
        return scored(records, tags, gold, score)["micro_f1"]


if __name__ == "__main__":
    main()
