"""The file to start from: it lists everything, changes nothing, and keeps the edits that hold."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.authored import Document
from feedback_miner.topics.edits import TopicEdits, TopicsFile, load_edits, part_id
from feedback_miner.topics.edits_sheet import edits_sheet


def topics_of(*names: str) -> pd.DataFrame:
    ids = [f"t{number}" for number in range(len(names))]
    table = pd.DataFrame({"topic_id": ids, "name": names, "level": "topic", "mentions": 1_200})
    theme = {
        "topic_id": "theme-1",
        "name": "Delivery",
        "level": "theme",
        "mentions": 2_400,
        "parent_id": None,
    }
    return pd.concat([table.assign(parent_id="theme-1"), pd.DataFrame([theme])], ignore_index=True)


def edits_of(*entries: dict) -> TopicEdits:
    file = TopicsFile.model_validate({"version": "1", "topics": entries})
    return TopicEdits(tuple(file.topics), Document(Path("topics.yaml"), {}, {}))


def read_back(folder: Path, text: str) -> TopicEdits:
    path = folder / "topics.yaml"
    path.write_text(text, encoding="utf-8")
    return load_edits(path)


def test_each_id_stands_beside_its_present_name() -> None:
    lines = edits_sheet(topics_of("Wrong door", "Late courier"), edits_of(), {}).splitlines()
    assert "  - id: t0  # Wrong door, 1,200 mentions, in Delivery" in lines
    assert "  - id: theme-1  # theme Delivery, 2,400 mentions" in lines


def test_edits_that_hold_are_written_out(tmp_path: Path) -> None:
    part = part_id("t1", ["refund"])
    held = edits_of(
        {"id": "t0", "name": "no: # 'one' \"says\""},
        {"id": "t1", "split": {"by": [["refund"], ["on", "no"]], "names": ["Slow refund", "Échange"]}},
        {"id": part, "theme": "Money"},
        {"id": "t2", "merge_into": "t0"},
        {"id": "old", "hide": True},
    )
    text = edits_sheet(topics_of("A", "B", "C"), held, {part: "Slow refund"})
    kept = {edit.id: edit for edit in read_back(tmp_path, text).topics if edit != type(edit)(id=edit.id)}
    assert kept == {edit.id: edit for edit in held.topics}
    assert f"  - id: {part}  # Slow refund\n    theme: Money\n" in text
    assert "  - id: old  # is no more\n" in text


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_no_name_can_leave_its_comment(tmp_path_factory, names: list[str]) -> None:
    text = edits_sheet(topics_of(*names), edits_of(), {})
    edits = read_back(tmp_path_factory.mktemp("sheet"), text)
    assert [edit.id for edit in edits.topics] == [*(f"t{number}" for number in range(len(names))), "theme-1"]
    assert all(edit == type(edit)(id=edit.id) for edit in edits.topics)
