"""The sentiment step: how a mention feels (polarity and strength) and what it wants (intent).

`judge` reads mentions one by one; `judge_tags` and `judge_records` carry the result up to touchpoints and
whole records.
"""

from __future__ import annotations

from feedback_miner.sentiment.judge import judge
from feedback_miner.sentiment.records import judge_records, judge_tags

__all__ = ["judge", "judge_records", "judge_tags"]
