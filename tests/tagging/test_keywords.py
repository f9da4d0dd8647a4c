from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.tagging.inflection import forms
from feedback_miner.tagging.keywords import KeywordMatcher, tokens
from feedback_miner.taxonomy import Touchpoint


def matcher(*keywords: str, other: tuple[str, ...] = ()) -> KeywordMatcher:
    touchpoints = [
        Touchpoint(id=name, name=name, stages=["s"], kind="digital", description="d", keywords=list(words))
        for name, words in (("one", keywords), ("two", other))
    ]
    return KeywordMatcher.compile(touchpoints)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("price", "Prices went up"),
        ("delivered", "when will you deliver"),
        ("waiting", "We waited"),
        ("rate", "great rates"),
        ("stop", "it stopped"),
        ("easy", "the easiest way"),
        ("pay", "I paid twice"),
        ("flavor", "odd flavours"),
        ("company", "other companies"),
        ("on hold", "kept ON-HOLD"),
        ("log in", "cannot login"),
        ("log in", "logging in fails"),
        ("e-mail", "my email"),
        ("café", "the Cafe's door"),
        ("配送", "昨日の配送は遅い"),
    ],
)
def test_a_keyword_is_found_in_whatever_form(keyword, text):
    assert [hit.keyword for hit in matcher(keyword).find(text)] == [keyword]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("car", "they care"),
        ("late", "see you later"),
        ("on hold", "hold on"),
        ("rate", "a rat"),
        ("app", "apple"),
    ],
)
def test_other_words_are_not_mistaken_for_a_keyword(keyword, text):
    assert matcher(keyword).find(text) == []


def test_a_keyword_inside_a_longer_one_does_not_count():
    hits = matcher("price", other=("price match",)).find("Ask for the price match")
    assert [hit.touchpoint for hit in hits] == [1]


def test_the_same_keyword_may_belong_to_two_touchpoints():
    assert [hit.touchpoint for hit in matcher("bill", other=("bill",)).find("the bill")] == [0, 1]


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_every_word_finds_itself(word):
    assert matcher(word).find(f"so {word} it is") or not tokens(word)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_the_forms_of_a_word_contain_the_word(word):
    assert word in forms(word)
