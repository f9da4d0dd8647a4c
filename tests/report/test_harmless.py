"""Strangers' text becomes harmless, and stays what it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_miner.report.harmless import excerpt, markdown_text, shorten, visible
from feedback_miner.spreadsheets import spreadsheet_cell

HIDDEN = ["\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b", "\U000e0041", "\u3164", "\ud800"]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_characters_are_written_out(hidden: str) -> None:
    assert visible(f"a{hidden}b") == f"a⟦U+{ord(hidden):04X}⟧b"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert not set(HIDDEN) & set(visible(text))


@pytest.mark.parametrize("text", ["Schön, très bien", "שלום", "👨‍👩‍👧", "two\nlines\tand a tab", "naïve"])
def test_honest_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_towers_of_marks_are_cut() -> None:
    assert visible("o" + "\u0301" * 500) == "o" + "\u0301" * 3


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x00=1", "\u200b=1", "＝1"]
)
def test_formulas_are_disarmed(text: str) -> None:
    assert spreadsheet_cell(text) == f"'{text}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cell_never_begins_like_a_formula_and_reads_back(text: str) -> None:
    cell = spreadsheet_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    lines = io.StringIO(newline="")
    csv.writer(lines).writerow([cell, "end"])
    assert next(csv.reader(io.StringIO(lines.getvalue(), newline=""))) == [cell, "end"]


def test_markdown_is_taken_literally() -> None:
    said = markdown_text("[a](javascript:x) | `b` <script> **c** https://x.org www.x.org\n# d &amp;")
    assert "<" not in said
    assert "\n" not in said
    for active in ("](", " |", " `", "**", "://", "www.", " #", "&amp; "):
        assert active not in said.replace("\\" + active.strip()[0], "")


@given(st.text(min_size=1), st.integers(0, 50), st.data())
def test_an_excerpt_is_cut_from_the_text_around_the_mention(
    text: str, context: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = excerpt(text, start, end, context=context)
    assert cut.mention == text[start:end]
    assert text[:start].endswith(cut.before.removeprefix("…")) or cut.before == text[:start]
    assert text[end:].startswith(cut.after.removesuffix("…")) or cut.after == text[end:]
    assert max(len(cut.before), len(cut.after)) <= context + 1


def test_an_endless_word_is_shortened() -> None:
    assert len(shorten("a" * 100_000, 120)) == 121
    assert len(excerpt("a" * 100_000, 0, 100_000, context=10).mention) == 601
