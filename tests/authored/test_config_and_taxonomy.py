"""Settings and taxonomies: a mistake is shown with file, line and key, and stops before any work."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.authored import read_yaml
from feedback_miner.config import Config, load_config, shipped
from feedback_miner.errors import ConfigError, TaxonomyError, near_miss
from feedback_miner.taxonomy import Taxonomy, load_taxonomy

SHIPPED = ("customer_journey", "services", "software_product")
SHARED = Path(__file__).parents[3] / "shared" / "eval" / "taxonomies"
GOOD = """\
version: "1"
name: Tea shop
stages:
  - {id: visit, name: Visit}
  - {id: after, name: Afterwards}
touchpoints:
  - id: counter
    name: Counter
    stages: [visit]
    kind: human
    description: The people behind the counter.
    keywords: [barista, no, 404]
  - id: refund
    name: Refunds
    stages: [after]
    kind: digital
    description: Getting the money back.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "authored.yaml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "seed: 1\ninsights:\n  min_respondent: 3\n",
            ":3: unknown key 'min_respondent' in 'insights'. Did you mean 'min_respondents'?",
        ),
        (
            "insights:\n  draws: 3\n",
            ":2: 'insights.draws': Input should be greater than or equal to 100; found 3.",
        ),
        ("seed: 1\nseed: 2\n", ":2: key 'seed' is given twice, first in line 1."),
        ("seed: [1\n", ":2: not valid YAML"),
        ("a: &x [1]\nb: *x\n", ":2: aliases (*name) are not supported."),
        ("[" * 30 + "]" * 30, ":1: nested more than 20 levels deep."),
        (
            "ingest:\n  files:\n    '*.csv':\n      txt: [a]\n",
            ":4: unknown key 'txt' in 'ingest.files.*.csv'.",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_shown_where_it_is(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert f"{file}{message}" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[visit]",
            "[vist]",
            ":9: touchpoint 'counter' names the unknown stage 'vist'. Did you mean 'visit'?",
        ),
        ("id: refund", "id: counter", ":13: id 'counter' is used twice in 'touchpoints'."),
        ("keywords:", "keyword:", ":12: unknown key 'keyword' in 'touchpoints.0'. Did you mean 'keywords'?"),
        ("kind: human", "kind: person", ":10: 'touchpoints.0.kind': Input should be 'digital'"),
        ("barista,", "barista, Barista,", ":12: touchpoint 'counter' has the keyword 'Barista' twice."),
        ("    name: Counter\n", "", "key 'touchpoints.0.name' is missing."),
        ('"1"', '"2"', ":1: 'version'"),
    ],
)
def test_a_mistake_in_a_taxonomy_is_shown_where_it_is(file: Path, old: str, new: str, message: str) -> None:
    file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(file)
    assert message in str(caught.value)
    assert str(file) in str(caught.value)


def test_keywords_are_words_even_where_yaml_sees_booleans_or_numbers(file: Path) -> None:
    file.write_text(GOOD)
    assert load_taxonomy(file).touchpoints[0].keywords == ["barista", "no", "404"]


def test_an_empty_file_is_the_defaults(file: Path) -> None:
    file.write_text("")
    assert load_config(file) == Config() == load_config(None)


def test_a_missing_or_foreign_file_is_no_traceback(file: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(file)
    file.write_bytes(b"\xff\xfe\x00seed")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(file)


@given(text=st.text(max_size=300))
def test_no_text_whatever_raises_anything_but_a_config_error(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="ignore")
    with suppress(ConfigError):
        read_yaml(path).parse(Config)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_taxonomies_can_be_used_as_they_are(name: str) -> None:
    taxonomy = load_taxonomy(shipped("taxonomies", name))
    assert {stage for t in taxonomy.touchpoints for stage in t.stages} == {s.id for s in taxonomy.stages}
    for touchpoint in taxonomy.touchpoints:
        assert len(touchpoint.keywords) >= 10
        assert len(touchpoint.examples) >= 4
        assert touchpoint.description.endswith(".")


def test_an_unknown_shipped_name_suggests_the_near_one() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'services'"):
        shipped("taxonomies", "service")


@pytest.mark.skipif(not SHARED.exists(), reason="the evaluation taxonomies are not here")
@pytest.mark.parametrize("name", ["fabsa", "nhs", "restaurants"])
def test_evaluation_taxonomies_load_unchanged(name: str) -> None:
    assert load_taxonomy(SHARED / f"{name}.yaml").touchpoints


def test_digests_follow_the_content_and_not_the_layout(file: Path) -> None:
    file.write_text(GOOD)
    one = load_taxonomy(file)
    file.write_text("# a comment\n" + GOOD)
    assert load_taxonomy(file).digest() == one.digest()
    file.write_text(GOOD.replace("barista", "waiter"))
    assert load_taxonomy(file).digest() != one.digest()
    assert Config().digest() == Config().override(embedding={"cache": False}).digest()
    assert Config().digest() != Config().override(insights={"draws": 500}).digest()


def test_a_taxonomy_survives_its_own_json() -> None:
    taxonomy = load_taxonomy(shipped("taxonomies", "services"))
    assert Taxonomy.model_validate(taxonomy.model_dump()) == taxonomy


def test_nothing_near_is_suggested_for_nonsense() -> None:
    assert near_miss("zzzzzz", ["seed", "insights"]) is None


@pytest.mark.parametrize(
    ("step", "typo", "meant"), [("embedding", "feedbak", "feedback"), ("sentiment", "shiped", "shipped")]
)
def test_a_typo_in_a_model_is_told_before_anything_is_fetched(
    tmp_path: Path, step: str, typo: str, meant: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"{step}:\n  model: {typo}\n")
    with pytest.raises(ConfigError, match=f"no model '{typo}'. Did you mean '{meant}'"):
        load_config(path)


def test_a_path_or_a_name_with_a_slash_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("embedding:\n  model: sentence-transformers/feedbak\n")
    assert load_config(path).embedding.model == "sentence-transformers/feedbak"
