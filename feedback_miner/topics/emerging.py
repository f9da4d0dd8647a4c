"""Emerging topics: those that are new or growing, beyond what chance and bursts explain."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import OverTimeConfig
from feedback_miner.dates import day_numbers, without_astray
from feedback_miner.estimates import Floats, benjamini_hochberg, rate_ratio
from feedback_miner.tables import (
    EmergingTopics,
    JudgedMentions,
    JudgedRecords,
    Records,
    Topics,
    checked,
    empty,
)
from feedback_miner.topics.began import Counts, step_interval, step_likelihood
from feedback_miner.topics.bursts import surprise

IN_WORDS = {
    "new": "New: hardly anybody spoke of it before.",
    "growing": "Growing: a larger share of respondents speaks of it than before.",
}
NEXT_TO_NOTHING = 0.1
FULL_ENOUGH = 0.1


class Days(NamedTuple):
    """What is compared, in days since 1970: `first` to `recent` with `recent` to `end` (not included)."""

    first: int
    recent: int
    end: int


def emerging(
    records: DataFrame[Records] | DataFrame[JudgedRecords],
    mentions: DataFrame[JudgedMentions],
    topics: DataFrame[Topics],
    config: OverTimeConfig,
    level: float = 0.90,
) -> DataFrame[EmergingTopics]:
    """Topics of which a larger share of voices speaks in the last weeks than in those before.

    A voice is a respondent on a day. The last weeks, `recent_weeks` up to the newest record, are compared
    with up to `history_weeks` before them. Tested are topics, not themes, with at least `min_respondents`
    voices in all. Announced, with a `kind`, are those with a q-value of at most `max_q`, at least
    `min_respondents` respondents in the last weeks and a rate ratio above 1. `new`: the rate before the day
    it began is under a tenth of the rate since; else `growing`. The interval of the rate ratio counts each
    voice as the f-th part of one, f the burst.

    Args:
        records: All that count; those without a date are left out.
        mentions: With `topic_id`, in any order.
        topics: Which to test.
        config: Windows and thresholds.
        level: Coverage of the intervals, in (0, 1).

    Returns:
        A row for each topic tested, in order of q-value, p-value and id; empty where the records reach back
        less than `recent_weeks` before the last weeks.
    """
    voices, everyone = _voices(without_astray(records), mentions, topics)
    days = _compared(everyone.day.to_numpy(), config)
    if days is None:
        return empty(EmergingTopics)
    voices, everyone = (rows[rows.day.between(days.first, days.end - 1)] for rows in (voices, everyone))
    totals = voices.groupby("topic_id").size()
    tested = totals.index[totals >= config.min_respondents].sort_values()
    if tested.empty:
        return empty(EmergingTopics)
    who = voices[voices.day >= days.recent].groupby("topic_id").respondent_id.nunique()
    base = np.bincount(everyone.day - days.first, minlength=days.end - days.first)
    table = _tests(_per_day(voices, tested, days), base, days, level)
    table = table.assign(topic_id=tested, respondents=who.reindex(tested, fill_value=0).to_numpy())
    loud = table.respondents >= config.min_respondents
    table["kind"] = table.kind.where((table.q <= config.max_q) & loud & (table.ratio > 1))
    table = table.sort_values(["q", "p", "topic_id"], ignore_index=True)
    table = table[list(EmergingTopics.to_schema().columns)]
    return checked(table.round(dict.fromkeys(table.select_dtypes("float"), 6)), EmergingTopics)


def _voices(
    records: pd.DataFrame, mentions: pd.DataFrame, topics: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who spoke of which topic on which day; and who wrote at all on which day."""
    known = records[records.created_at.notna()]
    written = known[["record_id", "respondent_id"]].assign(day=day_numbers(known.created_at))
    of_topics = mentions[mentions.topic_id.isin(topics.topic_id[topics.level == "topic"])]
    said = of_topics[["record_id", "topic_id"]].merge(written, on="record_id")
    return (
        said[["topic_id", "respondent_id", "day"]].drop_duplicates(),
        written[["respondent_id", "day"]].drop_duplicates(),
    )


def _compared(days: Counts, config: OverTimeConfig) -> Days | None:
    """The days to compare, or None where there are too few.

    A few dates in the future do not move the last weeks: these end on the last day by which they hold at
    least a tenth of the voices of average weeks.
    """
    if not days.size:
        return None
    length = 7 * config.recent_weeks
    days = np.sort(days)
    held = np.arange(1, days.size + 1) - np.searchsorted(days, days - length, side="right")
    usual = days.size * length / (days[-1] - days[0] + 1)
    end = int(days[held >= FULL_ENOUGH * min(usual, days.size)].max()) + 1
    recent = end - length
    first = max(int(days[0]), recent - 7 * config.history_weeks)
    return Days(first, recent, end) if recent - first >= length else None


def _per_day(voices: pd.DataFrame, tested: pd.Index[str], days: Days) -> Counts:
    """Voices of each topic on each day, shape (topics, days)."""
    counts = np.zeros((len(tested), days.end - days.first), dtype=np.int64)
    voices = voices[voices.topic_id.isin(tested)]
    np.add.at(counts, (tested.get_indexer(pd.Index(voices.topic_id)), voices.day - days.first), 1)
    return counts


def _tests(voices: Counts, base: Counts, days: Days, level: float) -> pd.DataFrame:
    """One row a topic; `kind` is what it would be called if announced."""
    split = days.recent - days.first
    likelihood = step_likelihood(voices, base)
    rises = pd.Series(np.isfinite(likelihood).any(axis=1))
    likelihood[~rises, split] = 0.0
    steps = likelihood.argmax(axis=1)
    p, bursts = surprise(voices, base, steps, split)
    low, high = step_interval(likelihood, bursts, level=level)
    dates = {"began": steps, "began_low": low, "began_high": high}
    return pd.DataFrame(
        {
            "kind": [_kind(own, base, step) for own, step in zip(voices, steps, strict=True)],
            **{name: _date(days.first + column).where(rises) for name, column in dates.items()},
            "recent_start": _date(np.full(len(voices), days.recent)),
            "before_start": _date(np.full(len(voices), days.first)),
            **_ratios(voices, base, split, bursts, level),
            "burst": bursts,
            "p": p,
            "q": benjamini_hochberg(p),
        }
    )


def _ratios(voices: Counts, base: Counts, split: int, bursts: Floats, level: float) -> dict[str, Any]:
    """Voices of the last weeks and of those before, and the ratio of their rates with its interval."""
    recent, before = voices[:, split:].sum(axis=1), voices[:, :split].sum(axis=1)
    n, m = int(base[split:].sum()), int(base[:split].sum())
    rows = [
        (rate_ratio(a, n, b, m, level=level)[0], *rate_ratio(a / f, n / f, b / f, m / f, level=level))
        for a, b, f in zip(recent, before, bursts, strict=True)
    ]
    ratio, in_bursts, low, high = np.array(rows).T
    low, high = ratio * low / in_bursts, ratio * high / in_bursts
    counts = {"recent": recent, "recent_base": n, "before": before, "before_base": m}
    return counts | {"ratio": ratio, "ratio_low": low, "ratio_high": high}


def _kind(voices: Counts, base: Counts, step: int) -> str:
    before = voices[:step].sum() / max(1, base[:step].sum())
    since = voices[step:].sum() / max(1, base[step:].sum())
    return "new" if before < NEXT_TO_NOTHING * since else "growing"


def _date(days: Counts) -> pd.Series[pd.Timestamp]:
    return pd.Series(pd.to_datetime(days.astype("datetime64[D]"), utc=True))
