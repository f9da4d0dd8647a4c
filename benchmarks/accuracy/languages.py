"""How well touchpoints and feelings are found in other languages than English.

`python benchmarks/accuracy/languages.py --shared ../shared` runs mentions, embedding, tagging
and sentiment on the restaurant sentences of M-ABSA (the same ones in each language, translated), with
an English taxonomy, and prints a row a language for each encoder. `top1` is the share of sentences whose
surest touchpoint is a labelled one, `micro_f1` that of the sets of touchpoints, `feeling` the macro F1 of
positive against negative over the sentences that are one of the two (found neutral counts as wrong).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from feedback_miner.config import (
    EmbeddingConfig,
    MentionsConfig,
    SentimentConfig,
    TaggingConfig,
)
from feedback_miner.embedding import Embedder, load_embedder
from feedback_miner.mentions import split
from feedback_miner.sentiment import judge
from feedback_miner.tables import Encoder
from feedback_miner.tagging import tag
from feedback_miner.taxonomy import Taxonomy, load_taxonomy

Row = dict[str, Any]
FEELINGS = ("negative", "positive")
MODELS = ("feedback", "multilingual")
LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "sv")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=MODELS)
    args = parser.parse_args()
    table = figures(args.shared, args.languages, args.models)
    print(table.to_string(float_format="{:.3f}".format))


def figures(
    shared: Path, languages: Sequence[str] = LANGUAGES, models: Sequence[str] = MODELS
) -> pd.DataFrame:
    """One row a language, the figures of each encoder side by side."""
    taxonomy = load_taxonomy(shared / "eval" / "taxonomies" / "restaurants.yaml")
    touchpoint_of = read_map(shared / "eval" / "maps" / "restaurants.yaml")
    found = []
    for model in models:
        embedder = load_embedder(EmbeddingConfig(model=model))
        for language in languages:
            rows = list(sentences(shared / "data", language, touchpoint_of))
            measured = measure(rows, language, taxonomy, embedder)
            found.append({"language": language, "sentences": len(rows), "model": model} | measured)
    table = pd.DataFrame(found).pivot(index=["language", "sentences"], columns="model")
    return table.loc[list(languages)]


def read_map(path: Path) -> dict[str, str]:
    """Touchpoint of each label, both in lower case."""
    labels = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {label.lower().replace("#", " "): touchpoint for label, touchpoint in labels.items()}


def sentences(data: Path, language: str, touchpoint_of: dict[str, str]) -> Iterator[Row]:
    """Id, text, touchpoints and feelings of the labelled restaurant sentences in one language."""
    with gzip.open(
        data / "evaluation_only" / "m_absa_test" / "dev.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        for row in map(json.loads, lines):
            if row["lang"] != language or row["meta"]["domain"] != "restaurant":
                continue
            touchpoints = {touchpoint_of.get(label["category"]) for label in row["labels"]} - {None}
            if touchpoints:
                feelings = {label["sentiment"] for label in row["labels"]}
                yield {"id": row["id"], "text": row["text"], "touchpoints": touchpoints, "feelings": feelings}


def measure(rows: list[Row], language: str, taxonomy: Taxonomy, embedder: Embedder) -> dict[str, float]:
    """The figures of one language, read by an encoder as if it knew that language."""
    records = pd.DataFrame(
        {
            "record_id": [row["id"] for row in rows],
            "text": [row["text"] for row in rows],
            "language": language,
        }
    )
    mentions = split(records, MentionsConfig())
    vectors, encoder = embedder.embed(list(mentions.text)), embedder.backend.name
    tags = tag(mentions, vectors, taxonomy, Encoder(embedder.embed, [language], encoder), TaggingConfig())
    feelings = judge(mentions, vectors, SentimentConfig(), [language], encoder)
    strength = feelings.groupby("record_id").sentiment.mean()
    return touchpoint_figures(rows, tags) | {"feeling": feeling_f1(rows, strength)}


def touchpoint_figures(rows: list[Row], tags: pd.DataFrame) -> dict[str, float]:
    best = tags.groupby(["record_id", "touchpoint"]).confidence.max().reset_index()
    pairs = set(zip(best.record_id, best.touchpoint, strict=True))
    gold = {(row["id"], touchpoint) for row in rows for touchpoint in row["touchpoints"]}
    surest = best.sort_values("confidence", kind="stable").groupby("record_id").touchpoint.last()
    hits = sum(surest.get(row["id"]) in row["touchpoints"] for row in rows)
    return {"top1": hits / len(rows), "micro_f1": 2 * len(pairs & gold) / (len(pairs) + len(gold))}


def feeling_f1(rows: list[Row], strength: pd.Series) -> float:
    """Macro F1 of positive and negative; within the neutral band counts as neither."""
    band = SentimentConfig().neutral_band
    judged = [(next(iter(row["feelings"])), strength[row["id"]]) for row in rows if len(row["feelings"]) == 1]
    pairs = [
        (gold, "positive" if found >= band else "negative" if found <= -band else "neutral")
        for gold, found in judged
        if gold in FEELINGS
    ]
    scores = []
    for feeling in FEELINGS:
        hits = sum(gold == found == feeling for gold, found in pairs)
        scores.append(2 * hits / sum((gold == feeling) + (found == feeling) for gold, found in pairs))
    return float(np.mean(scores))


if __name__ == "__main__":
    main()
