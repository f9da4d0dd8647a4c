"""An answer that names nothing speaks of what its survey question names, if that names one thing."""

from collections.abc import Callable

import pandas as pd
import pytest
from pandera.typing import DataFrame

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Encoder, Tags
from feedback_miner.tagging import Context, tag
from feedback_miner.tagging.questions import asked_about, cited
from feedback_miner.tagging.reader import Reader
from tests.tagging.conftest import ENCODER, bag_of_words, mentions_of

ASKED = "How was the delivery by our courier?"
Answered = Callable[..., DataFrame[Tags]]


@pytest.fixture
def answered(taxonomy) -> Answered:
    """Tag answers that were all given to one question."""

    def run(*answers: str, question: str | None = ASKED, language: str = "en") -> DataFrame[Tags]:
        mentions = mentions_of(*answers, language=language)
        context = Context(questions=[question] * len(answers))
        return tag(mentions, bag_of_words(answers), taxonomy, ENCODER, TaggingConfig(), context)

    return run


def test_an_answer_that_names_nothing_takes_the_touchpoint_of_its_question(answered: Answered) -> None:
    tags = answered("Terrible.", "Too slow, and they never said why")
    assert list(tags.touchpoint) == ["delivery", "delivery"]
    assert set(tags.evidence) == {f'the question: "{ASKED}"'}


def test_it_is_less_sure_than_an_answer_that_names_it(answered: Answered) -> None:
    tags = answered("Terrible.", ASKED).set_index("mention_id").confidence
    assert 0.25 <= tags["m0000"] < tags["m0001"]


def test_an_answer_that_names_something_speaks_for_itself(answered: Answered) -> None:
    tags = answered("I was on hold on the hotline, call back never came")
    assert set(tags.touchpoint) == {"hotline"}


@pytest.mark.parametrize(
    "question",
    [
        "What could we improve?",
        "Why did you give this score?",
        "How was the courier, and what about the price?",
        "How likely are you to recommend our courier for delivery?",
        "Apart from delivery by courier, what could we do better?",
        "",
        None,
    ],
)
def test_a_question_that_names_several_things_or_none_or_asks_for_a_verdict_adds_nothing(
    answered: Answered, question: str | None
) -> None:
    assert answered("Terrible.", question=question).empty


@pytest.mark.parametrize("answer", ["n/a", "No.", "...", "Nothing at all", "-"])
def test_an_answer_that_says_nothing_takes_nothing(answered: Answered, answer: str) -> None:
    assert answered(answer).empty


def test_without_questions_every_tag_is_as_before(taxonomy, answered: Answered) -> None:
    texts = ("The courier was late", "Terrible.", "It was cheap")
    plain = tag(mentions_of(*texts), bag_of_words(texts), taxonomy, ENCODER, TaggingConfig())
    pd.testing.assert_frame_equal(answered(*texts, question=None), plain)


def test_in_a_language_the_vectors_do_not_know_the_keyword_of_the_question_counts(answered: Answered) -> None:
    tags = answered("Kauhea.", question="Millainen oli courier?", language="fi")
    assert list(tags.touchpoint) == ["delivery"]


def test_each_question_is_read_once_and_on_its_own(taxonomy) -> None:
    """So that a score depends neither on the order of the rows nor on what else was asked."""
    read: list[str] = []

    def counting(texts):
        read.extend(texts)
        return bag_of_words(texts)

    reader = Reader(taxonomy, Encoder(counting))
    alone = asked_about([ASKED], ["Bad."], ["en"], reader)
    asked = [None, "What else?", ASKED, ASKED]
    several = asked_about(asked, ["Bad."] * 4, ["en"] * 4, reader)
    assert (several[2] == alone[0]).all()
    assert (several[2] == several[3]).all()
    assert not several[:2].any()
    assert read.count(ASKED) == 2


def test_a_long_question_is_cut_to_one_line_in_the_evidence() -> None:
    shown = cited("How was the\n delivery?" + " Please tell us more." * 9)
    assert shown.startswith('the question: "How was the delivery? Please')
    assert shown.endswith('…"')
    assert len(shown) <= 120
