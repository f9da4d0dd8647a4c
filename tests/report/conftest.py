"""A made-up bicycle shop: twelve touchpoints, sixty answers, and some of them hostile."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

import numpy as np
import pandas as pd
import pytest

from feedback_miner.tables import (
    INSIGHT_KINDS,
    EmergingTopics,
    Insights,
    JudgedMentions,
    JudgedRecords,
    JudgedTags,
    Ledger,
    Mined,
    Rejects,
    TopicLineage,
    TopicPeriods,
    Topics,
    checked,
    empty,
)
from feedback_miner.taxonomy import Taxonomy

Row = dict[Any, Any]
STAGES = ("Awareness", "Consideration", "Purchase", "Post-purchase", "Retention", "Advocacy")
TOUCHPOINTS = {
    "adverts": ("Adverts", ["awareness"], "digital"),
    "website": ("Website", ["consideration", "purchase"], "digital"),
    "test_ride": ("Test ride", ["consideration"], "physical"),
    "advice": ("Advice in the shop", ["consideration", "purchase"], "human"),
    "prices": ("Prices and offers", ["consideration"], "digital"),
    "checkout": ("Checkout", ["purchase"], "digital"),
    "delivery": ("Delivery", ["post_purchase"], "physical"),
    "assembly": ("Assembly", ["post_purchase"], "physical"),
    "repairs": ("Repairs", ["post_purchase", "retention"], "human"),
    "hotline": ("Hotline", ["post_purchase"], "human"),
    "membership": ("Membership", ["retention"], "digital"),
    "referral": ("Referral", ["advocacy"], "digital"),
}
HEARD = list(TOUCHPOINTS)[1:11]
SAID = {
    "negative": "The {} let me down again and nobody told me what would happen next",
    "positive": "I was really happy with the {}",
    "request": "Please offer more choice for the {}, evenings would suit me best",
}
HOSTILE = (
    "<script>alert(1)</script> and <img src=x onerror=alert(2)> about the {}",
    '=HYPERLINK("http://example.org/","{}") click',
    "[{}](javascript:alert(1)) | `code` **bold** <b>x</b> https://example.org/x @everyone",
    "the {} was \u202egnihton\u202c and hid\u200bden\u2066",
    "{} " + "a" * 100_000,
    "@SUM(1+1)*cmd|' /C calc'!A0 {}",
)
STABILITY = {"t0": 0.8, "t1": 0.5994, "t2": np.nan, "t3": 0.9}
COLUMNS = [{"column": "Comment <b>", "role": "text", "why": "guessed: its header"}]


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    stages = [{"id": name.lower().replace("-", "_"), "name": name} for name in STAGES]
    touchpoints = [
        {"id": key, "name": name, "stages": where, "kind": kind, "description": f"About the {name}."}
        for key, (name, where, kind) in TOUCHPOINTS.items()
    ]
    return Taxonomy.model_validate(
        {"version": "1", "name": "Bicycle shop", "stages": stages, "touchpoints": touchpoints}
    )


@pytest.fixture(scope="session")
def make_mined(taxonomy: Taxonomy) -> Callable[..., Mined]:
    """Builds the tables of a run; as many answers and insights as asked for."""

    def build(answers: int = 60, copies: int = 1) -> Mined:
        return _mined(taxonomy, answers, copies)

    return build


@pytest.fixture(scope="session")
def mined(make_mined: Callable[..., Mined]) -> Mined:
    return make_mined()


@pytest.fixture(scope="session")
def empty_mined() -> Mined:
    about_topics = (Topics, TopicLineage, TopicPeriods, EmergingTopics)
    before, after = (JudgedRecords, Rejects, JudgedMentions), (JudgedTags, *about_topics, Insights, Ledger)
    vectors = np.zeros((0, 4), np.float32)
    return Mined(*(empty(each) for each in before), vectors, *(empty(each) for each in after))


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    return {
        "created_at": "2026-10-02T06:00:11Z",
        "version": "0.1.0",
        "sources": [{"name": "survey.csv", "format": "csv", "rows": 50, "columns": COLUMNS}],
        "counts": {"no_model_language": {"de": 13}},
        "models": {"embedding": {"name": "minilm", "dimensions": 384}, "sentiment": "lexicon"},
        "config": {"seed": 20260101, "insights": {"draws": 1000, "level": 0.9, "tie_share": 0.1}},
        "digests": {"input": {"survey.csv": "ab" * 32}},
        "steps": {"ingest": 0.42, "embedding": 12.5},
    }


def _mined(taxonomy: Taxonomy, answers: int, copies: int) -> Mined:
    rng = np.random.default_rng(3)
    said = list(islice(cycle(HEARD), answers * 2))
    feelings = rng.choice(["negative", "positive", "request"], size=len(said), p=[0.5, 0.3, 0.2])
    records, mentions, tags = [], [], []
    for i in range(answers):
        record_id, text, person = f"r{i:04}", "Bought a bicycle in spring.", f"p{i % (answers * 5 // 6)}"
        for j in (2 * i, 2 * i + 1):
            key, feeling = said[j], feelings[j]
            pattern = HOSTILE[i] if i < len(HOSTILE) and j % 2 == 0 else SAID[feeling]
            sentence = pattern.format(TOUCHPOINTS[key][0].lower())
            start = len(text) + 1
            text = f"{text} {sentence}"
            polarity = "negative" if i < len(HOSTILE) or feeling == "request" else feeling
            strength = float(rng.uniform(0.3, 1)) * (1 if polarity == "positive" else -1)
            shared = {
                "mention_id": f"m{j:05}",
                "record_id": record_id,
                "sentiment": strength,
                "polarity": polarity,
            }
            intent = {"negative": "complaint", "positive": "praise"}.get(feeling, "request")
            mentions.append(
                shared
                | {"start": start, "end": start + len(sentence), "text": sentence, "language": "en"}
                | {"intent": intent, "topic_id": f"t{HEARD.index(key) % 4}" if j % 5 else None}
            )
            where = TOUCHPOINTS[key][1]
            stage = where[0] if len(where) == 1 else [*where, None][j % 3]
            evidence = f"keyword '{TOUCHPOINTS[key][0].lower()}'"
            tags.append(shared | {"touchpoint": key, "stage": stage, "confidence": 0.8, "evidence": evidence})
        records.append(_record(i, record_id, text, person))
    frames = checked(pd.DataFrame(mentions), JudgedMentions), checked(pd.DataFrame(tags), JudgedTags)
    table = checked(pd.DataFrame(records).assign(at_odds=False), JudgedRecords)
    insights, ledger = _insights(table, frames[0], frames[1], copies)
    rejects = pd.DataFrame(
        {"source": ["survey.csv"] * 3, "row": [90, 91, 92], "reason": ["no text", "no text", "bad date"]}
    ).assign(detail="")
    vectors = rng.normal(size=(len(mentions), 8)).astype(np.float32)
    about_topics = _topics(frames[0]), _lineage(), _periods(), _emerging()
    judged = table, checked(rejects, Rejects), frames[0], vectors, frames[1]
    return Mined(*judged, *about_topics, insights, ledger)


def _record(i: int, record_id: str, text: str, person: str) -> dict[str, Any]:
    rated = i % 4 > 0
    return {
        "record_id": record_id,
        "source": "survey.csv" if i % 3 else "reviews.csv",
        "row": i + 1,
        "kind": "survey" if i % 3 else "review",
        "channel": "web",
        "text": text,
        "created_at": pd.Timestamp("2026-04-01", tz="UTC") + pd.Timedelta(days=i * 180 // 60)
        if i % 7
        else pd.NaT,
        "rating": (i % 5) / 4 if rated else np.nan,
        "rating_kind": "stars" if rated else None,
        "rating_raw": float(i % 5 + 1) if rated else np.nan,
        "language": "en",
        "respondent_id": person,
        "question": None,
        "prior_polarity": None,
        "duplicate_of": None,
        "sentiment": 0.0,
        "polarity": "mixed",
    }


def _topics(mentions: pd.DataFrame) -> pd.DataFrame:
    """Two topics under a theme, of which one is unstable; two under none, of which one was merged by hand."""
    groups = mentions.groupby("topic_id").mention_id
    shared = {"keywords": ["wait", "<b>late</b>"], "born_in": "2026-06-30"}
    rows = [
        {"topic_id": key, "level": "topic", "name": f"Waiting <i>{key}</i>", "mentions": len(ids), **shared}
        | {"parent_id": "theme" if key in {"t0", "t1"} else None, "headline": min(ids)}
        | {"stability": STABILITY[key], "came_from": "t0, gone" if key == "t2" else None}
        for key, ids in groups
    ]
    size = sum(row["mentions"] for row in rows if row["parent_id"])
    theme = {"topic_id": "theme", "level": "theme", "name": "All <i>waits</i>", "mentions": size, **shared}
    theme |= {"parent_id": None, "headline": None, "stability": np.nan, "came_from": None}
    return checked(pd.DataFrame([*rows, theme]), Topics)


def _lineage() -> pd.DataFrame:
    rows = [
        ("t0", "continued", ["t0"], 9, 20),
        ("t1", "born", [], 0, 20),
        ("t2", "merged", ["t0", "gone"], 7, 9),
    ]
    rows += [("t3", "split", ["t0"], 0, 20), ("gone", "retired", ["gone"], 11, 0)]
    columns = ["topic_id", "event", "came_from", "mentions_before", "mentions"]
    return checked(pd.DataFrame(rows, columns=columns), TopicLineage)


def _periods() -> pd.DataFrame:
    """Shares of 10 %, 30 % and, in a month cut off, 20 %; nobody wrote in August."""
    months = [("2026-06", 1, 10, False), ("2026-07", 3, 10, False), ("2026-08", 0, 0, False)]
    months += [("2026-09", 2, 10, True)]
    rows = [
        {"topic_id": topic, "period": name, "start": pd.Timestamp(f"{name}-01", tz="UTC"), "partial": partial}
        | {"mentions": n, "respondents": n, "base": base, "judged": 0, "negative": 0, "undated": 2}
        | _shares(n, base)
        for topic in ("t0", "t1", "t2", "t3", "theme")
        for name, n, base, partial in months
    ]
    return checked(pd.DataFrame(rows), TopicPeriods)


def _shares(n: int, base: int) -> dict[str, float]:
    ends = {"share": n / base, "share_low": 0.02, "share_high": 0.5} if base else {}
    columns = TopicPeriods.to_schema().columns
    unknown = {name: np.nan for name in columns if name.startswith(("share", "sentiment", "negative_share"))}
    return unknown | ends


def _emerging() -> pd.DataFrame:
    tests = [("t1", "new", 0, 4, 0.004), ("t3", "growing", 2, 5, 0.02), ("t0", None, 9, 3, 0.7)]
    days = {"began": "2026-09-05", "began_low": "2026-09-01", "began_high": "2026-09-08"}
    days |= {"recent_start": "2026-09-03", "before_start": "2026-07-02"}
    rows = [
        {"topic_id": topic, "kind": kind, "respondents": n, "recent": n, "recent_base": 20, "before": before}
        | {"before_base": 500, "ratio": 25.0, "ratio_low": 3.1, "ratio_high": 98.0, "burst": 1.1, "p": q / 3}
        | {"q": q, **{name: pd.Timestamp(date, tz="UTC") for name, date in days.items()}}
        for topic, kind, before, n, q in tests
    ]
    return checked(pd.DataFrame(rows), EmergingTopics)


def _insights(
    records: pd.DataFrame, mentions: pd.DataFrame, tags: pd.DataFrame, copies: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    joined = tags.merge(records[["record_id", "respondent_id"]]).merge(mentions[["mention_id", "intent"]])
    cells: dict[tuple[str, str | None], list[Row]] = {}
    for row in joined.to_dict("records"):
        for copy in range(copies):
            name = f"{row['touchpoint']}.{copy}" if copy else row["touchpoint"]
            cells.setdefault((name, None), []).append(row)
        if isinstance(row["stage"], str):
            cells.setdefault((row["touchpoint"], row["stage"]), []).append(row)
    rows, ledger = [], []
    for kind in INSIGHT_KINDS:
        for (touchpoint, stage), said in sorted(cells.items(), key=str):
            insight_id = ".".join(filter(None, (kind, touchpoint, stage)))
            weights = _weights(kind, said, records.respondent_id.nunique())
            ledger += [(insight_id, mention_id, weight) for mention_id, weight in weights.items()]
            cell = {"insight_id": insight_id, "kind": kind, "touchpoint": touchpoint, "stage": stage}
            rows.append(cell | _figures(insight_id, said, weights, records.respondent_id.nunique()))
    table = pd.DataFrame(rows)
    groups = [_ranked(group) for _, group in table.groupby(["kind", table.stage.isna()])]
    weights = pd.DataFrame(ledger, columns=["insight_id", "mention_id", "weight"])
    return checked(pd.concat(groups), Insights), checked(weights, Ledger)


def _ranked(group: pd.DataFrame) -> pd.DataFrame:
    """Neighbours in rank cannot be told apart among the first three."""
    group = group.sort_values("score", ascending=False).reset_index(drop=True)
    ranks, ids = group.index + 1, group.insight_id.tolist()
    ties = [[*ids[max(0, at - 1) : at], *ids[at + 1 : at + 2]] if at < 3 else [] for at in range(len(ids))]
    high = np.minimum(ranks + 1, len(group))
    return group.assign(rank=ranks, rank_low=np.maximum(ranks - 1, 1), rank_high=high, tied_with=ties)


def _weights(kind: str, said: list[Row], base: int) -> dict[str, float]:
    """The strongest feeling of each respondent by mention, heaviest first; they sum to the score."""
    counts = {
        "pain": lambda row: row["sentiment"] < 0,
        "opportunity": lambda row: row["intent"] == "request",
        "strength": lambda row: row["sentiment"] > 0,
    }[kind]
    weights: dict[str, float] = {}
    heard = set()
    for row in sorted(filter(counts, said), key=lambda row: (-abs(row["sentiment"]), row["mention_id"])):
        if row["respondent_id"] not in heard:
            heard.add(row["respondent_id"])
            weights[row["mention_id"]] = round(100 / base * abs(row["sentiment"]), 6)
    return weights


def _figures(insight_id: str, said: list[Row], weights: dict[str, float], base: int) -> dict[str, Any]:
    score = round(sum(weights.values()), 6)
    changed = {"pain.delivery": (2.0, 0.01), "pain.checkout": (0.5, 0.02), "strength.repairs": (1.4, 0.03)}
    ratio, q = changed.get(insight_id, (1.1, 0.62))
    compared = len(weights) > 2
    return {
        "topic_id": None,
        "respondents": len(weights),
        "mentioning": len({row["respondent_id"] for row in said}),
        "base": base,
        "mentions": len(weights),
        "score": score,
        "score_low": round(score * 0.7, 6),
        "score_high": round(score * 1.35, 6),
        "change": ratio if compared else np.nan,
        "change_low": 0.7 * ratio if compared else np.nan,
        "change_high": 1.4 * ratio if compared else np.nan,
        "change_q": q if compared else np.nan,
        "impact": -0.01 * score if compared else np.nan,
        "impact_low": -0.02 * score if compared else np.nan,
        "impact_high": 0.001 * score if compared else np.nan,
        "grade": "ABCD"[min(3, 8 // (len(weights) + 1))],
        "quotes": list(weights)[:5],
        "period": "2026Q3",
        "period_before": "2026Q2",
    }
