"""Whether a person who sees five mentions of a topic picks its name out of six: a blind check.

`python benchmarks/topics/naming.py ask --vectors VECTORS --sheet sheet.md --key key.json` finds and names
topics, draws twenty of each set by lot, and writes a question for each: five mentions drawn from all of the
topic, and six names in random order, its own and those of the five nearest topics. Each topic is asked about
twice, with the names that are shipped and with a baseline, the first three words by c-TF-IDF, and with other
mentions each time; `--kinds own` leaves the baseline out.

Someone who has not seen the key writes `number letter` lines, one a question, X for none of them. Then
`python benchmarks/topics/naming.py score --key key.json --answers answers.txt` prints the share right,
with its 90 % Wilson interval, and the topics that were missed.

VECTORS holds a pair of files for each set: NAME.parquet (mention_id, record_id, start, end, text, language)
and NAME.npz (`feedback`: their vectors by the shipped encoder). The sheet holds texts of strangers: keep it
out of the repository.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.config import TopicsConfig
from feedback_miner.estimates import wilson_interval
from feedback_miner.tagging.aspects import aspects, unit
from feedback_miner.topics import find_topics

KINDS = ("own", "baseline")
SETS = ("b77", "hwu64", "fabsa")
TOPICS, MENTIONS, OTHERS = 20, 5, 5
BASELINE_WORDS = 3
LETTERS = "ABCDEF"
LONGEST = 300


class Topic(NamedTuple):
    """A topic as the questions see it: mentions, a name of each kind, the places of its neighbours."""

    texts: list[str]
    names: dict[str, str]
    nearest: list[int]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask")
    ask.add_argument("--vectors", type=Path, required=True)
    ask.add_argument("--sheet", type=Path, required=True)
    ask.add_argument("--sets", nargs="+", default=SETS)
    ask.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    ask.add_argument("--seed", type=int, default=20_260_101)
    score = commands.add_parser("score")
    score.add_argument("--answers", type=Path, required=True)
    for command in (ask, score):
        command.add_argument("--key", type=Path, required=True)
    args = parser.parse_args()
    if args.command == "ask":
        draw = random.Random(args.seed)
        asked = [
            question
            for name in args.sets
            for question in questions(name, topics(args.vectors, name, args.seed), draw)
            if question[1]["kind"] in args.kinds
        ]
        draw.shuffle(asked)
        write(asked, args.sheet, args.key)
    else:
        print_shares(json.loads(args.key.read_text()), args.answers.read_text())


def write(asked: Sequence[tuple[str, dict[str, str]]], sheet: Path, key: Path) -> None:
    """The questions, and apart from them the answers."""
    sheet.write_text("\n".join(f"## {number}\n{text}\n" for number, (text, _) in enumerate(asked, 1)))
    key.write_text(json.dumps({number: facts for number, (_, facts) in enumerate(asked, 1)}, indent=1))


def topics(folder: Path, name: str, seed: int) -> list[Topic]:
    """The topics of a set, largest first."""
    table = pd.read_parquet(folder / f"{name}.parquet").assign(
        sentiment=np.nan, polarity=None, intent=None, topic_id=None
    )
    vectors = aspects("feedback", np.load(folder / f"{name}.npz")["feedback"]).astype(np.float32)
    found = find_topics(table, vectors, TopicsConfig(), seed)
    kept = found.topics[found.topics.level == "topic"]
    members = [np.flatnonzero(found.mentions.topic_id == topic) for topic in kept.topic_id]
    texts = [table.text.iloc[rows].tolist() for rows in members]
    centres = unit(np.stack([vectors[rows].mean(axis=0) for rows in members]).astype(np.float64))
    near = np.argsort(-(centres @ centres.T).round(9), axis=1, kind="stable")
    rows = zip(texts, kept.name, baseline(texts), near, strict=True)
    return [
        Topic(each, {"own": own, "baseline": words}, [i for i in order if i != place][:OTHERS])
        for place, (each, own, words, order) in enumerate(rows)
    ]


def baseline(texts: Sequence[Sequence[str]]) -> list[str]:
    """The first three words and pairs of words of each topic by c-TF-IDF, as BERTopic names topics."""
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(stop_words="english", ngram_range=(1, 2))
    counts = counter.fit_transform([" ".join(each) for each in texts])
    weights: NDArray[np.float64] = ClassTfidfTransformer().fit_transform(counts).toarray()
    words = counter.get_feature_names_out()
    best = np.argsort(-weights, axis=1, kind="stable")[:, :BASELINE_WORDS]
    return [", ".join(words[row]).capitalize() for row in best]


def questions(name: str, every: Sequence[Topic], draw: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """Two questions for each topic drawn: the text that the judge sees, and what the key says."""
    for place in sorted(draw.sample(range(len(every)), TOPICS)):
        topic = every[place]
        shown = draw.sample(topic.texts, min(2 * MENTIONS, len(topic.texts)))
        half = len(shown) // 2
        for kind, quotes in (("own", shown[:half]), ("baseline", shown[half:])):
            names = [every[other].names[kind] for other in (place, *topic.nearest)]
            order = draw.sample(range(len(names)), len(names))
            lines = [*(f"- {quote[:LONGEST]}" for quote in quotes), ""]
            lines += [f"{letter} {names[i]}" for letter, i in zip(LETTERS, order, strict=False)]
            facts = {"set": name, "kind": kind, "right": LETTERS[order.index(0)], "name": names[0]}
            facts |= {letter: names[i] for letter, i in zip(LETTERS, order, strict=False)}
            yield "\n".join(lines), facts


def print_shares(key: dict[str, dict[str, str]], answers: str) -> None:
    """A row a set and kind of name, then the questions that were missed."""
    given = dict(line.split() for line in answers.splitlines() if line.strip())
    table = pd.DataFrame(key.values(), index=list(key))
    table["answer"] = pd.Series(given)
    table["hit"] = table.answer == table.right
    everything = table.assign(set="all")
    for (kind, name), rows in pd.concat([everything, table]).groupby(["kind", "set"], sort=False):
        low, high = wilson_interval(int(rows.hit.sum()), len(rows))
        print(f"{kind:9} {name:6} {rows.hit.sum()}/{len(rows)} {rows.hit.mean():.2f} [{low:.2f}, {high:.2f}]")
    for number, row in table[~table.hit].iterrows():
        picked = row.get(row.answer, "none of them")
        print(f"missed {number} ({row['set']}, {row.kind}): '{row['name']}', picked '{picked}'")


if __name__ == "__main__":
    main()
