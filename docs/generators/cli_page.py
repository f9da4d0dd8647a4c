"""cli.md: every command with its help, options and exit codes, as click knows them."""

from __future__ import annotations

import re
from inspect import cleandoc, getdoc

import click

from feedback_miner.cli import COMMANDS, commands
from feedback_miner.cli.exits import CODES
from generators.markdown import head, page, table

PROGRAM = "feedback-miner"
_EXIT_CODE = re.compile(r"(\d+) ([^·]+)")


def cli_page() -> str:
    """The page as Markdown."""
    root = click.Context(commands, info_name=PROGRAM, **commands.context_settings)
    intro, _, codes = cleandoc(commands.help or "").partition("\b")
    return page(
        head("Command line", "feedback_miner/cli/"),
        *_paragraphs(intro),
        f"```text\n{PROGRAM} COMMAND --help\n```",
        table(["command", "does"], [[f"[`{name}`](#{name})", does] for name, does in COMMANDS.items()]),
        *[_command(root, name) for name in COMMANDS],
        "## Exit codes",
        "Errors are one line on stderr, with the value, the place and a way out.",
        table(["code", "means", "errors"], _exit_codes(codes)),
    )


def _command(root: click.Context, name: str) -> str:
    command = commands.get_command(root, name)
    if command is None:
        raise LookupError(name)
    context = click.Context(command, info_name=name, parent=root)
    usage = " ".join([PROGRAM, name, *command.collect_usage_pieces(context)])
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    return page(
        f"## {name}",
        f"```text\n{usage}\n```",
        *_paragraphs(command.help or ""),
        table(["option", "does"], [_option(option, context) for option in options]),
    ).rstrip()


def _option(option: click.Option, context: click.Context) -> list[str]:
    names = ", ".join(f"`{name}`" for name in option.opts)
    value = "" if option.is_flag else f" {_value(option, context)}"
    notes = ["Required." if option.required else "", _range(option), _default(option)]
    return [names + value, " ".join([option.help or "", *filter(None, notes)])]


def _value(option: click.Option, context: click.Context) -> str:
    """What to write after the option: a bar is no good in a table, and the range comes with the help."""
    return option.make_metavar(context).replace("|", " or ").removesuffix(" RANGE")


def _range(option: click.Option) -> str:
    kind = option.type
    if not isinstance(kind, (click.IntRange, click.FloatRange)):
        return ""
    ends = [f"from {kind.min}"] if kind.min is not None else []
    ends += [f"up to {kind.max}"] if kind.max is not None else []
    return f"A number {' '.join(ends)}."


def _default(option: click.Option) -> str:
    shown = option.show_default and not option.is_flag
    return f"Default: {option.default}." if shown else ""


def _exit_codes(line: str) -> list[list[str]]:
    """Codes with their meaning, from the help of the group, and the errors that lead to them."""
    meanings = {int(code): means.strip() for code, means in _EXIT_CODE.findall(" ".join(line.split()))}
    missing = set(CODES.values()) - set(meanings)
    if missing:
        raise LookupError(f"exit codes without a meaning in `{PROGRAM} --help`: {sorted(missing)}")
    return [[f"`{code}`", meaning, _errors(code)] for code, meaning in meanings.items()]


def _errors(code: int) -> str:
    found = [error for error, own in CODES.items() if own == code]
    return " ".join(f"`{error.__name__}`: {(getdoc(error) or '').partition(chr(10))[0]}" for error in found)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in cleandoc(text).split("\n\n") if paragraph.strip()]
