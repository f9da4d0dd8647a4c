"""The setting tagging.fine_tune reaches the tagging, and the run says what came of it."""

from pathlib import Path

import pytest

from feedback_miner.cli.words import learned
from feedback_miner.config import Config, EmbeddingConfig, TaggingConfig, load_config
from feedback_miner.errors import ConfigError
from feedback_miner.pipeline import tag_exports

ASKED = Config(tagging=TaggingConfig(fine_tune=True))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    said = ("My box came with a dent", "I could not pay for the basket")
    rows = [f"{number},{said[number % 2]} {number}" for number in range(40)]
    path.write_text("\n".join(["id,comment", *rows]), encoding="utf-8")
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    rows = [f"{number},{('delivery', 'checkout')[number % 2]}" for number in range(24)]
    path.write_text("\n".join(["record_id,touchpoint", *rows]), encoding="utf-8")
    return path


def test_what_fine_tuning_brought_is_told(
    export: Path, labels: Path, tmp_path: Path, without_model: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = []

    def same(embedder, texts, about, turn, *, seed):
        seeds.append(seed)
        return embedder

    monkeypatch.setattr("feedback_miner.pipeline.fine_tuned", same)
    facts = tag_exports(export, tmp_path / "run", config=ASKED, labels=labels).manifest["labels"]
    assert set(seeds) == {ASKED.seed}
    assert facts["fine_tuned"] in (True, False)
    assert "Fine-tuned the encoder" in " ".join(learned(facts))


def test_without_the_setting_or_without_labels_nothing_is_tuned(
    export: Path, labels: Path, tmp_path: Path, without_model: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback_miner.pipeline.fine_tuned", None)
    facts = tag_exports(export, tmp_path / "one", labels=labels).manifest["labels"]
    assert "fine_tuned" not in facts
    assert "Fine-tuned" not in " ".join(learned(facts))
    assert tag_exports(export, tmp_path / "two", config=ASKED).manifest["labels"] is None


def test_an_encoder_that_cannot_learn_is_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("tagging: {fine_tune: true}\nembedding: {model: multilingual}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine.yaml.*needs embedding.model feedback or minilm"):
        load_config(path)


@pytest.mark.slow
@pytest.mark.model
def test_a_run_with_the_real_encoder_can_be_repeated(export: Path, labels: Path, tmp_path: Path) -> None:
    config = ASKED.model_copy(update={"embedding": EmbeddingConfig(cache=False)})
    one, two = (tag_exports(export, tmp_path / name, config=config, labels=labels) for name in ("one", "two"))
    assert one.tags.equals(two.tags)
    assert one.out_of_fold.equals(two.out_of_fold)
    assert one.manifest["labels"] == two.manifest["labels"]
    assert one.manifest["labels"]["fine_tuned"] in (True, False)
