"""Which columns hold what customers wrote, and which of them make one answer together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback_miner.ingest import vocabulary as say
from feedback_miner.ingest.profiles import Profile
from feedback_miner.ingest.sheet import Sheet
from feedback_miner.ingest.vocabulary import phrase

_LIKED = re.compile(
    r"\b(pros|strengths?|love|what (do|did|would) you (like|love|enjoy)\b(?!.*\bleast)|like (best|most))\b"
)
_DISLIKED = re.compile(
    r"\b(cons|weaknesses|hate|dislike[ds]?|like least|what (do|did) you (hate|not like))\b"
)
_GRID = re.compile(r"\[[^\]]+\]\s*$")
_HTML_TWIN = re.compile(r"\b(html|raw)\b")
_PLAIN_TWIN = re.compile(r"\b(plain|text)\b")
_BODY = re.compile(
    r"\b(body|content|description|text|comments?|review|message|feedback|details|inhalt|beschreibung)\b"
)


@dataclass(frozen=True)
class Question:
    """One answer a row: the column it is read from, the titles joined before it, its label."""

    column: str
    titles: tuple[str, ...] = ()
    label: str | None = None
    prior_polarity: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the answer, titles first."""
        return (*self.titles, self.column)


def text_columns(sheet: Sheet, profiles: Mapping[str, Profile]) -> list[tuple[str, str]]:
    """Columns of customer text with the reason for each, in file order; empty when there are none."""
    bodies = _plain_twins_only(sheet, dict(_bodies(sheet, profiles)))
    titles = _plain_twins_only(sheet, dict(_titles(profiles)))
    strict = {**{name: why for name, why in titles.items() if name not in bodies}, **bodies}
    found = strict or dict(_whatever_has_words(profiles))
    return [(name, found[name]) for name in profiles if name in found]


def questions(sheet: Sheet, columns: Sequence[str]) -> list[Question]:
    """Columns of text grouped into answers: a title joins the one body there is, the rest stand alone."""
    titles = tuple(name for name in columns if _is_title(name))
    others = [name for name in columns if name not in titles]
    bodies = [name for name in others if _BODY.search(_last(name)) and not _prior(name)]
    body = others[0] if len(others) == 1 else next(iter(bodies), None)
    if not titles or body is None:
        return [_question(name, sheet, several=len(columns) > 1) for name in columns]
    parent = _depth(titles[0])
    body = next((name for name in bodies if _depth(name) == parent), body)
    return [
        _question(name, sheet, several=len(others) > 1, titles=titles if name == body else ())
        for name in others
    ]


def prior_polarity(question: str) -> str | None:
    """`positive` for what did you like, `negative` for what did you dislike, None for all else."""
    return _prior(question)


def _question(name: str, sheet: Sheet, *, several: bool, titles: tuple[str, ...] = ()) -> Question:
    header = sheet.labels.get(name, name)
    asks = several or name in sheet.labels or header.endswith(("?", ":")) or len(header.split()) >= 4
    label = say.PIPED.sub("…", header) if asks else None
    return Question(name, titles, label, _prior(header) or _prior(name))


def _prior(header: str) -> str | None:
    plain = phrase(header)
    if _DISLIKED.search(plain):
        return "negative"
    return "positive" if _LIKED.search(plain) else None


def _depth(name: str) -> str:
    return name.rpartition(".")[0]


def _is_title(name: str) -> bool:
    plain = phrase(name)
    return bool(say.TITLE.search(plain)) and len(plain.split()) <= 4 and not say.NOT_TITLE.search(plain)


def _bodies(sheet: Sheet, profiles: Mapping[str, Profile]) -> Iterator[tuple[str, str]]:
    thread = _repeated_headers(profiles)
    for name, each in profiles.items():
        if name not in thread and _is_wording(each) and not _is_title(name):
            why = _body_reason(sheet, name, each)
            if why:
                yield name, f"guessed: {why}"


def _repeated_headers(profiles: Mapping[str, Profile]) -> set[str]:
    """`Comment`, `Comment (2)`: the turns of a conversation, the company's among them."""
    bases = {name.removesuffix(" (2)") for name in profiles if name.endswith(" (2)")}
    return {name for name in profiles if re.sub(r" \(\d+\)$", "", name) in bases}


def _is_wording(each: Profile) -> bool:
    shares = (each.dates, each.epochs, each.numbers, each.emails, each.urls, each.codes)
    return each.filled > 0 and max(shares) <= 0.5 and each.letters >= 0.5


def _body_reason(sheet: Sheet, name: str, each: Profile) -> str | None:
    label = sheet.labels.get(name, name)
    if say.PERSON.search(phrase(name)) or ("?" in label and say.PERSON.search(phrase(label))):
        return None
    if name in sheet.open_ended:
        return "an open-ended question, by the export"
    return _question_reason(label, each) if say.is_question(label) else _header_reason(name, each)


def _question_reason(label: str, each: Profile) -> str | None:
    """Questions are judged by how they ask; the words they contain may speak of anything."""
    if _GRID.search(label) or each.categories:
        return None
    plain = phrase(label)
    choosing = say.CLOSED_QUESTION.search(plain) and "other" not in plain
    if say.OPEN_QUESTION.search(plain) and not choosing and not (each.repeated_choices and each.words < 3):
        return f"an open question, {each.words:.0f} words a cell"
    return f"a question answered in {each.words:.0f} words" if _is_prose(each, 4) else None


def _header_reason(name: str, each: Profile) -> str | None:
    own = phrase(name)
    if say.STAFF.search(own) or say.NOT_TEXT.search(_last(name)):
        return None
    if say.TEXT.search(own):
        return None if each.categories else f"its header, {each.words:.0f} words a cell"
    prose = _is_prose(each, 5) and not say.NOT_TEXT.search(own)
    return f"{each.words:.0f} words a cell, nearly all different" if prose else None


def _is_prose(each: Profile, words: int) -> bool:
    return each.words >= words and each.distinct >= 0.5 * each.filled and not each.repeated_choices


def _last(name: str) -> str:
    return phrase(name.rpartition(".")[2])


def _titles(profiles: Mapping[str, Profile]) -> Iterator[tuple[str, str]]:
    for name, each in profiles.items():
        if _is_title(name) and _is_wording(each) and not say.STAFF.search(phrase(name)):
            yield name, "guessed: its header says title"


def _whatever_has_words(profiles: Mapping[str, Profile]) -> Iterator[tuple[str, str]]:
    """The one column left when none is sure: a header that says text, however few its values."""
    for name, each in profiles.items():
        if _is_wording(each) and say.TEXT.search(phrase(name)) and not say.STAFF.search(phrase(name)):
            yield name, "guessed: its header"
            return
    if len(profiles) == 1:
        yield from (
            (name, "guessed: the only column") for name, each in profiles.items() if _is_wording(each)
        )


def _plain_twins_only(sheet: Sheet, found: dict[str, str]) -> dict[str, str]:
    """Without the columns that say the same as another one, in HTML or untouched by spelling."""
    kept: dict[str, str] = {}
    skeletons: dict[tuple[str, ...], str] = {}
    for name in sorted(found, key=lambda each: (_twin_rank(each), list(found).index(each))):
        skeleton = tuple(_skeleton(cell) for cell in sheet.cells[name].iloc[:200])
        if skeletons.setdefault(skeleton, name) == name:
            kept[name] = found[name]
    return {name: why for name, why in found.items() if name in kept}


def _twin_rank(name: str) -> int:
    plain = phrase(name)
    return 2 if _HTML_TWIN.search(plain) else 0 if _PLAIN_TWIN.search(plain) else 1


def _skeleton(cell: str) -> str:
    return "".join(filter(str.isalnum, re.sub(r"<[^>]*>", "", cell)))[:200]
