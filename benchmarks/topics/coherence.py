"""Whether the words of a topic belong together, and whether topics share words.

`python benchmarks/topics/coherence.py --shared ../shared --cache CACHE`. For the first ten words of each
topic:

- coherence: the mean over pairs of words of `ln(p(a, b) / (p(a) p(b))) / -ln p(a, b)`, in [-1, 1], where p
  is the share of mentions that hold the words, -1 for a pair that none holds together; then the mean over
  topics. NPMI of Bouma (2009), with whole documents as windows, as in Lau, Newman and Baldwin (2014).
- diversity: the share of different words among the words of all topics, in (0, 1]. Dieng, Ruiz and Blei
  (2020).
- coherence, diversity among the `TOP` largest topics, since both fall with their number.

Words of a kind are compared with each other: BERTopic's own for both groupings; those of this project's
c-TF-IDF (no function words, pairs of words too) for both; and the keywords that its table of topics shows.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from corpora import Corpus, as_mined, gold, load
from groupings import Labels, defaults, labels_of, ours
from sets import read

from feedback_miner.topics.engine import words_of

Lists = Sequence[Sequence[str]]
WORDS, TOP, LOAD = 10, 20, 10_000
LONGEST = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors")
    args = parser.parse_args()
    print(figures(args.shared, args.cache).to_string(index=False))


def figures(shared: Path, cache: Path) -> pd.DataFrame:
    """One row a corpus, a grouping and a kind of words."""
    rows = []
    for corpus in corpora(shared, cache):
        texts = list(corpus.mentions.text)
        found = ours(corpus)
        theirs = defaults(texts, corpus.spoken_of)
        shown = found.topics[found.topics.level == "topic"].keywords.map(list)
        for by, labels in (("feedback_miner", labels_of(found)), ("BERTopic", theirs)):
            about = {"corpus": corpus.name, "topics by": by}
            rows.append(about | {"words": "BERTopic's"} | measured(texts, plain_words(texts, labels), 1))
            telling = by_size(words_of(texts, labels), labels)
            rows.append(about | {"words": "c-TF-IDF, telling"} | measured(texts, telling, LONGEST))
        about = {"corpus": corpus.name, "topics by": "feedback_miner", "words": "keywords as shown"}
        rows.append(about | measured(texts, list(shown), LONGEST))
        print(pd.DataFrame(rows[-5:]).to_string(), flush=True)
    return pd.DataFrame(rows)


def corpora(shared: Path, cache: Path) -> Iterator[Corpus]:
    """Bank questions, reviews, and a mix of chats, tweets and reviews."""
    yield as_mined("topics_banking77", gold(shared))
    yield as_mined("fabsa", read(shared / "eval" / "gold" / "fabsa.jsonl.gz"))
    yield load(shared, cache, LOAD)


def plain_words(texts: Sequence[str], labels: Labels) -> Lists:
    """The words of each topic as BERTopic gives them without settings, function words and all."""
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    joined = pd.Series(list(texts)).groupby(labels).agg(" ".join)
    counter = CountVectorizer()
    weights = ClassTfidfTransformer().fit_transform(counter.fit_transform(joined)).tocsr()
    names = counter.get_feature_names_out()
    found = {}
    for row, label in enumerate(joined.index):
        values = weights[row].toarray().ravel()
        found[int(label)] = list(names[np.argsort(-values, kind="stable")[:WORDS]])
    return by_size(found, labels)


def by_size(words: dict[int, list[str]], labels: Labels) -> Lists:
    """The words of the topics, those of the largest topic first."""
    sizes = pd.Series(labels[labels >= 0]).value_counts()
    return [words[int(label)] for label in sizes.index if words.get(int(label))]


def measured(texts: Sequence[str], lists: Lists, longest: int) -> dict[str, float]:
    """Coherence and diversity of the first words of each topic, of all topics and of the largest."""
    analyse = analyser(longest)
    read = [[_as_read(phrase, analyse) for phrase in each[:WORDS]] for each in lists]
    tops = [list(dict.fromkeys(phrase for phrase in each if phrase)) for each in read]
    scores = npmi(texts, tops, analyse)
    some = slice(0, TOP)
    return {
        "topics": len(tops),
        "coherence": float(np.mean(scores)),
        "diversity": diversity(tops),
        f"coherence, {TOP} largest": float(np.mean(scores[some])),
        f"diversity, {TOP} largest": diversity(tops[some]),
    }


def analyser(longest: int) -> Any:
    """What turns a text into words, and into phrases of so many words with function words left out."""
    from sklearn.feature_extraction.text import CountVectorizer

    stop = "english" if longest > 1 else None
    return CountVectorizer(ngram_range=(1, longest), stop_words=stop).build_analyzer()


def _as_read(phrase: str, analyse: Any) -> str:
    """A word or phrase as it is found in texts that are read this way."""
    return " ".join(term for term in analyse(phrase) if " " not in term)


def npmi(texts: Sequence[str], lists: Lists, analyse: Any) -> list[float]:
    """The coherence of each list of words: see above."""
    wanted = {word for words in lists for word in words}
    holders: dict[str, set[int]] = {word: set() for word in wanted}
    for place, text in enumerate(texts):
        for word in wanted.intersection(analyse(text)):
            holders[word].add(place)
    return [
        float(np.mean([_npmi(holders[a], holders[b], len(texts)) for a, b in combinations(words, 2)]))
        for words in lists
        if len(words) > 1
    ]


def _npmi(one: set[int], other: set[int], total: int) -> float:
    both = len(one & other)
    if not both:
        return -1.0
    if both == total:
        return 1.0
    together = both / total
    return float(np.log(together * total**2 / (len(one) * len(other))) / -np.log(together))


def diversity(lists: Lists) -> float:
    """The share of different words among all."""
    words = [word for each in lists for word in each]
    return len(set(words)) / len(words) if words else float("nan")


if __name__ == "__main__":
    main()
