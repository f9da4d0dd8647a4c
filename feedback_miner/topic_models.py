"""Topics of a finished run as a researcher wants them: a BERTopic object with sub-models of one's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from feedback_miner.errors import UsageError, listing, near_miss
from feedback_miner.runs import Run
from feedback_miner.tables import Vectors
from feedback_miner.topic_flow import spoken_of
from feedback_miner.topic_runs import encoder_of, opened_run, settings_of
from feedback_miner.topics.context import in_context
from feedback_miner.topics.engine import Parts, Words, classic_parts, fit, stable_parts
from feedback_miner.topics.find import MIN_WORDS
from feedback_miner.topics.fresh import least_size
from feedback_miner.topics.sample import fitted_on

Preset = Literal["stable", "classic"]
PRESETS = ("stable", "classic")
WORDS_SHOWN = 5


@dataclass(frozen=True, repr=False)
class TopicModel:
    """A fitted BERTopic, and what it was fitted on.

    Attributes:
        bertopic: The BERTopic object itself, for its own methods and plots.
        mentions: What it was fitted on, in this order: those of the run, each text once, with `created_at`
            of their records and `topic`, a number from 0, largest first, -1 for none.
        vectors: Their unit vectors by what is spoken of, shape (mentions, dimensions).
        words: For each topic its words and pairs of words by c-TF-IDF, most telling first.
    """

    bertopic: Any
    mentions: pd.DataFrame
    vectors: Vectors
    words: Words

    def __repr__(self) -> str:
        return f"TopicModel({len(self.words)} topics, {len(self.mentions):,} mentions)"

    @property
    def topics(self) -> pd.DataFrame:
        """One row a topic: `topic`, `words`, `mentions`, `share` of all mentions in [0, 1]."""
        sizes = self.mentions.topic.value_counts()
        rows = [
            {"topic": topic, "words": ", ".join(words[:WORDS_SHOWN]), "mentions": int(sizes.get(topic, 0))}
            for topic, words in sorted(self.words.items())
        ]
        table = pd.DataFrame(rows, columns=["topic", "words", "mentions"])
        return table.assign(share=(table.mentions / len(self.mentions)).round(6))

    @property
    def plane(self) -> Vectors:
        """The vectors in two dimensions, shape (mentions, 2), for a plot: by PCA, the same each time."""
        from sklearn.decomposition import PCA

        plane: Vectors = PCA(2, svd_solver="full").fit_transform(self.vectors.astype(np.float64))
        return plane


def topic_model(
    run: Run | Path | str,
    preset: Preset = "stable",
    *,
    reducer: Any = None,
    clusterer: Any = None,
    vectorizer: Any = None,
    ctfidf: Any = None,
    representation: Any = None,
    most: int | None = None,
    seed: int | None = None,
) -> TopicModel:
    """Fit BERTopic on the mentions of a run; each sub-model can be one of your own.

    Fitted are the mentions of three words or more in a language that the encoder speaks, each text once, with
    the vectors of the run. The run itself stays as it is: to change its topics, see `retopic`.

    Args:
        run: A run, or its folder.
        preset: `stable` gives the same topics in any row order; `classic` is UMAP and HDBSCAN, seeded.
        reducer: Takes the place of UMAP: `fit` and `transform`. None: that of the preset, as for the others.
        clusterer: Takes the place of HDBSCAN: `fit`, then `labels_`, -1 for none.
        vectorizer: Counts words, as scikit-learn's CountVectorizer does.
        ctfidf: Weighs words, as BERTopic's ClassTfidfTransformer does.
        representation: Chooses words, as BERTopic's representation models do.
        most: Mentions to fit on, at most; more are thinned by what their texts hash to. None: as in the
            settings of the run.
        seed: For all draws; that of the run where None.

    Raises:
        UsageError: If there is no such preset, or too few mentions.
        RunError: If the run is missing or damaged.
    """
    if preset not in PRESETS:
        hint = near_miss(preset, PRESETS) or f"Presets: {listing(PRESETS)}."
        raise UsageError(f"no preset '{preset}' of topics.", hint=hint)
    opened = opened_run(run)
    config = settings_of(opened)
    mentions, vectors = _fitted_on(opened, most or config.topics.sample)
    if len(mentions) < config.topics.min_mentions:
        message = f"{len(mentions)} mentions to find topics in; there must be {config.topics.min_mentions}."
        raise UsageError(message, place=str(opened.path), hint="Set topics.min_mentions lower, or add data.")
    seed = config.seed if seed is None else seed
    least = least_size(len(mentions), config.topics.min_topic_size)
    texts = list(mentions.text)
    parts = (
        classic_parts(least=least, seed=seed)
        if preset == "classic"
        else stable_parts(texts, groups=config.topics.groups, least=least, seed=seed)
    )
    own = Parts(reducer, clusterer, vectorizer, ctfidf, representation)
    fitted = fit(texts, vectors, _with(parts, own))
    return TopicModel(fitted.model, mentions.assign(topic=fitted.labels), vectors, fitted.words)


def _fitted_on(run: Run, most: int) -> tuple[pd.DataFrame, Vectors]:
    """Mentions that can found a topic, in order of what their texts hash to, and their vectors."""
    mentions = run.mentions.drop(columns=["topic_id", "topic_as_found"], errors="ignore")
    vectors = in_context(
        list(mentions.text), list(mentions.record_id), spoken_of(encoder_of(run), run.vectors)
    )
    readable = mentions.language.isin(settings_of(run).embedding.reads)
    telling = np.flatnonzero(readable & (mentions.text.str.count(r"\w+") >= MIN_WORDS))
    telling = telling[np.argsort(mentions.mention_id.to_numpy(dtype=str)[telling], kind="stable")]
    texts = list(mentions.text.iloc[telling])
    chosen = telling[fitted_on(texts, [""] * len(texts), most)]
    dated = mentions.iloc[chosen].merge(run.records[["record_id", "created_at"]], on="record_id", how="left")
    return dated, vectors[chosen]


def _with(parts: Parts, own: Parts) -> Parts:
    """The parts of a preset, but one's own where there are any."""
    given = {name: part for name, part in vars(own).items() if part is not None}
    return replace(parts, **given)
