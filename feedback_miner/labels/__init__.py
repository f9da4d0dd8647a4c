"""Labels: what people say records speak of.

Drawing records to label, reading the labels, and measuring a run by them.
"""

from feedback_miner.labels.accuracy import Scores
from feedback_miner.labels.evaluation import Basis, Evaluation, evaluate
from feedback_miner.labels.read import LabelFile, read_labels
from feedback_miner.labels.resampling import Figure, Resampling
from feedback_miner.labels.sample import draw_sample
from feedback_miner.labels.sheet import write_sheet
from feedback_miner.labels.truth import truth

__all__ = [
    "Basis",
    "Evaluation",
    "Figure",
    "LabelFile",
    "Resampling",
    "Scores",
    "draw_sample",
    "evaluate",
    "read_labels",
    "truth",
    "write_sheet",
]
