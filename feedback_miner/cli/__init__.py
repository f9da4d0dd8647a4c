"""The `feedback-miner` command: one file a command; it parses, calls and prints, and nothing more.

Only this package imports click and rich. A command's file is imported when the command is called, and what it
needs from the pipeline inside its function, so that `--help` answers at once.
"""

from __future__ import annotations

from importlib import import_module

import click

from feedback_miner import __version__
from feedback_miner.cli.exits import exit_codes
from feedback_miner.errors import UsageError, near_miss

COMMANDS = {
    "mine": "Turn exports into ranked pain points and opportunities, with a report.",
    "inspect": "Show how an export is understood, before mining it.",
    "tag": "Only records, mentions and tags: which touchpoint each mention speaks of.",
    "topics": "List the topics of a run, edit them, and redo them.",
    "explain": "Follow a figure of a run down to the verbatim quotes behind it.",
    "label": "Draw records of a run for people to label, as a sheet.",
    "evaluate": "Show how accurate a run is, by the labels of people.",
    "doctor": "Show what is installed, which models work, and where the cache is.",
}


class _Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            hint = near_miss(cmd_name, COMMANDS) or f"Commands: {', '.join(COMMANDS)}."
            raise UsageError(f"no such command '{cmd_name}'.", hint=hint)
        command: click.Command = import_module(f"feedback_miner.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedback-miner")
def commands() -> None:
    """Turn exports of surveys, reviews and tickets into ranked pain points and opportunities.

    Everything runs on this machine; no word of feedback leaves it. Results go to stdout, progress to stderr.
    A bug is said in one line too; with FEEDBACK_MINER_DEBUG=1 in the environment it shows its traceback.

    \b
    Exit codes: 0 done · 1 bug · 2 usage or configuration · 3 input rejected · 4 done, with more rejects
    than allowed · 69 model not available · 75 locked (not used by this version) · 130 interrupted
    """  # noqa: D301


main = exit_codes(commands)
