"""What finding topics costs, with vectors given: seconds and memory, in a fresh process each.

`python benchmarks/topics/speed.py --shared ../shared --cache CACHE` compares `find_topics` as a whole, names
and themes included, with `fit_transform` of BERTopic() on texts of the mixed load. Imports are timed apart.
Sizes beyond the load repeat its vectors with noise. Memory is the most that the process held, its input and
libraries included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

SIZES = (1_000, 10_000, 100_000)
LARGE = 500_000
NOISE = 0.02
MEBIBYTE = 1_024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors")
    parser.add_argument("--way", choices=["feedback_miner", "BERTopic"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    args = parser.parse_args()
    if args.way:
        print(json.dumps(measure(args.way, args.cache, args.count)))
    else:
        print(figures(args.shared, args.cache, args.sizes).to_string(index=False))


def figures(shared: Path, cache: Path, sizes: tuple[int, ...] = SIZES) -> pd.DataFrame:
    """One row a size and a way to find topics."""
    _prepare(shared, cache)
    rows = []
    for count in sizes:
        rows += [apart(way, shared, cache, count) for way in ("feedback_miner", "BERTopic")]
    rows.append(apart("feedback_miner", shared, cache, LARGE))
    return pd.DataFrame(rows)


def apart(way: str, shared: Path, cache: Path, count: int) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--shared", str(shared), "--cache", str(cache)]
    done = subprocess.run(
        [*command, "--way", way, "--count", str(count)], check=True, capture_output=True, text=True
    )
    row: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(row, flush=True)
    return row


def measure(way: str, cache: Path, count: int) -> dict[str, float | int | str]:
    """Import, read the input, find topics; each with its seconds."""
    started = time.perf_counter()
    find = {"feedback_miner": _ours, "BERTopic": _theirs}[way]()
    imported = time.perf_counter() - started
    mentions, vectors = _input(cache, count)
    before = _memory()
    wall, cpu = time.perf_counter(), time.process_time()
    topics, without = find(mentions, vectors)
    return {
        "mentions": count,
        "topics by": way,
        "wall s": round(time.perf_counter() - wall, 1),
        "CPU s": round(time.process_time() - cpu, 1),
        "imports s": round(imported, 1),
        "peak MiB": _memory(),
        "of these before": before,
        "topics": topics,
        "without a topic": without,
        "load average": round(os.getloadavg()[0], 1),
    }


Find = Callable[[pd.DataFrame, np.ndarray], tuple[int, float]]


def _ours() -> Find:
    import corpora
    import groupings

    from feedback_miner.config import TopicsConfig
    from feedback_miner.topics import engine, find_topics

    assert engine.Parts
    import bertopic  # noqa: F401

    def find(mentions: pd.DataFrame, vectors: np.ndarray) -> tuple[int, float]:
        found = find_topics(mentions, vectors, TopicsConfig(), corpora.SEED)
        labels = groupings.labels_of(found)
        return groupings.count(labels), float((labels < 0).mean())

    return find


def _theirs() -> Find:
    import bertopic  # noqa: F401
    import groupings
    import umap  # noqa: F401

    def find(mentions: pd.DataFrame, vectors: np.ndarray) -> tuple[int, float]:
        labels = groupings.defaults(mentions.text, vectors, None)
        return groupings.count(labels), float((labels < 0).mean())

    return find


def _prepare(shared: Path, cache: Path) -> None:
    """The input of all measurements, so that reading it costs each the same."""
    import corpora

    if not (cache / "load_mixed.parquet").exists():
        corpus = corpora.load(shared, cache, max(SIZES))
        np.save(cache / "load_spoken_of.npy", corpus.spoken_of)
        corpus.mentions.to_parquet(cache / "load_mixed.parquet")


def _input(cache: Path, count: int) -> tuple[pd.DataFrame, np.ndarray]:
    mentions = pd.read_parquet(cache / "load_mixed.parquet")
    vectors = np.load(cache / "load_spoken_of.npy", mmap_mode="r")
    if count <= len(mentions):
        return mentions.head(count), np.array(vectors[:count])
    draw, copies = np.random.default_rng(0), []
    for start in range(0, count, len(mentions)):
        some = np.array(vectors[: count - start])
        some += NOISE * draw.standard_normal(some.shape, dtype=np.float32)
        copies.append(some / np.linalg.norm(some, axis=1, keepdims=True))
    places = np.arange(count)
    repeated = mentions.iloc[places % len(mentions)].reset_index(drop=True)
    ids = repeated.mention_id + "-" + pd.Series(places // len(mentions)).astype(str)
    return repeated.assign(mention_id=ids, record_id=ids), np.vstack(copies)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEBIBYTE


if __name__ == "__main__":
    main()
