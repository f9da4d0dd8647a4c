"""A run folder is there whole or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feedback_miner import runs
from feedback_miner.errors import RunError
from feedback_miner.runs import load_run, new_run

WRITER = """
import sys, time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
spec = spec_from_file_location("draft", sys.argv[1])
module = module_from_spec(spec)
spec.loader.exec_module(module)
with module.new_run(Path(sys.argv[2])) as draft:
    print("begun", flush=True)
    for number in range(200):
        (draft / f"{number:03d}.txt").write_text("x" * 20_000)
        time.sleep(0.001)
"""
"""A process that loads nothing but the one file: it begins to write at once."""


def test_a_finished_block_publishes_everything(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "run"
    with new_run(folder) as draft:
        (draft / "one.txt").write_text("1")
        assert not folder.exists()
    assert [path.name for path in folder.iterdir()] == ["one.txt"]
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failing_block_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def fail() -> None:
        with new_run(tmp_path / "run") as draft:
            (draft / "one.txt").write_text("1")
            raise error

    with pytest.raises(error):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(RunError, match="never overwritten"), new_run(tmp_path):
        pytest.fail("work began")
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_a_place_that_cannot_be_written_is_said_before_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be made"), new_run(tmp_path / "file" / "run"):
        pytest.fail("work began")


def test_twenty_kills_leave_either_nothing_or_all(tmp_path: Path) -> None:
    outcomes = set()
    for attempt in range(20):
        folder = tmp_path / f"run{attempt}"
        command = [sys.executable, "-c", WRITER, Path(runs.__file__).with_name("draft.py"), folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(attempt * 0.03)
        process.kill()
        process.wait()
        process.stdout.close()
        outcomes.add(folder.exists())
        assert not folder.exists() or len(list(folder.iterdir())) == 200
    assert False in outcomes, "no kill came before the end: the test tests nothing"


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    left = tmp_path / f".run.part-{dead.pid}"
    alive = tmp_path / f".run.part-{os.getppid()}"
    for draft in (left, alive):
        draft.mkdir()
    with new_run(tmp_path / "run"):
        pass
    assert not left.exists()
    assert alive.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "not a run folder"),
        ("{", "damaged"),
        ("[]", "not of this version"),
        ("{}", "not of this version"),
    ],
)
def test_what_is_no_run_is_said_plainly(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(RunError, match=message):
        load_run(tmp_path)
