"""The tables that flow through the pipeline, and what each of them promises.

pandas frames are the one currency: easy in a notebook, Parquet on disk. A promise is written once, here, and
checked with `checked` wherever a table crosses from one step to the next. Adapters may add columns; none of
those named here may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray
from pandera.typing import DataFrame, Series

from feedback_miner.errors import TableError

KINDS = ("survey", "review", "ticket", "other")
RATING_KINDS = ("nps", "csat", "ces", "stars", "other")
POLARITIES = ("positive", "neutral", "negative", "mixed")
INTENTS = ("complaint", "praise", "request", "question", "statement")
INSIGHT_KINDS = ("pain", "opportunity", "strength")
GRADES = ("A", "B", "C", "D")
TOPIC_LEVELS = ("theme", "topic")
EMERGING_KINDS = ("new", "growing")
TOPIC_EVENTS = ("born", "continued", "split", "merged", "retired")
DRAWN = ("random", "uncertain", "diverse")

Utc = Annotated[pd.DatetimeTZDtype, "us", "UTC"]
Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimensions)."""
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, one row a text. The pipeline hands it to steps that need more than the mentions."""


Tune = Callable[[Sequence[str], NDArray[np.bool_], NDArray[np.float64] | None], Embed]
"""Lets the encoder learn which mentions share a touchpoint: mentions, what they speak of, shape (texts,
touchpoints), and the matrix that vectors are multiplied with before they are compared. Gives the `Embed` of
the encoder that has learned."""


@dataclass(frozen=True)
class Encoder:
    """Where vectors come from, and where they mean something.

    Attributes:
        embed: Turns further texts into vectors of the same model.
        languages: Those in which the vectors mean something, as ISO 639-1 codes.
        name: What was learned for one encoder is used for the one of that name.
    """

    embed: Embed
    languages: Sequence[str] = ("en",)
    name: str = ""


class Table(pa.DataFrameModel):
    """Base of all tables: types are coerced, extra columns are welcome."""

    class Config:  # noqa: D106
        coerce = True
        strict = False


class Records(Table):
    """One answer, review or ticket. `text` is cleaned and redacted; all offsets refer to it."""

    record_id: Series[str] = pa.Field(unique=True)
    source: Series[str]
    row: Series[int] = pa.Field(
        ge=1, description="data row of the export, from 1; header and empty rows do not count"
    )
    kind: Series[str] = pa.Field(isin=KINDS)
    channel: Series[str] = pa.Field(nullable=True)
    text: Series[str]
    created_at: Series[Utc] = pa.Field(nullable=True)
    rating: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="1 is best, whatever the scale was"
    )
    rating_kind: Series[str] = pa.Field(isin=RATING_KINDS, nullable=True)
    rating_raw: Series[float] = pa.Field(nullable=True)
    language: Series[str] = pa.Field(description="ISO 639-1")
    respondent_id: Series[str] = pa.Field(
        description="the unit of counting; the row in the export where unknown"
    )
    question: Series[str] = pa.Field(nullable=True)
    prior_polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    duplicate_of: Series[str] = pa.Field(nullable=True)


class JudgedRecords(Records):
    """Records after tagging and sentiment."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    at_odds: Series[bool] = pa.Field(description="words and rating say the opposite of each other")


class Rejects(Table):
    """An answer that was not used. Answers in = records + rejects, always."""

    source: Series[str]
    row: Series[int] = pa.Field(ge=1)
    reason: Series[str] = pa.Field(description="one of a short list, to count by")
    detail: Series[str] = pa.Field(description="the column or value at fault; never feedback text")


class Mentions(Table):
    """A span about one thing. `record.text[start:end] == text` for each row."""

    mention_id: Series[str] = pa.Field(unique=True)
    record_id: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    text: Series[str] = pa.Field(str_length={"min_value": 1})
    language: Series[str]


class JudgedMentions(Mentions):
    """Mentions after sentiment, intent and topics. Null sentiment: no model for that language."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    intent: Series[str] = pa.Field(isin=INTENTS, nullable=True)
    topic_id: Series[str] = pa.Field(nullable=True)


class Tags(Table):
    """A mention speaks of a touchpoint. A mention without a row here is untagged, and counted as such."""

    mention_id: Series[str]
    record_id: Series[str]
    touchpoint: Series[str]
    stage: Series[str] = pa.Field(nullable=True, description="null: several are possible, none is sure")
    confidence: Series[float] = pa.Field(ge=0, le=1)
    evidence: Series[str] = pa.Field(
        description="why: its keyword, the nearest seed sentence, the keyword of mentions like it, or a "
        "labelled record like it"
    )

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["mention_id", "touchpoint"]


class JudgedTags(Tags):
    """Tags with the feeling about that touchpoint."""

    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)


class Topics(Table):
    """A group of mentions about the same matter, or a theme: several such groups.

    Mentions name topics only.
    """

    topic_id: Series[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=TOPIC_LEVELS)
    name: Series[str]
    keywords: Series[object] = pa.Field(description="list of words, most telling first")
    parent_id: Series[str] = pa.Field(nullable=True, description="the theme of a topic")
    headline: Series[str] = pa.Field(
        nullable=True, description="mention_id of a quote that stands for the topic"
    )
    mentions: Series[int] = pa.Field(ge=1, description="of a theme: of all its topics")
    stability: Series[float] = pa.Field(
        ge=0, le=1, nullable=True, description="how often two of its mentions stay together in resamples"
    )
    born_in: Series[str] = pa.Field(
        nullable=True, description="the newest day of the data that it was first found in"
    )
    came_from: Series[str] = pa.Field(
        nullable=True, description="ids of the topics it was split or merged from"
    )


class TopicLineage(Table):
    """What became of a topic between an earlier run and this one."""

    topic_id: Series[str] = pa.Field(unique=True)
    event: Series[str] = pa.Field(isin=TOPIC_EVENTS)
    came_from: Series[object] = pa.Field(
        description="list of ids in the earlier run; its own if it continued"
    )
    mentions_before: Series[int] = pa.Field(ge=0)
    mentions: Series[int] = pa.Field(ge=0, description="0 if it is retired")


class TopicPeriods(Table):
    """A topic or theme in a calendar period. Shares are of respondents; a topic has a row in every period."""

    topic_id: Series[str]
    period: Series[str] = pa.Field(description="such as 2026-W27, 2026-07 or 2026Q3")
    start: Series[Utc] = pa.Field(description="its first day")
    partial: Series[bool] = pa.Field(description="the records begin or end inside the period")
    mentions: Series[int] = pa.Field(ge=0)
    respondents: Series[int] = pa.Field(ge=0, description="who speak of it")
    base: Series[int] = pa.Field(ge=0, description="all respondents of the period")
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="null: nobody wrote at all")
    share_low: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    share_high: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    judged: Series[int] = pa.Field(ge=0, description="who speak of it and whose feeling is known")
    sentiment: Series[float] = pa.Field(ge=-1, le=1, nullable=True, description="mean over these")
    sentiment_low: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    sentiment_high: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    negative: Series[int] = pa.Field(ge=0, description="of these, who say something negative about it")
    negative_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    negative_share_low: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    negative_share_high: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    undated: Series[int] = pa.Field(ge=0, description="mentions of the topic that are in no period")

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["topic_id", "period"]


class EmergingTopics(Table):
    """A topic whose last weeks were tested against those before. Announced are those with a `kind`.

    A voice is a respondent on a day: whoever writes twice on one day is one voice.
    """

    topic_id: Series[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=EMERGING_KINDS, nullable=True, description="null: no more than chance")
    began: Series[Utc] = pa.Field(nullable=True, description="first day of the higher rate")
    began_low: Series[Utc] = pa.Field(nullable=True)
    began_high: Series[Utc] = pa.Field(nullable=True)
    recent_start: Series[Utc] = pa.Field(description="first day of the last weeks")
    before_start: Series[Utc] = pa.Field(description="first day of the weeks before")
    respondents: Series[int] = pa.Field(ge=0, description="who speak of it in the last weeks")
    recent: Series[int] = pa.Field(ge=0, description="voices that speak of it in the last weeks")
    recent_base: Series[int] = pa.Field(ge=1, description="all voices of the last weeks")
    before: Series[int] = pa.Field(ge=0, description="voices that speak of it in the weeks before")
    before_base: Series[int] = pa.Field(ge=1, description="all voices of the weeks before")
    ratio: Series[float] = pa.Field(gt=0, description="rate ratio, last weeks over those before")
    ratio_low: Series[float] = pa.Field(ge=0)
    ratio_high: Series[float] = pa.Field(gt=0)
    burst: Series[float] = pa.Field(ge=1, description="how many voices come together, 1 is by themselves")
    p: Series[float] = pa.Field(ge=0, le=1)
    q: Series[float] = pa.Field(ge=0, le=1, description="Benjamini-Hochberg q-value")


class Insights(Table):
    """A figure that can enter a ranking. Scores are per 100 respondents, in [0, 100].

    `stage` null: the touchpoint over all its stages. Ranks count from 1 within one `kind`, over touchpoints
    and over touchpoint x stage apart.
    """

    insight_id: Series[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=INSIGHT_KINDS)
    touchpoint: Series[str]
    stage: Series[str] = pa.Field(nullable=True)
    topic_id: Series[str] = pa.Field(nullable=True)
    respondents: Series[int] = pa.Field(ge=0, description="who add to the score")
    mentioning: Series[int] = pa.Field(ge=0, description="who mention the cell at all")
    base: Series[int] = pa.Field(ge=1, description="N: all respondents of the run")
    mentions: Series[int] = pa.Field(ge=0, description="mentions that add to the score")
    score: Series[float] = pa.Field(ge=0)
    score_low: Series[float] = pa.Field(ge=0)
    score_high: Series[float] = pa.Field(ge=0)
    rank: Series[int] = pa.Field(ge=1)
    rank_low: Series[int] = pa.Field(ge=1)
    rank_high: Series[int] = pa.Field(ge=1)
    tied_with: Series[object] = pa.Field(description="list of insight ids")
    change: Series[float] = pa.Field(nullable=True, description="rate ratio, last period over the one before")
    change_low: Series[float] = pa.Field(nullable=True)
    change_high: Series[float] = pa.Field(nullable=True)
    change_q: Series[float] = pa.Field(ge=0, le=1, nullable=True, description="Benjamini-Hochberg q-value")
    impact: Series[float] = pa.Field(nullable=True, description="leave-one-out, in rating points of [0, 1]")
    impact_low: Series[float] = pa.Field(nullable=True)
    impact_high: Series[float] = pa.Field(nullable=True)
    grade: Series[str] = pa.Field(isin=GRADES)
    quotes: Series[object] = pa.Field(description="list of mention ids")


class Ledger(Table):
    """What one mention adds to one score. The weights of an insight sum to its score."""

    insight_id: Series[str]
    mention_id: Series[str]
    weight: Series[float] = pa.Field(ge=0)


class Labels(Table):
    """What a person says a record speaks of: a row a touchpoint, or one row without for none at all."""

    record_id: Series[str]
    touchpoint: Series[str] = pa.Field(nullable=True, description="null: the record speaks of none")
    polarity: Series[str] = pa.Field(isin=POLARITIES, nullable=True)
    labeller: Series[str] = pa.Field(description="who says so; empty where unknown")
    drawn: Series[str] = pa.Field(
        isin=DRAWN, nullable=True, description="how the record came to be labelled; null: unknown"
    )

    class Config(Table.Config):  # noqa: D106
        unique: ClassVar = ["record_id", "labeller", "touchpoint"]


class OutOfFold(Table):
    """How sure the tagger is of a labelled record when it has not learned from that record's labels."""

    record_id: Series[str]
    touchpoint: Series[str]
    confidence: Series[float] = pa.Field(ge=0, le=1)


@dataclass(frozen=True)
class Mined:
    """All tables of one run, as they stand in the run folder."""

    records: pd.DataFrame
    rejects: pd.DataFrame
    mentions: pd.DataFrame
    vectors: Vectors
    tags: pd.DataFrame
    topics: pd.DataFrame
    topic_lineage: pd.DataFrame
    topic_periods: pd.DataFrame
    emerging_topics: pd.DataFrame
    insights: pd.DataFrame
    ledger: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, without the vectors."""
        return {name: table for name, table in vars(self).items() if name != "vectors"}


T = TypeVar("T", bound=Table)


def checked(table: pd.DataFrame, schema: type[T]) -> DataFrame[T]:
    """The table, coerced to the schema's types, or a TableError that says which promise it breaks.

    Raises:
        TableError: With the table, the column, the broken rule and up to three offending values.
    """
    try:
        return schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        values = ", ".join(repr(value) for value in cases.failure_case.head(3))
        raise TableError(
            f"table {schema.__name__}, column {first.column}: {first.check} fails for {values}",
            hint="This is a bug of feedback_miner; please report it with this message.",
        ) from error


def empty(schema: type[T]) -> DataFrame[T]:
    """A table of that schema without rows."""
    return schema.empty()


def check_slices(mentions: pd.DataFrame, records: pd.DataFrame) -> None:
    """Check that every mention is a slice of its record.

    Raises:
        TableError: With the first mention that is not.
    """
    texts = dict(zip(records.record_id, records.text, strict=True))
    columns = (mentions.mention_id, mentions.record_id, mentions.start, mentions.end, mentions.text)
    for mention_id, record_id, start, end, text in zip(*columns, strict=True):
        if texts.get(record_id, "")[start:end] != text:
            raise TableError(f"mention {mention_id} is not a slice of its record")


def check_ledger(insights: pd.DataFrame, ledger: pd.DataFrame) -> None:
    """Check that the weights of every insight sum to its score.

    Raises:
        TableError: With the first insight that cannot be recomputed from the ledger.
    """
    sums = ledger.groupby("insight_id").weight.sum().reindex(insights.insight_id, fill_value=0.0)
    wrong = insights.insight_id[~np.isclose(sums.to_numpy(), insights.score.to_numpy(), atol=1e-5)]
    if len(wrong):
        raise TableError(f"the ledger of {wrong.iloc[0]} does not sum to its score")
