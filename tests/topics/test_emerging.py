"""New and growing topics: silence where nothing changed, whatever the bursts; found where something did."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoken import FIRST, Word, tables, topics

from feedback_miner.config import OverTimeConfig
from feedback_miner.topics.began import step_interval, step_likelihood
from feedback_miner.topics.bursts import BURSTS, surprise
from feedback_miner.topics.emerging import IN_WORDS, emerging

CONFIG = OverTimeConfig()
WEEKDAYS = np.array([1.3, 1.2, 1.0, 1.0, 1.1, 0.4, 0.2])
YEAR = 364


def stationary(generator, *, themes=60, days=YEAR, voices=5_000, bursty=0.0, size=10, length=3):
    """Voices of topics on each day whose rates never change, and of all records.

    Records follow the weekday, and so does each topic in its own way; a share of the topics comes in bursts
    of about `size` voices within `length` days.
    """
    week = np.resize(WEEKDAYS, days)
    rates = generator.lognormal(0, 1, themes)
    rates = np.maximum(10, rates * voices / rates.sum())
    counts = np.zeros((themes, days), dtype=np.int64)
    for own, rate in zip(counts, rates, strict=True):
        when = week * np.resize(generator.dirichlet(np.full(7, 3.0)), days)
        if generator.random() >= bursty:
            own[:] = generator.poisson(rate * when / when.sum())
            continue
        starts = generator.choice(days, p=when / when.sum(), size=generator.poisson(rate / size))
        for start in starts:
            told = start + generator.integers(length, size=generator.geometric(1 / size))
            np.add.at(own, told[told < days], 1)
    return counts, generator.poisson(voices * week / week.sum()) + counts.sum(axis=0) // 2 + 5


def said(counts, base):
    """The same as tables: each voice a respondent of its own, the rest of the records about nothing."""
    topic, day = np.nonzero(counts)
    times = counts[topic, day]
    topic, day = np.repeat(topic, times), np.repeat(day, times)
    silent = np.repeat(np.arange(len(base)), np.maximum(base - counts.sum(axis=0), 0))
    days = np.concatenate([day, silent])
    names = [*[f"topic-{each:03d}" for each in topic], *[None] * len(silent)]
    rows = zip((f"p{place}" for place in range(len(days))), days, names, strict=True)
    return [Word(who, int(when), name) for who, when, name in rows]


def announced(counts, base):
    records, mentions = tables(said(counts, base))
    table = emerging(records, mentions, topics(sorted(mentions.topic_id.dropna().unique())), CONFIG)
    return table[table.kind.notna()].set_index("topic_id")


def share_of_false_alarms(runs, **world):
    return np.mean(
        [len(announced(*stationary(np.random.default_rng(run), **world))) > 0 for run in range(runs)]
    )


def found(runs, *, within, **world):
    """How often a topic of 15 voices among 5,000, all in the last days, is announced as new."""
    hits = []
    for run in range(runs):
        generator = np.random.default_rng(1_000 + run)
        counts, base = stationary(generator, **world)
        planted = np.bincount(counts.shape[1] - 1 - generator.integers(within, size=15), minlength=len(base))
        planted = np.resize(planted, len(base))
        kinds = announced(np.vstack([counts, planted]), base + planted).kind
        hits.append(kinds.get(f"topic-{len(counts):03d}") == "new")
    return np.mean(hits)


WORLDS = [
    {"bursty": 0.0},
    {"bursty": 0.3, "length": 1},
    {"bursty": 0.3, "length": 7},
    {"bursty": 1.0, "length": 3},
    {"bursty": 0.3, "days": 119},
]


@pytest.mark.parametrize("world", WORLDS[::2], ids=str)
def test_where_nothing_changed_hardly_anything_is_announced(world):
    assert share_of_false_alarms(6, **world) <= 0.2


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_where_nothing_changed_at_most_one_run_in_ten_announces_anything(world):
    assert share_of_false_alarms(200, **world) <= 0.12


@pytest.mark.slow
def test_bursts_of_two_weeks_are_the_limit_of_what_is_told_from_news():
    assert share_of_false_alarms(200, bursty=0.3, length=14, size=15) <= 0.2


def test_fifteen_voices_among_five_thousand_are_found():
    assert found(8, within=28) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("world", [WORLDS[0], {"bursty": 0.3, "length": 3}], ids=str)
def test_fifteen_voices_of_the_last_month_are_found_in_nine_of_ten_draws(world):
    assert found(100, within=28, **world) >= 0.9


def stepped(generator, *, days, before, since):
    """Voices of a topic whose rate steps up on day 365 - days, and of all records."""
    base = generator.poisson(14, 365) + 5
    rate = np.where(np.arange(365) < 365 - days, before, since)
    return generator.poisson(rate), base


@pytest.mark.parametrize(
    ("days", "before", "since"), [(20, 0.0, 0.75), (28, 0.0, 0.5), (60, 0.1, 0.8), (100, 1.0, 3.0)]
)
def test_the_day_it_began_is_within_its_interval_as_often_as_stated(days, before, since):
    draws = [stepped(np.random.default_rng(run), days=days, before=before, since=since) for run in range(300)]
    inside = 0
    for voices, base in draws:
        low, high = step_interval(step_likelihood(voices[None], base), np.ones(1), level=0.90)
        inside += low[0] <= 365 - days <= high[0]
    assert 0.87 <= inside / len(draws) <= 0.985


def world_with(*planted, seed=3, days=YEAR):
    generator = np.random.default_rng(seed)
    counts, base = stationary(generator, themes=20, days=days, voices=2_000)
    return np.vstack([counts, *planted]), base + sum(planted)


def test_what_is_new_and_what_grows_is_told_apart_with_dates():
    generator = np.random.default_rng(8)
    new, growing = np.zeros(YEAR, dtype=int), generator.poisson(0.3, YEAR)
    new[-20:] = generator.poisson(1.0, 20)
    growing[-24:] += generator.poisson(1.5, 24)
    table = announced(*world_with(new, growing))
    assert table.kind.to_dict() == {"topic-020": "new", "topic-021": "growing"}
    began = pd.Timestamp(FIRST, tz="UTC") + pd.to_timedelta([YEAR - 20, YEAR - 24], unit="D")
    assert (table.loc[["topic-020", "topic-021"], "began_low"].to_numpy() <= began.to_numpy()).all()
    assert (table.loc[["topic-020", "topic-021"], "began_high"].to_numpy() >= began.to_numpy()).all()
    assert (table.ratio_low > 1).all()
    assert set(IN_WORDS) == {"new", "growing"}


def test_one_loud_day_is_no_new_topic():
    loud = np.zeros(YEAR, dtype=int)
    loud[-10] = 15
    assert announced(*world_with(loud)).empty


def test_one_person_alone_makes_no_new_topic():
    counts, base = world_with()
    words = said(counts, base) + [Word("zoe", YEAR - 1 - day, "rant") for day in range(0, 28, 2)]
    records, mentions = tables(words)
    table = emerging(records, mentions, topics(mentions.topic_id.dropna().unique()), CONFIG).set_index(
        "topic_id"
    )
    assert table.loc["rant", "respondents"] == 1
    assert pd.isna(table.loc["rant", "kind"])


def test_a_topic_that_fades_is_not_announced():
    fading = np.zeros(YEAR, dtype=int)
    fading[:60] = 1
    records, mentions = tables(said(*world_with(fading)))
    table = emerging(records, mentions, topics(["topic-020"]), CONFIG).iloc[0]
    assert table.recent == 0
    assert (table.p, table.ratio < 1, pd.isna(table.kind)) == (1.0, True, True)


def test_a_few_dates_in_the_future_do_not_hide_what_is_new():
    new = np.zeros(YEAR, dtype=int)
    new[-25:] = 1
    words = [*said(*world_with(new)), *[Word(f"late-{day}", YEAR + 150 + day) for day in range(3)]]
    records, mentions = tables(words)
    table = emerging(records, mentions, topics(["topic-020"]), CONFIG).iloc[0]
    assert table.kind == "new"


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 1_000))
def test_the_order_of_rows_changes_nothing(seed):
    records, mentions = tables(said(*world_with()))
    names = list(mentions.topic_id.dropna().unique())
    places = np.random.default_rng(seed).permutation(len(records))
    shuffled = emerging(records.iloc[places], mentions.iloc[places[::-1]], topics(names[::-1]), CONFIG)
    assert shuffled.equals(emerging(records, mentions, topics(sorted(names)), CONFIG))


def test_the_counts_are_those_of_the_windows():
    counts, base = world_with()
    records, mentions = tables(said(counts, base))
    table = emerging(records, mentions, topics(mentions.topic_id.dropna().unique()), CONFIG)
    totals = dict(
        zip([f"topic-{place:03d}" for place in range(len(counts))], counts.sum(axis=1), strict=True)
    )
    assert (table.recent + table.before).tolist() == [totals[topic] for topic in table.topic_id]
    assert (table.recent_base + table.before_base).eq(np.maximum(base, counts.sum(axis=0)).sum()).all()
    assert (table.q >= table.p).all()


def test_with_one_size_of_burst_for_all_the_test_is_the_binomial_test():
    from scipy.stats import binom

    counts = np.ones((40, 120), dtype=np.int64)
    base = np.full(120, 100)
    p, bursts = surprise(counts, base, np.full(40, 60), 90)
    assert p == pytest.approx(binom.sf(29, 120, 0.25), abs=0.02)
    assert (bursts < BURSTS[4]).all()


@pytest.mark.parametrize("days", [0, 20, 40])
def test_without_enough_history_nothing_is_said(days):
    records, mentions = tables([Word(f"p{day}", day, "tea") for day in range(days)])
    assert emerging(records, mentions, topics(["tea"]), CONFIG).empty
