"""Turns exports of customer feedback into ranked pain points and opportunities per touchpoint.

The public names are loaded when they are first used: importing the package loads neither torch nor spaCy nor
pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_miner.config import Config, load_config
    from feedback_miner.errors import FeedbackMinerError
    from feedback_miner.labelling import evaluate_run, label
    from feedback_miner.pipeline import find_taxonomy, mine, tag_exports
    from feedback_miner.runs import Run, load_run
    from feedback_miner.taxonomy import Taxonomy, load_taxonomy
    from feedback_miner.topic_models import TopicModel, topic_model
    from feedback_miner.topic_runs import retopic
    from feedback_miner.topic_views import topics_within

__version__ = "0.1.0"
__all__ = [
    "Config",
    "FeedbackMinerError",
    "Run",
    "Taxonomy",
    "TopicModel",
    "evaluate_run",
    "find_taxonomy",
    "label",
    "load_config",
    "load_run",
    "load_taxonomy",
    "mine",
    "retopic",
    "tag_exports",
    "topic_model",
    "topics_within",
]

_HOMES = {
    "Config": "feedback_miner.config",
    "FeedbackMinerError": "feedback_miner.errors",
    "Run": "feedback_miner.runs",
    "Taxonomy": "feedback_miner.taxonomy",
    "TopicModel": "feedback_miner.topic_models",
    "evaluate_run": "feedback_miner.labelling",
    "find_taxonomy": "feedback_miner.pipeline",
    "label": "feedback_miner.labelling",
    "load_config": "feedback_miner.config",
    "load_run": "feedback_miner.runs",
    "load_taxonomy": "feedback_miner.taxonomy",
    "mine": "feedback_miner.pipeline",
    "retopic": "feedback_miner.topic_runs",
    "tag_exports": "feedback_miner.pipeline",
    "topic_model": "feedback_miner.topic_models",
    "topics_within": "feedback_miner.topic_views",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
