"""What labels are worth: micro F1 on records nobody labelled, after learning from some that people did.

`python benchmarks/accuracy/labels.py --shared ../shared` draws 50, 100 and 200 records of each gold file
by lot, five times each, tags all records with and without their labels, and scores the others. The figures
are means over the draws; `better` counts the draws in which labels helped, `worst` is the least gain.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sets import GOLD, LabelledSet, Row, Score, scored, scorer, touchpoint_sets

from feedback_miner.config import Config, EmbeddingConfig, MentionsConfig, TaggingConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.mentions import split
from feedback_miner.tables import Encoder, Labels, checked
from feedback_miner.tagging import Labelled, tag, tag_like

SIZES = (50, 100, 200)
DRAWS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    print(figures(parser.parse_args().shared).to_string(index=False, float_format="{:.3f}".format))


def figures(shared: Path) -> pd.DataFrame:
    """One row a gold file and a number of labelled records."""
    embedder, score = load_embedder(EmbeddingConfig()), scorer(shared)
    rows = []
    for labelled in touchpoint_sets(shared):
        if labelled.name in GOLD:
            rows += measure(labelled, embedder, score)
    return pd.DataFrame(rows)


def measure(gold: LabelledSet, embedder: Embedder, score: Score) -> list[dict[str, object]]:
    """One row a number of labelled records."""
    mentions = split(gold.records, MentionsConfig())
    encoder = Encoder(embedder.embed, name=embedder.backend.name)
    inputs = (mentions, embedder.embed(list(mentions.text)), gold.taxonomy, encoder, TaggingConfig())
    without = tag(*inputs)
    rows: list[dict[str, object]] = []
    for size in SIZES:
        pairs = []
        for draw in range(DRAWS):
            known, rest = drawn(gold, size, draw)
            learned, _ = tag_like(Labelled(labels_of(known), Config().seed), *inputs)
            pairs.append([score_rest(gold.records, tags, rest, score) for tags in (without, learned)])
        before, after = np.array(pairs).T
        gain = after - before
        better = f"{(gain > 0).sum()} of {DRAWS}"
        row = {"set": gold.name, "labelled": size, "without": before.mean(), "with": after.mean()}
        rows.append(row | {"better": better, "worst": gain.min()})
    return rows


def drawn(gold: LabelledSet, size: int, draw: int) -> tuple[list[Row], list[Row]]:
    """Records drawn by lot, and the others."""
    chosen = set(np.random.default_rng(1_000 + draw).permutation(len(gold.rows))[:size].tolist())
    known = [row for place, row in enumerate(gold.rows) if place in chosen]
    return known, [row for place, row in enumerate(gold.rows) if place not in chosen]


def labels_of(gold: list[Row]) -> pd.DataFrame:
    """Gold records as labels."""
    pairs = [(row["id"], touchpoint) for row in gold for touchpoint in row["touchpoints"] or [None]]
    table = pd.DataFrame(pairs, columns=["record_id", "touchpoint"])
    return checked(table.assign(polarity=None, labeller="", drawn="random"), Labels)


def score_rest(records: pd.DataFrame, tags: pd.DataFrame, rest: list[Row], score: Score) -> float:
    """Micro F1 on some of the gold records."""
    neutral = {"tags": tags.assign(polarity="neutral"), "records": records.assign(polarity="neutral")}
    return scored(rest, score, **neutral)["micro_f1"]


if __name__ == "__main__":
    main()
