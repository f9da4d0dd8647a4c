"""New and growing topics: those of which more is said lately than chance and bursts explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback_miner.config import InsightsConfig, OverTimeConfig
from feedback_miner.report.facts import Facts, amount
from feedback_miner.report.insight import Names
from feedback_miner.report.topic import Tested
from feedback_miner.report.words import day, figure, number, plural, q_value, share, span
from feedback_miner.tables import Mined

_SHOWN = 10
_IN_WORDS = {
    "new": ("New", "hardly anybody spoke of it before"),
    "growing": ("Growing", "a larger share speaks of it than before"),
}


@dataclass(frozen=True)
class Announced:
    """One topic that is new or growing, said in words."""

    topic_id: str
    name: str
    kind: str
    heading: str
    meaning: str
    since: str
    shares: str
    ratio: str


@dataclass(frozen=True)
class Emerging:
    """The list, or the sentence that says why it is empty; `tested` holds all that were compared.

    `headline` is for the first screen, `compared` says what was held against what.
    """

    announced: tuple[Announced, ...]
    more: str
    headline: str
    nothing: str
    compared: str
    tested: tuple[Tested, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """New or growing, by the id of each topic announced."""
        return {test.topic_id: test.kind for test in self.tested if test.kind}


def announce(tested: Sequence[Tested], names: Names, mined: Mined, facts: Facts) -> Emerging:
    """Say which topics are new or growing, or that none is, or that nobody can tell."""
    loud = [test for test in tested if test.kind]
    recent = _weeks(facts, "recent_weeks", OverTimeConfig().recent_weeks)
    level = amount(facts, "config", "insights", "level") or InsightsConfig().level
    return Emerging(
        announced=tuple(_announced(test, names, level) for test in loud[:_SHOWN]),
        more=f"{number(len(loud) - _SHOWN)} more are marked below." if len(loud) > _SHOWN else "",
        headline=_headline(loud),
        nothing="" if loud else _nothing(tested, mined, facts, recent),
        compared=_compared(tested[0], recent) if tested else "",
        tested=tuple(tested),
    )


def _weeks(facts: Facts, key: str, usual: int) -> int:
    return int(amount(facts, "config", "topics", "over_time", key) or usual)


def _announced(test: Tested, names: Names, level: float) -> Announced:
    heading, meaning = _IN_WORDS[str(test.kind)]
    between = span(test.ratio_low, test.ratio_high)
    before, recent = _rate(test.before, test.before_base), _rate(test.recent, test.recent_base)
    return Announced(
        topic_id=test.topic_id,
        name=names.topic(test.topic_id),
        kind=str(test.kind),
        heading=heading,
        meaning=meaning,
        since=_since(test.began, test.began_low, test.began_high, level),
        shares=f"from {before} to {recent} of all voices",
        ratio=f"{figure(test.ratio)} times as often ({between}), {q_value(test.q)}",
    )


def _rate(voices: int, base: int) -> str:
    return f"{share(voices / base)} ({number(voices)} of {number(base)})"


def _since(began: datetime | None, low: datetime | None, high: datetime | None, level: float) -> str:
    if began is None:
        return ""
    if low is None or high is None or low == high:
        return f"since {day(began)}"
    return f"since about {day(began)} ({100 * level:.0f}% interval {day(low)} to {day(high)})"


def _headline(loud: Sequence[Tested]) -> str:
    if not loud:
        return ""
    return plural(len(loud), "topic is new or growing", "topics are new or growing")


def _compared(test: Tested, recent: int) -> str:
    before = round((test.recent_start - test.before_start).days / 7)
    return (
        f"The last {_span(recent)}, from {day(test.recent_start)}, against the {_span(before)} before. "
        "A voice is a respondent on a day; allowed for are the number of topics tested, and that some voices "
        "come together."
    )


def _nothing(tested: Sequence[Tested], mined: Mined, facts: Facts, recent: int) -> str:
    if tested:
        compared = plural(len(tested), "topic was tested", "topics were tested")
        return f"No topic is new or growing beyond chance in the last {_span(recent)}; {compared}."
    if mined.records.created_at.isna().all():
        return "The answers bear no dates, so nobody can tell which topics are new or growing."
    voices = _weeks(facts, "min_respondents", OverTimeConfig().min_respondents)
    return (
        "Too little history to tell which topics are new or growing: it takes dated answers over at least "
        f"{_span(2 * recent)}, and {voices} voices on a topic."
    )


def _span(weeks: int) -> str:
    return "week" if weeks == 1 else f"{weeks} weeks"
