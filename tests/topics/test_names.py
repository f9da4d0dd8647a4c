"""Names of topics: words that mentions say, each topic told from the others, the same in any order."""

from __future__ import annotations

import re
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.topics.headline import headline
from feedback_miner.topics.names import Group, Named, name_topics
from feedback_miner.topics.reading import read

STEMS = {
    "door": [
        "The parcel was left at the wrong door.",
        "Courier left my parcel at the wrong door again",
        "parcel left at the wrong door, nobody rang",
        "They left it at the wrong door!",
        "My parcel was not left at my door",
        "left at the wrong door in the rain",
    ],
    "refund": [
        "I am still waiting for my refund.",
        "Waiting for a refund since March",
        "The refund never came, still waiting",
        "How long must I wait for the refund?",
        "waiting for the refund and nobody answers",
        "My refund is late, waiting for weeks.",
    ],
    "pin": [
        "How do I change my PIN?",
        "I want to change my PIN at the machine",
        "can I change my PIN in the app",
        "Where do I change the PIN",
        "Please let me change my PIN",
        "I cannot change my PIN abroad.",
    ],
    "parking": [
        "There is no free parking near the shop.",
        "No free parking, I drove round for an hour",
        "it has no free parking at all",
        "We found no free parking on Saturday",
        "no free parking for customers",
        "Sadly no free parking here.",
    ],
}  # fmt: skip


def groups(texts: dict[str, list[str]] | None = None) -> list[Group]:
    texts = texts or STEMS
    vectors = np.eye(len(texts))
    return [Group(each, np.tile(vectors[row], (len(each), 1)), []) for row, each in enumerate(texts.values())]


def names(texts: dict[str, list[str]] | None = None) -> list[str | None]:
    return [named.name for named in name_topics(groups(texts))]


def test_names_are_phrases_that_mentions_say() -> None:
    door, _, pin, parking = names()
    assert door == "Left at the wrong door"
    assert pin == "Change the PIN"
    assert parking == "No free parking"


def test_a_name_has_at_most_six_words_and_no_two_are_equal() -> None:
    found = [name for name in names() if name]
    assert len(set(found)) == len(STEMS)
    assert all(2 <= len(name.split()) <= 6 for name in found)


def test_no_two_names_share_their_telling_words() -> None:
    stems = [read(name).stems for name in names() if name]
    assert all(not one & other for one, other in combinations(stems, 2))


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_names_do_not_depend_on_the_order_of_the_topics(order: tuple[int, ...]) -> None:
    straight, every = name_topics(groups()), groups()
    assert name_topics([every[index] for index in order]) == [straight[index] for index in order]


def test_mentions_that_have_nothing_in_common_get_no_name() -> None:
    odd = [
        "apple tart",
        "river bank",
        "stone wall",
        "cloud cover",
        "violin case",
        "copper wire",
        "meadow hay",
    ]
    assert names(STEMS | {"odd": odd})[-1] is None
    assert name_topics([]) == []


def test_marks_links_and_addresses_never_reach_a_name_or_a_keyword() -> None:
    dirty = [
        f"Write to [email] or help{number}@shop.example, see https://a.example <b>lost</b>\x07 parcel label"
        for number in range(8)
    ]
    named = name_topics(groups(STEMS | {"dirty": dirty}))[-1]
    shown = " ".join([named.name or "", *named.keywords])
    assert not re.search(r"[\[\]<>@\x00-\x1f/]|http|email", shown)
    assert "parcel label" in shown.lower()


def test_keywords_do_not_repeat_a_word() -> None:
    for named in name_topics(groups()):
        words = [read(keyword).stems for keyword in named.keywords]
        assert all(not one & other for one, other in combinations(words, 2))
        assert len(words) <= 10


def test_a_headline_is_a_whole_quiet_sentence_that_holds_the_words_of_the_name() -> None:
    texts = [
        "WRONG DOOR AGAIN AND AGAIN!!!",
        "door",
        "and left at the wrong door",
        "The parcel was left at the wrong door.",
    ]
    chosen = headline(texts, np.ones((4, 1)), read("left at the wrong door").stems)
    assert chosen == 3
    assert headline(["no", "SHOUTING ALL THE WAY DOWN"], np.ones((2, 1)), frozenset()) is None


@given(st.lists(st.lists(st.text(max_size=60), min_size=1, max_size=6), min_size=1, max_size=4))
def test_any_text_can_be_named_or_left(texts: list[list[str]]) -> None:
    rows = [Group(each, np.ones((len(each), 2)) / 2**0.5, ["a b"]) for each in texts]
    for named, group in zip(name_topics(rows), rows, strict=True):
        assert isinstance(named, Named)
        assert named.name is None or 1 < len(named.name.split()) <= 6
        assert named.headline is None or 0 <= named.headline < len(group.texts)
