"""The tagging step: mention -> touchpoints and stage, with a confidence and the reason why.

Works from the user's taxonomy alone, without labels. Keywords say what is meant outright; vectors say which
touchpoint's description, examples and keywords a mention is near; one fixed formula turns the signals into a
confidence. A mention may have several touchpoints, or none: then it stays untagged.
"""

from feedback_miner.tagging.tagger import tag

__all__ = ["tag"]
