"""The whole report as data: every section, made from the tables of one run."""

from __future__ import annotations

from dataclasses import dataclass

from feedback_miner.config import ReportConfig
from feedback_miner.report.facts import Facts
from feedback_miner.report.insight import Insight, Names, read_insights
from feedback_miner.report.topic import read_topics
from feedback_miner.report.views.insights import Cards, Evidence, RankedList
from feedback_miner.report.views.intake import Intake, period_covered, take_stock
from feedback_miner.report.views.journey import Journey, draw_journey
from feedback_miner.report.views.ledger import LedgerBook
from feedback_miner.report.views.method import Method, explain_method
from feedback_miner.report.views.quotes import collect_quotes, collect_reasons
from feedback_miner.report.views.summary import Summary, summarise
from feedback_miner.report.views.topics import TopicsSection, describe_topics
from feedback_miner.report.words import plural
from feedback_miner.tables import INSIGHT_KINDS, Mined
from feedback_miner.taxonomy import Taxonomy


@dataclass(frozen=True)
class Page:
    """All sections, and the rows and names they were made from."""

    title: str
    subtitle: tuple[str, ...]
    made: str
    summary: Summary
    journey: Journey
    lists: tuple[RankedList, ...]
    topics: TopicsSection
    intake: Intake
    method: Method
    insights: tuple[Insight, ...]
    evidence: Evidence
    names: Names


def make_page(mined: Mined, taxonomy: Taxonomy, facts: Facts, config: ReportConfig) -> Page:
    """Prepare everything that any of the files shows.

    Raises:
        TableError: If a quoted mention does not exist or is not a slice of its record.
    """
    insights = read_insights(mined.insights)
    topics = read_topics(mined.topics)
    names = Names(taxonomy, topics)
    ledger = LedgerBook(mined, insights)
    headlines = {topic.headline for topic in topics if topic.headline}
    quoted = ledger.quoted | headlines | {m for i in insights for m in i.quotes}
    quotes = collect_quotes(mined, quoted, context=config.context_chars)
    evidence = Evidence(quotes, collect_reasons(mined.tags, quoted))
    cards = Cards(insights, names, evidence, ledger, max_q=config.max_q)
    lists = tuple(cards.ranked_list(kind, config.top) for kind in INSIGHT_KINDS)
    intake = take_stock(mined, facts)
    return Page(
        title=config.title,
        subtitle=_subtitle(intake),
        made=str(facts.get("created_at", ""))[:16].replace("T", " "),
        summary=summarise(lists, intake),
        journey=draw_journey(mined, taxonomy, insights),
        lists=lists,
        topics=describe_topics(mined, topics, names, quotes, facts, config.top),
        intake=intake,
        method=explain_method(mined, taxonomy, facts, intake),
        insights=tuple(insights),
        evidence=evidence,
        names=names,
    )


def _subtitle(intake: Intake) -> tuple[str, ...]:
    people, answers = plural(intake.respondents, "respondent"), plural(intake.used, "answer")
    exports = plural(len(intake.sources), "export")
    return people, answers, exports, period_covered(intake)
