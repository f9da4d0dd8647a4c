"""BERTopic for researchers: any sub-model can be handed in, and the run itself stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import feedback_miner as fm
from feedback_miner.embedding import Embedder
from feedback_miner.errors import UsageError
from feedback_miner.sentiment.judgements import JUDGED_ENCODERS
from tests.conftest import Hashing, judge_hashed

SAID = (
    "the courier lost my parcel again",
    "this tea tastes wonderful today",
    "the app crashed at checkout",
    "shop staff were kind to us",
)
EACH = 30


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[fm.Run]:
    folder = tmp_path_factory.mktemp("runs")
    letters = [chr(97 + number // 26) + chr(97 + number % 26) for number in range(len(SAID) * EACH)]
    rows = [
        f"{n},{SAID[n % len(SAID)]} number {letters[n]}x,2026-0{1 + n % 3}-11" for n in range(len(letters))
    ]
    export = folder / "said.csv"
    export.write_text("\n".join(["id,comment,date", *rows, "last,Bad.,2026-01-01"]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(JUDGED_ENCODERS, Hashing.name, judge_hashed)
        patch.setattr("feedback_miner.pipeline.load_embedder", lambda config: Embedder(Hashing()))
        yield fm.mine(export, folder / "run")


def subjects(model: fm.TopicModel) -> pd.Series:
    """What each mention speaks of, by its second word."""
    return model.mentions.text.str.split().str[1]


def parts_subjects(model: fm.TopicModel) -> bool:
    """Whether each topic is one subject, each subject one topic, and few mentions are left over."""
    grouped = model.mentions.topic >= 0
    table = pd.crosstab(subjects(model)[grouped], model.mentions.topic[grouped]) > 0
    return bool(grouped.mean() > 0.9 and (table.sum(axis=1) == 1).all() and (table.sum() == 1).all())


@pytest.fixture(scope="module")
def stable(run: fm.Run) -> fm.TopicModel:
    return fm.topic_model(run)


def test_the_stable_preset_finds_what_is_spoken_of(stable: fm.TopicModel) -> None:
    assert parts_subjects(stable)
    assert repr(stable) == "TopicModel(4 topics, 120 mentions)"


def test_it_gives_the_same_topics_twice(run: fm.Run, stable: fm.TopicModel) -> None:
    again = fm.topic_model(run.path)
    pd.testing.assert_frame_equal(again.mentions, stable.mentions)
    assert again.words == stable.words


def test_mentions_vectors_and_plane_are_in_one_order(run: fm.Run, stable: fm.TopicModel) -> None:
    assert len(stable.vectors) == len(stable.plane) == len(stable.mentions)
    place = int(np.flatnonzero(run.mentions.mention_id == stable.mentions.mention_id[7])[0])
    assert stable.vectors[7] @ run.vectors[place] > 0.99
    assert stable.mentions.created_at.notna().all()


def test_topics_are_listed_by_size_with_their_words(stable: fm.TopicModel) -> None:
    assert list(stable.topics.mentions) == sorted(stable.topics.mentions, reverse=True)
    assert stable.topics.mentions.sum() == (stable.mentions.topic >= 0).sum()
    assert stable.topics.words.str.contains("parcel").sum() == 1


def test_a_mention_that_says_too_little_is_left_out(stable: fm.TopicModel) -> None:
    assert not stable.mentions.text.str.contains("Bad").any()


def test_any_clusterer_and_reducer_can_be_handed_in(run: fm.Run) -> None:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.decomposition import PCA

    model = fm.topic_model(run, reducer=PCA(5, random_state=0), clusterer=AgglomerativeClustering(4))
    assert parts_subjects(model)
    assert isinstance(model.bertopic.umap_model, PCA)
    assert isinstance(model.bertopic.hdbscan_model, AgglomerativeClustering)


def test_words_can_be_counted_and_chosen_in_another_way(run: fm.Run) -> None:
    from bertopic.representation import MaximalMarginalRelevance
    from sklearn.feature_extraction.text import CountVectorizer

    model = fm.topic_model(run, vectorizer=CountVectorizer(stop_words=["the", "this", "number"]))
    assert not [word for words in model.words.values() for word in words if " " in word]

    class FirstTwo(MaximalMarginalRelevance):
        def extract_topics(self, topic_model, documents, c_tf_idf, topics):  # type: ignore[no-untyped-def]
            return {topic: words[:2] for topic, words in topics.items()}

    chosen = fm.topic_model(run, representation=FirstTwo())
    assert {len(words) for words in chosen.words.values()} == {2}


def test_a_clusterer_that_finds_nothing_gives_no_topics(run: fm.Run) -> None:
    class Nothing:
        labels_ = np.empty(0, dtype=int)

        def fit(self, vectors: np.ndarray, y: object = None) -> "Nothing":
            self.labels_ = np.full(len(vectors), -1)
            return self

    model = fm.topic_model(run, clusterer=Nothing())
    assert model.topics.empty
    assert (model.mentions.topic == -1).all()


def test_large_runs_are_thinned_by_what_texts_say(run: fm.Run, stable: fm.TopicModel) -> None:
    some = fm.topic_model(run, most=60)
    assert len(some.mentions) == 60
    assert set(some.mentions.mention_id) <= set(stable.mentions.mention_id)


def test_the_run_stays_as_it_is(run: fm.Run, stable: fm.TopicModel) -> None:
    assert "topic" not in run.mentions.columns
    pd.testing.assert_frame_equal(fm.load_run(run.path).mentions, run.mentions)


def test_bertopics_own_methods_work(stable: fm.TopicModel) -> None:
    days = [pd.Timestamp(day).tz_localize(None) for day in stable.mentions.created_at]
    counted = stable.bertopic.topics_over_time(list(stable.mentions.text), days)
    assert counted.Frequency.sum() == len(stable.mentions)
    stable.bertopic.visualize_barchart()


def test_an_unknown_preset_is_refused_with_a_suggestion(run: fm.Run) -> None:
    with pytest.raises(UsageError, match="stabel") as refused:
        fm.topic_model(run, "stabel")  # type: ignore[arg-type]
    assert "Did you mean 'stable'?" in str(refused.value)


def test_too_few_mentions_are_refused(run: fm.Run, tmp_path: Path) -> None:
    export = tmp_path / "few.csv"
    export.write_text("id,comment\n1,The courier lost my parcel\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(JUDGED_ENCODERS, Hashing.name, judge_hashed)
        patch.setattr("feedback_miner.pipeline.load_embedder", lambda config: Embedder(Hashing()))
        few = fm.mine(export, tmp_path / "run")
    with pytest.raises(UsageError, match="1 mentions to find topics in"):
        fm.topic_model(few)
