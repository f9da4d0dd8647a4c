"""Topics per period: everything dated is counted once, and every figure says how sure it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoken import Word, tables, topics

from feedback_miner.config import OverTimeConfig
from feedback_miner.estimates import wilson_interval
from feedback_miner.topics.over_time import mean_interval, topic_periods

MONTHS = OverTimeConfig()
NAMES = ("queue", "refund", "tea")
THEMES = {"queue": "shop", "refund": "shop"}


def periods(words, config=MONTHS, themes=None):
    return topic_periods(*tables(words), topics(NAMES, themes), config)


def row(table, topic, period):
    return table[(table.topic_id == topic) & (table.period == period)].iloc[0]


words = st.builds(
    Word,
    who=st.sampled_from([f"person-{i}" for i in range(8)]),
    day=st.none() | st.integers(0, 400),
    topic=st.none() | st.sampled_from(NAMES),
    sentiment=st.none() | st.floats(-1, 1).map(lambda value: round(value, 2)),
)
spoken = st.lists(words, min_size=1, max_size=40)


@settings(max_examples=10, deadline=None)
@given(spoken, st.sampled_from(["week", "month", "quarter"]))
def test_every_dated_mention_is_in_one_period_and_the_others_are_counted(said, period):
    table = periods(said, OverTimeConfig(period=period))
    for topic in NAMES if len(table) else ():
        own = table[table.topic_id == topic]
        assert own.mentions.sum() == sum(word.topic == topic and word.day is not None for word in said)
        assert own.undated.eq(sum(word.topic == topic and word.day is None for word in said)).all()


@settings(max_examples=10, deadline=None)
@given(spoken)
def test_figures_lie_within_their_intervals_and_ranges(said):
    table = periods(said, themes=THEMES)
    assert (table.respondents <= table.base).all()
    assert (table.negative <= table.judged).all()
    assert (table.judged <= table.respondents).all()
    assert table.share.isna().eq(table.base == 0).all()
    assert table.sentiment.isna().eq(table.judged == 0).all()
    for figure in ("share", "sentiment", "negative_share"):
        known = table[table[figure].notna()]
        assert (known[f"{figure}_low"] <= known[figure]).all()
        assert (known[figure] <= known[f"{figure}_high"]).all()


@settings(max_examples=6, deadline=None)
@given(spoken, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(said, random):
    records, mentions = tables(said)
    places = list(range(len(records)))
    random.shuffle(places)
    shuffled = topic_periods(records.iloc[places[::-1]], mentions.iloc[places], topics(NAMES, THEMES), MONTHS)
    assert shuffled.equals(periods(said, themes=THEMES))


def test_a_respondent_counts_once_in_a_topic_and_once_in_its_theme():
    said = [Word("anna", 3, "queue"), Word("anna", 4, "queue"), Word("anna", 5, "refund"), Word("ben", 6)]
    table = periods(said, themes=THEMES)
    queue, shop = row(table, "queue", "2025-01"), row(table, "shop", "2025-01")
    assert (queue.mentions, queue.respondents, queue.base, queue.share) == (2, 1, 2, 0.5)
    assert (shop.mentions, shop.respondents, shop.base) == (3, 1, 2)
    assert (queue.share_low, queue.share_high) == pytest.approx(wilson_interval(1, 2), abs=1e-6)


def test_periods_in_which_nobody_speaks_of_it_have_zero():
    table = periods([Word("anna", 0, "queue"), Word("ben", 95, "queue"), Word("cara", 40)])
    february, march = row(table, "queue", "2025-02"), row(table, "queue", "2025-03")
    assert (february.mentions, february.respondents, february.base, february.share) == (0, 0, 1, 0)
    assert (march.mentions, march.base) == (0, 0)
    assert np.isnan(march.share)
    assert np.isnan(march.sentiment)


@pytest.mark.parametrize(
    ("period", "names"),
    [("week", ["2025-W01", "2025-W02"]), ("month", ["2025-01"]), ("quarter", ["2025Q1"])],
)
def test_periods_are_named_as_people_name_them(period, names):
    table = periods([Word("anna", 0, "queue"), Word("ben", 6)], OverTimeConfig(period=period))
    assert list(table.period[table.topic_id == "queue"]) == names


def test_periods_that_the_export_cuts_off_are_marked():
    daily = periods([Word(f"person-{day}", day, "tea") for day in range(11, 100)])
    own = daily[daily.topic_id == "tea"]
    assert list(own.period[own.partial]) == ["2025-01", "2025-04"]
    weekdays = [Word(f"person-{day}", day, "tea") for day in range(90) if day % 7 not in {3, 4}]
    assert not periods(weekdays).partial.any()


def test_a_date_that_lies_years_from_all_others_does_not_make_years_of_empty_periods():
    said = [Word(f"person-{day}", day, "tea") for day in range(200)] + [Word("zoe", 20_000, "tea")]
    table = periods(said)
    assert table.period.max() == "2025-07"
    assert (table.undated[table.topic_id == "tea"] == 1).all()


def test_two_who_agree_by_chance_do_not_make_a_sure_mean():
    said = [Word(f"person-{day}", day, "tea", (-0.9, 0.9)[day % 2]) for day in range(20)]
    table = periods(
        [*said, Word("x", 40, "queue", 0.8), Word("y", 41, "queue", 0.8), Word("z", 42, "refund", 0.8)]
    )
    two, one = row(table, "queue", "2025-02"), row(table, "refund", "2025-02")
    assert two.sentiment_high - two.sentiment_low > 0.8
    assert one.sentiment_high - one.sentiment_low > two.sentiment_high - two.sentiment_low


@pytest.mark.parametrize("count", [2, 4, 10, 30])
def test_nine_in_ten_intervals_hold_the_mean_sentiment(count):
    generator = np.random.default_rng(5)
    values, chances = np.array([-0.9, -0.5, 0.0, 0.6]), np.array([0.3, 0.3, 0.2, 0.2])
    sample = generator.choice(values, p=chances, size=(4_000, count))
    low, high = mean_interval(
        sample.mean(axis=1), sample.var(axis=1, ddof=1), np.full(4_000, float(count)), level=0.90
    )
    true = values @ chances
    assert 0.87 <= ((low <= true) & (true <= high)).mean() <= 0.96


def test_without_dates_or_topics_there_is_nothing():
    assert periods([Word("anna", None, "queue")]).empty
    assert topic_periods(*tables([Word("anna", 3)]), topics([]), MONTHS).empty
