"""Train the polarity weights that are shipped.

`python benchmarks/training/polarity.py --data ../shared/data` reads only sets whose licence permits it
(`permissive/`) and `polarity_sentences.yaml`, leaves out every text that occurs in a gold file, and writes
`feedback_miner/sentiment/weights/polarity.safetensors`. The digest that it prints belongs into
`feedback_miner/sentiment/polarity.py`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy import sparse

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.sentiment.features import BUCKETS, dense_features, ngram_buckets, ngram_weight
from feedback_miner.sentiment.polarity import CLASSES, WEIGHTS

Row = dict[str, Any]
PENALTY = 1e-3
OWN = Path(__file__).with_name("polarity_sentences.yaml")
WEIGHT = {"own": 20.0, "hu_liu_products": 1.0, "mams_acsa": 1.0, "app_features_is22": 1.0}
"""How much a sentence counts; 0.5 where not named: labels by box or by the kind of text are noisy."""
AT_MOST = {"pros_cons": 9_000, "banking77": 700, "nlupp": 700, "hwu64": 700, "multidogo": 1_000}
FACTUAL = ("dashboards", "type of analysis", "job roles", "access Jupyter", "languages", "data sources")
"""Questions of the Jupyter survey that ask for facts."""


def read_gzipped(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(data: Path, name: str) -> list[Row]:
    return read_gzipped(data / "permissive" / name / "dev.jsonl.gz")


def own_sentences() -> dict[str, str]:
    """The sentences written for this project, with their polarity."""
    groups = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    return {text: polarity for polarity, texts in groups.items() for text in texts}


def lean(row: Row) -> str | None:
    """One polarity for a sentence with labels for its parts; None where they contradict each other."""
    signs = {"positive": 1, "negative": -1, "neutral": 0}
    found = {signs[label["sentiment"]] for label in row["labels"]}
    if not found or {1, -1} <= found:
        return None
    return "positive" if 1 in found else "negative" if -1 in found else "neutral"


def labelled(name: str, rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Text and polarity of the rows of one set that say something about polarity."""
    for row in rows:
        polarity: str | None = "neutral"
        if name == "pros_cons":
            polarity = row["sentiment"] if len(row["text"].split()) > 1 else None
        elif name == "jupyter_survey_2020":
            polarity = "neutral" if any(part in row["meta"]["question"] for part in FACTUAL) else None
        elif name == "multidogo":
            polarity = None if any("thank" in label["category"] for label in row["labels"]) else "neutral"
        elif name in WEIGHT:
            polarity = lean(row)
        if polarity and row["text"].strip():
            yield row["text"], polarity


def normal(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def drawn(pairs: dict[str, str], at_most: int | None) -> list[tuple[str, str]]:
    """A sample that depends on nothing but the texts themselves."""
    return sorted(pairs.items(), key=lambda pair: (zlib.crc32(pair[0].encode()), pair[0]))[:at_most]


def corpus(data: Path, gold: Path) -> list[tuple[str, str, float]]:
    """Text, polarity and weight of every training sentence."""
    kept_back = {
        normal(row["text"]) for path in sorted(gold.glob("*.jsonl.gz")) for row in read_gzipped(path)
    }
    rows = []
    for name in ["own", *sorted(WEIGHT.keys() - {"own"}), *sorted(AT_MOST), "jupyter_survey_2020"]:
        pairs = own_sentences() if name == "own" else dict(labelled(name, read(data, name)))
        free = {text: polarity for text, polarity in pairs.items() if normal(text) not in kept_back}
        sample = drawn(free, AT_MOST.get(name))
        rows += [(text, polarity, WEIGHT.get(name, 0.5)) for text, polarity in sample]
        print(f"{name:22} {len(sample):6}  {dict(sorted(Counter(p for _, p in sample).items()))}")
    return rows


def features(texts: list[str]) -> sparse.csr_matrix:
    vectors = load_embedder(EmbeddingConfig()).embed(texts)
    buckets = [ngram_buckets(text) for text in texts]
    starts = np.cumsum([0, *map(len, buckets)])
    values = np.concatenate([np.full(len(some), ngram_weight(some)) for some in buckets])
    ngrams = sparse.csr_matrix((values, np.concatenate(buckets), starts), shape=(len(texts), BUCKETS))
    ngrams.sum_duplicates()
    return sparse.hstack([sparse.csr_matrix(dense_features(texts, vectors)), ngrams]).tocsr()


def balanced(classes: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that sum to 1, a third for each class."""
    return weights / np.bincount(classes, weights)[classes] / len(CLASSES)


def train(rows: list[tuple[str, str, float]]) -> dict[str, NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    texts, polarities, weights = map(list, zip(*rows, strict=True))
    classes = np.array([CLASSES.index(polarity) for polarity in polarities])
    model = LogisticRegression(C=1 / PENALTY, max_iter=500, tol=1e-5)
    model.fit(features(texts), classes, sample_weight=balanced(classes, np.array(weights)))
    found = model.coef_.T.astype(np.float32)
    dense = len(found) - BUCKETS
    return {"dense": found[:dense], "ngrams": found[dense:], "bias": model.intercept_.astype(np.float32)}


def main() -> None:
    from safetensors.numpy import save

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds permissive/")
    parser.add_argument("--gold", type=Path, help="folder of gold files; default: DATA/../eval/gold")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    rows = corpus(args.data, args.gold or args.data.parent / "eval" / "gold")
    tensors = {name: np.ascontiguousarray(tensor) for name, tensor in train(rows).items()}
    content = save(tensors)
    args.out.write_bytes(content)
    print(f"{len(rows)} sentences, {len(content):,} bytes")
    print(f'WEIGHTS_SHA256 = "{hashlib.sha256(content).hexdigest()}"')


if __name__ == "__main__":
    main()
