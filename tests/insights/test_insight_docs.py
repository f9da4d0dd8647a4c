"""docs/formulas.md says what the code says, and its examples are true."""

import doctest
import inspect
import re
from pathlib import Path

import pytest

from feedback_miner.dates import without_astray
from feedback_miner.estimates import benjamini_hochberg, fisher_p, rate_ratio, wilson_interval
from feedback_miner.insights.bootstrap import bootstrap, percentile_interval
from feedback_miner.insights.cells import strength_of
from feedback_miner.insights.change import changes
from feedback_miner.insights.grades import grades
from feedback_miner.insights.impact import leave_one_out
from feedback_miner.insights.ledger import ledger
from feedback_miner.insights.periods import compared_periods
from feedback_miner.insights.quotes import quotes
from feedback_miner.insights.ranks import rank_interval, ranks, ties
from feedback_miner.insights.scores import opportunity, pain, strength
from feedback_miner.topics.began import step_interval, step_likelihood
from feedback_miner.topics.bursts import surprise
from feedback_miner.topics.emerging import emerging
from feedback_miner.topics.over_time import mean_interval, topic_periods

PAGE = (Path(__file__).parents[2] / "docs" / "formulas.md").read_text(encoding="utf-8")
WHOLE = [
    *(strength_of, pain, strength, opportunity, ledger, bootstrap, percentile_interval, ranks, rank_interval),
    *(
        grades,
        wilson_interval,
        compared_periods,
        rate_ratio,
        fisher_p,
        benjamini_hochberg,
        leave_one_out,
        quotes,
    ),
]
OVER_TIME = [topic_periods, without_astray, mean_interval, emerging, surprise, step_likelihood, step_interval]
WITHOUT_SUMMARY = [ties, changes]


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def paragraphs(function):
    """What a docstring says before its sections, and its source."""
    text, *sections = re.split(r"\n\n(?=(?:Args|Returns|Raises|Source):\n)", inspect.getdoc(function))
    sources = [section.removeprefix("Source:") for section in sections if section.startswith("Source:")]
    return [flat(paragraph) for paragraph in [*text.split("\n\n"), *sources]]


@pytest.mark.parametrize("function", WHOLE + OVER_TIME + WITHOUT_SUMMARY)
def test_the_page_uses_the_words_of_the_docstring(function):
    start = 1 if function in WITHOUT_SUMMARY else 0
    for paragraph in paragraphs(function)[start:]:
        assert paragraph in flat(PAGE)


def test_the_examples_on_the_page_are_true():
    text = re.sub(r"^```.*$", "", PAGE, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "formulas.md", "formulas.md", 0)
    result = doctest.DocTestRunner().run(examples)
    assert result.attempted > 8
    assert result.failed == 0
