"""Mentions to topics: what people talk about where the taxonomy has no word for it. By BERTopic.

`find_topics` groups and names them and lets those of an earlier run go on; `topic_periods` counts them over
time, and `emerging` says which are new or growing beyond chance.
"""

from feedback_miner.topics.emerging import emerging
from feedback_miner.topics.find import Found, find_topics
from feedback_miner.topics.identity import Previous
from feedback_miner.topics.over_time import topic_periods

__all__ = ["Found", "Previous", "emerging", "find_topics", "topic_periods"]
