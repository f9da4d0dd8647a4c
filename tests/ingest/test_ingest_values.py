"""Ratings, dates, languages and texts mean the same wherever they come from."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.config import Columns
from feedback_miner.errors import ConfigError
from feedback_miner.ingest.answers import reject_reason
from feedback_miner.ingest.clean import clean, original_language, shorten
from feedback_miner.ingest.dates import day_first, to_utc
from feedback_miner.ingest.language import detect, language_code
from feedback_miner.ingest.mail import own_words
from feedback_miner.ingest.privacy import redact
from feedback_miner.ingest.ratings import Ratings, read_ratings


def ratings(
    values: list[str], header: str, types: list[str] | None = None, **given_columns: object
) -> Ratings:
    cells = pd.Series(values, dtype="str")
    kinds = pd.Series(types, dtype="str") if types else None
    return read_ratings(cells, kinds, header, Columns.model_validate(given_columns))


@pytest.mark.parametrize(
    ("header", "values", "shares", "kind"),
    [
        ("NPS", ["0", "10", "7"], [0, 1, 0.7], "nps"),
        ("How likely are you to recommend us?", ["9", "3"], [0.9, 0.3], "nps"),
        ("Stars", ["1", "5", "3"], [0, 1, 0.5], "stars"),
        ("Bewertung", ["4,5", "1,0"], [0.875, 0], "other"),
        ("CSAT", ["7", "1", "4"], [1, 0, 0.5], "csat"),
        ("Effort score", ["1", "7"], [0, 1], "ces"),
        ("rating", ["★★★★☆", "★☆☆☆☆"], [0.75, 0], "other"),
        ("starRating", ["FIVE", "TWO"], [1, 0.25], "stars"),
        ("Satisfaction", ["Very satisfied", "Dissatisfied", "Neutral"], [1, 0.25, 0.5], "csat"),
        ("Zufriedenheit", ["sehr zufrieden", "unzufrieden"], [1, 0.25], "csat"),
        ("Satisfaction score", ["Good", "Bad", "Offered"], [1, 0, None], "csat"),
        ("Q3", ["5 - Very good", "1 - Very poor"], [1, 0], "other"),
        ("Score (0-100)", ["50", "100"], [0.5, 1], "other"),
        ("Rating (1 = very good, 5 = very poor)", ["1", "5", "2"], [1, 0, 0.75], "other"),
        ("Rating (1 = not at all, 5 = very satisfied)", ["1", "5"], [0, 1], "csat"),
        ("voted_up", ["true", "false"], [1, 0], "other"),
    ],
)
def test_scales(header: str, values: list[str], shares: list[float | None], kind: str) -> None:
    found = ratings(values, header)
    assert [None if math.isnan(share) else share for share in found.rating] == shares
    assert set(found.kind.dropna()) == {kind}
    assert (found.unparsable, found.outside) == (0, 0)


def test_each_survey_type_has_its_own_scale() -> None:
    found = ratings(["9", "3", "7"], "score", ["nps", "csat", "ces"])
    assert list(found.rating) == [0.9, 0.5, 1.0]
    assert list(found.kind) == ["nps", "csat", "ces"]


def test_the_user_has_the_last_word_on_the_scale() -> None:
    assert list(ratings(["1", "3"], "rating", rating_best=1, rating_worst=6).rating) == [1.0, 0.6]
    assert list(ratings(["1", "5"], "rating", rating_best=1).rating) == [1.0, 0.0]


def test_broken_ratings_are_counted_and_the_raw_value_kept() -> None:
    found = ratings(["5", "4", *["3"] * 50, "99", "broken"], "stars")
    assert (found.unparsable, found.outside) == (1, 1)
    assert found.rating.isna().sum() == 2
    assert found.raw[52] == 99


@given(st.lists(st.text(max_size=6) | st.integers(-20, 120).map(str), min_size=1, max_size=20))
def test_ratings_lie_between_worst_and_best(values: list[str]) -> None:
    assert ratings(values, "rating").rating.dropna().between(0, 1).all()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-03-05", "2024-03-05T00:00"),
        ("2024-03-05T10:11:12Z", "2024-03-05T10:11:12"),
        ("2026-03-08T13:22:08-07:00", "2026-03-08T20:22:08"),
        ("2026-05-15T10:23:45.123456Z", "2026-05-15T10:23:45.123456"),
        ("2026/06/14 10:10:09 PM GMT+1", "2026-06-14T21:10:09"),
        ("25.03.2024 14:05", "2024-03-25T14:05"),
        ("25-03-24", "2024-03-25T00:00"),
        ("12/Mar/26 9:41 AM", "2026-03-12T09:41"),
        ("12. März 2026", "2026-03-12T00:00"),
        ("March 12, 2026", "2026-03-12T00:00"),
        ("14 août 2025", "2025-08-14T00:00"),
        ("1539897198", "2018-10-18T21:13:18"),
        ("1767225600000", "2026-01-01T00:00"),
    ],
)
def test_dates(text: str, utc: str) -> None:
    found = to_utc(pd.Series([text], dtype="str"), days_first=day_first([text]))
    assert found.utc[0] == pd.Timestamp(utc, tz="UTC")


@pytest.mark.parametrize(
    "text", ["soon", "31/02/2024", "99/99/2024", "2024-13-01", "0001-01-01", "12:30", "5"]
)
def test_what_is_no_date_is_counted(text: str) -> None:
    found = to_utc(pd.Series([text, ""], dtype="str"), days_first=True)
    assert found.utc.isna().all()
    assert found.unparsable == 1


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    assert day_first(["04/05/2024", "13/05/2024"]) is True
    assert day_first(["04/05/2024", "05/13/2024"]) is False
    assert day_first(["04/05/2024"]) is None
    assert day_first(["04.05.2024"]) is True
    assert "month/day" in to_utc(pd.Series(["04/05/2024"], dtype="str"), days_first=None).notes[0]


def test_an_unknown_time_zone_is_noted() -> None:
    found = to_utc(pd.Series(["2024-03-05"], dtype="str"), days_first=None, zone="Mars/Olympus")
    assert found.utc[0] == pd.Timestamp("2024-03-05", tz="UTC")
    assert "Mars/Olympus" in found.notes[0]


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    to_utc(pd.Series([text], dtype="str"), days_first=None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("EN", "en"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("German", "de"),
        ("spanish", "es"),
        ("", None),
        ("N/A", None),
    ],
)
def test_language_codes(cell: str, code: str | None) -> None:
    assert language_code(cell) == code


def test_languages() -> None:
    texts = [
        "The delivery was late again and nobody told me why",
        "Die Lieferung kam viel zu spät und niemand hat angerufen",
        "Le colis est arrivé en retard et personne ne répond",
        "ok",
        "配送が遅れて誰も連絡してくれませんでした",
    ]
    assert detect(texts, [None] * 5, ["en", "de", "fr"]) == ["en", "de", "fr", "en", "ja"]
    assert detect(["ok"], ["nl"], ["en", "de"]) == ["nl"]


def test_an_unknown_language_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match="qq"):
        detect(["The delivery was late"], [None], ["en", "qq"])


def test_short_texts_follow_their_source() -> None:
    german = ["Die Lieferung kam viel zu spät und niemand hat angerufen"] * 30
    assert detect([*german, "Super Laden"], [None] * 31, ["en", "de"])[-1] == "de"
    assert detect(["Super Laden"], [None], ["en", "de"]) == ["en"]


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("Box &amp; lid<br />broken", "Box & lid\nbroken"),
        ("<p>Hello,</p><p>no reply yet</p>", "Hello,\nno reply yet"),
        ("a < b and b > a", "a < b and b > a"),
        ("I <3 this shop", "I <3 this shop"),
        ("AT&T was slow", "AT&T was slow"),
        ("line one\r\nline two\r\n\r\n\r\nend", "line one\nline two\n\nend"),
        ("  much \u00a0 space\t here ", "much space here"),
        ("evil\u202etxt\x00 \x07bell\ufeff", "eviltxt bell"),
        ("cafe\u0301", "café"),
        ("<blockquote>Your invoice is ready</blockquote><p>It is wrong</p>", "It is wrong"),
        ("👩‍🚒 saved us", "👩‍🚒 saved us"),
    ],
)
def test_cleaning(raw: str, tidy: str) -> None:
    assert clean(raw) == tidy


@given(st.text(max_size=200))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert "\r" not in once
    assert once == once.strip()
    if "&" not in once and "<" not in once:
        assert clean(once) == once


def test_only_the_customers_own_words_are_kept() -> None:
    translated = "(Translated by Google) Cold soup.\n\n(Original)\nKalte Suppe."
    assert original_language(translated) == "Kalte Suppe."
    assert original_language("Trop bruyant.\n\n(Translated by Google)\nToo noisy.") == "Trop bruyant."
    mail = "It broke again.\n\nSent from my phone\n-- \nAnn\n\nAm 3. Mai 2026 schrieb der Support:\n> Danke"
    assert own_words(mail) == "It broke again."
    assert own_words("> quoted only") == "> quoted only"


def test_long_texts_are_cut_at_a_word() -> None:
    assert shorten("one two three", 9) == "one two"
    assert shorten("x" * 20, 9) == "x" * 9


@pytest.mark.parametrize(
    "text", ["", "n/a", "N.A.", "none", "-", "...", "Nothing!", "keine", "k.A.", "Rien", "niets"]
)
def test_answers_without_content(text: str) -> None:
    assert reject_reason(text) in {"empty text", "no content"}


@pytest.mark.parametrize("text", ["No signal in the lift", "👍", "Nothing works", "遅い", "ok", "10 points"])
def test_answers_with_content(text: str) -> None:
    assert reject_reason(text) == ""


def test_numbers_are_no_words() -> None:
    assert reject_reason("10/10") == "no words"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("write to ann.lee+x@mail.example.co.uk now", "write to [email] now"),
        ("call +44 20 7946 0958 please", "call [phone] please"),
        ("ring (212) 555-0142", "ring [phone]"),
        ("Tel. 030 / 1234567", "Tel. [phone]"),
        ("mein Handy: 0171 2345678", "mein Handy: [phone]"),
        ("card 4111 1111 1111 1111 was charged", "card [card] was charged"),
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [iban]."),
    ],
)
def test_what_identifies_a_person_is_redacted(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "order 10023 arrived 2024-03-01",
        "order 123-1234567-1234567 is missing",
        "order number 402938475610 is missing",
        "it cost 1,299.00 or 1.299,00 EUR",
        "from 01.02.2024 to 05.02.2024 14:30",
        "ticket #2024030112345",
        "open 08:00-18:30, room 0815",
        "version 10.0.19045.3803",
        "card 4111 1111 1111 1112 has a typo",
        "DE12 3456 is no account",
        "2023 2024 2025 2026",
        "weigh 300 400 500 grams",
    ],
)
def test_numbers_that_identify_nobody_stay(text: str) -> None:
    assert redact(text) == text
