"""Same input, same output, in any row order, on any cores, without a network; killed, nothing is left."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import feedback_miner as fm
from feedback_miner.runs import Run, load_run

pytestmark = pytest.mark.model
CONFIG = fm.Config().override(embedding={"cache": False}, topics={"min_mentions": 40})


@pytest.fixture(scope="module")
def small_run(small_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return fm.mine([small_exports], tmp_path_factory.mktemp("runs") / "plain", config=CONFIG)


def test_shuffled_rows_give_equal_tables(
    small_exports: Path, small_run: Run, tmp_path: Path, assert_equal_runs: Callable[[Run, Run], None]
) -> None:
    shuffled = tmp_path / "exports"
    shuffled.mkdir()
    lines = (small_exports / "tickets.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(5).shuffle(lines)
    (shuffled / "tickets.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    reviews = pd.read_csv(small_exports / "reviews.csv", dtype=str, keep_default_na=False)
    reviews.sample(frac=1, random_state=5).to_csv(shuffled / "reviews.csv", index=False)
    assert_equal_runs(small_run, fm.mine([shuffled], tmp_path / "run", config=CONFIG))


ONE_CORE = """
import os, socket, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
def refuse(*arguments, **settings):
    raise OSError("the network is blocked")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
import feedback_miner as fm
config = fm.Config().override(embedding={"cache": False}, topics={"min_mentions": 40})
fm.mine([sys.argv[1]], sys.argv[2], config=config)
"""


def test_one_core_without_a_network_gives_equal_tables(
    small_exports: Path, small_run: Run, tmp_path: Path, assert_equal_runs: Callable[[Run, Run], None]
) -> None:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    arguments = [sys.executable, "-c", ONE_CORE, str(small_exports), str(tmp_path / "run")]
    subprocess.run(arguments, check=True, env={**os.environ, **threads})
    assert_equal_runs(small_run, load_run(tmp_path / "run"))


def test_a_warm_cache_gives_equal_tables(
    small_exports: Path, small_run: Run, tmp_path: Path, assert_equal_runs: Callable[[Run, Run], None]
) -> None:
    config = CONFIG.override(embedding={"cache": True, "cache_dir": tmp_path / "cache"})
    for name in ("cold", "warm"):
        assert_equal_runs(small_run, fm.mine([small_exports], tmp_path / name, config=config))


KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
import feedback_miner as fm
from feedback_miner.cli import mine as _command
import bertopic, sentence_transformers, spacy, torch, transformers

exports, root = sys.argv[1], Path(sys.argv[2])
config = fm.Config().override(
    embedding={"cache": True, "cache_dir": root / "cache"}, topics={"min_mentions": 40}
)

def begin(folder):
    child = os.fork()
    if child == 0:
        fm.mine([exports], folder, config=config)
        os._exit(0)
    return child

for name in ("cold", "whole"):
    start = time.perf_counter()
    assert os.waitpid(begin(root / name), 0)[1] == 0
    whole = time.perf_counter() - start
moments = random.Random(20)
for number in range(20):
    child = begin(root / f"run{number:02d}")
    time.sleep(moments.uniform(0, whole))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_twenty_kills_leave_either_no_run_or_a_whole_one(small_exports: Path, tmp_path: Path) -> None:
    """Jobs are forked where all is imported already, so that the kills fall into the work itself."""
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, str(small_exports), str(tmp_path)], check=True
    )
    whole = {path.name for path in (tmp_path / "whole").iterdir()}
    killed = [path for path in tmp_path.iterdir() if path.name.startswith("run")]
    for folder in killed:
        assert {path.name for path in folder.iterdir()} == whole
        assert set(json.loads((folder / "manifest.json").read_text())["files"]) == whole - {"manifest.json"}
    drafts = list(tmp_path.glob(".run*"))
    assert len(drafts) + len(killed) <= 20
    assert drafts, "no kill fell into the work: the test tests nothing"
