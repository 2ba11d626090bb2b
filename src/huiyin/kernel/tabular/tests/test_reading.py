import json
import tracemalloc
from contextlib import suppress
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.tabular.problems import UnreadableTable
from huiyin.kernel.tabular.reading import open_table


def write(tmp_path, content: bytes | str, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path, **options):
    with open_table(path, **options) as table:
        return list(table.rows)


def cells(path):
    return [row.cells for row in rows_of(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_chinese_is_read_in_whatever_it_was_saved(tmp_path, encoding):
    path = write(tmp_path, "姓名,电话\r\n张小明,13812345678\r\n".encode(encoding))

    assert cells(path) == [{"姓名": "张小明", "电话": "13812345678"}]


def test_a_sample_cut_inside_a_letter_is_still_utf_8(tmp_path):
    path = write(tmp_path, "a," + "界" * 400_000 + "\n1,2\n")

    with open_table(path) as table:
        assert table.encoding == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_seen(tmp_path, delimiter):
    path = write(tmp_path, f'name{delimiter}said\nada{delimiter}"one, two; three"\n')

    assert cells(path) == [{"name": "ada", "said": "one, two; three"}]


def test_quoted_newlines_stay_in_their_cell_and_rows_count_as_in_a_spreadsheet(tmp_path):
    path = write(tmp_path, 'a,b\n1,"x\ny"\n2,z\n')

    rows = rows_of(path)

    assert [(row.number, row.cells["b"]) for row in rows] == [(2, "x\ny"), (3, "z")]


def test_blank_lines_above_the_header_and_between_rows_are_passed_over(tmp_path):
    path = write(tmp_path, "\n,,\na,b\n\n1,2\n")

    assert cells(path) == [{"a": "1", "b": "2"}]


def test_columns_of_one_name_are_told_apart(tmp_path):
    path = write(tmp_path, "a,a,,b\n1,2,3,4\n")

    assert cells(path) == [{"a": "1", "a #2": "2", "#3": "3", "b": "4"}]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"1,2,3", "more cells"),
        (b"1,\xff\xff", "bytes that are not text"),
        (b"1,\x00", "NUL"),
        (b'1,"' + b"x" * 1_000_001 + b'"', "field limit"),
    ],
)
def test_a_hostile_row_is_named_and_the_next_is_read(tmp_path, line, problem):
    path = write(tmp_path, b"a,b\n0,\xe7\x95\x8c\n" + line + b"\n3,4\n")

    rows = rows_of(path, encoding="utf-8")

    assert problem in rows[1].problem
    assert rows[-1].cells == {"a": "3", "b": "4"}
    assert not rows[-1].problem


@pytest.mark.parametrize("content", [b"", b"  \n\n", b",,\n,\n"])
def test_nothing_is_refused_with_a_sentence(tmp_path, content):
    with pytest.raises(UnreadableTable, match=r"table\.csv (is empty|has no rows)\."):
        open_table(write(tmp_path, content))


@pytest.mark.parametrize("content", [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0junk"])
def test_what_only_looks_like_a_workbook_is_refused(tmp_path, content):
    with pytest.raises(UnreadableTable, match="not a workbook"):
        open_table(write(tmp_path, content, "book.xlsx"))


def test_a_workbook_keeps_its_dates_and_numbers(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["when", "phone", "said"])
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(1, 0, datetime(2026, 3, 2, 9, 30), day)
        sheet.write_number(1, 1, 13812345678)
        sheet.write_string(1, 2, "=1+1 is text")

    [row] = cells(path)

    assert row["when"] == datetime(2026, 3, 2, 9, 30)
    assert (row["phone"], row["said"]) == (13812345678, "=1+1 is text")


def test_json_lines_are_rows_and_bad_lines_are_named(tmp_path):
    lines = [json.dumps({"a": 1, "b": "界"}, ensure_ascii=False), "{oops", "[1]", '{"a": [2]}']
    path = write(tmp_path, "\n".join(lines), "x.jsonl")

    rows = rows_of(path)

    assert rows[0].cells == {"a": 1, "b": "界"}
    assert [bool(row.problem) for row in rows] == [False, True, True, False]
    assert rows[3].cells == {"a": "[2]"}


def test_a_long_file_is_streamed(tmp_path):
    path = write(tmp_path, "a,b\n" + "some words,others\n" * 200_000)
    with open_table(path) as table:
        tracemalloc.start()

        count = sum(1 for _row in table.rows)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 5_000_000


@given(content=st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any"
    path.write_bytes(content)

    with suppress(UnreadableTable), open_table(path) as table:
        assert all(row.problem or row.cells for row in table.rows)
