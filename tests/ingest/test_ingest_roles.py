"""Each column gets the role a CX analyst would give it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from feedback_miner.config import Columns, IngestConfig
from feedback_miner.errors import ColumnError
from feedback_miner.ingest import ingest, inspect


def table(header: list[str], *rows: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([header, *rows])
    return buffer.getvalue()


REVIEWS = pd.DataFrame(
    {
        "Review Id": ["ab12cd34", "ab12cd35", "ab12cd36"],
        "Review Created (UTC)": ["2024-02-01 10:11:12", "2024-02-02 08:00:00", "2024-02-03 08:00:00"],
        "Review Username": ["Jo", "Al", "Mo"],
        "Review User Email": ["jo@example.com", "al@example.com", "mo@example.com"],
        "Review Title": ["Never again", "Super", "Fine"],
        "Review Content": [
            "The parcel took nine days to arrive",
            "Alles prima und gut verpackt",
            "Good value, slow site",
        ],
        "Review Stars": ["1", "5", "4"],
        "Company Reply": ["We are so sorry to hear about this delay", "Vielen Dank für die netten Worte", ""],
        "Review Language": ["en", "de", "en"],
        "Review Link": [f"https://example.com/r/{number}" for number in range(3)],
        "Branch": ["North", "South", "North"],
    }
).to_csv(index=False)


def test_reviews(read) -> None:
    ingested = read(REVIEWS)
    roles = {role: column.name for role, column in ingested.sources[0].columns.roles() if role != "text"}
    assert roles == {
        "id": "Review Id",
        "date": "Review Created (UTC)",
        "rating": "Review Stars",
        "respondent": "Review User Email",
        "language": "Review Language",
        "segments": "Branch",
    }
    assert ingested.records.text[0] == "Never again\nThe parcel took nine days to arrive"
    assert ingested.sources[0].kind == "review"
    assert set(ingested.records["segment.Branch"]) == {"North", "South"}


def test_the_companys_words_are_never_the_customers(read) -> None:
    assert not read(REVIEWS).records.text.str.contains("sorry|Vielen Dank").any()


def test_the_reason_for_each_role_is_kept(read) -> None:
    columns = read(REVIEWS).sources[0].columns
    assert all(column.why.startswith("guessed: ") for _, column in columns.roles())
    assert "Company Reply" in columns.unused
    assert read(REVIEWS, text=["Review Content"]).sources[0].columns.text[0].why == "given"


def test_addresses_of_respondents_are_not_kept(read) -> None:
    assert not read(REVIEWS).records.respondent_id.str.contains("@").any()


def test_open_questions_become_answers_of_one_respondent(read) -> None:
    text = table(
        [
            "Response ID",
            "Why did you give this score?",
            "How satisfied are you?",
            "What could we improve?",
            "Your name",
        ],
        ["r1", "Because of the queue", "2", "More tills", "Ann Example"],
        ["r2", "Kind staff", "5", "", "Bob Example"],
    )
    records = read(text).records
    assert list(records.record_id) == [
        "r1:What could we improve?",
        "r1:Why did you give this score?",
        "r2:Why did you give this score?",
    ]
    assert list(records.respondent_id) == ["r1", "r1", "r2"]
    assert list(records.rating) == [0.25, 0.25, 1.0]
    assert records.kind.eq("survey").all()


@pytest.mark.parametrize(
    ("question", "polarity"),
    [
        ("Pros", "positive"),
        ("What did you like?", "positive"),
        ("What do you like least?", "negative"),
        ("Cons", "negative"),
        ("What do you hate about it?", "negative"),
        ("What could we do better?", None),
    ],
)
def test_questions_that_ask_for_praise_or_blame(read, question: str, polarity: str | None) -> None:
    text = table(
        ["id", question, "Anything else?"], ["1", "the new colours", "no"], ["2", "the checkout", "see you"]
    )
    records = read(text).records
    found = set(records.prior_polarity[records.question == question].dropna())
    assert found == ({polarity} if polarity else set())


def test_a_question_column_labels_each_row(read) -> None:
    text = table(
        ["id", "question", "answer"],
        ["1", "What was good?", "The nurse took her time"],
        ["2", "What could we do better?", "Shorter waits please"],
    )
    assert list(read(text).records.question) == ["What was good?", "What could we do better?"]


def test_other_languages(read) -> None:
    german = table(
        ["Vorgangsnummer", "Erstellt am", "Betreff", "Beschreibung", "Bearbeiter", "Kanal"],
        ["0815", "03.05.2024", "Rechnung doppelt", "Ich wurde zweimal belastet", "Frau Muster", "E-Mail"],
        ["0816", "14.05.2024", "Login", "Das Passwort wird nie angenommen", "Herr Beispiel", "Telefon"],
    )
    ingested = read(german)
    assert list(ingested.records.record_id) == ["0815", "0816"]
    assert ingested.records.text[0] == "Rechnung doppelt\nIch wurde zweimal belastet"
    assert list(ingested.records.channel) == ["E-Mail", "Telefon"]
    assert ingested.records.created_at[0].month == 5
    assert ingested.sources[0].languages == {"de": 2}


def test_a_ticket_list_without_bodies_gives_its_subjects(read) -> None:
    text = table(
        ["Id", "Requester", "Subject", "Status", "Satisfaction Score"],
        ["1", "Ann", "Double charge on my card", "Solved", "Good"],
        ["2", "Bob", "App signs me out", "Open", "Unoffered"],
        ["3", "Cid", "Parcel is lost", "Open", "Bad"],
    )
    ingested = read(text)
    assert ingested.records.text[0] == "Double charge on my card"
    assert ingested.records.rating.fillna(-1).tolist() == [1.0, -1.0, 0.0]
    assert ingested.sources[0].warnings == {}


def test_internal_and_automatic_messages_are_not_heard(read) -> None:
    rows = (
        '{"id": 1, "public": true, "author": {"type": "user"}, "body": "I was charged twice"}\n'
        '{"id": 2, "public": false, "author": {"type": "admin"}, "body": "Refund approved by finance"}\n'
        '{"id": 3, "public": true, "author": {"type": "bot"}, "body": "We usually answer within hours"}\n'
    )
    ingested = read(rows, "comments.jsonl")
    assert list(ingested.records.text) == ["I was charged twice"]
    assert ingested.sources[0].rejects == {"not public": 1, "not written by a customer": 1}


@pytest.mark.parametrize(
    "header",
    ["Status", "Ticket status", "Finished", "Progress", "Q1_NPS_GROUP", "Response Type", "Collector ID"],
)
def test_what_the_tool_notes_of_an_answer_is_no_segment(read, header: str) -> None:
    rows = "".join(f"{n},The courier was late {n},{'xy'[n % 2]},{'AB'[n % 2]}\n" for n in range(12))
    segments = read(f"id,comment,{header},Customer status\n{rows}").sources[0].columns.segments
    assert [each.name for each in segments] == ["Customer status"]


def test_columns_named_for_all_files_must_be_somewhere(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,verdict\n1,Too slow for me\n")
    (tmp_path / "b.csv").write_text("id,comment\n1,Quite nice\n")
    shared = IngestConfig(columns=Columns(text=["verdict"]))
    assert len(ingest([tmp_path], shared).records) == 2
    with pytest.raises(ColumnError, match=r"no column 'verdikt' for 'text'.*Did you mean 'verdict'"):
        ingest([tmp_path], IngestConfig(columns=Columns(text=["verdikt"])))


def test_columns_named_for_one_file_are_exact(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,note,comment\n1,Too slow for me,x\n")
    (tmp_path / "b.csv").write_text("id,comment\n1,Quite nice\n")
    named = IngestConfig(files={"a.*": Columns(text=["note"])})
    assert sorted(ingest([tmp_path], named).records.text) == ["Quite nice", "Too slow for me"]
    with pytest.raises(ColumnError, match=r"a\.csv: there is no column 'nota'"):
        ingest([tmp_path], IngestConfig(files={"a.*": Columns(text=["nota"])}))


def test_a_file_without_text_names_its_columns(read) -> None:
    with pytest.raises(ColumnError, match=r"no column looks like customer text.*Columns: id, rating"):
        read("id,rating\n1,5\n2,4\n")


def test_inspect_shows_how_an_export_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(REVIEWS)
    (shown,) = inspect(path, IngestConfig(), rows=2)
    assert len(shown.records) == 2
    assert shown.source.scale is not None
    assert shown.source.scale.why.startswith("guessed: 1 to 5")
