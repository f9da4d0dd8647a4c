"""Labels: what people say records speak of. Reading and drawing them, and measuring a run by them."""

from feedback_miner.labels.truth import truth

__all__ = ["truth"]
