"""The main job finds what was planted in the examples, and every figure can be followed to the words."""

import html
import re

import numpy as np
import pandas as pd
import pytest

from feedback_miner.runs import Run

pytestmark = pytest.mark.model


def row(ranking: pd.DataFrame, touchpoint: str) -> pd.Series:
    return ranking[ranking.touchpoint == touchpoint].iloc[0]


def test_the_biggest_pain_is_delivery(run: Run) -> None:
    first = run.pain_points().iloc[0]
    assert first.touchpoint == "delivery"
    assert first.rank_high <= 2


def test_returns_are_among_the_first_pains(run: Run) -> None:
    assert row(run.pain_points(), "returns_refunds").rank_low <= 3


def test_the_new_checkout_is_seen_as_an_improvement(run: Run) -> None:
    checkout = row(run.pain_points(), "checkout")
    assert checkout.change < 0.5
    assert checkout.change_high < 1
    assert checkout.change_q < run.manifest["config"]["report"]["max_q"]


def test_steady_pain_is_not_called_a_change(run: Run) -> None:
    delivery = row(run.pain_points(), "delivery")
    assert delivery.change_low < 1 < delivery.change_high


def test_the_request_for_decaf_is_found(run: Run) -> None:
    assert run.opportunities().touchpoint.iloc[0] == "product_range"
    asked = run.evidence("opportunity.product_range").text.str.lower()
    assert asked.str.contains("decaf").mean() > 0.5


def test_the_tea_is_loved_most_and_the_people_in_the_shops_too(run: Run) -> None:
    assert run.strengths().touchpoint.iloc[0] == "product_quality"
    assert row(run.strengths(), "sales_staff").rank_low <= 4


def test_the_quiet_touchpoint_is_there_but_not_on_top(run: Run) -> None:
    booking = row(run.pain_points(), "booking")
    assert booking.respondents <= 8
    assert booking["rank"] > 3
    assert booking.grade in {"C", "D"}


def test_answers_in_are_records_and_rejects(run: Run) -> None:
    for source in run.manifest["sources"]:
        assert source["answers"] == source["records"] + sum(source["rejects"].values())
    assert run.manifest["counts"]["answers"] == len(run.records) + len(run.rejects)


def test_every_mention_is_a_slice_of_its_record(run: Run) -> None:
    texts = run.records.set_index("record_id").text
    for mention in run.mentions.itertuples():
        assert texts[mention.record_id][mention.start : mention.end] == mention.text


def test_every_score_is_the_sum_of_its_ledger(run: Run) -> None:
    sums = run.ledger.groupby("insight_id").weight.sum()
    np.testing.assert_allclose(sums[run.insights.insight_id], run.insights.score, atol=1e-5)
    assert set(run.ledger.mention_id) <= set(run.mentions.mention_id)


def test_every_quote_in_the_report_is_verbatim(run: Run) -> None:
    page = run.report.read_text(encoding="utf-8")
    marked = {html.unescape(quote) for quote in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)}
    said = [" ".join(text.split()) for text in run.records.text]
    assert len(marked) > 20
    for quote in marked:
        parts = [" ".join(part.split()) for part in quote.split("…")]
        assert any(all(part in text for part in parts) for text in said), quote


def test_every_quoted_mention_is_its_slice_of_the_record(run: Run) -> None:
    texts = run.records.set_index("record_id").text
    quoted = {mention for quotes in run.insights.quotes for mention in quotes}
    mentions = run.mentions[run.mentions.mention_id.isin(quoted)]
    assert len(mentions) == len(quoted) > 20
    for mention in mentions.itertuples():
        assert texts[mention.record_id][mention.start : mention.end] == mention.text


def test_the_report_is_sealed(run: Run) -> None:
    page = run.report.read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "<script" not in page.lower()
    assert not re.search(r"(?:src|href)=[\"']https?:", page)


def test_planted_contact_details_are_redacted(run: Run) -> None:
    assert not run.records.text.str.contains("example.com").any()


def test_the_manifest_has_the_digest_of_every_file(run: Run) -> None:
    files = {path.name for path in run.path.iterdir()}
    assert set(run.manifest["files"]) == files - {"manifest.json"}
    assert {"report.html", "report.md", "pain_points.csv", "opportunities.csv", "insights.json"} <= files


def test_tables_on_disk_line_up(run: Run) -> None:
    assert run.vectors.shape == (len(run.mentions), 384)
    assert set(run.tags.mention_id) <= set(run.mentions.mention_id)
    assert set(run.mentions.record_id) <= set(run.records.record_id)
    topics = run.topics[run.topics.level == "topic"]
    assert set(run.mentions.topic_id.dropna()) == set(topics.topic_id)
