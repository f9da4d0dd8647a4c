"""Impact on the rating, and the quotes that stand under a figure."""

import numpy as np
import pytest
from tables_by_hand import QUICK, Note, again, ranked


def people(count, touchpoint, sentiment, rating, first=0):
    return [Note(f"person-{first + i}", touchpoint, sentiment, rating=rating) for i in range(count)]


def test_impact_is_the_mean_with_them_minus_the_mean_without_them():
    notes = people(5, "app", -0.6, 0.2) + people(15, "support", 0.5, 0.8, first=5)
    insights, _ = ranked(notes)
    with_all, without = (5 * 0.2 + 15 * 0.8) / 20, 0.8
    assert insights.impact["pain.app"] == pytest.approx(with_all - without, abs=1e-6)
    assert (
        insights.impact_low["pain.app"] <= insights.impact["pain.app"] <= insights.impact_high["pain.app"] < 0
    )
    assert insights.impact["strength.support"] > 0


def test_each_respondent_rates_once_however_often_they_write():
    notes = people(5, "app", -0.6, 0.2) + people(15, "support", 0.5, 0.8, first=5)
    more = [again(notes[0], touchpoint=None) for _ in range(30)]
    assert ranked(notes + more)[0].impact["pain.app"] == ranked(notes)[0].impact["pain.app"]


@pytest.mark.parametrize(
    "notes",
    [
        people(5, "app", -0.6, None),
        people(2, "app", -0.6, 0.2) + people(15, "support", 0.5, 0.8, first=2),
        people(5, "app", -0.6, 0.2),
    ],
    ids=["no ratings", "two rated", "everyone"],
)
def test_without_a_comparison_there_is_no_impact(notes):
    assert np.isnan(ranked(notes)[0].impact["pain.app"])


def quotes(notes, limit=5):
    config = QUICK.model_copy(update={"quotes": limit})
    return ranked(notes, config)[0].quotes["pain.app"]


def said(who, sentiment, topic=None, text=None):
    return Note(who, "app", sentiment, topic=topic, text=text)


def test_the_severest_come_first():
    assert quotes([said("a", -0.3), said("b", -0.9), said("c", -0.6)], limit=2) == ["m0001", "m0002"]


def test_topics_take_turns_the_most_common_first():
    crashes = [said("a", -0.9, "crash"), said("b", -0.8, "crash"), said("c", -0.7, "crash")]
    assert quotes([*crashes, said("d", -0.3, "login")]) == ["m0000", "m0003", "m0001", "m0002"]


def test_what_can_be_read_comes_before_scraps_and_novels():
    texts = ["Crash!", "The app closed itself while I paid", "word " * 60]
    assert quotes([said(str(i), -0.9 + i / 10, text=text) for i, text in enumerate(texts)])[0] == "m0001"


def test_no_wording_and_no_respondent_twice():
    same = "It forgets my basket every evening"
    notes = [said("a", -0.9, text=same), said("b", -0.8, text=same.upper()), said("a", -0.9)]
    assert quotes(notes) == ["m0000"]


def test_opportunities_quote_requests_only():
    complaint = Note("a", "app", -0.9, "complaint")
    wish = Note("a", "app", 0.0, "request")
    assert ranked([complaint, wish])[0].quotes["opportunity.app"] == ["m0001"]
