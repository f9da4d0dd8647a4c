"""The main job on the example exports, run once and looked at by many tests."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import feedback_miner as fm
from feedback_miner.runs import Run

EXAMPLES = Path(__file__).parents[2] / "examples" / "kettle_and_finch"
TAXONOMY = EXAMPLES.with_suffix(".yaml")
TABLES = ("records", "rejects", "mentions", "tags", "topics", "insights", "ledger")
PROVENANCE = ["row"]
"""Where a row stood in its file: the one thing that shuffling the file must change."""


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("examples")
    config = fm.Config().override(embedding={"cache": False})
    return fm.mine([EXAMPLES], folder / "run", config=config, taxonomy=TAXONOMY)


@pytest.fixture(scope="session")
def small_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first rows of two example exports."""
    folder = tmp_path_factory.mktemp("small")
    tickets = (EXAMPLES / "tickets_zendesk.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    (folder / "tickets.jsonl").write_text("\n".join(tickets) + "\n", encoding="utf-8")
    reviews = pd.read_csv(EXAMPLES / "reviews_trustpilot.csv", dtype=str, keep_default_na=False).head(60)
    reviews.to_csv(folder / "reviews.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def assert_equal_runs() -> Callable[[Run, Run], None]:
    """Compare two runs table by table, save for where a row stood in its file."""

    def compare(one: Run, other: Run) -> None:
        for name in TABLES:
            left, right = (_comparable(getattr(each, name)) for each in (one, other))
            pd.testing.assert_frame_equal(left, right, check_exact=True, obj=name)

    return compare


def _comparable(table: pd.DataFrame) -> pd.DataFrame:
    plain = table.drop(columns=[name for name in PROVENANCE if name in table])
    lists = [name for name in plain if plain[name].dtype == object]
    plain = plain.assign(**{name: plain[name].map(lambda cell: json.dumps(list(cell))) for name in lists})
    return plain.sort_values(list(plain.columns), ignore_index=True)
