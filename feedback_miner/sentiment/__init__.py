"""The sentiment step: how a mention feels (polarity and strength) and what it wants (intent).

`judge` reads mentions one by one; `judge_tags` and `judge_records` carry the result up to touchpoints and
whole records.
"""

from __future__ import annotations

from feedback_miner.sentiment.judge import SHIPPED, judge
from feedback_miner.sentiment.judgements import JUDGED_ENCODERS
from feedback_miner.sentiment.records import judge_records, judge_tags

__all__ = ["JUDGED_ENCODERS", "SHIPPED", "judge", "judge_records", "judge_tags"]
