"""The README keeps to two set-up commands, and what it links to is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_there_are_exactly_two_commands() -> None:
    assert len(re.findall(r"^```sh$", README, re.MULTILINE)) == 2


def test_ci_runs_the_second_command_word_for_word() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "block == 2' README.md" in script


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_torch_comes_first() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins[0] == "torch==2.13.0"
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        installs = [line for line in block.splitlines() if "pip install" in line]
        assert "torch==2.13.0" in installs[0]
