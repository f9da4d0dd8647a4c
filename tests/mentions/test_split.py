"""Mentions: exact slices, cut where the subject turns."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.config import MentionsConfig
from feedback_miner.mentions import split

CONFIG = MentionsConfig()


def pieces(make_records, text: str, language: str = "en", **settings: object) -> list[str]:
    records = make_records([text], language=language)
    return list(split(records, CONFIG.model_copy(update=settings)).text)


TURNS = [
    ("Lovely tea. Rude courier!", ["Lovely tea.", "Rude courier!"]),
    (
        "great app but delivery was late, and nobody answered my mail",
        ["great app", "but delivery was late", "and nobody answered my mail"],
    ),
    ("The kettle is fine; the lid does not close", ["The kettle is fine", "the lid does not close"]),
    ("The soup was cold, the waiter was rude", ["The soup was cold", "the waiter was rude"]),
    ("Lovely shop, my only complaint is the queue", ["Lovely shop", "my only complaint is the queue"]),
    ("I love the app and the website", ["I love the app and the website"]),
    ("When I called, the line was dead", ["When I called, the line was dead"]),
    ("Nothing but trouble with this grinder", ["Nothing but trouble with this grinder"]),
    ("Not only quick but also very friendly staff", ["Not only quick but also very friendly staff"]),
    ("not good but not bad either", ["not good but not bad either"]),
]
SENTENCES = [
    (
        "Ask Dr. Moss, e.g. at 3.5 km. Version 2.0.1 works.",
        ["Ask Dr. Moss, e.g. at 3.5 km.", "Version 2.0.1 works."],
    ),
    ("Open at 9 a.m. on Sundays", ["Open at 9 a.m. on Sundays"]),
    ("I am impressed.These mugs are great", ["I am impressed.", "These mugs are great"]),
    ("NEVER AGAIN! WORST KETTLE EVER!", ["NEVER AGAIN!", "WORST KETTLE EVER!"]),
    (
        "See https://tea.example/a.b?c=1!x for more. Thanks",
        ["See https://tea.example/a.b?c=1!x for more.", "Thanks"],
    ),
    ('He said "Wait. I am busy." and left', ['He said "Wait. I am busy." and left']),
    ("The room (small. dark.) was cold. Bad", ["The room (small. dark.) was cold.", "Bad"]),
    ("Well... it works", ["Well... it works"]),
    ("Nice mug...handle broke off", ["Nice mug...", "handle broke off"]),
    ("Superb tea 😍😍. Thanks!", ["Superb tea 😍😍.", "Thanks!"]),
    ("Great mug! :) Thanks", ["Great mug! :)", "Thanks"]),
    ("love the mugs 😍 courier was late 😡", ["love the mugs 😍", "courier was late 😡"]),
    ("I ❤️ this shop", ["I ❤️ this shop"]),
    ("👍", ["👍"]),
    ("很好。但是太慢了！", ["很好。", "但是太慢了！"]),
]
LISTS = [
    ("battery life, screen, price", ["battery life", "screen", "price"]),
    ("easy to use/fun/low price", ["easy to use", "fun", "low price"]),
    ("long queue; no parking", ["long queue", "no parking"]),
    ("Helpful, friendly staff", ["Helpful, friendly staff"]),
    ("Helpful, friendly staff, clean rooms", ["Helpful, friendly staff", "clean rooms"]),
    ("open 24/7 and/or online", ["open 24/7 and/or online"]),
    ("We ate, drank, laughed", ["We ate, drank, laughed"]),
    ("1) The tea is good\n2) The box is too big", ["The tea is good", "The box is too big"]),
    ("1. tea is good 2. box is big", ["tea is good", "box is big"]),
    ("- late again\n- nobody called", ["late again", "nobody called"]),
]
RUN_ONS = [
    (
        "good quality fast delivery i love it would buy again",
        ["good quality", "fast delivery", "i love it", "would buy again"],
    ),
    (
        "the courier was rude i will never order here again",
        ["the courier was rude", "i will never order here again"],
    ),
    ("the mug that i love is out of stock again", ["the mug that i love is out of stock again"]),
    ("i was happy it came before my birthday", ["i was happy it came before my birthday"]),
]


@pytest.mark.parametrize(("text", "expected"), [*TURNS, *SENTENCES, *LISTS, *RUN_ONS])
def test_a_record_is_cut_where_its_subject_turns(make_records, text: str, expected: list[str]) -> None:
    assert pieces(make_records, text) == expected


def test_german_turns_are_known_too(make_records) -> None:
    text = "Der Tee ist super aber die Lieferung kam zu spät, und niemand hat geantwortet"
    assert len(pieces(make_records, text, "de")) == 3


def test_german_dates_end_no_sentence(make_records) -> None:
    assert pieces(make_records, "Bestellt am 3. Mai. Nie angekommen.", "de") == [
        "Bestellt am 3. Mai.",
        "Nie angekommen.",
    ]


def test_a_run_on_is_shortened(make_records) -> None:
    found = pieces(make_records, "we waited and " * 200)
    assert max(map(len, found)) <= CONFIG.max_chars
    assert len(found) > 3


def test_one_long_word_is_cut_hard(make_records) -> None:
    assert max(map(len, pieces(make_records, "a" * 5_000))) == CONFIG.max_chars


@given(text=st.text(min_size=1, max_size=200).filter(str.strip))
def test_every_mention_is_a_slice_of_its_record(make_records, text: str) -> None:
    records = make_records([text])
    mentions = split(records, CONFIG)
    assert len(mentions) >= 1
    for row in mentions.itertuples():
        assert text[row.start : row.end] == row.text


@given(text=st.text(alphabet="ab .,;!?\nbutand", min_size=1, max_size=200).filter(str.strip))
def test_mentions_never_overlap_and_lose_no_word(make_records, text: str) -> None:
    mentions = split(make_records([text]), CONFIG)
    spans = list(zip(mentions.start, mentions.end, strict=True))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert sum(map(str.isalpha, "".join(mentions.text))) == sum(map(str.isalpha, text))


def test_row_order_changes_nothing(make_records) -> None:
    records = make_records(["One. Two but three four.", "Five! Six seven; eight nine.", "Ten, but eleven."])
    shuffled = records.sample(frac=1, random_state=1)
    assert split(records, CONFIG).equals(split(shuffled, CONFIG))
