"""Topics over time: who spoke of what in which week, month or quarter, and how they felt about it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.config import OverTimeConfig
from feedback_miner.dates import dated, day_numbers, without_astray
from feedback_miner.estimates import Floats, wilson_interval
from feedback_miner.tables import JudgedMentions, JudgedRecords, Records, TopicPeriods, Topics, checked, empty

PRIOR_DEGREES = 4
LARGEST_VARIANCE = 1.0
CELL = ["topic", "period"]


def topic_periods(
    records: DataFrame[Records] | DataFrame[JudgedRecords],
    mentions: DataFrame[JudgedMentions],
    topics: DataFrame[Topics],
    config: OverTimeConfig,
    level: float = 0.90,
) -> DataFrame[TopicPeriods]:
    """Each topic and theme in each calendar period (UTC) from the first record to the last.

    `share` is the number of respondents who speak of the topic in the period over all respondents of the
    period, `negative_share` the number of those with a negative mention of it over those whose feeling is
    known; both with the Wilson interval. A period in which nobody speaks of the topic has 0 mentions.
    Records without a date, or with one that lies astray, are in no period; `undated` counts the topic's
    mentions in them.

    Args:
        records: All that count; each respondent with a record in a period is in its base.
        mentions: With `topic_id` and feelings, in any order.
        topics: Which to count, themes included: a respondent counts once in a theme.
        config: Which periods.
        level: Coverage of the intervals, in (0, 1).

    Returns:
        In order of the topics, then of time; empty without topics or dates.
    """
    trusted = without_astray(records)
    people = dated(trusted, config.period)
    if people.empty or topics.empty:
        return empty(TopicPeriods)
    calendar = pd.period_range(people.period.min(), people.period.max())
    people = people.assign(period=calendar.get_indexer(pd.PeriodIndex(people.period)))
    base = people.groupby("period").respondent_id.nunique().reindex(range(len(calendar)), fill_value=0)
    said = _said(people, mentions, topics)
    cells = pd.MultiIndex.from_product([range(len(topics)), range(len(calendar))], names=CELL)
    groups = said.groupby(CELL)
    table = pd.DataFrame({"mentions": groups.size(), "respondents": groups.person.nunique()})
    table = table.join(_feelings(said, level)).reindex(cells)
    counts = ["mentions", "respondents", "judged", "negative"]
    table[counts] = table[counts].fillna(0).astype(int)
    place, period = (cells.get_level_values(name) for name in CELL)
    dates = calendar.to_timestamp().tz_localize("UTC")
    table = table.assign(
        topic_id=topics.topic_id.to_numpy()[place],
        period=_names(calendar)[period],
        start=dates[period],
        partial=_cut_off(day_numbers(people.created_at), calendar)[period],
        base=base.to_numpy()[period],
        undated=_undated(trusted, mentions, topics)[place],
    )
    table = _with_share(table, "share", "respondents", "base", level)
    table = _with_share(table, "negative_share", "negative", "judged", level)
    table = table.reset_index(drop=True)[list(TopicPeriods.to_schema().columns)]
    return checked(table.round(dict.fromkeys(table.select_dtypes("float"), 6)), TopicPeriods)


def mean_interval(means: Floats, variances: Floats, counts: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Interval of a mean of k respondents that does not collapse when two of them happen to agree.

    `mean -+ t sqrt(v/k)` with `v = (4 s0^2 + (k-1) s^2) / (4 + k-1)`, t the quantile of Student's t with
    4 + k-1 degrees of freedom: the variance s^2 among the k is drawn to s0^2, the variance within a topic and
    period over the whole run, as if 4 more respondents had shown it. Cut to [-1, 1].

    Args:
        means: Mean sentiments, shape (cells,), in [-1, 1].
        variances: s^2 of each cell with k - 1 in the denominator; not read where k is 1.
        counts: k, respondents whose feeling is known, at least 1.
        level: Coverage, in (0, 1).

    Returns:
        Lower and upper ends, shape (cells,) each.

    Source:
        Smyth (2004), Statistical Applications in Genetics and Molecular Biology 3(1), 3.
    """
    from scipy.stats import t

    within = np.where(counts > 1, (counts - 1) * variances, 0.0)
    freedom = counts - 1
    usual = within.sum() / freedom.sum() if freedom.sum() else LARGEST_VARIANCE
    drawn = (PRIOR_DEGREES * usual + within) / (PRIOR_DEGREES + freedom)
    half = t.ppf((1 + level) / 2, PRIOR_DEGREES + freedom) * np.sqrt(drawn / counts)
    return np.maximum(means - half, -1.0), np.minimum(means + half, 1.0)


def _said(people: pd.DataFrame, mentions: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """One row per dated mention and topic, and again per theme; `topic` is the place in `topics`."""
    records = pd.Index(people.record_id).get_indexer(pd.Index(mentions.record_id))
    places = pd.Index(topics.topic_id)
    own = places.get_indexer(pd.Index(mentions.topic_id))
    known = np.flatnonzero((records >= 0) & (own >= 0))
    known = known[np.argsort(mentions.mention_id.to_numpy(dtype=str)[known], kind="stable")]
    person, _ = pd.factorize(people.respondent_id)
    rows = pd.DataFrame(
        {
            "topic": own[known],
            "period": people.period.to_numpy()[records[known]],
            "person": person[records[known]],
            "sentiment": mentions.sentiment.to_numpy(dtype=np.float64)[known],
            "negative": (mentions.polarity == "negative").to_numpy(dtype=bool)[known],
        }
    )
    above = places.get_indexer(pd.Index(topics.parent_id))
    themes = rows.assign(topic=above[rows.topic])
    return pd.concat([rows, themes[themes.topic >= 0]], ignore_index=True)


def _feelings(said: pd.DataFrame, level: float) -> pd.DataFrame:
    """Mean sentiment of the respondents of each cell, and how many of them say something negative."""
    judged = said[said.sentiment.notna()]
    each = judged.groupby([*CELL, "person"]).agg(
        sentiment=("sentiment", "mean"), negative=("negative", "max")
    )
    table = each.groupby(CELL).agg(
        judged=("sentiment", "size"),
        sentiment=("sentiment", "mean"),
        variance=("sentiment", "var"),
        negative=("negative", "sum"),
    )
    columns = (table[name].to_numpy(dtype=np.float64) for name in ("sentiment", "variance", "judged"))
    low, high = mean_interval(*columns, level=level)
    return table.drop(columns="variance").assign(sentiment_low=low, sentiment_high=high)


def _with_share(table: pd.DataFrame, name: str, hits: str, total: str, level: float) -> pd.DataFrame:
    """The table with a share and its interval; null where there is nobody to have one."""
    pairs = list(zip(table[hits], table[total], strict=True))
    ends = [wilson_interval(a, n, level=level) if n else (np.nan, np.nan) for a, n in pairs]
    return table.assign(
        **{
            name: [a / n if n else np.nan for a, n in pairs],
            f"{name}_low": [low for low, _ in ends],
            f"{name}_high": [high for _, high in ends],
        }
    )


def _cut_off(days: np.ndarray, calendar: pd.PeriodIndex) -> np.ndarray:
    """Whether the export begins or ends inside a period.

    It does where the days without a record at that end are a tenth of the period or more, and more than in
    nine of ten gaps between records.
    """
    written = np.unique(days)
    usual = np.quantile(np.diff(written) - 1, 0.9) if written.size > 1 else 0.0
    bounds = [
        day_numbers(pd.Series(times).dt.tz_localize("UTC"))
        for times in (calendar.start_time, calendar.end_time)
    ]
    partial = np.zeros(len(calendar), dtype=bool)
    for place, missing in ((0, written[0] - bounds[0][0]), (-1, bounds[1][-1] - written[-1])):
        length = bounds[1][place] - bounds[0][place] + 1
        partial[place] |= missing > usual and missing >= length / 10
    return partial


def _names(calendar: pd.PeriodIndex) -> np.ndarray:
    """Such as 2026-W27, 2026-07 or 2026Q3."""
    if calendar.freqstr.startswith("W"):
        iso = calendar.start_time.isocalendar()
        return np.array([f"{year}-W{week:02d}" for year, week in zip(iso.year, iso.week, strict=True)])
    return calendar.astype(str).to_numpy()


def _undated(records: pd.DataFrame, mentions: pd.DataFrame, topics: pd.DataFrame) -> np.ndarray:
    """Mentions of each topic and theme in records without a date."""
    unknown = records.record_id[records.created_at.isna()]
    own = mentions.topic_id[mentions.record_id.isin(unknown)].value_counts()
    below = topics[topics.parent_id.notna()]
    themes = below.topic_id.map(own).fillna(0).groupby(below.parent_id).sum()
    counts = topics.topic_id.map(own).fillna(0) + topics.topic_id.map(themes).fillna(0)
    return counts.to_numpy(dtype=np.int64)
