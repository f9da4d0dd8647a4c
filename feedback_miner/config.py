"""Settings: one pydantic model a step; unknown keys are refused. configs/default.yaml explains each."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from feedback_miner.authored import read_yaml
from feedback_miner.errors import ConfigError, near_miss

Share = Annotated[float, Field(ge=0, le=1)]
_PACKAGE = Path(__file__).parent


class Settings(BaseModel):
    """Base: frozen, and a key nobody knows is an error, not a silent nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(Settings):
    """Which column of an export plays which role. What is not named is guessed and shown."""

    id: str | None = None
    text: list[str] = []
    date: str | None = None
    rating: str | None = None
    respondent: str | None = None
    channel: str | None = None
    segments: list[str] | None = None
    kind: Literal["survey", "review", "ticket", "other"] | None = None
    rating_kind: Literal["nps", "csat", "ces", "stars", "other"] | None = None
    rating_best: float | None = None
    rating_worst: float | None = None
    day_first: bool | None = None

    def without(self, roles: Iterable[str]) -> Columns:
        """A copy that says nothing of some roles."""
        return Columns.model_validate(self.model_dump(exclude_unset=True, exclude=set(roles)))


class IngestConfig(Settings):
    """Export file to records."""

    columns: Columns = Columns()
    files: dict[str, Columns] = {}
    languages: Annotated[list[str], Field(min_length=1)] = ["en", "de", "fr", "es", "it", "pt", "nl"]
    redact: bool = True
    reject_no_content: bool = False
    max_text_chars: Annotated[int, Field(ge=100)] = 20_000
    max_file_mb: Annotated[int, Field(ge=1)] = 2_000


class MentionsConfig(Settings):
    """Record to spans about one thing."""

    splitter: Literal["rules", "parser"] = "rules"
    clauses: bool = True
    min_words: Annotated[int, Field(ge=1)] = 2
    max_chars: Annotated[int, Field(ge=50)] = 600


KNOWN_LANGUAGES = {
    "feedback": ["en"],
    "minilm": ["en"],
    "multilingual": [
        "ar",
        "de",
        "en",
        "es",
        "fr",
        "it",
        "ja",
        "ko",
        "nl",
        "pl",
        "pt",
        "ru",
        "th",
        "tr",
        "zh",
    ],
}
"""What the models that need no network read, as ISO 639-1 codes."""


def _no_typo(model: str, known: Iterable[str]) -> str:
    """A model name, unless it is nearly that of one that needs no network: then nothing is fetched."""
    hint = None if model in known or "/" in model or Path(model).exists() else near_miss(model, known)
    if hint:
        raise ValueError(f"no model '{model}'. {hint}")
    return model


FINE_TUNABLE = ("feedback", "minilm")
"""Encoders whose weights can learn."""


class EmbeddingConfig(Settings):
    """Texts to unit vectors.

    `model` is `feedback` (MiniLM tuned on feedback), `minilm` (as published), `multilingual`, or the name or
    path of a sentence-transformers model.
    """

    model: str = "feedback"
    batch_tokens: Annotated[int, Field(ge=256, le=65_536)] = 2_048
    cache: bool = True
    cache_dir: Path | None = None
    languages: list[str] | None = None

    @field_validator("model")
    @classmethod
    def _is_no_typo(cls, model: str) -> str:
        return _no_typo(model, list(KNOWN_LANGUAGES))

    @property
    def reads(self) -> list[str]:
        """The languages in which vectors mean something."""
        return self.languages if self.languages is not None else KNOWN_LANGUAGES.get(self.model, ["en"])


class TaggingConfig(Settings):
    """Mention to touchpoints and stage."""

    min_confidence: Share = 0.25
    max_tags: Annotated[int, Field(ge=1)] = 4
    fine_tune: bool = False


class SentimentConfig(Settings):
    """Mention to polarity, strength and intent. `model` is `shipped`, or the name or path of a classifier."""

    model: str = "shipped"
    neutral_band: Share = 0.15

    @field_validator("model")
    @classmethod
    def _is_no_typo(cls, model: str) -> str:
        return _no_typo(model, ["shipped"])


class OverTimeConfig(Settings):
    """Topics per period, and which of them are new or growing."""

    period: Literal["week", "month", "quarter"] = "month"
    recent_weeks: Annotated[int, Field(ge=1, le=26)] = 4
    history_weeks: Annotated[int, Field(ge=4, le=520)] = 52
    min_respondents: Annotated[int, Field(ge=2)] = 5
    max_q: Share = 0.1


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine, as far as its name tells."""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(\.\d{1,3}){3}", host or ""))


class NamingConfig(Settings):
    """Names of topics by a model behind an OpenAI-compatible `endpoint`. null: from their own words."""

    endpoint: str | None = None
    model: str | None = None
    key_variable: str | None = None
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 60

    @field_validator("endpoint")
    @classmethod
    def _is_safe(cls, endpoint: str | None) -> str | None:
        if endpoint is None:
            return None
        url = urlsplit(endpoint)
        if not url.hostname or "@" in url.netloc or re.search(r"[\s\x00-\x1f]", endpoint):
            raise ValueError("this is not the base URL of an endpoint, such as https://host/v1")
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname)):
            raise ValueError(f"'{endpoint}' is neither https nor on this machine")
        return endpoint

    @model_validator(mode="after")
    def _names_a_model(self) -> NamingConfig:
        if self.endpoint and not self.model:
            raise ValueError("an endpoint needs the name of a model")
        return self


class TopicsConfig(Settings):
    """Mentions to topics. `groups` null: chosen from the number of mentions."""

    enabled: bool = True
    preset: Literal["stable", "classic"] = "stable"
    groups: Annotated[int, Field(ge=2, le=1_000)] | None = None
    min_mentions: Annotated[int, Field(ge=20)] = 30
    min_topic_size: Annotated[int, Field(ge=3)] = 8
    sample: Annotated[int, Field(ge=500, le=20_000)] = 5_000
    refit: bool = False
    over_time: OverTimeConfig = OverTimeConfig()
    naming: NamingConfig = NamingConfig()


class InsightsConfig(Settings):
    """Tags to scores, ranks, change and impact."""

    min_confidence: Share = 0.35
    draws: Annotated[int, Field(ge=100, le=100_000)] = 1_000
    level: Annotated[float, Field(gt=0.5, lt=1)] = 0.90
    tie_share: Annotated[float, Field(gt=0, lt=0.5)] = 0.10
    min_respondents: Annotated[int, Field(ge=1)] = 3
    period: Literal["month", "quarter"] = "quarter"
    min_change_respondents: Annotated[int, Field(ge=1)] = 10
    quotes: Annotated[int, Field(ge=1, le=50)] = 5


class ReportConfig(Settings):
    """Run to files."""

    title: str = "What customers say"
    top: Annotated[int, Field(ge=1)] = 15
    max_q: Share = 0.1
    context_chars: Annotated[int, Field(ge=0)] = 240
    formats: list[Literal["html", "csv", "markdown", "json"]] = ["html", "csv", "markdown", "json"]


class Config(Settings):
    """All settings of a run. Each step gets its own slice, never the whole."""

    seed: Annotated[int, Field(ge=0)] = 20_260_101
    taxonomy: str = "customer_journey"
    ingest: IngestConfig = IngestConfig()
    mentions: MentionsConfig = MentionsConfig()
    embedding: EmbeddingConfig = EmbeddingConfig()
    tagging: TaggingConfig = TaggingConfig()
    sentiment: SentimentConfig = SentimentConfig()
    topics: TopicsConfig = TopicsConfig()
    insights: InsightsConfig = InsightsConfig()
    report: ReportConfig = ReportConfig()

    @model_validator(mode="after")
    def _can_fine_tune(self) -> Config:
        model = self.embedding.model
        if self.tagging.fine_tune and model not in FINE_TUNABLE:
            known = " or ".join(FINE_TUNABLE)
            raise ValueError(f"tagging.fine_tune needs embedding.model {known}, not '{model}'")
        return self

    @model_validator(mode="after")
    def _sends_only_redacted_texts(self) -> Config:
        if self.topics.naming.endpoint and not self.ingest.redact:
            raise ValueError("topics.naming.endpoint needs ingest.redact true: only redacted texts may leave")
        return self

    def digest(self) -> str:
        """sha256 of the settings that change a result; where the cache lies does not."""
        settings = self.model_dump(mode="json", exclude={"embedding": {"cache", "cache_dir"}})
        return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()

    def override(self, **slices: dict[str, Any]) -> Config:
        """A copy with some settings of some slices replaced; None leaves a setting as it is."""
        changed = {
            name: getattr(self, name).model_copy(update={k: v for k, v in values.items() if v is not None})
            for name, values in slices.items()
        }
        return self.model_copy(update=changed)


def load_config(path: Path | str | None = None) -> Config:
    """Settings from a YAML file; the defaults where the file, or a key in it, is absent.

    Raises:
        ConfigError: With file, line and key.
    """
    return read_yaml(Path(path)).parse(Config) if path else Config()


def shipped(folder: str, name: str = "") -> Path:
    """Where a shipped configuration file lies: beside the package in a checkout, inside it when installed.

    Raises:
        ConfigError: If there is no such file, with the names that there are.
    """
    root = next((p for p in (_PACKAGE / "_configs", _PACKAGE.parent / "configs") if p.is_dir()), None)
    if root is None:
        raise ConfigError("the shipped configs are missing from this installation.", hint="Install it again.")
    path = root / folder / f"{name}.yaml" if name else root / folder
    if not path.exists():
        known = sorted(p.stem for p in (root / folder).glob("*.yaml"))
        hint = near_miss(name, known) or f"Shipped: {', '.join(known)}; or give the path of a file."
        raise ConfigError(f"'{name}' is neither a file nor a name of a shipped file.", hint=hint)
    return path
