"""What holds for any feedback whatever."""

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables_by_hand import QUICK, TAXONOMY, Note, again, ranked, scored, tables

from feedback_miner.insights import rank
from feedback_miner.tables import INTENTS

PEOPLE = [f"person-{i}" for i in range(6)]
TOUCHPOINTS = ["delivery", "app", "support"]


def strengths(low=-1.0, high=1.0):
    return st.floats(low, high, allow_subnormal=False).map(lambda value: round(value, 3))


any_note = st.builds(
    Note,
    who=st.sampled_from(PEOPLE),
    touchpoint=st.sampled_from([*TOUCHPOINTS, None]),
    sentiment=st.none() | strengths(),
    intent=st.sampled_from(INTENTS),
    stage=st.sampled_from(["before", "after", None]),
    rating=st.none() | strengths(0.0, 1.0),
    when=st.sampled_from(["2026-02-10", "2026-05-10", "2026-06-28", None]),
    topic=st.sampled_from(["late", "broken", None]),
)
some_notes = st.lists(any_note, min_size=1, max_size=25)
quickly = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(some_notes)
def test_ledger_weights_sum_to_the_score(notes):
    insights, ledger = ranked(notes)
    sums = ledger.groupby("insight_id").weight.sum()
    assert set(sums.index) == set(insights.index)
    assert np.allclose(sums[insights.index], insights.score, rtol=0, atol=1e-6)
    assert not ledger.duplicated(["insight_id", "mention_id"]).any()


@quickly
@given(some_notes)
def test_every_figure_lies_in_its_range(notes):
    insights, _ = ranked(notes)
    assert insights.score.between(0, 100, inclusive="right").all()
    assert (insights.score_low <= insights.score).all()
    assert (insights.score <= insights.score_high).all()
    assert (insights.score_low >= 0).all()
    ranked_together = insights.groupby(["kind", insights.stage.isna()])["rank"].transform("size")
    assert (insights.rank_low >= 1).all()
    assert (insights.rank_low <= insights["rank"]).all()
    assert (insights["rank"] <= insights.rank_high).all()
    assert (insights.rank_high <= ranked_together).all()
    assert (insights.respondents <= insights.mentioning).all()
    assert (insights.mentioning <= insights.base).all()


@quickly
@given(some_notes, st.randoms(use_true_random=False))
def test_row_order_changes_nothing(notes, random):
    records, mentions, tags = tables(notes)
    shuffled = [
        table.sample(frac=1, random_state=random.randrange(1000)) for table in (records, mentions, tags)
    ]
    for straight, mixed in zip(
        rank(records, mentions, tags, TAXONOMY, QUICK, 3), rank(*shuffled, TAXONOMY, QUICK, 3), strict=True
    ):
        pd.testing.assert_frame_equal(straight, mixed, check_exact=True)


@quickly
@given(some_notes, st.integers(0, 24), st.integers(1, 10))
def test_saying_it_again_changes_no_score(notes, which, times):
    repeated = notes + [notes[which % len(notes)]] * times
    assert scored(repeated) == scored(notes)


@quickly
@given(some_notes, strengths(-1.0, -0.2), st.integers(2, 10))
def test_a_rant_weighs_as_much_as_its_strongest_sentence(notes, worst, sentences):
    whole = Note("ranter", "app", worst, "complaint")
    parts = [again(whole, sentiment=worst * part / sentences) for part in range(1, sentences + 1)]
    assert scored([*notes, *parts])["pain.app"] == scored([*notes, whole])["pain.app"]


@quickly
@given(some_notes, strengths(0.2, 1.0), st.sampled_from(TOUCHPOINTS), st.sampled_from(PEOPLE))
def test_praise_never_lowers_a_pain(notes, praise, touchpoint, who):
    everyone = [*notes, Note(who)]
    before = scored(everyone)
    after = scored([*everyone, Note(who, touchpoint, praise, "praise")])
    assert {i: s for i, s in after.items() if i.startswith("pain")} == {
        i: s for i, s in before.items() if i.startswith("pain")
    }


@quickly
@given(some_notes)
def test_ties_are_mutual_and_among_those_ranked_together(notes):
    insights, _ = ranked(notes)
    for insight_id, others in insights.tied_with.items():
        for other in others:
            assert insight_id in insights.tied_with[other]
            assert insights.kind[other] == insights.kind[insight_id]
            assert pd.isna(insights.stage[other]) == pd.isna(insights.stage[insight_id])


@quickly
@given(some_notes)
def test_quotes_are_mentions_of_the_ledger_one_per_respondent(notes):
    insights, ledger = ranked(notes)
    records, mentions, _ = tables(notes)
    who = mentions.merge(records, on="record_id").set_index("mention_id").respondent_id
    for insight_id, quotes in insights.quotes.items():
        assert 1 <= len(quotes) <= QUICK.quotes
        assert set(quotes) <= set(ledger.mention_id[ledger.insight_id == insight_id])
        assert who[quotes].is_unique
