"""Antecedents: a mention that names nothing itself points to the one that does."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.config import MentionsConfig
from feedback_miner.mentions import antecedents, split
from feedback_miner.mentions.antecedents import FURTHEST, NONE, depends

PIECES = ["The courier came late", "He was rude", "It broke", "Very slow", "Nice mugs", "but they leak"]


def mentions_of(make_records, *texts: str, language: str = "en") -> pd.DataFrame:
    return split(make_records(texts, language=language), MentionsConfig())


@pytest.mark.parametrize(
    "text",
    [
        "It was rude",
        "but they never called",
        "He's lovely",
        "That was quick",
        "Very slow!",
        "would not recommend",
        "Never again",
    ],
)
def test_pronouns_and_bare_verdicts_depend_on_what_came_before(text: str) -> None:
    assert depends(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "The soup was cold",
        "It is a pity that you close",
        "That shop is rude",
        "Slow courier",
        "Thirty minutes",
    ],
)
def test_what_names_its_thing_depends_on_nothing(text: str) -> None:
    assert not depends(text, "en")


def test_german_pronouns_are_known_but_not_articles() -> None:
    assert depends("Er war unfreundlich", "de")
    assert not depends("Die Lieferung war schnell", "de")


def test_a_chain_leads_to_the_mention_that_names_something(make_records) -> None:
    mentions = mentions_of(make_records, "The courier came late. He was rude. He never called.")
    assert antecedents(mentions).tolist() == [NONE, 0, 0]


def test_no_antecedent_is_looked_for_in_another_record(make_records) -> None:
    assert antecedents(mentions_of(make_records, "Nice mugs.", "It broke.")).tolist() == [NONE, NONE]


def test_what_was_named_long_ago_is_not_meant(make_records) -> None:
    mentions = mentions_of(make_records, "The kettle came." + " It broke." * (FURTHEST + 1))
    assert antecedents(mentions).tolist() == [NONE, *[0] * FURTHEST, NONE]


@given(order=st.permutations(range(len(PIECES))), shuffle=st.randoms())
def test_the_order_of_rows_changes_nothing(make_records, order: list[int], shuffle) -> None:
    mentions = mentions_of(make_records, ". ".join(PIECES[number] for number in order))
    rows = list(range(len(mentions)))
    shuffle.shuffle(rows)
    shuffled = mentions.iloc[rows]
    assert named(shuffled) == named(mentions)


@given(text=st.text(max_size=100).filter(str.strip))
def test_antecedents_come_before_and_speak_for_themselves(make_records, text: str) -> None:
    mentions = mentions_of(make_records, f"Nice mugs. {text}")
    found = antecedents(mentions)
    assert all(row < own for own, row in enumerate(found))
    assert all(found[row] == NONE for row in found if row != NONE)


def named(mentions: pd.DataFrame) -> dict[str, str | None]:
    ids = mentions.mention_id.tolist()
    return {
        own: ids[row] if row != NONE else None for own, row in zip(ids, antecedents(mentions), strict=True)
    }
