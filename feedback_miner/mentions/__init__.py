"""Records to mentions: spans about one thing, cut at sentences, lines and contrasts, with exact offsets."""

from feedback_miner.mentions.split import split

__all__ = ["split"]
