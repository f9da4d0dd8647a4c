"""The surface patterns of asking, read from `patterns/LANGUAGE.yaml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from feedback_miner.authored import read_yaml

_FOLDER = Path(__file__).parent / "patterns"
LANGUAGES = frozenset(path.stem for path in _FOLDER.glob("*.yaml"))
"""What there are patterns for, as ISO 639-1 codes."""


class _Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pattern(_Authored):
    """One way of saying it, with an example; looked for only where one of its cue words stands."""

    name: str
    cues: tuple[str, ...] = ()
    regex: tuple[str, ...]
    example: str


class IntentPatterns(_Authored):
    """All patterns of one language. `{name}` in a regex stands for an entry of `words`."""

    words: dict[str, str]
    not_requests: tuple[Pattern, ...]
    requests: tuple[Pattern, ...]
    wishes_without_verb: tuple[Pattern, ...]
    questions: tuple[Pattern, ...]

    def compiled(self, *patterns: Pattern) -> re.Pattern[str]:
        """One expression that finds what any of the patterns finds."""
        return re.compile("|".join(f"(?:{self._filled(regex)})" for p in patterns for regex in p.regex))

    def by_cue(self, patterns: tuple[Pattern, ...]) -> dict[str, tuple[re.Pattern[str], ...]]:
        """The compiled patterns under each of their cue words."""
        found: dict[str, tuple[re.Pattern[str], ...]] = {}
        for pattern in patterns:
            compiled = self.compiled(pattern)
            for cue in pattern.cues:
                found[cue] = (*found.get(cue, ()), compiled)
        return found

    def _filled(self, regex: str) -> str:
        for name, words in self.words.items():
            regex = regex.replace(f"{{{name}}}", words)
        return regex


@cache
def patterns_of(language: str) -> IntentPatterns:
    """The patterns of a language, by its ISO 639-1 code.

    Raises:
        ConfigError: If there are none.
    """
    return read_yaml(_FOLDER / f"{language}.yaml").parse(IntentPatterns)
