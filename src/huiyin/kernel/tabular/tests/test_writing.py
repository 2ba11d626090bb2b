import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.tabular.cells import as_bool, as_date, as_moment, as_text
from huiyin.kernel.tabular.mapping import checked_mapping, guess_mapping, read_mapping
from huiyin.kernel.tabular.problems import BadCell, BadMapping
from huiyin.kernel.tabular.reading import TableRow, open_table
from huiyin.kernel.tabular.writing import RejectFile, neutral, write_csv, write_xlsx

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_becomes_a_formula(cell):
    assert neutral(cell) == f"'{cell}"


@given(st.text())
def test_no_text_begins_a_formula(text):
    assert not str(neutral(text)).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_and_dates_stay_what_they_are():
    assert neutral(-5) == -5
    assert neutral(date(2026, 3, 2)) == date(2026, 3, 2)


def test_csv_is_read_back_as_written():
    stream = io.StringIO(newline="")

    write_csv(stream, ["a", "=b"], [["x\ny", 3], ["=1", None]])

    assert stream.getvalue() == "a,'=b\r\n\"x\ny\",3\r\n'=1,\r\n"


def test_a_workbook_is_read_back_with_its_dates(tmp_path):
    path = tmp_path / "out.xlsx"

    write_xlsx(path, ["when", "said"], [[datetime(2026, 3, 2, 9, tzinfo=UTC), "=1"]])

    with open_table(path) as table:
        [row] = table.rows
    assert row.cells == {"when": datetime(2026, 3, 2, 9), "said": "'=1"}


def test_rejects_carry_row_column_and_reason(tmp_path):
    path = tmp_path / "rejects.csv"

    with RejectFile(path, ["a"]) as rejects:
        assert not path.exists()
        rejects.add(TableRow(7, {"a": "=x"}), column="a", reason="No.")

    with open_table(path) as table:
        [row] = table.rows
    assert row.cells == {"row": "7", "column": "a", "reason": "No.", "a": "'=x"}


def test_a_number_is_read_as_people_write_it():
    assert as_text(13812345678.0) == "13812345678"
    assert as_text(1.5) == "1.5"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02 09:30",
        "2026/3/2 9:30:00",
        "2026年3月2日 09:30",
        "3/2/2026 9:30 AM",
        "2026-03-02T01:30:00Z",
        datetime(2026, 3, 2, 9, 30),
    ],
)
def test_moments_are_read_in_many_hands(cell):
    moment = as_moment(cell, zone=ZoneInfo("Asia/Shanghai"))

    assert moment == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_a_bare_number_of_days_is_a_date():
    assert as_date(46083) == date(2026, 3, 2)
    assert as_date("") is None


@pytest.mark.parametrize("cell", ["soon", "2026-13-45", 7, "99999999999", float("nan")])
def test_no_date_is_said_so(cell):
    with pytest.raises(BadCell, match="is not a date"):
        as_date(cell)


def test_yes_and_no_in_both_languages():
    assert [as_bool(cell) for cell in ("是", "Yes", 1, "否", "", 0)] == [True] * 3 + [False] * 3
    with pytest.raises(BadCell, match="neither yes nor no"):
        as_bool("maybe")


SYNONYMS = {"phone": ["手机", "mobile"], "name": ["姓名", "customer name"], "id": ["编号"]}


def test_headers_are_understood_in_both_languages():
    assert guess_mapping(["客户姓名", "Mobile-No.", "paid"], SYNONYMS) == {
        "phone": "Mobile-No.",
        "name": "客户姓名",
    }


def test_a_mapping_file_is_checked(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text('phone = "Tel"\nname = ""\n')

    assert read_mapping(path, headers=["Tel"], targets=SYNONYMS) == {"phone": "Tel", "name": ""}
    with pytest.raises(BadMapping, match=r"no column “Fax”. It has: Tel."):
        checked_mapping({"phone": "Fax"}, headers=["Tel"], targets=SYNONYMS)
    with pytest.raises(BadMapping, match="no field “fone”"):
        checked_mapping({"fone": "Tel"}, headers=["Tel"], targets=SYNONYMS)
