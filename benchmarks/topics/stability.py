"""Whether topics stay what they are: rows in another order, a tenth of them gone, a month of new ones.

`python benchmarks/topics/stability.py --shared ../shared`. On topics_banking77, BERTopic's defaults (UMAP
seeded) on the same vectors beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import SEED, Corpus, as_mined, gold
from groupings import Labels, alike, count, defaults, labels_of, matched, ours
from numpy.typing import NDArray

from feedback_miner.topics import Previous

DRAWS, MONTHS = 5, 2
LEFT_OUT = 0.1
Group = Callable[[Corpus], Labels]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    for table in figures(parser.parse_args().shared):
        print(table.to_string(index=False))


def figures(shared: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables: another order; a tenth gone; a month added."""
    corpus = as_mined("topics_banking77", gold(shared))
    ways: dict[str, Group] = {
        "feedback_miner": lambda some: labels_of(ours(some)),
        "BERTopic": lambda some: defaults(some.mentions.text, some.spoken_of),
    }
    full = {way: group(corpus) for way, group in ways.items()}
    order = [_told(way, reordered(corpus, full[way], group)) for way, group in ways.items()]
    dropped = [
        _told(way, {"draw": str(draw)} | without_some(corpus, full[way], group, draw))
        for way, group in ways.items()
        for draw in range(DRAWS)
    ]
    own = full["feedback_miner"]
    added = [_told("feedback_miner", month_added(corpus, own, draw)) for draw in range(MONTHS)]
    refitted = _told("BERTopic, fitted again", month_refitted(corpus, full["BERTopic"]))
    return pd.DataFrame(order), _with_means(dropped), pd.DataFrame([*added, refitted])


def reordered(corpus: Corpus, full: Labels, group: Group) -> dict[str, float | int | str]:
    """The rows in another order: whether the same mentions are together, and how alike the groups are."""
    places = np.random.default_rng(SEED).permutation(len(full))
    again = np.empty_like(full)
    again[places] = group(corpus.of(places))
    likeness = alike(full, again)
    equal = count(full) == count(again) and likeness["all"] > 1 - 1e-12
    return {"topics": count(full), "topics again": count(again), "equal": "yes" if equal else "no"} | likeness


def without_some(corpus: Corpus, full: Labels, group: Group, draw: int) -> dict[str, float]:
    """A tenth of the records left out: how alike the groups of the others are to what they were."""
    kept = np.flatnonzero(~drawn_records(corpus, draw))
    again = group(corpus.of(kept))
    return alike(full[kept], again) | {"topics": count(full), "topics again": count(again)}


def month_added(corpus: Corpus, full: Labels, draw: int) -> dict[str, float]:
    """A tenth of the records come later: what the old ones keep, and where the new ones go.

    `new as refitted`: among new mentions with a topic both here and in a fit of everything, the share with
    the same one; topics are matched by the old mentions.
    """
    late = drawn_records(corpus, draw)
    before = corpus.of(np.flatnonzero(~late))
    first = ours(before)
    later = ours(corpus, Previous(first.mentions, before.spoken_of, first.topics))
    old = later.mentions.topic_id.astype(object).to_numpy()[~late]
    was = first.mentions.topic_id.astype(object).to_numpy()
    had = pd.notna(was)
    now, _ = pd.factorize(later.mentions.topic_id, sort=True)
    partner = matched(now[~late], full[~late])
    both = late & (now >= 0) & (full >= 0)
    meant = np.array([partner.get(topic, -1) for topic in now[both]])
    born = set(later.topics.topic_id[later.topics.level == "topic"]) - set(first.topics.topic_id)
    return {
        "topics before": int((first.topics.level == "topic").sum()),
        "topics born": len(born),
        "old that keep theirs": float((old[had] == was[had]).mean()),
        "new with a topic": float((now[late] >= 0).mean()),
        "new as refitted": float((meant == full[both]).mean()),
    }


def month_refitted(corpus: Corpus, full: Labels) -> dict[str, float]:
    """BERTopic knows no earlier run: fitted again on everything, topics matched as well as can be."""
    late = drawn_records(corpus, 0)
    before = corpus.of(np.flatnonzero(~late))
    first = defaults(before.mentions.text, before.spoken_of)
    partner, had = matched(first, full[~late]), first >= 0
    meant = np.array([partner.get(topic, -2) for topic in first[had]])
    return {
        "topics before": count(first),
        "old that keep theirs": float((meant == full[~late][had]).mean()),
        "new with a topic": float((full[late] >= 0).mean()),
    }


def drawn_records(corpus: Corpus, draw: int) -> NDArray[np.bool_]:
    """Which mentions belong to a tenth of the records, drawn by lot."""
    records = np.unique(corpus.mentions.record_id.to_numpy(dtype=str))
    lot = np.random.default_rng([SEED, draw]).random(len(records)) < LEFT_OUT
    return corpus.mentions.record_id.isin(records[lot]).to_numpy()


def _told(way: str, figures: Mapping[str, float | str]) -> dict[str, float | str]:
    """A row of a table, printed as soon as it is known."""
    row = {"topics by": way, **figures}
    print(row, flush=True)
    return row


def _with_means(rows: list[dict[str, float | str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    means = table.drop(columns="draw").groupby("topics by", sort=False).mean().reset_index()
    return pd.concat([table, means.assign(draw="mean")], ignore_index=True)


if __name__ == "__main__":
    main()
