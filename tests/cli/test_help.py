"""The command answers at once, and says what went wrong in one line."""

import subprocess
import sys

import pytest

from feedback_miner.cli import COMMANDS
from feedback_miner.cli.exits import CODES, code_of
from feedback_miner.cli.safe import safe, shortened
from feedback_miner.errors import FeedbackMinerError, TableError, TaxonomyError

HEAVY = ("torch", "pandas", "spacy", "numpy", "bertopic", "transformers", "sklearn", "pydantic", "rich")
ASK = """
import sys, time
from feedback_miner.cli import main
try:
    main()
except SystemExit as stop:
    code = stop.code
loaded = [name for name in {heavy!r} if name in sys.modules]
print("LOADED", *loaded, "TIME", time.process_time(), file=sys.stderr)
sys.exit(code)
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = ASK.format(heavy=HEAVY)
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), *((name, "--help") for name in COMMANDS)])
def test_help_loads_no_heavy_library(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert "LOADED TIME" in done.stderr


def test_help_answers_within_a_fifth_of_a_second() -> None:
    """In processor time from the start of the interpreter, so that a busy machine cannot fail it."""
    best = min(float(run("--help").stderr.rpartition("TIME")[2]) for _ in range(5))
    assert best < 0.2


def test_importing_the_package_loads_no_heavy_library() -> None:
    script = f"import sys, feedback_miner; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mien",), "Did you mean 'mine'?"),
        (("mine",), "Missing argument"),
        (("mine", "no-such-file.csv", "-o", "x"), "does not exist"),
        (("mine", __file__, "-o", "x", "--taxonmy", "y"), "--taxonomy"),
        (("explain", ".", "pain.delivery"), "not a run folder"),
    ],
)
def test_a_typo_gives_one_line_and_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_each_error_has_the_exit_code_of_its_nearest_class() -> None:
    assert {code_of(error("x")) for error in CODES} == set(CODES.values())
    assert code_of(TaxonomyError("x")) == 2
    assert code_of(TableError("x")) == code_of(FeedbackMinerError("x")) == 1


def test_what_strangers_wrote_cannot_steer_the_terminal() -> None:
    assert safe("red\x1b[31m \u202ealert\x07\n") == "red[31m alert\n"
    assert shortened("a\nb " * 100, 10) == "a b a b a…"


def test_the_public_names_are_there() -> None:
    import feedback_miner

    for name in feedback_miner.__all__:
        assert getattr(feedback_miner, name)
    assert set(feedback_miner.__all__) <= set(dir(feedback_miner))
    with pytest.raises(AttributeError, match="no attribute 'mien'"):
        feedback_miner.mien  # noqa: B018
