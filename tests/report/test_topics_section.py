"""Topics are shown as sure as they are: under their themes, marked where unstable, over whole periods."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from feedback_miner.config import ReportConfig
from feedback_miner.report import write_reports
from feedback_miner.report.topic import Period
from feedback_miner.report.views.page import Page, make_page
from feedback_miner.report.views.shares import HEIGHT, draw_shares
from feedback_miner.report.views.topics import TopicsSection
from feedback_miner.tables import EmergingTopics, Mined, TopicLineage, TopicPeriods, Topics, empty
from feedback_miner.taxonomy import Taxonomy

UNSTABLE, STEADY = "t1", "t0"


@pytest.fixture(scope="module")
def page(mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any]) -> Page:
    return make_page(mined, taxonomy, facts, ReportConfig())


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any]
) -> dict[str, str]:
    paths = write_reports(tmp_path_factory.mktemp("run"), mined, taxonomy, facts, ReportConfig())
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture
def section(taxonomy: Taxonomy) -> Callable[..., TopicsSection]:
    def make(mined: Mined, facts: dict[str, Any] | None = None) -> TopicsSection:
        return make_page(mined, taxonomy, facts or {}, ReportConfig()).topics

    return make


def test_topics_stand_under_their_theme_and_the_others_after(page: Page, mined: Mined) -> None:
    (theme,) = page.topics.themes
    assert {row.topic.topic_id for row in theme.topics} == {"t0", "t1"}
    assert {row.topic.topic_id for row in page.topics.top} == {"t2", "t3"}
    assert page.topics.rows[0].topic.level == "theme"
    assert {row.topic.topic_id for row in page.topics.rows} == set(mined.topics.topic_id)


def test_the_feelings_of_a_theme_are_those_of_its_topics(page: Page) -> None:
    (theme,) = page.topics.themes
    assert theme.row.sentiment.total == sum(row.sentiment.total for row in theme.topics)
    assert theme.row.sentiment.negative == sum(row.sentiment.negative for row in theme.topics)


def test_a_topic_quotes_its_headline_with_its_source(page: Page, mined: Mined, files: dict[str, str]) -> None:
    texts = mined.mentions.set_index("mention_id").text
    for row in page.topics.rows:
        if row.topic.level == "topic":
            assert row.quote is not None
            assert row.quote.text == texts[row.topic.headline]
    shown = files["report.html"].partition('id="topics"')[2]
    assert "javascript:alert(1)" in shown
    assert "<b>x</b>" not in shown
    assert "reviews.csv, row" in shown


def test_a_topic_without_a_headline_has_no_quote(mined: Mined, section: Callable[..., TopicsSection]) -> None:
    mute = replace(mined, topics=mined.topics.assign(headline=None))
    assert all(row.quote is None for row in section(mute).rows)


def test_no_list_names_an_unstable_topic_unmarked(page: Page, files: dict[str, str], mined: Mined) -> None:
    name = mined.topics.set_index("topic_id").name[UNSTABLE]
    behind = [part.name for ranked in page.lists for card in ranked.top for part in card.topics]
    assert f"{name} (unstable)" in behind
    assert name not in behind
    assert name not in [each.name for each in page.topics.emerging.announced]
    plain = f"Waiting &lt;i&gt;{UNSTABLE}&lt;/i&gt;"
    for text in (files["report.html"], files["report.md"]):
        for found in re.finditer(re.escape(plain), text):
            assert "unstable" in text[found.end() : found.end() + 120]


def test_only_what_is_known_to_be_unstable_is_called_so(page: Page) -> None:
    rows = {row.topic.topic_id: row for row in page.topics.rows}
    assert [topic for topic, row in rows.items() if row.topic.unstable] == [UNSTABLE]
    assert rows[UNSTABLE].steadiness == "stability 0.59"
    assert rows[STEADY].steadiness == "stability 0.80"
    assert rows["t2"].steadiness == "stability not known"


def test_a_topic_says_since_when_and_from_what(page: Page) -> None:
    rows = {row.topic.topic_id: row for row in page.topics.rows}
    assert rows["t0"].origin == "first found in data up to 2026-06-30 · 2 mentions without a date"
    assert "came from Waiting <i>t0</i>, gone" in rows["t2"].origin


def test_periods_covered_in_part_are_drawn_apart_and_give_no_figure(
    page: Page, files: dict[str, str]
) -> None:
    shares = next(row.shares for row in page.topics.rows if row.topic.topic_id == STEADY)
    assert shares is not None
    assert shares.whole.count("M") == 2
    assert shares.partial.count("M") == 1
    assert shares.last == "2026-07: 30% (2.0–50%)"
    assert shares.most == "most: 30% in 2026-07"
    assert "a month that the data cover only in part" in files["report.html"]


def period(share: float | None, **others: Any) -> Period:
    values = {"topic_id": "t", "period": "2026-W27", "partial": False, "mentions": 1, "respondents": 1}
    values |= {"base": 9, "share": share, "share_low": share, "share_high": share, "undated": 0}
    return Period(**values | others)


def test_columns_are_in_proportion_from_zero() -> None:
    shares = draw_shares([period(0.4), period(0.1), period(0.0), period(None)])
    assert shares is not None
    high, low = (float(height) for height in re.findall(r"v-([\d.]+)", shares.whole))
    assert high / low == pytest.approx(4, abs=0.1)
    assert high <= HEIGHT


def test_one_period_is_no_course_of_time() -> None:
    assert draw_shares([period(0.4)]) is None


def test_without_dates_the_section_says_so(
    tmp_path: Path, mined: Mined, taxonomy: Taxonomy, section: Callable[..., TopicsSection]
) -> None:
    undated = replace(
        mined,
        records=mined.records.assign(
            created_at=pd.Series(pd.NaT, mined.records.index, dtype="datetime64[us, UTC]")
        ),
        topic_periods=empty(TopicPeriods),
        emerging_topics=empty(EmergingTopics),
    )
    assert "bear no dates" in section(undated).emerging.nothing
    write_reports(tmp_path, undated, taxonomy, {}, ReportConfig())
    assert "not enough dates to show shares" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_new_and_growing_topics_come_with_their_evidence(page: Page) -> None:
    new, growing = page.topics.emerging.announced
    assert (new.heading, growing.heading) == ("New", "Growing")
    assert new.since == "since about 2026-09-05 (90% interval 2026-09-01 to 2026-09-08)"
    assert new.shares == "from 0% (0 of 500) to 20% (4 of 20) of all voices"
    assert growing.shares == "from 0.4% (2 of 500) to 25% (5 of 20) of all voices"
    assert new.ratio == "25.0 times as often (3.1–98.0), q = 0.004"
    assert page.topics.emerging.compared.startswith(
        "The last 4 weeks, from 2026-09-03, against the 9 weeks before"
    )


def test_new_topics_reach_the_first_screen_and_their_rows(page: Page, files: dict[str, str]) -> None:
    assert "2 topics are new or growing" in files["report.html"].partition('id="journey"')[0]
    assert {row.topic.topic_id: row.news for row in page.topics.rows if row.news} == {
        "t1": "new",
        "t3": "growing",
    }


def test_if_nothing_is_new_the_report_says_so_aloud(
    mined: Mined, section: Callable[..., TopicsSection]
) -> None:
    still = replace(mined, emerging_topics=mined.emerging_topics.assign(kind=None))
    said = section(still).emerging
    assert (
        said.nothing == "No topic is new or growing beyond chance in the last 4 weeks; 3 topics were tested."
    )
    facts = {"config": {"topics": {"over_time": {"recent_weeks": 1}}}}
    assert "in the last week;" in section(still, facts).emerging.nothing


def test_too_little_history_is_not_called_nothing_new(
    mined: Mined, section: Callable[..., TopicsSection]
) -> None:
    young = replace(mined, emerging_topics=empty(EmergingTopics))
    assert section(young).emerging.nothing.startswith("Too little history to tell")


def test_what_became_of_earlier_topics_is_told(page: Page) -> None:
    lineage = page.topics.lineage
    assert (
        lineage.sentence
        == "Since the earlier run: 1 topic goes on, 1 opened, 1 split off, 1 merged, 1 retired."
    )
    assert {each.heading: each.topics for each in lineage.became} == {
        "Opened": ("Waiting <i>t1</i> (unstable)",),
        "Split off": ("Waiting <i>t3</i>, from Waiting <i>t0</i>",),
        "Merged": ("Waiting <i>t2</i>, from Waiting <i>t0</i> and gone",),
        "Retired": ("gone (11 mentions before)",),
    }


def test_a_first_run_tells_of_no_earlier_one(mined: Mined, section: Callable[..., TopicsSection]) -> None:
    first = replace(mined, topic_lineage=mined.topic_lineage.assign(event="born"))
    assert section(first).lineage.sentence == ""


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"config": {"topics": {"enabled": False}}}, "switched off"),
        ({"config": {"topics": {"min_mentions": 500}}}, "120 mentions are in a language .* it takes 500"),
        ({"config": {"embedding": {"languages": ["de"]}}}, "0 mentions are in a language .* it takes 30"),
        ({}, "120 mentions are .* no group of them holds together"),
    ],
)
def test_a_run_without_topics_says_why(
    mined: Mined, section: Callable[..., TopicsSection], facts: dict[str, Any], why: str
) -> None:
    none = {"topics": Topics, "emerging_topics": EmergingTopics, "topic_lineage": TopicLineage}
    bare = replace(mined, **{name: empty(schema) for name, schema in none.items()})
    assert re.search(why, section(bare, facts).nothing)


def test_if_all_earlier_topics_retired_that_is_told(
    tmp_path: Path, mined: Mined, taxonomy: Taxonomy, section: Callable[..., TopicsSection]
) -> None:
    retired = mined.topic_lineage.assign(event="retired", mentions=0)
    bare = replace(mined, topics=empty(Topics), topic_lineage=retired)
    assert "no mention goes with a topic of the earlier run" in section(bare).nothing
    write_reports(tmp_path, bare, taxonomy, {}, ReportConfig())
    assert "5 retired" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "5 retired" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_json_holds_the_topics_with_all_that_is_known_of_them(files: dict[str, str], mined: Mined) -> None:
    data = json.loads(files["insights.json"])
    topics = {topic["topic_id"]: topic for topic in data["topics"]}
    assert set(topics) == set(mined.topics.topic_id)
    assert topics["t1"]["parent_id"] == "theme"
    assert topics["t1"]["unstable"] is True
    assert topics["t2"]["stability"] is None
    assert topics["t2"]["came_from"] == ["t0", "gone"]
    assert topics["t0"]["headline"]["text"] == mined.mentions.set_index("mention_id").text["m00004"]
    assert [each["share"] for each in topics["t0"]["periods"]] == [0.1, 0.3, None, 0.2]
    assert [each["kind"] for each in data["emerging_topics"]] == ["new", "growing", None]
    assert data["emerging_topics"][0]["began"] == "2026-09-05"
    assert {each["event"] for each in data["topic_lineage"]} == set(mined.topic_lineage.event)
