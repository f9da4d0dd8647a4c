"""How well touchpoints are found, without labels, on sets that people labelled.

`python benchmarks/accuracy/touchpoints.py --eval ../shared/eval` runs mentions, embedding and tagging on each
gold file that has a taxonomy and prints one table: keywords alone, without keywords, and as shipped. The
figures are defined in `score.py` in that folder; macro_ap counts a pair that is no tag as confidence 0.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from feedback_miner.config import EmbeddingConfig, MentionsConfig, TaggingConfig
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.mentions import split
from feedback_miner.tagging import tag
from feedback_miner.taxonomy import Taxonomy, load_taxonomy

SETS = ("fabsa", "nhs", "restaurants")
FIGURES = ("micro_f1", "macro_f1", "macro_ap", "top1", "recall_none")
Score = Callable[[Path, Path], dict[str, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--eval", type=Path, required=True, help="folder with gold/, taxonomies/ and score.py"
    )
    parser.add_argument("--min-confidence", type=float, default=TaggingConfig().min_confidence)
    args = parser.parse_args()
    embedder = load_embedder(EmbeddingConfig())
    rows = []
    for name in SETS:
        gold = args.eval / "gold" / f"{name}.jsonl.gz"
        taxonomy = load_taxonomy(args.eval / "taxonomies" / f"{name}.yaml")
        rows += measure(name, gold, taxonomy, embedder, args.min_confidence, scorer(args.eval))
    print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format))


def measure(
    name: str, gold: Path, taxonomy: Taxonomy, embedder: Embedder, min_confidence: float, score: Score
) -> list[dict[str, object]]:
    """One row a variant: keywords alone, without keywords, and as shipped."""
    records = read(gold)
    mentions = split(records, MentionsConfig())
    vectors = embedder.embed(list(mentions.text))
    bare = [touchpoint.model_copy(update={"keywords": []}) for touchpoint in taxonomy.touchpoints]
    variants = {
        "keywords alone": (taxonomy, ()),
        "no keywords given": (taxonomy.model_copy(update={"touchpoints": bare}), ("en",)),
        "as shipped": (taxonomy, ("en",)),
    }
    rows: list[dict[str, object]] = []
    for variant, (used, languages) in variants.items():
        config = TaggingConfig(min_confidence=min_confidence)
        tags = tag(mentions, vectors, used, embedder.embed, config, languages)
        figures = scored(records, tags, gold, score)
        rows.append({"set": name, "signals": variant} | {figure: figures[figure] for figure in FIGURES})
    return rows


def read(gold: Path) -> pd.DataFrame:
    """Id and text of the gold records; the labels stay unread."""
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return pd.DataFrame(
        {"record_id": [r["id"] for r in rows], "text": [r["text"] for r in rows], "language": "en"}
    )


def scored(records: pd.DataFrame, tags: pd.DataFrame, gold: Path, score: Score) -> dict[str, float]:
    """The figures of score.py for these tags; polarities are left out of the question."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        tags.assign(polarity="neutral").to_parquet(run / "tags.parquet")
        records.assign(polarity="neutral").to_parquet(run / "records.parquet")
        with np.errstate(invalid="ignore"):
            return score(gold, run)


def scorer(folder: Path) -> Score:
    """The `score` function of score.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} holds no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Score = module.score
    return found


if __name__ == "__main__":
    main()
