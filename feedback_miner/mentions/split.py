"""The step itself: from records to the table of mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import MentionsConfig
from feedback_miner.mentions.clauses import clauses, shorten
from feedback_miner.mentions.lists import items
from feedback_miner.mentions.parser import parsed_sentences
from feedback_miner.mentions.run_ons import runs_on, statements
from feedback_miner.mentions.sentences import Span, sentences
from feedback_miner.progress import Progress, Silent
from feedback_miner.tables import Mentions, Records, check_slices, checked

_HEAD = re.compile(r"(?:[\s,;*•·|+/–—-]|\(?\d{1,2}[.)]\s)+")
_TAIL = re.compile(r"[\s,;:*•·|+/–—-]+$")
_WORDLIKE = re.compile(r"[^\W_]")


def split(
    records: DataFrame[Records], config: MentionsConfig, progress: Progress | None = None
) -> DataFrame[Mentions]:
    """Cut each record into mentions.

    A piece without a letter or digit (an emoji, "!!!") joins the mention before it. A record without any
    word is one mention as it stands.

    Returns:
        Mentions sorted by record and offset. `mention_id` is `record_id:start-end`, so it depends on the
        record alone.

    Raises:
        ModelError: If the parser is asked for and not installed.
    """
    rows: list[tuple[str, str, int, int, str, str]] = []
    with (progress or Silent()).step("Splitting", len(records)) as advance:
        for key, group in records.sort_values("record_id").groupby("language", sort=True):
            language = str(key)
            texts = group.text.tolist()
            found = _sentences(texts, language, config)
            for record_id, text, spans in zip(group.record_id.tolist(), texts, found, strict=True):
                for start, end in _mentions(text, spans, language, config):
                    mention_id = f"{record_id}:{start}-{end}"
                    rows.append((mention_id, record_id, start, end, text[start:end], language))
                advance(1)
    columns = ["mention_id", "record_id", "start", "end", "text", "language"]
    mentions = pd.DataFrame(rows, columns=columns).sort_values(["record_id", "start"], ignore_index=True)
    check_slices(mentions, records)
    return checked(mentions, Mentions)


def _sentences(texts: list[str], language: str, config: MentionsConfig) -> Iterable[list[Span]]:
    if config.splitter == "parser" and language == "en":
        return parsed_sentences(texts)
    return (sentences(text, language) for text in texts)


def _mentions(text: str, spans: list[Span], language: str, config: MentionsConfig) -> list[Span]:
    pieces: list[Span] = []
    for sentence in spans:
        for piece in _parts(text, sentence, language, config):
            for start, end in shorten(text, piece, config.max_chars):
                if _WORDLIKE.search(text, start, end):
                    pieces.append(_trim(text, start, end))
                elif pieces and text[start:end].strip():
                    pieces[-1] = (pieces[-1][0], _trim(text, start, end)[1])
    return pieces or list(_whole(text))


def _parts(text: str, sentence: Span, language: str, config: MentionsConfig) -> list[Span]:
    if not config.clauses:
        return [sentence]
    if listed := items(text, sentence):
        return listed
    parts = clauses(text, sentence, language, config.min_words)
    if language != "en" or not runs_on(text, sentence):
        return parts
    return [piece for part in parts for piece in statements(text, part, config.min_words)]


def _trim(text: str, start: int, end: int) -> Span:
    """Leave out white space, bullets and the commas at which a clause was cut."""
    head = _HEAD.match(text, start, end)
    start = head.end() if head and head.end() < end else start
    tail = _TAIL.search(text, start, end)
    return start, tail.start() if tail and tail.start() > start else end


def _whole(text: str) -> Iterator[Span]:
    """The record as one mention, for texts without any word."""
    stripped = text.strip()
    if stripped:
        start = text.index(stripped)
        yield start, start + len(stripped)
