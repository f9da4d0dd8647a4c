"""The inflected forms under which a keyword may appear in a text.

Forms are built forwards, from the keyword as it was written: wrong guesses such as "waites" match nothing and
do no harm, where cutting endings off every word of a text would join words that have nothing in common.
"""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR = {
    "break": "broke broken", "bring": "brought", "buy": "bought", "catch": "caught", "choose": "chose chosen",
    "come": "came", "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten", "feel": "felt",
    "find": "found", "fly": "flew flown", "forget": "forgot forgotten", "freeze": "froze frozen",
    "get": "got gotten", "give": "gave given", "go": "went gone", "hear": "heard", "hold": "held",
    "keep": "kept", "know": "knew known", "leave": "left", "lose": "lost", "make": "made", "pay": "paid",
    "say": "said", "see": "saw seen", "sell": "sold", "send": "sent", "sit": "sat", "sleep": "slept",
    "speak": "spoke spoken", "spend": "spent", "steal": "stole stolen", "take": "took taken",
    "teach": "taught", "tell": "told", "think": "thought", "throw": "threw thrown",
    "understand": "understood", "wear": "wore worn", "write": "wrote written",
    "child": "children", "man": "men", "person": "people", "woman": "women",
}  # fmt: skip
_BASES = {form: base for base, forms in _IRREGULAR.items() for form in forms.split()}
_GRADABLE = {
    "big", "cheap", "clean", "clear", "close", "cold", "cosy", "cozy", "early", "easy", "fast", "fresh",
    "friendly", "hard", "healthy", "high", "hot", "kind", "large", "long", "loud", "low", "new", "nice",
    "old", "poor", "pricey", "quick", "quiet", "rude", "safe", "short", "simple", "slow", "small", "smooth",
    "soft", "strong", "sweet", "tasty", "thick", "thin", "warm", "weak",
}  # fmt: skip
_OUR = "behavi|col|fav|flav|hon|hum|lab|neighb|od"
_UNINFLECTED = {"always", "bus", "evening", "news", "series", "this", "thing", "wedding"}
_NO_ADVERB = {"clear", "hard", "high", "late", "like", "near", "real", "short", "simple"}


@cache
def forms(word: str) -> frozenset[str]:
    """All forms of a lower-case word that mean the keyword, the word itself among them.

    >>> {"rate", "rated", "rating", "ratings"} <= forms("rating")
    True
    >>> "stopped" in forms("stop"), "cheaper" in forms("cheap"), "car" in forms("care")
    (True, True, False)
    """
    found = {word, f"{word}s"} if word in _UNINFLECTED else set()
    for base in () if found else _bases(word):
        found |= _inflections(base) | set(_IRREGULAR.get(base, "").split())
        found |= {_adverb(base)} if base not in _NO_ADVERB else set()
        found |= _degrees(base) if base in _GRADABLE else set()
    return frozenset(spelling for form in found | {word} for spelling in _spellings(form))


def _bases(word: str) -> set[str]:
    """What the word may be a form of; itself always."""
    bases = {word, _BASES.get(word, word)}
    if re.search(r"[^aeiou]ie[sd]$", word):
        return bases | {word[:-3] + "y"}
    if re.search(r"(ss|sh|ch|x|z)es$", word):
        return bases | {word[:-2]}
    if re.search(r"[^suiy]s$", word) and len(word) > 3:
        return bases | {word[:-1]}
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and re.search("[aeiouy]", stem):
            return bases | _stems(stem)
    return bases


def _stems(stem: str) -> set[str]:
    """Bases a stem may be left over from: stopp -> stop, rat -> rate, load -> load or loade."""
    if stem[-1] == stem[-2]:
        return {stem, stem[:-1]}
    return {f"{stem}e"} if _doubles(stem) else {stem, f"{stem}e"}


def _doubles(word: str) -> bool:
    """One syllable that ends consonant, vowel, consonant: its last letter doubles (stop, stopping)."""
    return re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word) is not None


def _inflections(base: str) -> set[str]:
    if base.endswith("e"):
        endings = {f"{base}s", f"{base}d", f"{base[:-1]}ing"}
    elif re.search(r"[^aeiou]y$", base):
        endings = {f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"}
    elif re.search(r"(s|sh|ch|x|z)$", base):
        endings = {f"{base}es", f"{base}ed", f"{base}ing"}
    else:
        endings = {f"{base}s"} | (set() if _doubles(base) else {f"{base}ed", f"{base}ing"})
    if re.search(r"[aeiou][^aeiouwxy]$", base):
        endings |= {f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"}
    return endings | {base}


def _adverb(base: str) -> str:
    if base.endswith("le"):
        return f"{base[:-1]}y"
    return f"{base[:-1]}ily" if re.search(r"[^aeiou]y$", base) else f"{base}ly"


def _degrees(base: str) -> set[str]:
    stem = base.removesuffix("e")
    stem = f"{stem[:-1]}i" if stem.endswith("y") else stem
    stem = f"{stem}{stem[-1]}" if _doubles(base) else stem
    return {f"{stem}er", f"{stem}est"}


def _spellings(word: str) -> set[str]:
    """British and American: flavour and flavor, organise and organize."""
    american = re.sub(rf"^({_OUR})our", r"\1or", re.sub(r"is(?=(e|es|ed|ing)$)", "iz", word))
    british = re.sub(rf"^({_OUR})or(?=s|e|i|h|$)", r"\1our", re.sub(r"iz(?=(e|es|ed|ing)$)", "is", word))
    return {word, american, british}
