"""The labelled sets that accuracy is measured on, all in the shape of a gold file."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from feedback_miner.taxonomy import Taxonomy, load_taxonomy

Row = dict[str, Any]
Score = Callable[[Path, Path], dict[str, float]]
GOLD = ("fabsa", "nhs", "restaurants")
OWN = Path(__file__).with_name("own_taxonomies")
MOST_ROWS = 1_800
SEED = 20_260_101


@dataclass(frozen=True)
class LabelledSet:
    """Rows as in a gold file (id, text, touchpoints, other) by id, and the taxonomy that they follow."""

    name: str
    rows: list[Row]
    taxonomy: Taxonomy

    @property
    def records(self) -> pd.DataFrame:
        """Id and text alone: all that the tagger may see."""
        return records_of(self.rows)


def records_of(rows: list[Row]) -> pd.DataFrame:
    """Id and text of gold rows."""
    table = pd.DataFrame({"record_id": [r["id"] for r in rows], "text": [r["text"] for r in rows]})
    return table.assign(language="en")


def read(path: Path) -> list[Row]:
    """The rows of a gzipped JSON lines file, by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted(map(json.loads, lines), key=lambda row: str(row["id"]))


def touchpoint_sets(shared: Path) -> Iterator[LabelledSet]:
    """The gold files, and other public sets with taxonomies written for this project."""
    for name in GOLD:
        taxonomy = load_taxonomy(shared / "eval" / "taxonomies" / f"{name}.yaml")
        yield LabelledSet(name, read(shared / "eval" / "gold" / f"{name}.jsonl.gz"), taxonomy)
    for path in sorted(OWN.glob("*.yaml")):
        yield _with_own_taxonomy(shared, path)


def _with_own_taxonomy(shared: Path, path: Path) -> LabelledSet:
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = {row["id"]: row for row in read(shared / "data" / plan["set"] / "dev.jsonl.gz")}
    drawn = random.Random(SEED).sample(sorted(rows), min(MOST_ROWS, len(rows)))
    patterns = {re.compile(pattern): touchpoint for pattern, touchpoint in plan["map"].items()}

    def touchpoints(row: Row) -> dict[str, str | None]:
        found = {}
        for label in row["labels"]:
            meant = (
                touchpoint for pattern, touchpoint in patterns.items() if pattern.search(label["category"])
            )
            found[next(meant, "")] = label["sentiment"]
        return {touchpoint: polarity for touchpoint, polarity in found.items() if touchpoint}

    gold = [
        {
            "id": i,
            "text": rows[i]["text"],
            "touchpoints": touchpoints(rows[i]),
            "sentiment": None,
            "other": False,
        }
        for i in sorted(drawn)
    ]
    return LabelledSet(path.stem, gold, Taxonomy.model_validate(plan["taxonomy"]))


def scorer(shared: Path) -> Score:
    """The `score` function of score.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared / 'eval'} holds no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Score = module.score
    return found


def scored(rows: list[Row], score: Score, **tables: pd.DataFrame) -> dict[str, float]:
    """The figures of score.py for these gold rows and these tables of a run."""
    with tempfile.TemporaryDirectory() as folder:
        run, gold = Path(folder), Path(folder) / "gold.jsonl"
        gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        for name, table in tables.items():
            table.to_parquet(run / f"{name}.parquet")
        with np.errstate(invalid="ignore"):
            return score(gold, run)
