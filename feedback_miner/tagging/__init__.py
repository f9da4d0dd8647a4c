"""The tagging step: mention -> touchpoints and stage, with a confidence and the reason why.

Works from the user's taxonomy alone, without labels. Keywords say what is meant outright; vectors say which
touchpoint's description, examples and keywords a mention is near; one fixed formula turns the signals into a
confidence. A mention may have several touchpoints, or none: then it stays untagged.

A mention that names nothing itself takes its touchpoint from the mention before it, or from the survey
question that it answers (`Context`).

Where people have labelled some of the records, `tag_like` learns from them.
"""

from feedback_miner.tagging.aspects import aspects
from feedback_miner.tagging.context import Context
from feedback_miner.tagging.tagger import tag, tag_like
from feedback_miner.tagging.teaching import Labelled, Taught

__all__ = ["Context", "Labelled", "Taught", "aspects", "tag", "tag_like"]
