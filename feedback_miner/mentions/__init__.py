"""Records to mentions: spans about one thing, with exact offsets, and what their pronouns stand for."""

from feedback_miner.mentions.antecedents import antecedents
from feedback_miner.mentions.split import split

__all__ = ["antecedents", "split"]
