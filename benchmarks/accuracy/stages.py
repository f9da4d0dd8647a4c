"""How well the stage of a mention is told where its touchpoint serves several.

`python benchmarks/accuracy/stages.py` takes the own sentences that were held out of training. Each shows a
moment of the customer's way, or none: then the tagger should leave the stage open. All are offered the four
stages below, which is harder than the two or three of a usual touchpoint.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.tagging.moments import moments
from feedback_miner.tagging.stages import StageFinder
from feedback_miner.taxonomy import Stage

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from sentences import industries

STAGES = {
    "purchase": ("Purchase", ("before",)),
    "post_purchase": ("After the purchase", ("during", "after")),
    "retention": ("Staying or leaving", ("staying", "leaving")),
    "advocacy": ("Recommending", ("recommending",)),
}


def main() -> None:
    print(figures().to_string(index=False, float_format="{:.3f}".format))


def figures() -> pd.DataFrame:
    """One row a stage: how often it is said, how often that is right, how much of it is found."""
    mentions = [each for one in industries(measuring=True).values() for each in one.mentions]
    embedder = load_embedder(EmbeddingConfig())
    vectors = embedder.embed([each.text for each in mentions]).astype(np.float64)
    finder = StageFinder([Stage(id=i, name=name) for i, (name, _) in STAGES.items()], embedder.embed)
    shown = moments(vectors)
    said = [
        finder.infer(each.text, vector, list(STAGES), chances)
        for each, vector, chances in zip(mentions, vectors, shown, strict=True)
    ]
    stage_of = {moment: stage for stage, (_, some) in STAGES.items() for moment in some}
    table = pd.DataFrame({"truth": [stage_of.get(each.moment, "") for each in mentions], "said": said})
    table = table.fillna("")
    rows = []
    for stage in (*STAGES, ""):
        right = int(((table.said == stage) & (table.truth == stage)).sum())
        found, true = int((table.said == stage).sum()), int((table.truth == stage).sum())
        row = {"stage": stage or "left open", "sentences": true, "said": found}
        rows.append(row | {"precision": right / max(1, found), "recall": right / max(1, true)})
    return pd.DataFrame(rows)


if __name__ == "__main__":
    main()
