"""All figures of topics beside those of BERTopic's defaults, by one command.

`python benchmarks/topics/everything.py --shared ../shared` prints every table and writes them to
docs/topics_figures.md. Takes about an hour on one core. `--parts` does some parts again and leaves the
others as they stand. Vectors of the mixed load are kept in `--cache`.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import coherence
import novelty
import pandas as pd
import quality
import speed
import stability
from platformdirs import user_cache_path

OUT = Path(__file__).parents[2] / "docs" / "topics_figures.md"
LIBRARIES = ("bertopic", "umap-learn", "hdbscan", "scikit-learn", "numpy", "pandas")
INTRODUCTION = """\
# Figures of topics

Written by `benchmarks/topics/everything.py`. `BERTopic` is BERTopic() with its defaults on the same vectors
in the same run, UMAP seeded except where it says otherwise. Each part says at the top of its file what its
figures mean.
"""

Tables = Iterator[tuple[str, pd.DataFrame]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    parser.add_argument("--cache", type=Path, default=user_cache_path("feedback-miner") / "benchmarks")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    args = parser.parse_args()
    for name in args.parts:
        for title, table in PARTS[name](args.shared, args.cache):
            write(args.out, title, f"{machine()}\n\n{markdown(table)}\n")


def _quality(shared: Path, _cache: Path) -> Tables:
    yield "Topics against labels", quality.figures(shared)


def _stability(shared: Path, _cache: Path) -> Tables:
    order, dropped, added = stability.figures(shared)
    yield "Rows in another order", order
    yield "A tenth of the records left out", dropped
    yield "A month of new records", added


def _coherence(shared: Path, cache: Path) -> Tables:
    yield "Coherence and diversity of words", coherence.figures(shared, cache)


def _speed(shared: Path, cache: Path) -> Tables:
    yield "Seconds and memory, vectors given", speed.figures(shared, cache)


def _novelty(shared: Path, _cache: Path) -> Tables:
    yield "A new topic planted", novelty.figures(shared)


PARTS: dict[str, Callable[[Path, Path], Tables]] = {
    "quality": _quality,
    "stability": _stability,
    "coherence": _coherence,
    "speed": _speed,
    "novelty": _novelty,
}
ORDER = (
    "Topics against labels",
    "Rows in another order",
    "A tenth of the records left out",
    "A month of new records",
    "Coherence and diversity of words",
    "Seconds and memory, vectors given",
    "A new topic planted",
)


def write(path: Path, title: str, text: str) -> None:
    """Put a section into the file, in place of an older one of that title."""
    print(f"## {title}\n\n{text}", flush=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = dict(re.findall(r"^## (.+)\n\n((?:(?!## ).*\n?)*)", before, flags=re.MULTILINE))
    sections[title] = text
    parts = [f"## {name}\n\n{sections[name].strip()}\n" for name in ORDER if name in sections]
    path.write_text("\n".join([INTRODUCTION, *parts]), encoding="utf-8")


def machine() -> str:
    """Date, machine and versions in one line: figures of time mean nothing without them."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    where = f"{platform.system()} {platform.machine()}, {cores} of {os.cpu_count()} cores"
    return f"{datetime.date.today()}, {where}, Python {sys.version.split()[0]}, {versions}."


def markdown(table: pd.DataFrame) -> str:
    """A table in Markdown with three decimals."""
    lines = [list(map(str, table.columns)), ["---"] * len(table.columns)]
    lines += [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.3f}"
    return str(value)


if __name__ == "__main__":
    main()
