"""How we know: the settings the method depends on, where the numbers may be wrong, and what made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feedback_miner.report.facts import Facts, amount, flat, section
from feedback_miner.report.views.intake import Intake
from feedback_miner.report.words import number, percent, plural
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy

Pair = tuple[str, str]


@dataclass(frozen=True)
class Method:
    """The last section of the report; `draws`, `interval` and `tie_share` are said in its five sentences."""

    taxonomy: str
    draws: str
    interval: str
    tie_share: str
    caveats: tuple[str, ...]
    models: tuple[Pair, ...]
    digests: tuple[Pair, ...]
    steps: tuple[Pair, ...]
    settings: tuple[Pair, ...]


def explain_method(mined: Mined, taxonomy: Taxonomy, facts: Facts, intake: Intake) -> Method:
    """Everything a sceptical reader may ask for."""
    draws, level, tie = (amount(facts, "config", "insights", key) for key in ("draws", "level", "tie_share"))
    versions = {"feedback_miner": facts.get("version"), "python": facts.get("python")}
    versions |= section(facts, "libraries")
    steps = [(str(k), s) for k, s in section(facts, "steps").items() if isinstance(s, int | float)]
    digests = [pair for pair in flat(section(facts, "digests")) if pair[0] != "taxonomy"]
    return Method(
        taxonomy=taxonomy.name,
        draws=f"{number(int(draws))} times" if draws else "many times",
        interval=f"{100 * level:.0f}% intervals" if level else "intervals",
        tie_share=f"more than {100 * tie:.0f}%" if tie else "a good part",
        caveats=(*_always(), *_unplaced(intake, facts), *_at_odds(mined), *_incomplete(mined)),
        models=(*flat(section(facts, "models")), *((k, str(v)) for k, v in versions.items() if v)),
        digests=(("taxonomy", taxonomy.digest()), *digests),
        steps=tuple((step, f"{seconds:.1f}") for step, seconds in steps),
        settings=tuple(flat(section(facts, "config"))),
    )


def _always() -> Iterator[str]:
    yield "Those who write are not all customers: the scores speak of respondents, not of all who bought."
    yield "Touchpoints and feelings are judged by a machine; it errs, most of all on irony and comparisons."
    yield "Read the quotes behind a figure before acting on it."


def _unplaced(intake: Intake, facts: Facts) -> Iterator[str]:
    if intake.untagged:
        mentions, share = plural(intake.untagged, "mention"), percent(intake.untagged, intake.mentions)
        yield f"{mentions} ({share}) fit no touchpoint and add to no score."
    languages = section(facts, "counts", "no_model_language")
    if languages:
        listed = ", ".join(f"{language}: {count}" for language, count in sorted(languages.items()))
        yield f"There is no model for some languages, so they count less than they should ({listed})."


def _at_odds(mined: Mined) -> Iterator[str]:
    """A weak check of the polarity by what customers rated themselves."""
    judged = mined.records[mined.records.rating.notna() & mined.records.polarity.notna()]
    opposed = judged[judged.at_odds]
    if len(opposed):
        angry = int((opposed.polarity == "negative").sum())
        share = percent(len(opposed), len(judged))
        yield (
            f"Words and rating disagree in {number(len(opposed))} of {plural(len(judged), 'rated answer')} "
            f"({share}): {number(angry)} angry with a good rating, {number(len(opposed) - angry)} glad with "
            "a bad one. They are marked at_odds in records.parquet."
        )


def _incomplete(mined: Mined) -> Iterator[str]:
    records = mined.records
    for column, lack, lost in (("created_at", "date", "trend"), ("rating", "rating", "impact")):
        missing = int(records[column].isna().sum())
        if missing:
            share = percent(missing, len(records))
            yield f"{plural(missing, 'answer')} ({share}) bear no {lack} and are in no {lost}."
    alone = int((records.respondent_id == records.record_id).sum())
    if alone:
        yield f"{plural(alone, 'answer')} name no respondent and count as a person each."
    repeated = int(records.duplicate_of.notna().sum())
    if repeated:
        yield f"{plural(repeated, 'answer')} repeat another word for word and are kept: each is a voice."
