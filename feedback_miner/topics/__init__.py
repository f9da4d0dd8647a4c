"""Mentions to topics: what people talk about where the taxonomy has no word for it. By BERTopic."""

from feedback_miner.topics.find import find_topics

__all__ = ["find_topics"]
