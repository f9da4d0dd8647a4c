"""The page is sealed, harmless, and says what the tables say."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from feedback_miner.config import ReportConfig
from feedback_miner.errors import TableError
from feedback_miner.report import write_reports
from feedback_miner.report.words import figure
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy

HTML = ReportConfig(formats=["html"])
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Outline(HTMLParser):
    """All tags with their attributes, all text, and whether each tag that opens is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def html(
    tmp_path_factory: pytest.TempPathFactory, mined: Mined, taxonomy: Taxonomy, facts: dict[str, Any]
) -> str:
    path = write_reports(tmp_path_factory.mktemp("run"), mined, taxonomy, facts, HTML)[0]
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    return Outline(html)


def test_there_are_no_scripts_and_no_handlers(html: str, outline: Outline) -> None:
    assert "<script" not in html.lower()
    assert {tag for tag, _ in outline.tags}.isdisjoint({"script", "img", "iframe", "object", "link", "base"})
    names = {name for _, attributes in outline.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}


def test_every_link_stays_in_the_page_and_arrives(outline: Outline) -> None:
    targets = {f"#{attributes['id']}" for _, attributes in outline.tags if "id" in attributes}
    links = {a[key] for _, a in outline.tags for key in ("href", "src", "action") if key in a}
    assert links <= targets


def test_nothing_outside_is_named(html: str) -> None:
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r"""(href|src)=["'](?!#)""", html)


def test_the_policy_allows_this_style_sheet_only(html: str, outline: Outline) -> None:
    policy = next(a["content"] for _, a in outline.tags if a.get("http-equiv") == "Content-Security-Policy")
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "unsafe" not in policy


def test_hostile_text_is_shown_as_text(html: str, outline: Outline) -> None:
    said = "".join(outline.text)
    assert "<script>alert(1)</script>" in said
    assert "<img src=x onerror=alert(2)>" in said
    assert "⟦U+202E⟧" in said
    assert not {"\u202e", "\u2066", "\u200b"} & set(html)
    assert "a" * 1_000 not in html


def test_tags_are_closed_in_order_and_ids_are_unique(outline: Outline) -> None:
    assert outline.open == []
    ids = Counter(a["id"] for _, a in outline.tags if "id" in a)
    assert {each for each, times in ids.items() if times > 1} == set()


def test_tables_have_captions_and_scopes(html: str, outline: Outline) -> None:
    assert html.count("<table") == html.count("<caption")
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")


def test_headings_skip_no_level(outline: Outline) -> None:
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_score_shown_is_the_table_s(html: str, mined: Mined) -> None:
    cards = dict(re.findall(r'<li class="card" id="([^"]+)">(.*?)</summary>', html, re.DOTALL))
    whole = mined.insights[mined.insights.stage.isna()]
    assert set(cards) == set(whole.insight_id)
    for row in whole.itertuples():
        card = cards[row.insight_id]
        assert f"<b>{figure(row.score)}</b>" in card
        assert f"{figure(row.score_low)}–{figure(row.score_high)}" in card
        assert f"<b>{row.rank}</b>" in card
        assert f"({row.rank_low}–{row.rank_high})" in card
        assert f"{row.respondents} of {row.base}" in card


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_can_be_read_on_its_ground(html: str, scheme: int) -> None:
    colours = dict(
        re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", html.split(":root {")[scheme + 1].partition("}")[0])
    )
    for text in ("text", "quiet", "pain", "strength", "opportunity"):
        for ground in ("ground", "raised"):
            assert contrast(colours[text], colours[ground]) >= 4.5
    assert contrast(colours["text"], colours["mark"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_ties_and_changes_are_said(html: str) -> None:
    assert "and cannot be told apart" in html
    assert "Tied with" in html
    assert "twice as often as in 2026Q2, q = 0.01" in html
    assert "no evidence of change" in html


def test_every_answer_is_accounted_for(html: str, mined: Mined) -> None:
    assert f"{len(mined.records) + len(mined.rejects)} answers in: {len(mined.records)} used" in html
    assert "bad date: 1" in html
    assert "3 rejected (mostly: no text)" in html


def test_a_quote_that_is_not_in_its_record_stops_the_report(
    tmp_path: Path, mined: Mined, taxonomy: Taxonomy
) -> None:
    bent = replace(mined, mentions=mined.mentions.assign(text=mined.mentions.text + "!"))
    with pytest.raises(TableError, match="is not a slice of its record"):
        write_reports(tmp_path, bent, taxonomy, {}, HTML)


def test_an_empty_run_says_so(tmp_path: Path, empty_mined: Mined, taxonomy: Taxonomy) -> None:
    html = write_reports(tmp_path, empty_mined, taxonomy, {}, HTML)[0].read_text(encoding="utf-8")
    assert "Too little was said" in html
    assert "No topics" in html
    assert {"nan", "NaN", "None", "NaT"}.isdisjoint(text.strip() for text in Outline(html).text)


def test_large_runs_stay_light(tmp_path: Path, make_mined: Callable[..., Mined], taxonomy: Taxonomy) -> None:
    path = write_reports(tmp_path, make_mined(120, copies=4), taxonomy, {}, HTML)[0]
    assert path.stat().st_size < 1_000_000
