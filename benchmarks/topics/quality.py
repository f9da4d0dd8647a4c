"""Topics against human labels: agreement, coverage, number of topics; and BERTopic's defaults beside them.

`python benchmarks/topics/quality.py --shared ../shared`. Scored by score.py: a record's topic is the most
frequent one of its mentions, and agreement is over the records that have one. `nmi, none a topic` counts
all records, those without a topic as a group of their own.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import Corpus, as_mentions, as_mined, embedded, labelled_sets
from groupings import Labels, count, defaults, labels_of, ours
from sets import Row, Score, scored, scorer

NONE = "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    print(figures(parser.parse_args().shared).to_string(index=False))


def figures(shared: Path) -> pd.DataFrame:
    """One row a set and a way to find topics."""
    score, rows = scorer(shared), []
    for name, gold in labelled_sets(shared).items():
        corpus = as_mined(name, gold)
        for way, mentions, labels in groupings(corpus):
            rows.append({"set": name, "topics by": way} | agreement(gold, mentions, labels, score))
            print(rows[-1], flush=True)
    return pd.DataFrame(rows)


def groupings(corpus: Corpus) -> Iterator[tuple[str, pd.DataFrame, Labels]]:
    """This project; BERTopic's defaults on the same vectors, on plain ones, and on whole records."""
    mentions = corpus.mentions
    yield "feedback_miner", mentions, labels_of(ours(corpus))
    yield "BERTopic, same vectors", mentions, defaults(mentions.text, corpus.spoken_of)
    yield "BERTopic, plain vectors", mentions, defaults(mentions.text, corpus.vectors)
    whole = as_mentions([row["id"] for row in corpus.rows], [row["text"] for row in corpus.rows])
    vectors = embedded(whole.text)
    yield "BERTopic, whole records", whole, defaults(whole.text, vectors)
    yield "BERTopic, whole records, unseeded", whole, defaults(whole.text, vectors, None)


def agreement(gold: list[Row], mentions: pd.DataFrame, labels: Labels, score: Score) -> dict[str, float]:
    """The figures of score.py, and those with `no topic` as a topic."""
    topics = pd.Series(labels).astype(str).where(labels >= 0, None)
    table = pd.DataFrame({"record_id": mentions.record_id.to_numpy(), "topic_id": topics})
    found = scored(gold, score, mentions=table)
    homes = table.groupby("record_id").topic_id.transform(lambda own: own.notna().any())
    filled = table.assign(topic_id=np.where(homes, table.topic_id, NONE))
    everyone = scored(gold, score, mentions=filled)
    return {
        "nmi": found["topic_nmi"],
        "ari": found["topic_ari"],
        "coverage": found["topic_coverage"],
        "topics": count(labels),
        "labels": len({row["cluster"] for row in gold}),
        "nmi, none a topic": everyone["topic_nmi"],
        "ari, none a topic": everyone["topic_ari"],
    }


if __name__ == "__main__":
    main()
