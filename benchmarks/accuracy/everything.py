"""All figures of accuracy, by one command.

`python benchmarks/accuracy/everything.py --shared ../shared` prints every table and writes them to
docs/accuracy_figures.md. Takes about an hour on two cores, half of it fine-tuning.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import boundaries
import feelings
import fine_tuning
import labels
import languages
import pandas as pd
import questions
import stages
import touchpoints
from sets import GOLD, touchpoint_sets

from feedback_miner.config import EmbeddingConfig, MentionsConfig, SentimentConfig, TaggingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.mentions import split
from feedback_miner.sentiment import judge
from feedback_miner.tables import Encoder
from feedback_miner.tagging import tag

OUT = Path(__file__).parents[2] / "docs" / "accuracy_figures.md"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    parts = [
        f"# Figures of accuracy\n\nWritten by `benchmarks/accuracy/everything.py` ({platform.machine()}).\n"
    ]
    for title, table in tables(args.shared):
        part = f"## {title}\n\n{markdown(table)}\n"
        print(part, flush=True)
        parts.append(part)
        args.out.write_text("\n".join(parts), encoding="utf-8")


def tables(shared: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Title and table of each part."""
    found, bins = touchpoints.figures(shared)
    yield "Touchpoints without labels", found
    yield "Reliability of the confidence, all sets", bins
    yield "Learning from labels", labels.figures(shared)
    yield "Fine-tuning on 200 labelled records", pd.DataFrame(fine_tuning.rows(shared, GOLD, (1, 2)))
    yield "Survey questions", questions.figures()
    yield "Feelings and requests", feelings.figures(shared)
    yield "Stages, own sentences held out", stages.figures()
    cuts, targets = boundaries.figures(shared / "data")
    yield "Where mentions begin", cuts
    yield "Two targets in one sentence", targets
    yield "Other languages", languages.figures(shared)
    yield "What judging costs, in seconds", cost(shared)


def cost(shared: Path) -> pd.DataFrame:
    """Seconds for the mentions of one set: embedding without a cache, tagging, sentiment."""
    labelled = next(touchpoint_sets(shared))
    mentions = split(labelled.records, MentionsConfig())
    embedder = load_embedder(EmbeddingConfig(cache=False))
    embedder.embed(["warm"])
    seconds = [time.perf_counter()]
    vectors = embedder.embed(list(mentions.text))
    seconds.append(time.perf_counter())
    encoder = Encoder(embedder.embed, name=embedder.backend.name)
    tag(mentions, vectors, labelled.taxonomy, encoder, TaggingConfig())
    seconds.append(time.perf_counter())
    judge(mentions, vectors, SentimentConfig(), ("en",), embedder.backend.name)
    seconds.append(time.perf_counter())
    spent = [after - before for before, after in pairwise(seconds)]
    return pd.DataFrame(
        {"mentions": [len(mentions)], "embedding": spent[:1], "tagging": spent[1:2], "sentiment": spent[2:]}
    )


def markdown(table: pd.DataFrame) -> str:
    """A table in Markdown with three decimals."""
    flat = table.reset_index() if table.index.names != [None] else table
    heads = [" ".join(map(str, c)).strip() if isinstance(c, tuple) else str(c) for c in flat.columns]
    lines = [heads, ["---"] * len(heads), *(map(_cell, row) for row in flat.itertuples(index=False))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.3f}"
    return str(value)


if __name__ == "__main__":
    main()
