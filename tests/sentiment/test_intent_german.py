"""German: each pattern finds its example, and what only sounds like asking is no request."""

import pytest

from feedback_miner.sentiment.intent import intent_of, plain
from feedback_miner.sentiment.intent_patterns import Pattern, patterns_of

GERMAN = patterns_of("de")


@pytest.mark.parametrize("pattern", GERMAN.requests, ids=lambda pattern: pattern.name)
def test_each_request_pattern_finds_its_example(pattern: Pattern) -> None:
    assert GERMAN.compiled(pattern).search(plain(pattern.example))
    assert intent_of(pattern.example, "neutral", "de") == "request"


@pytest.mark.parametrize("pattern", GERMAN.not_requests, ids=lambda pattern: pattern.name)
def test_each_guard_keeps_its_example_from_being_a_request(pattern: Pattern) -> None:
    assert intent_of(pattern.example, "positive", "de") == "praise"


@pytest.mark.parametrize("pattern", GERMAN.questions, ids=lambda pattern: pattern.name)
def test_each_question_pattern_finds_its_example(pattern: Pattern) -> None:
    assert intent_of(pattern.example, "neutral", "de") == "question"


@pytest.mark.parametrize(
    ("text", "polarity", "intent"),
    [
        ("Kürzere Wartezeiten", "neutral", "request"),
        ("Die Bedienung war unfreundlich.", "negative", "complaint"),
        ("Wir waren zu zweit dort.", "neutral", "statement"),
    ],
)
def test_the_polarity_decides_where_nothing_is_asked(text: str, polarity: str, intent: str) -> None:
    assert intent_of(text, polarity, "de") == intent


def test_without_patterns_a_question_mark_is_understood() -> None:
    assert intent_of("Siete aperti la domenica?", "neutral", "it") == "question"
    assert intent_of("Il cameriere era scortese.", "negative", "it") == "complaint"
