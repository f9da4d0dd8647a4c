"""The pages say what the code does, and the site builds without a warning."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from feedback_miner.cli import COMMANDS, commands
from feedback_miner.config import load_config
from feedback_miner.taxonomy import load_taxonomy

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_generated_pages_are_current() -> None:
    done = run("docs/generate.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_and_all_its_options_have_help(name: str) -> None:
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    assert command.help
    assert COMMANDS[name].endswith(".")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


def test_the_page_of_the_commands_names_each_option() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        command = commands.get_command(click.Context(commands), name)
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert section
        for option in command.params if command else ():
            assert all(f"`{each}`" in section for each in option.opts if each.startswith("-"))


def test_the_yaml_on_the_configuration_page_loads(tmp_path: Path) -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    settings, taxonomy = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "example.yaml"
    file.write_text(settings, encoding="utf-8")
    assert load_config(file)
    file.write_text(taxonomy, encoding="utf-8")
    assert load_taxonomy(file).touchpoints


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_every_command_on_a_page_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    called = set(re.findall(r"feedback-miner ([a-z]+)", text))
    assert called <= set(COMMANDS)


@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed")
def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    done = run("-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = re.compile(r"""<(?:script|img|iframe)[^>]+src="?https?:|<link[^>]+stylesheet[^>]+https?:""")
    for file in (tmp_path / "site").rglob("*.html"):
        assert not loaded.search(file.read_text(encoding="utf-8")), file.name
