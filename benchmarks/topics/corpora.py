"""The texts that topics are measured on: labelled sets by the real command path, and a large mixed load."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.config import Config, EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.ingest import ingest
from feedback_miner.mentions import split
from feedback_miner.tables import JudgedMentions, Vectors, checked
from feedback_miner.topic_flow import spoken_of

sys.path.append(str(Path(__file__).parents[1] / "accuracy"))
from sets import Row, read

Floats = NDArray[np.float64]
SEED = 20_260_101
DRAWN = 4_000
ENCODER = "feedback"


@dataclass(frozen=True)
class Corpus:
    """Mentions of a set with their vectors, as the command has them before it looks for topics.

    Attributes:
        name: Of the set.
        rows: As in a gold file: id, text and, where the set has labels, cluster.
        mentions: Without topics.
        vectors: Plain unit vectors, shape (mentions, dimensions), as BERTopic would be given them.
    """

    name: str
    rows: list[Row]
    mentions: pd.DataFrame
    vectors: Vectors

    @property
    def spoken_of(self) -> Vectors:
        """The vectors as the command turns them for topics."""
        return spoken_of(ENCODER, self.vectors)

    @property
    def truth(self) -> pd.Series[str]:
        """The label of each mention's record."""
        labels = {str(row["id"]): row["cluster"] for row in self.rows}
        return self.mentions.record_id.map(labels)

    def of(self, places: NDArray[np.int64]) -> Corpus:
        """Some of the mentions, in the order of `places`."""
        some = self.mentions.iloc[places].reset_index(drop=True)
        return Corpus(self.name, self.rows, some, self.vectors[places])


def gold(shared: Path) -> list[Row]:
    """The gold file of topics."""
    return read(shared / "eval" / "gold" / "topics_banking77.jsonl.gz")


def labelled(path: Path) -> list[Row]:
    """All rows of a labelled set in the shape of a gold file, those with one label."""
    return [
        {"id": row["id"], "text": row["text"], "cluster": row["labels"][0]["category"]}
        for row in read(path)
        if len(row["labels"]) == 1
    ]


def drawn(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """Rows drawn by lot, in order of their ids."""
    some = random.Random(seed).sample(list(rows), min(count, len(rows)))
    return sorted(some, key=lambda row: str(row["id"]))


def labelled_sets(shared: Path) -> dict[str, list[Row]]:
    """The sets that topics are compared with, by name."""
    data = shared / "data"
    return {
        "topics_banking77": gold(shared),
        "hwu64": drawn(labelled(data / "permissive" / "hwu64" / "dev.jsonl.gz"), DRAWN, SEED),
        "bitext_support": drawn(
            labelled(data / "evaluation_only" / "bitext_support" / "dev.jsonl.gz"), DRAWN, SEED
        ),
    }


def as_mined(name: str, rows: list[Row]) -> Corpus:
    """A set by the path that `mine` takes: read from a file, cut into mentions, embedded."""
    config = Config()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.jsonl"
        lines = (json.dumps({"id": row["id"], "text": row["text"]}) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        records = ingest([path], config.ingest).records
    mentions = split(records, config.mentions)
    return Corpus(name, rows, judged(mentions), embedded(mentions.text))


def embedded(texts: Sequence[str]) -> Vectors:
    """Unit vectors by the shipped encoder."""
    return load_embedder(EmbeddingConfig()).embed(list(texts))


def judged(mentions: pd.DataFrame) -> pd.DataFrame:
    """Mentions as they come to the step; what it does not read is left empty."""
    return checked(
        mentions.assign(sentiment=np.nan, polarity=None, intent=None, topic_id=None), JudgedMentions
    )


def load(shared: Path, cache: Path, count: int) -> Corpus:
    """Rows of the mixed load drawn by lot, each one mention; a smaller count is the head of a larger one.

    Args:
        shared: The folder that holds data/.
        cache: Where the vectors are kept from one time to the next.
        count: At most 100,000.
    """
    table = pd.read_csv(shared / "data" / "load" / "load_mixed.csv.gz", dtype=str, keep_default_na=False)
    table = table[table.lang.eq("en") & table.text.str.strip().ne("")]
    table = table.sample(100_000, random_state=SEED)
    kept = cache / "load_mixed.npy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(kept, embedded(table.text))
    table = table.head(count)
    vectors = np.load(kept, mmap_mode="r")[:count]
    return Corpus("load_mixed", [], as_mentions(table.id, table.text), np.array(vectors))


def as_mentions(ids: Sequence[Any], texts: Sequence[str]) -> pd.DataFrame:
    """Whole texts as mentions."""
    table = pd.DataFrame({"mention_id": list(map(str, ids)), "text": list(texts)})
    return judged(table.assign(record_id=table.mention_id, start=0, end=table.text.str.len(), language="en"))
