"""What the small models are trained on: sentences written for this project, and sets of a free licence.

Texts that occur in a gold file never get in, nor does every tenth own sentence: those are for measuring.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
POLARITIES = ("negative", "neutral", "positive")
INTENTS = ("complaint", "praise", "request", "question", "statement")
MOMENTS = ("before", "during", "after", "staying", "leaving", "recommending", "unsaid")

_HERE = Path(__file__).parent
_SIGNS = {"+": "positive", "-": "negative", "0": "neutral"}
_MENTION = re.compile(rf"((?:\w+[-+0] )+)({'|'.join(INTENTS)}) ({'|'.join(MOMENTS)}) \| (\S.*)")
_FACTS = ("dashboards", "type of analysis", "job roles", "access Jupyter", "languages", "data sources")
"""Questions of the Jupyter survey that ask for facts."""


@dataclass(frozen=True)
class Mention:
    """One own sentence with all that is known of it. `polarity` is None where the tags contradict."""

    text: str
    touchpoints: frozenset[str]
    polarity: str | None
    intent: str
    moment: str


@dataclass(frozen=True)
class Industry:
    """Touchpoints by id, as (name, description), and the mentions that speak of them."""

    touchpoints: dict[str, tuple[str, str]]
    mentions: list[Mention]


@dataclass(frozen=True)
class Felt:
    """A sentence with its polarity; `weight` is how far its label is to be trusted."""

    text: str
    polarity: str
    weight: float


@dataclass(frozen=True)
class LabelSet:
    """Texts with labels, and what each label may be called."""

    calls: dict[str, tuple[str, ...]]
    rows: list[tuple[str, frozenset[str]]]
    weight: float = 1.0


def normal(text: str) -> str:
    """The words of a text alone, to compare texts by."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def held_out(text: str) -> bool:
    """Whether an own sentence is kept for measuring: every tenth, by its checksum."""
    return zlib.crc32(normal(text).encode()) % 10 == 0


def read_gzipped(path: Path) -> list[Row]:
    """The rows of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def gold_texts(data: Path) -> frozenset[str]:
    """All texts of the gold files beside the data, normalised."""
    files = sorted((data.parent / "eval" / "gold").glob("*.jsonl.gz"))
    return frozenset(normal(row["text"]) for path in files for row in read_gzipped(path))


def industries(*, measuring: bool = False) -> dict[str, Industry]:
    """The own sentences by industry: those to train on, or those held out for measuring."""
    found = {path.stem: _industry(path, measuring) for path in sorted((_HERE / "corpus").glob("*.txt"))}
    return {name: industry for name, industry in found.items() if industry.mentions}


def _industry(path: Path, measuring: bool) -> Industry:
    touchpoints, mentions = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            touchpoint, name, description = (part.strip() for part in line[1:].split(" | ", 2))
            touchpoints[touchpoint] = (name, description)
        elif (found := _MENTION.fullmatch(line)) and held_out(found[4]) == measuring:
            tags, intent, moment, text = found.groups()
            about = frozenset(tag[:-1] for tag in tags.split()) - {"none"}
            mentions.append(Mention(text, about, _overall(tag[-1] for tag in tags.split()), intent, moment))
    return Industry(touchpoints, mentions)


def _overall(signs: Iterable[str]) -> str | None:
    found = set(signs)
    if {"+", "-"} <= found:
        return None
    return "positive" if "+" in found else "negative" if "-" in found else "neutral"


def own_polarity(*, measuring: bool = False) -> Iterator[tuple[str, str]]:
    """Own sentences without touchpoints, with their polarity."""
    for path in sorted((_HERE / "corpus" / "polarity").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if held_out(line[4:]) == measuring:
                yield line[4:], _SIGNS[line[0]]
    if not measuring:
        groups = yaml.safe_load((_HERE / "polarity_sentences.yaml").read_text(encoding="utf-8"))
        yield from ((text, polarity) for polarity, texts in groups.items() for text in texts)


def felt(data: Path) -> list[Felt]:
    """Every sentence with a polarity, own and public; sorted samples of the public sets."""
    own = dict(own_polarity())
    for industry in industries().values():
        own |= {mention.text: mention.polarity for mention in industry.mentions if mention.polarity}
    found = [*_free(data, own.items(), 1.5)]
    for name, weight, most in (
        ("hu_liu_products", 1.0, None),
        ("mams_acsa", 0.7, None),
        ("app_features_is22", 0.7, None),
        ("pros_cons", 0.4, 5_000),
        ("banking77", 0.4, 400),
        ("nlupp", 0.4, 400),
        ("multidogo", 0.4, 600),
        ("jupyter_survey_2020", 0.4, None),
    ):
        found += _free(data, _public(data, name), weight, most)
    return found


def _free(data: Path, pairs: Iterable[tuple[str, str]], weight: float, most: int | None = None) -> list[Felt]:
    """Those outside the gold files: each text once, a sample that depends on the texts alone."""
    kept = {
        text: polarity for text, polarity in pairs if text.strip() and normal(text) not in gold_texts(data)
    }
    return [Felt(text, kept[text], weight) for text in sorted(kept, key=_lot)[:most]]


def _lot(text: str) -> tuple[int, str]:
    return zlib.crc32(text.encode()), text


def _public(data: Path, name: str) -> Iterator[tuple[str, str]]:
    for row in read_gzipped(data / "permissive" / name / "dev.jsonl.gz"):
        polarity = _polarity(name, row)
        if polarity:
            yield row["text"], polarity


def _polarity(name: str, row: Row) -> str | None:
    """The polarity of a row of a public set; None where it says nothing of it."""
    if name == "pros_cons":
        return row["sentiment"] if len(row["text"].split()) > 2 else None
    if name == "jupyter_survey_2020":
        return "neutral" if any(part in row["meta"]["question"] for part in _FACTS) else None
    if name == "multidogo":
        thanks = any("thank" in label["category"] for label in row["labels"])
        return None if thanks or len(row["text"].split()) <= 2 else "neutral"
    if name in ("banking77", "nlupp"):
        return "neutral"
    signs = {label["sentiment"] for label in row["labels"]} - {None}
    if not signs or {"positive", "negative"} <= signs:
        return None
    return next(polarity for polarity in ("positive", "negative", "neutral") if polarity in signs)


def label_sets(data: Path) -> dict[str, LabelSet]:
    """Texts with what they speak of: own industries, chat intents, product features."""
    found = {
        name: LabelSet(
            {each: (called, f"{called}: {means}") for each, (called, means) in industry.touchpoints.items()},
            [(mention.text, mention.touchpoints) for mention in industry.mentions],
        )
        for name, industry in industries().items()
    }
    for name, weight, most in (("banking77", 0.4, 2_500), ("hwu64", 0.25, 1_500), ("nlupp", 0.25, 1_500)):
        found[name] = _labels(data, name, "category", weight, most)
    found["multidogo"] = _labels(data, "multidogo", "category", 0.25, 1_500)
    found["hu_liu_products"] = _labels(data, "hu_liu_products", "target", 0.5)
    found["app_features_is22"] = _labels(data, "app_features_is22", "target", 0.5)
    found["amazon_aspect_sentences"] = _spans(data, "amazon_aspect_sentences", 0.4)
    return found


def _spans(data: Path, name: str, weight: float) -> LabelSet:
    """Labels that belong to parts of a text."""
    parts: dict[str, set[str]] = {}
    for row in read_gzipped(data / "permissive" / name / "dev.jsonl.gz"):
        for label in row["labels"]:
            if "start" in label:
                parts.setdefault(row["text"][label["start"] : label["end"]], set()).add(label["category"])
    rows = [(text, frozenset(labels)) for text, labels in parts.items()]
    return LabelSet({label: (label,) for label in sorted(set().union(*parts.values()))}, rows, weight)


_TALK = re.compile(r"contentonly|confirmation|thankyou|rejection|greeting|outofdomain|startservice")


def _labels(data: Path, name: str, key: str, weight: float, most: int | None = None) -> LabelSet:
    rows: dict[str, frozenset[str]] = {}
    for row in read_gzipped(data / "permissive" / name / "dev.jsonl.gz"):
        labels = frozenset((label.get(key) or "").strip() for label in row["labels"]) - {""}
        if labels and normal(row["text"]) not in gold_texts(data) and not any(map(_TALK.search, labels)):
            rows[row["text"]] = labels
    drawn = [(text, rows[text]) for text in sorted(rows, key=_lot)[:most]]
    calls = {
        label: (_spelled(label),) for label in sorted({label for _, labels in drawn for label in labels})
    }
    return LabelSet(calls, drawn, weight)


def _spelled(label: str) -> str:
    """`airline:bookFlight` and `card_arrival` in plain words."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", label.rsplit(":", maxsplit=1)[-1])
    return re.sub(r"[_?]+", " ", words).strip().lower()
