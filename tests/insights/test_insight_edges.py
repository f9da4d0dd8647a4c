"""Small, odd and wrong input."""

import pandas as pd
import pytest
from tables_by_hand import QUICK, TAXONOMY, Note, ranked, tables

from feedback_miner.errors import TableError
from feedback_miner.insights import rank
from feedback_miner.tables import Insights, Ledger, checked


@pytest.mark.parametrize("notes", [[], [Note("a")], [Note("a", "app", 0.0)], [Note("a", "app", None)]])
def test_where_nothing_is_felt_there_are_no_insights(notes):
    insights, ledger = rank(*tables(notes), TAXONOMY, QUICK, 1)
    assert (len(insights), len(ledger)) == (0, 0)
    assert list(insights.columns) == list(
        rank(*tables([Note("a", "app", -0.9)]), TAXONOMY, QUICK, 1)[0].columns
    )


def test_one_angry_person_is_ranked_first_and_graded_d():
    insights, _ = ranked([Note("a", "app", -1.0)])
    assert insights.loc["pain.app", ["score", "rank", "grade"]].to_list() == [100.0, 1, "D"]


@pytest.mark.parametrize(
    ("sentiment", "polarity"), [(-0.15, "neutral"), (-0.4, "mixed"), (None, None), (None, "negative")]
)
def test_only_clear_complaints_are_pain(sentiment, polarity):
    insights, _ = ranked([Note("a", "app", sentiment, "request", polarity=polarity)])
    assert list(insights.index) == ["opportunity.app"]
    assert insights.score["opportunity.app"] == 50.0


def test_a_segment_is_ranked_by_handing_in_its_records():
    records, mentions, tags = tables(
        [Note("a", "app", -0.8), Note("b", "app", -0.4), Note("b", "support", -0.4)]
    )
    only_b = records[records.respondent_id == "b"]
    insights, _ = rank(only_b, mentions, tags, TAXONOMY, QUICK, 1)
    assert insights.set_index("insight_id").score.to_dict() == {"pain.app": 40.0, "pain.support": 40.0}


def test_tags_without_a_mention_or_touchpoint_are_refused():
    records, mentions, tags = tables([Note("a", "app", -0.8), Note("b", "app", -0.4)])
    with pytest.raises(TableError, match="mention_id: 'm0001' does not exist"):
        rank(records, mentions.head(1), tags, TAXONOMY, QUICK, 1)
    with pytest.raises(TableError, match="touchpoint: 'fax' does not exist"):
        rank(records, mentions, tags.assign(touchpoint="fax"), TAXONOMY, QUICK, 1)


def test_the_tables_survive_parquet(tmp_path):
    for table, schema in zip(
        rank(*tables([Note("a", "app", -0.8)]), TAXONOMY, QUICK, 1), (Insights, Ledger), strict=True
    ):
        table.to_parquet(tmp_path / "table.parquet")
        back = checked(pd.read_parquet(tmp_path / "table.parquet"), schema)
        assert list(back.columns) == list(table.columns)
        assert len(back) == len(table)
