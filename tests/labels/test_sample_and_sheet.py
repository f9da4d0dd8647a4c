"""The sample is fair, and the same each time; the sheet is harmless, and is read back as it was filled in."""

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback_miner.errors import UsageError
from feedback_miner.labels import draw_sample, read_labels, write_sheet
from feedback_miner.spreadsheets import plain_text, spreadsheet_cell


def draw(tables, size: int = 40, seed: int = 1, order: np.ndarray | None = None) -> pd.DataFrame:
    rows = np.arange(len(tables.mentions)) if order is None else order
    tags = tables.tags if order is None else tables.tags.iloc[::-1]
    records, mentions = tables.records.iloc[rows[::-1]], tables.mentions.iloc[rows]
    return draw_sample(records, mentions, tags, tables.vectors[rows], size=size, threshold=0.3, seed=seed)


def test_half_are_drawn_by_lot_with_a_known_chance(tables) -> None:
    sample = draw(tables)
    assert sample.drawn.value_counts().to_dict() == {"random": 20, "uncertain": 10, "diverse": 10}
    assert sample.record_id.is_unique
    by_lot = sample.drawn == "random"
    assert set(sample.inclusion[by_lot]) == {20 / 200}
    assert sample.inclusion[~by_lot].isna().all()


def test_every_record_is_as_likely_as_any_other(tables) -> None:
    times = pd.Series(0, index=tables.records.record_id)
    nothing = (tables.mentions[:0], tables.tags[:0], tables.vectors[:0])
    for seed in range(60):
        sample = draw_sample(tables.records, *nothing, size=20, threshold=0.3, seed=seed)
        times[sample.record_id] += 1
    assert times.sum() == 600
    assert times.var() == pytest.approx(60 * 0.05 * 0.95, rel=0.4)


def test_the_unsure_are_near_the_threshold_and_of_every_touchpoint(tables) -> None:
    sample = draw(tables)
    unsure = tables.tags[tables.tags.record_id.isin(sample.record_id[sample.drawn == "uncertain"])]
    assert unsure.confidence.max() < 0.5
    assert set(unsure.touchpoint) == {"tickets", "guides", "cafe"}


def test_the_sample_does_not_depend_on_the_order_of_rows(tables) -> None:
    order = np.random.default_rng(5).permutation(len(tables.mentions))
    pd.testing.assert_frame_equal(draw(tables), draw(tables, order=order))


def test_who_stops_half_way_has_labelled_a_random_half(tables) -> None:
    assert set(draw(tables).drawn.head(20)) == {"random", "uncertain", "diverse"}


@pytest.mark.parametrize(("size", "drawn"), [(1, 1), (2, 2), (5, 5), (200, 200), (1_000, 200)])
def test_no_more_than_there_are(tables, size: int, drawn: int) -> None:
    sample = draw(tables, size=size)
    assert len(sample) == drawn
    assert sample.record_id.is_unique


def test_alike_records_and_records_without_mentions_do_no_harm(tables) -> None:
    empty = draw_sample(
        tables.records,
        tables.mentions[:0],
        tables.tags[:0],
        tables.vectors[:0],
        size=9,
        threshold=0.3,
        seed=1,
    )
    assert list(empty.drawn) == ["random"] * 5
    same = np.tile(tables.vectors[:1], (len(tables.mentions), 1))
    sample = draw_sample(
        tables.records, tables.mentions, tables.tags[:0], same, size=9, threshold=0.3, seed=1
    )
    assert sorted(sample.drawn) == ["diverse"] + ["random"] * 5


def fill_in(path: Path, answers: dict[str, tuple[str, ...]]) -> None:
    """What a person does: open the sheet, choose touchpoints in some rows, save."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        book = openpyxl.load_workbook(path)
        rows = [list(row) for row in book["Labels"].values]
    first = rows[0].index("touchpoint")
    for row in rows[1:]:
        chosen = answers.get(plain_text(str(row[0])), ())
        for number, touchpoint in enumerate(chosen):
            row[first + 2 * number] = touchpoint
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    else:
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                book["Labels"].cell(line, column, cell)
        book.save(path)


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_a_sheet_is_read_back_as_it_was_filled_in(tables, taxonomy, tmp_path: Path, name: str) -> None:
    sample, path = draw(tables, size=10), tmp_path / name
    write_sheet(path, sample, tables.records, taxonomy)
    assert read_labels(path, taxonomy).unlabelled == 10
    first, second, third = sample.record_id[:3]
    fill_in(path, {first: ("tickets", "cafe"), second: ("none",), third: ("",)})
    file = read_labels(path, taxonomy)
    said = file.labels.groupby("record_id").touchpoint.agg(lambda each: sorted(each.dropna()))
    assert said.to_dict() == {first: ["cafe", "tickets"], second: [], third: []}
    assert file.unlabelled == 7
    drawn = dict(zip(sample.record_id, sample.drawn, strict=True))
    assert all(drawn[row.record_id] == row.drawn for row in file.labels.itertuples())


def test_the_workbook_offers_choices_and_explains_them(tables, taxonomy, tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.xlsx", draw(tables, size=5), tables.records, taxonomy)
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert book["Labels"].freeze_panes == "B2"
    assert [row[0] for row in book["Touchpoints"].values] == [
        "touchpoint",
        "?",
        "none",
        "tickets",
        "guides",
        "cafe",
    ]
    rules = {str(rule.sqref): rule.formula1 for rule in book["Labels"].data_validations.dataValidation}
    assert rules["F2:F6"] == "Touchpoints!$A$2:$A$6"
    assert rules["G2:G6"] == '"positive,neutral,negative,mixed"'
    assert len(rules) == 8


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_no_cell_is_a_formula(tables, taxonomy, tmp_path: Path, name: str) -> None:
    sample = draw(tables, size=4)
    attack = '=HYPERLINK("http://x","y")'
    records = tables.records.assign(text=attack, record_id=[f"-{each}" for each in tables.records.record_id])
    sample["record_id"] = [f"-{each}" for each in sample.record_id]
    write_sheet(tmp_path / name, sample, records, taxonomy)
    if name.endswith("csv"):
        assert (tmp_path / name).read_text(encoding="utf-8-sig").count("'=HYPERLINK") == 4
    else:
        sheet = openpyxl.load_workbook(tmp_path / name)["Labels"]
        assert {cell.data_type for cell in sheet["E"]} == {"s"}
    fill_in(tmp_path / name, dict.fromkeys(sample.record_id, ("cafe",)))
    assert set(read_labels(tmp_path / name, taxonomy).labels.record_id) == set(sample.record_id)


def test_the_same_sheet_is_the_same_file(tables, taxonomy, tmp_path: Path) -> None:
    for name in ("1.xlsx", "2.xlsx"):
        write_sheet(tmp_path / name, draw(tables), tables.records, taxonomy)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_work_of_people_is_never_overwritten(tables, taxonomy, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("mine")
    with pytest.raises(UsageError, match="Choose another name with -o"):
        write_sheet(path, draw(tables), tables.records, taxonomy)
    assert path.read_text() == "mine"
    with pytest.raises(UsageError, match=r"neither .csv nor .xlsx"):
        write_sheet(tmp_path / "sheet.ods", draw(tables), tables.records, taxonomy)


@given(st.text(max_size=20))
def test_a_cell_gives_back_its_text(text: str) -> None:
    assume(text == plain_text(text))  # not for an apostrophe that a customer wrote before a formula
    assert plain_text(spreadsheet_cell(text)) == text
