"""Mentions as words, with the place that each word may take in a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from feedback_miner.topics.function_words import ASKING, EMPTY, OPENING_VERBS, PRONOUNS, negates

NOT = "not"
LONGEST_WORD = 30
_UNSPOKEN = re.compile(
    r"\[\w+\]|<[^>]{0,200}>|\b(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:com|org|net|io|co)\b\S*"
)
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\s'\w]|_")
_SUSPECT = re.compile(r"[\[<@]|://|www\.|\w\.\w")
_APOSTROPHES = re.compile("[’‘`´]")
_IRREGULAR = {
    "bought": "buy", "broke": "break", "broken": "break", "children": "child", "forgot": "forget",
    "forgotten": "forget", "froze": "freeze", "frozen": "freeze", "heard": "hear", "lost": "lose",
    "men": "man", "paid": "pay", "people": "person", "sent": "send", "sold": "sell", "spoke": "speak",
    "spoken": "speak", "stole": "steal", "stolen": "steal", "taken": "take", "took": "take",
    "withdrawal": "withdraw", "withdrawn": "withdraw", "withdrew": "withdraw", "women": "woman",
    "written": "write", "wrote": "write",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a mention.

    Attributes:
        text: As it is shown, in lower case.
        stem: What it counts as; one stem for all words that say no.
        matter: Whether it tells what is spoken of.
        opens: Whether a phrase may begin with it.
    """

    text: str
    stem: str
    matter: bool
    opens: bool


class Said(NamedTuple):
    """What one mention says: its words, parted at marks and pronouns, and the stems of those that matter."""

    runs: Sequence[Sequence[Word]]
    stems: frozenset[str]


def read(text: str) -> Said:
    """The words of a mention, without redaction marks, markup, links and addresses.

    >>> said = read("My card was <b>declined</b>, write to [email]!")
    >>> [" ".join(word.text for word in run) for run in said.runs]
    ['my card was', 'declined', 'write to']
    """
    plain = _APOSTROPHES.sub("'", text.lower())
    if _SUSPECT.search(plain):
        plain = _UNSPOKEN.sub(" | ", plain)
    runs: list[list[Word]] = [[]]
    for token in _TOKEN.findall(plain):
        word = _word(token)
        if word:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return Said(
        [run for run in runs if run], frozenset(word.stem for run in runs for word in run if word.matter)
    )


def stem(word: str) -> str:
    """What the forms of an English word have in common, roughly; other words stay as they are.

    >>> [stem(word) for word in ("charges", "charged", "charging", "deliveries", "stopped", "speed")]
    ['charg', 'charg', 'charg', 'delivery', 'stop', 'speed']
    """
    word = _IRREGULAR.get(word, word)
    if re.search(r"[^aeiou]ies$", word):
        return f"{word[:-3]}y"
    word = re.sub(r"(?<=ss|sh|ch|.x|.z)es$|(?<=[^siu])s$", "", word) if len(word) > 3 else word
    bare = re.sub(r"(?:ing|(?<!e)ed)$", "", word)
    if bare != word and len(bare) > 2 and re.search(r"[aeiouy]", bare):
        word = re.sub(r"([bdgmnprt])\1$", r"\1", bare)
    return re.sub(r"(?<=..[^aeiou])e$", "", word) if len(word) > 3 else word


@lru_cache(maxsize=100_000)
def _word(token: str) -> Word | None:
    """The word that a token is; None for marks, numbers and pronouns, which part phrases."""
    text = token if token in PRONOUNS else token.removesuffix("'s")
    no = negates(text)
    if not no and (text in PRONOUNS or text in ASKING or len(text) > LONGEST_WORD):
        return None
    if not any(char.isalpha() for char in text):
        return None
    matter = no or (text not in EMPTY and len(text) > 1)
    return Word(text, NOT if no else stem(text), matter, opens=matter or text in OPENING_VERBS)
