"""The figures are those one would work out by hand, rest on fair samples only, and say what they rest on."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.errors import InputError
from feedback_miner.labels import Evaluation, Resampling, evaluate, truth
from feedback_miner.labels.accuracy import accuracy, confusion
from feedback_miner.labels.agreement import agreement
from feedback_miner.labels.calibration import calibration_error, reliability
from feedback_miner.labels.feelings import polarity_f1
from tests.labels.labels_by_hand import FEW_DRAWS, labels_of

TOUCHPOINTS = ["cafe", "guides", "tickets"]


def booleans(*rows: str) -> np.ndarray:
    return np.array([[each == "x" for each in row] for row in rows])


def people(count: int) -> np.ndarray:
    return np.array([f"v{number}" for number in range(count)], dtype=object)


def test_precision_recall_and_f1_by_hand() -> None:
    labelled, found = booleans("xx-", "x--", "---", "-x-"), booleans("x--", "xx-", "--x", "-x-")
    micro, macro, single = accuracy(labelled, found, people(4), FEW_DRAWS)
    assert (micro.precision.value, micro.recall.value, micro.f1.value) == (0.6, 0.75, 0.6667)
    assert [each.f1.value for each in single] == [1.0, 0.5, 0.0]
    assert macro.f1.value == 0.75  # of the two that somebody speaks of
    assert single[2].recall.value is None
    assert single[2].precision.value == 0


def test_an_interval_holds_its_figure_and_narrows_with_more_respondents() -> None:
    labelled, found = booleans("x-", "-x", "x-", "xx"), booleans("x-", "-x", "-x", "x-")
    widths = []
    for copies in (2, 50):
        rows = np.tile(labelled, (copies, 1)), np.tile(found, (copies, 1))
        micro, _, _ = accuracy(*rows, people(4 * copies), FEW_DRAWS)
        assert micro.f1.low <= micro.f1.value <= micro.f1.high
        widths.append(micro.f1.high - micro.f1.low)
    assert widths[1] < widths[0] / 3


def test_ten_records_of_one_respondent_are_no_ten_respondents() -> None:
    labelled, found = np.tile(booleans("x-", "-x"), (20, 1)), np.tile(booleans("x-", "x-"), (20, 1))
    apart, _, _ = accuracy(labelled, found, people(40), FEW_DRAWS)
    together, _, _ = accuracy(labelled, found, np.repeat(people(4), 10), FEW_DRAWS)
    assert apart.f1.value == together.f1.value
    mixed, _, _ = accuracy(labelled, found, np.tile(people(2), 20), FEW_DRAWS)
    assert mixed.f1.high - mixed.f1.low > apart.f1.high - apart.f1.low


def test_the_confusion_says_which_was_taken_for_which() -> None:
    labelled, found = booleans("x--", "x--", "x--", "---", "xx-"), booleans("-x-", "-x-", "---", "--x", "xx-")
    rows = confusion(labelled, found, TOUCHPOINTS).to_numpy().tolist()
    assert rows == [["cafe", "guides", 2], ["(none)", "tickets", 1], ["cafe", "(none)", 1]]


def test_calibration_by_hand() -> None:
    confidence, right = np.array([0.31, 0.39, 0.8, 0.9, 1.0]), np.array([True, False, True, True, True])
    bins = reliability(confidence, right)
    assert bins.low.tolist() == [0.3, 0.8, 0.9]
    assert bins.pairs.tolist() == [2, 1, 2]
    assert calibration_error(bins) == pytest.approx((2 * 0.15 + 0.2 + 2 * 0.05) / 5)
    assert calibration_error(bins[:0]) is None


MEG, OWEN = "0100000010", "1110010000"


def votes(**answers: str) -> pd.DataFrame:
    tables = [
        labels_of(
            *[(f"r{unit}", "cafe" if vote == "1" else None) for unit, vote in enumerate(said)], labeller=name
        )
        for name, said in answers.items()
    ]
    return pd.concat(tables, ignore_index=True)


def alpha(labels: pd.DataFrame) -> float | None:
    respondents = pd.Series(
        [f"v{number}" for number in range(20)], index=[f"r{number}" for number in range(20)]
    )
    return agreement(labels, respondents, FEW_DRAWS)[0].value


def test_alpha_is_that_of_krippendorffs_own_example() -> None:
    """Krippendorff (2011), section A: ten units, two observers, 10 x 0-0, 4 x 0-1, 2 x 1-1 coincidences."""
    assert alpha(votes(meg=MEG, owen=OWEN)) == pytest.approx(0.095, abs=5e-4)
    assert alpha(votes(meg=MEG, owen=OWEN)) == pytest.approx(1 - 19 * 4 / (14 * 6), abs=5e-5)


def test_alpha_knows_its_ends() -> None:
    assert alpha(votes(ann="0110", ben="0110", eve="0110")) == 1
    assert alpha(votes(ann="01", ben="10")) < 0
    assert alpha(votes(ann="0110")) is None
    assert alpha(votes(ann="11", ben="11")) is None


def test_a_record_with_one_labeller_says_nothing_about_agreement() -> None:
    alone = labels_of(("r15", "cafe"), labeller="meg")
    assert alpha(pd.concat([votes(meg=MEG, owen=OWEN), alone])) == alpha(votes(meg=MEG, owen=OWEN))


def test_two_labellers_who_differ_both_count() -> None:
    labels = pd.concat([labels_of(("a", "cafe"), labeller="Ann"), labels_of(("a", None), labeller="Ben")])
    assert truth(labels, TOUCHPOINTS).loc["a"].tolist() == [0.5, 0, 0]


def test_polarity_by_hand() -> None:
    pairs = [("a", "cafe"), ("b", "cafe"), ("c", "cafe"), ("d", "cafe"), ("e", "guides")]
    labels = labels_of(*pairs, polarity=["positive", "negative", "negative", "mixed", "neutral"])
    tags = pd.DataFrame(
        [
            ("a", "cafe", "positive"),
            ("b", "cafe", "positive"),
            ("b", "cafe", "negative"),
            ("c", "cafe", "negative"),
        ],
        columns=["record_id", "touchpoint", "polarity"],
    )
    respondents = pd.Series(list("vwxyz"), index=list("abcde"))
    figure, count = polarity_f1(labels, tags, respondents, FEW_DRAWS)
    assert count == 3
    assert figure.value == pytest.approx((1 + 2 / 3) / 2, abs=1e-4)


def measured(tables, labels: pd.DataFrame, out_of_fold: pd.DataFrame | None = None) -> Evaluation:
    return evaluate(
        labels, tables.records, tables.tags, out_of_fold, TOUCHPOINTS, threshold=0.3, resampling=FEW_DRAWS
    )


def test_only_records_drawn_by_lot_count(tables) -> None:
    ways = {"r001": "random", "r002": "random", "r004": "uncertain", "r005": "diverse", "gone": "random"}
    labels = labels_of(*[(record, "cafe") for record in ways], drawn=list(ways.values()))
    basis = measured(tables, labels).basis
    assert (basis.records, basis.not_random, basis.unknown, basis.drawn) == (2, 2, 1, "random")
    unsaid = measured(tables, labels.assign(drawn=None)).basis
    assert (unsaid.records, unsaid.drawn) == (4, None)


def test_labels_that_do_not_count_are_an_error(tables) -> None:
    with pytest.raises(
        InputError, match="1 labelled records are not in the run, and 1 were not drawn by lot"
    ):
        measured(tables, labels_of(("r001", "cafe"), ("gone", "cafe"), drawn=["uncertain", "random"]))


def test_what_a_run_learned_from_is_judged_out_of_fold(tables) -> None:
    known = tables.tags.head(30)
    labels = labels_of(*zip(known.record_id, known.touchpoint, strict=True))
    assert measured(tables, labels).micro.f1.value == 1
    unseen = pd.DataFrame({"record_id": known.record_id, "touchpoint": "cafe", "confidence": 0.4})
    learned = measured(tables, labels, unseen)
    assert learned.basis.out_of_fold == 30
    assert learned.micro.f1.value == pytest.approx((known.touchpoint == "cafe").mean(), abs=1e-4)


def test_a_run_without_tags_is_measured_too(tables) -> None:
    found = evaluate(
        labels_of(("r001", "cafe"), ("r002", None)),
        tables.records,
        tables.tags[:0],
        None,
        TOUCHPOINTS,
        threshold=0.3,
        resampling=FEW_DRAWS,
    )
    assert found.micro.recall.value == 0
    assert found.micro.precision.value is None
    assert found.calibration_error is None
    assert found.polarity.value is None


@settings(max_examples=5)
@given(st.permutations(range(40)))
def test_the_figures_do_not_depend_on_the_order_of_labels(tables, order: list[int]) -> None:
    known = tables.tags.head(40)
    labels = labels_of(*zip(known.record_id, list(known.touchpoint[::-1]), strict=True))
    few = Resampling(draws=20, level=0.9, seed=2)

    def figures(rows: pd.DataFrame) -> str:
        found = evaluate(rows, tables.records, tables.tags, None, TOUCHPOINTS, threshold=0.3, resampling=few)
        return json.dumps(found.as_dict)

    assert figures(labels) == figures(labels.iloc[order])


def test_labels_may_name_no_touchpoint_and_there_may_be_none() -> None:
    none = truth(labels_of(("a", None), ("b", None)), TOUCHPOINTS)
    assert none.to_numpy().tolist() == [[0, 0, 0], [0, 0, 0]]
    assert truth(labels_of(), TOUCHPOINTS).shape == (0, 3)


def test_records_that_speak_of_nothing_are_measured(tables) -> None:
    found = measured(tables, labels_of(("r000", None), ("r001", None)))
    assert found.micro.precision.value == 0
    assert found.micro.recall.value is None
    assert found.agreement.value is None


def test_a_sheet_nobody_filled_in_measures_nothing(tables) -> None:
    with pytest.raises(InputError, match="no label counts"):
        measured(tables, labels_of())
