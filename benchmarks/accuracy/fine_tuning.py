"""What fine-tuning the encoder on labels adds to learning from them: micro F1 on records nobody labelled.

`python benchmarks/accuracy/fine_tuning.py --shared ../shared --draws 1 2` draws 200 records of each gold file
by lot for each draw, tags all records with these labels, with `tagging.fine_tune` off and on, and scores the
others. `told` is what cross-validation said of both, on the labelled records; `used` whether the fine-tuned
encoder was. About six minutes of one core for each line; OMP_NUM_THREADS=1 costs nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from labels import drawn, labels_of, score_rest
from sets import GOLD, LabelledSet, Score, scorer, touchpoint_sets

from feedback_miner.config import Config, EmbeddingConfig, MentionsConfig, TaggingConfig
from feedback_miner.embedding import Embedder, fine_tuned, load_embedder
from feedback_miner.mentions import split
from feedback_miner.tables import Encoder
from feedback_miner.tagging import Labelled, tag_like

SIZE = 200


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    parser.add_argument("--sets", nargs="+", choices=GOLD, default=GOLD)
    parser.add_argument("--draws", nargs="+", type=int, default=[1, 2])
    args = parser.parse_args()
    for row in rows(args.shared, args.sets, args.draws):
        print(" ".join(f"{name}={value}" for name, value in row.items()), flush=True)


def rows(shared: Path, names: Sequence[str], draws: Sequence[int]) -> Iterator[dict[str, object]]:
    """One row a draw and a gold file."""
    embedder, score = load_embedder(EmbeddingConfig()), scorer(shared)
    for draw in draws:
        for gold in touchpoint_sets(shared):
            if gold.name in names:
                yield {"set": gold.name, "draw": draw} | measure(gold, draw, embedder, score)


def measure(gold: LabelledSet, draw: int, embedder: Embedder, score: Score) -> dict[str, object]:
    """Frozen and fine-tuned, on the records that were not drawn."""
    mentions, seed = split(gold.records, MentionsConfig()), Config().seed
    encoder = Encoder(embedder.embed, name=embedder.backend.name)
    inputs = (mentions, embedder.embed(list(mentions.text)), gold.taxonomy, encoder, TaggingConfig())
    known, rest = drawn(gold, SIZE, draw)
    started = time.perf_counter()
    frozen, _ = tag_like(Labelled(labels_of(known), seed), *inputs)
    between = time.perf_counter()
    tune = partial(_tune, embedder, seed)
    tuned, taught = tag_like(Labelled(labels_of(known), seed, tune), *inputs)
    return {
        "frozen": round(score_rest(gold.records, frozen, rest, score), 4),
        "fine_tuned": round(score_rest(gold.records, tuned, rest, score), 4),
        "told": f"{taught.facts['f1_frozen']}->{taught.facts['f1_after']}",
        "used": taught.facts["fine_tuned"],
        "seconds": f"{between - started:.0f}->{time.perf_counter() - between:.0f}",
    }


def _tune(embedder, seed, texts, about, turn):
    return fine_tuned(embedder, texts, about, turn, seed=seed).embed


if __name__ == "__main__":
    main()
