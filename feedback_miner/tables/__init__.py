"""The tables that flow through the pipeline, and what each of them promises.

pandas frames are the one currency: easy in a notebook, Parquet on disk. A promise is written once, here, and
checked with `checked` wherever a table crosses from one step to the next. Adapters may add columns; none of
those named here may be missing.
"""

from feedback_miner.tables.base import Embed, Encoder, Table, Tune, Utc, Vectors, checked, empty
from feedback_miner.tables.feedback import (
    INTENTS,
    KINDS,
    POLARITIES,
    RATING_KINDS,
    JudgedMentions,
    JudgedRecords,
    JudgedTags,
    Mentions,
    Records,
    Rejects,
    Tags,
)
from feedback_miner.tables.insights import GRADES, INSIGHT_KINDS, Insights, Ledger
from feedback_miner.tables.labels import DRAWN, Labels, OutOfFold
from feedback_miner.tables.mined import Mined, check_ledger, check_slices
from feedback_miner.tables.topics import (
    EMERGING_KINDS,
    TOPIC_EVENTS,
    TOPIC_LEVELS,
    UNSTABLE,
    EmergingTopics,
    TopicLineage,
    TopicPeriods,
    Topics,
)

__all__ = [
    "DRAWN",
    "EMERGING_KINDS",
    "GRADES",
    "INSIGHT_KINDS",
    "INTENTS",
    "KINDS",
    "POLARITIES",
    "RATING_KINDS",
    "TOPIC_EVENTS",
    "TOPIC_LEVELS",
    "UNSTABLE",
    "Embed",
    "EmergingTopics",
    "Encoder",
    "Insights",
    "JudgedMentions",
    "JudgedRecords",
    "JudgedTags",
    "Labels",
    "Ledger",
    "Mentions",
    "Mined",
    "OutOfFold",
    "Records",
    "Rejects",
    "Table",
    "Tags",
    "TopicLineage",
    "TopicPeriods",
    "Topics",
    "Tune",
    "Utc",
    "Vectors",
    "check_ledger",
    "check_slices",
    "checked",
    "empty",
]
