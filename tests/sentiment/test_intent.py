from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.sentiment.intent import asking, intent_of, plain
from feedback_miner.sentiment.intent_patterns import Pattern, patterns_of
from feedback_miner.tables import INTENTS

ENGLISH = patterns_of("en")
NAMED = {"argvalues": ENGLISH.requests, "ids": lambda pattern: pattern.name}

REQUESTS = [
    "Please let us choose the delivery day.",
    "I wish the museum opened on Mondays.",
    "It would be really helpful to have subtitles.",
    "Would love to see a family ticket.",
    "There should be a ramp at the back door.",
    "The lift needs to be repaired.",
    "Could you add a vegetarian menu?",
    "Why is there no bench at the stop?",
    "If only the app remembered my size.",
    "How about a quiet room?",
    "Add an undo button.",
    "Don't remove the old menu.",
    "The chairs could be more comfortable.",
    "More staff at lunch time",
]
NOT_REQUESTS = [
    ("They should have told me about the fee.", "negative", "complaint"),
    ("I would love to recommend this garage.", "positive", "praise"),
    ("I would like to thank the night nurse.", "positive", "praise"),
    ("It works just as it should.", "positive", "praise"),
    ("I wish I had never signed up.", "negative", "complaint"),
    ("I wish you all the best.", "positive", "praise"),
    ("Everyone should try the soup.", "positive", "praise"),
    ("It could not be better.", "positive", "praise"),
    ("Keep up the good work.", "positive", "praise"),
    ("More than happy.", "positive", "praise"),
    ("We ordered two of them.", "neutral", "statement"),
    ("When does the café close", "neutral", "question"),
    ("Is there a fee for transfers?", "neutral", "question"),
]


@pytest.mark.parametrize("text", REQUESTS)
def test_asking_for_a_change_is_a_request(text):
    assert intent_of(text, "neutral") == "request"


@pytest.mark.parametrize(("text", "polarity", "intent"), NOT_REQUESTS)
def test_what_only_sounds_like_asking_is_no_request(text, polarity, intent):
    assert intent_of(text, polarity) == intent


@pytest.mark.parametrize("pattern", **NAMED)
def test_each_request_pattern_finds_its_example(pattern: Pattern):
    assert ENGLISH.compiled(pattern).search(plain(pattern.example))
    assert intent_of(pattern.example, "neutral") == "request"


@pytest.mark.parametrize("pattern", **NAMED)
def test_each_request_pattern_has_a_cue_in_its_example(pattern: Pattern):
    assert set(pattern.cues) & set(re.findall(r"[a-z']+", plain(pattern.example)))


@pytest.mark.parametrize("pattern", ENGLISH.not_requests, ids=lambda pattern: pattern.name)
def test_each_guard_keeps_its_example_from_being_a_request(pattern: Pattern):
    assert intent_of(pattern.example, "positive") != "request"


@pytest.mark.parametrize("pattern", ENGLISH.questions, ids=lambda pattern: pattern.name)
def test_each_question_pattern_finds_its_example(pattern: Pattern):
    assert ENGLISH.compiled(pattern).search(plain(pattern.example))


def test_a_short_wish_without_a_verb_is_a_request_unless_it_praises():
    assert intent_of("Shorter queues", "neutral") == "request"
    assert intent_of("Better sound and longer battery", "positive") == "praise"


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["positive", "neutral", "negative"]))
def test_every_text_has_exactly_one_known_intent(text, polarity):
    assert intent_of(text, polarity) in INTENTS


def test_curly_quotes_and_case_change_nothing():
    assert plain("DON’T  remove\nit") == "don't remove it"
    assert asking().requests_change(plain("WHY DON’T YOU open earlier"), "neutral")
