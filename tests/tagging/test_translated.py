"""Keywords in translation: nearness stands in for a keyword, in other languages than the taxonomy's only."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from feedback_miner.config import TaggingConfig
from feedback_miner.tables import Encoder, Vectors
from feedback_miner.tagging import tag
from feedback_miner.tagging.translated import translated
from feedback_miner.taxonomy import Taxonomy, Touchpoint

AXES = {"waiter": 0, "kellner": 0, "price": 1, "preis": 1, "teuer": 1}
TOUCHPOINTS = [
    {"id": "service", "name": "Service", "stages": ["visit"], "kind": "human", "keywords": ["waiter"]},
    {"id": "cost", "name": "Cost", "stages": ["visit"], "kind": "physical", "keywords": ["price"]},
]


def embed(texts: Sequence[str]) -> Vectors:
    """Words and their translations lie on one axis, all others on a third."""
    vectors = np.zeros((len(texts), 3), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            vectors[row, AXES.get(word, 2)] += 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def taxonomy(language: str) -> Taxonomy:
    described = [{"description": "words", "examples": [], **each} for each in TOUCHPOINTS]
    stages = [{"id": "visit", "name": "Visit"}]
    return Taxonomy.model_validate(
        {"version": "1", "name": "Made", "language": language, "stages": stages, "touchpoints": described}
    )


def confidences(language: str) -> dict[str, float]:
    text = "kellner kellner freundlich"
    row = {"mention_id": "r:0-1", "record_id": "r", "start": 0, "end": 1, "text": text, "language": "de"}
    config = TaggingConfig(min_confidence=0)
    tags = tag(pd.DataFrame([row]), embed([text]), taxonomy(language), Encoder(embed, ["de", "en"]), config)
    return dict(zip(tags.touchpoint, tags.confidence, strict=True))


def test_a_mention_near_a_keyword_names_its_touchpoint_and_no_other() -> None:
    touchpoints: list[Touchpoint] = taxonomy("en").touchpoints
    found = translated(embed(["kellner", "teuer", "sonst etwas"]).astype(float), touchpoints, embed)
    assert found.tolist() == [[1, 0], [0, 1], [0, 0]]


def test_a_touchpoint_without_keywords_is_never_named() -> None:
    bare = [touchpoint.model_copy(update={"keywords": []}) for touchpoint in taxonomy("en").touchpoints]
    assert not translated(embed(["kellner"]).astype(float), bare, embed).any()


def test_nearness_counts_in_another_language_than_the_taxonomys() -> None:
    assert confidences("en")["service"] > confidences("de")["service"]
