"""Whether a new topic is found when there is one, and only then.

`python benchmarks/topics/novelty.py --shared ../shared`. An earlier run has 5,000 records and no record of
the labels held out. A month of 500 more comes: with 15 records of one of those labels, with 15 of a label of
another domain, or with none. Found: a topic opens most of whose mentions are planted. Records are whole
mentions here, so that the counts are exact.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import SEED, Corpus, as_mentions, embedded, labelled
from groupings import ours
from sets import Row

from feedback_miner.topics import Found, Previous

EARLIER, MONTH, PLANTED = 5_000, 500, 15
BASES, HELD_OUT = 5, 4
"""So many earlier runs, and so many draws with each: a label of its own for each draw."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/")
    print(figures(parser.parse_args().shared).to_string(index=False))


def figures(shared: Path) -> pd.DataFrame:
    """One row a set and what was planted."""
    bank = labelled(shared / "data" / "permissive" / "banking77" / "dev.jsonl.gz")
    home = labelled(shared / "data" / "permissive" / "hwu64" / "dev.jsonl.gz")
    draws = [*rows("banking77", bank, home), *rows("hwu64", home, bank)]
    table = pd.DataFrame(draws)
    groups = table.groupby(["set", "planted"], sort=False)
    return groups.agg(
        draws=("found", "size"),
        found=("found", "sum"),
        planted_in_it=("planted in it", "mean"),
        others_opened=("others", "sum"),
        draws_with_others=("others", lambda others: int((others > 0).sum())),
    ).reset_index()


def rows(name: str, own: Sequence[Row], foreign: Sequence[Row]) -> Iterator[dict[str, object]]:
    """One row a draw."""
    lot = random.Random(SEED)
    labels = lot.sample(sorted({row["cluster"] for row in own}), BASES * HELD_OUT)
    strange = lot.sample(sorted({row["cluster"] for row in foreign}), BASES * HELD_OUT)
    for base in range(BASES):
        some = slice(base * HELD_OUT, (base + 1) * HELD_OUT)
        usual = [row for row in own if row["cluster"] not in labels[some]]
        usual = lot.sample(usual, min(len(usual), EARLIER + HELD_OUT * MONTH))
        before = corpus(usual[:EARLIER])
        first = ours(before)
        for draw, (label, other) in enumerate(zip(labels[some], strange[some], strict=True)):
            month = usual[EARLIER + draw * MONTH :][:MONTH]
            plants = {
                "nothing": [],
                "a label of its own": _of(own, label, lot),
                "a label of another domain": _of(foreign, other, lot),
            }
            for kind, planted in plants.items():
                later = opened(before, first, [*usual[:EARLIER], *month, *planted])
                row = {"set": name, "planted": kind} | judge(later, first, {str(p["id"]) for p in planted})
                print(row, label if planted else "", flush=True)
                yield row


def corpus(some: Sequence[Row]) -> Corpus:
    """Rows as mentions with their vectors."""
    mentions = as_mentions([row["id"] for row in some], [row["text"] for row in some])
    return Corpus("novelty", list(some), mentions, embedded(mentions.text))


def opened(before: Corpus, first: Found, everything: Sequence[Row]) -> Found:
    """The later run."""
    return ours(corpus(everything), Previous(first.mentions, before.spoken_of, first.topics))


def judge(later: Found, first: Found, planted: set[str]) -> dict[str, object]:
    """Whether the planted topic was found, and how many others opened."""
    topics = set(later.topics.topic_id[later.topics.level == "topic"]) - set(first.topics.topic_id)
    mentions = later.mentions[later.mentions.topic_id.isin(topics)]
    right = mentions.record_id.isin(planted).groupby(mentions.topic_id).mean()
    hits = set(right.index[right > 0.5])
    inside = mentions.topic_id.isin(hits) & mentions.record_id.isin(planted)
    return {
        "found": bool(hits),
        "planted in it": float(inside.sum()) if hits else np.nan,
        "others": len(topics - hits),
    }


def _of(rows: Sequence[Row], label: str, lot: random.Random) -> list[Row]:
    return lot.sample([row for row in rows if row["cluster"] == label], PLANTED)


if __name__ == "__main__":
    main()
