"""The question of a survey reaches the tagging; columns of other exports are no questions."""

from pathlib import Path

import pytest

from feedback_miner.config import Columns, Config, IngestConfig
from feedback_miner.pipeline import tag_exports

pytestmark = pytest.mark.usefixtures("without_model")
ASKED = "How was your delivery, courier and shipping?"


@pytest.mark.parametrize(("kind", "expected"), [("survey", {"delivery"}), ("ticket", set())])
def test_a_short_answer_is_tagged_by_the_question_of_a_survey(
    tmp_path: Path, kind: str, expected: set[str]
) -> None:
    rows = [f'{number},"Terrible {number}.","Nothing to say"' for number in range(5)]
    header = f'id,"{ASKED}","What else?"'
    (tmp_path / "answers.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    config = Config(ingest=IngestConfig(columns=Columns(text=[ASKED, "What else?"], kind=kind)))
    tags = tag_exports(tmp_path / "answers.csv", tmp_path / "run", config=config).tags
    asked = tags[tags.evidence.str.startswith("the question")]
    assert set(asked.touchpoint) == expected
