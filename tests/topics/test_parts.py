"""The parts of the stable preset: what each promises by itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_miner.topics.assign import assign
from feedback_miner.topics.context import in_context, unit
from feedback_miner.topics.graph import affinity, neighbours
from feedback_miner.topics.resampled import ResampledGroups
from feedback_miner.topics.sample import fitted_on

MATRICES = st.integers(0, 10_000).map(lambda seed: unit(np.random.default_rng(seed).normal(size=(30, 6))))


@given(MATRICES)
@settings(max_examples=20, deadline=None)
def test_vectors_in_context_are_unit_vectors(vectors) -> None:
    records = [str(place // 3) for place in range(30)]
    lengths = np.linalg.norm(in_context(["why is that"] * 30, records, vectors), axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-5)


@given(MATRICES)
@settings(max_examples=20, deadline=None)
def test_a_mention_that_is_alone_in_its_record_stays_as_it_is(vectors) -> None:
    records = [str(place) for place in range(30)]
    np.testing.assert_allclose(in_context(["late"] * 30, records, vectors), vectors, atol=1e-6)


def test_a_mention_that_says_little_leans_on_its_record_and_one_that_says_much_does_not() -> None:
    vectors = np.eye(2)
    much = "courier parcel doorstep neighbour signature forged yesterday evening"
    leaning = in_context([much, "why is that"], ["r", "r"], vectors)
    assert leaning[1] @ vectors[0] > 0.9
    assert leaning[0] @ vectors[0] > 0.97


@given(MATRICES, st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_neighbours_are_the_nearest(vectors, count) -> None:
    found, near = neighbours(vectors, vectors, count, skip_self=True)
    cosines = (vectors @ vectors.T).round(6)
    np.fill_diagonal(cosines, -2)
    np.testing.assert_array_equal(near, -np.sort(-cosines, axis=1)[:, :count])
    np.testing.assert_array_equal(np.take_along_axis(cosines, found, axis=1), near)


@given(MATRICES)
@settings(max_examples=10, deadline=None)
def test_the_graph_has_two_ways_and_no_loops(vectors) -> None:
    graph = affinity(vectors, 4).toarray()
    np.testing.assert_array_equal(graph, graph.T)
    assert (np.diag(graph) == 0).all()


@given(MATRICES, st.permutations(list(range(30))))
@settings(max_examples=20, deadline=None)
def test_who_asks_first_does_not_matter(vectors, order) -> None:
    labels = np.arange(30) % 3 - 1
    topics, far = assign(vectors, vectors, labels)
    again, far_again = assign(vectors[order], vectors, labels)
    np.testing.assert_array_equal(topics[order], again)
    np.testing.assert_array_equal(far[order], far_again)
    assert set(topics) <= {-1, 0, 1}


@given(st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1, max_size=80), st.integers(1, 30))
def test_a_sample_holds_each_text_once_and_some_of_every_stratum(texts, size) -> None:
    strata = [text[0] for text in texts]
    chosen = fitted_on(texts, strata, size)
    folded = [" ".join(texts[place].split()) for place in chosen]
    assert len(set(folded)) == len(folded)
    first = {
        " ".join(text.split()): stratum
        for text, stratum in zip(reversed(texts), reversed(strata), strict=True)
    }
    assert {first[text] for text in folded} == set(first.values())


def test_with_a_tenth_of_the_rows_gone_nine_tenths_of_the_sample_stay() -> None:
    texts = [f"text {place}" for place in range(5_000)]
    kept = [text for text in texts if hash_free_lot(text) > 0.1]
    whole = {texts[place] for place in fitted_on(texts, [""] * len(texts), 500)}
    part = {kept[place] for place in fitted_on(kept, [""] * len(kept), 500)}
    assert len(whole & part) / len(whole) > 0.85


def hash_free_lot(text: str) -> float:
    return float(np.random.default_rng([ord(letter) for letter in text]).random())


@pytest.fixture(scope="module")
def clouds():
    rng = np.random.default_rng(2)
    return unit(np.eye(12, 24)[np.arange(360) % 12] + rng.normal(0, 0.08, (360, 24)))


def test_stability_is_a_share_and_groups_are_large_enough(clouds) -> None:
    groups = ResampledGroups([str(place) for place in range(360)], least=8).fit(clouds)
    sizes = np.bincount(groups.labels_[groups.labels_ >= 0])
    assert sizes.min() >= 8
    assert len(groups.stability_) == len(sizes)
    assert all(0 <= share <= 1 for share in groups.stability_)


def test_groups_asked_for_are_groups_tried(clouds) -> None:
    keys = [str(place) for place in range(360)]
    few, many = (ResampledGroups(keys, groups=count).fit(clouds).labels_.max() for count in (4, 12))
    assert few < many == 11


def test_groups_are_the_same_on_one_core_and_on_two(clouds) -> None:
    from threadpoolctl import threadpool_limits

    keys = [str(place) for place in range(360)]
    found = []
    for cores in (1, 2):
        with threadpool_limits(cores):
            found.append(ResampledGroups(keys).fit(clouds).labels_)
    np.testing.assert_array_equal(*found)
