"""`huiyin text answers`: a file of answers, judged."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

COMPLAINT = "宽带断了三天，什么时候能修好？上个月多收了我20元，请退给我。"
GOOD = (
    "您好，抱歉。光缆被挖断，下午三点已修好，宽带恢复了。"
    "多收的20元已退给您。如有疑问请拨打10010。"
)


def table(tmp_path, text):
    path = tmp_path / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def said(*arguments):
    out = StringIO()
    call_command("text_answers", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def test_the_command_names_the_weakest_rows_by_their_number(tmp_path):
    path = table(
        tmp_path,
        f"q,a,t1,t2\n{COMPLAINT},{GOOD},2026-03-02,2026-03-03\n{COMPLAINT},收悉。,2026-03-02,\n",
    )

    report = said(path, "--question", "q", "--answer", "a", "--asked", "t1", "--answered", "t2")

    assert (report["rows"], report["means"]["on_time"]) == (2, 1.0)
    assert [row["row"] for row in report["weakest"]] == [3, 2]
    assert report["weakest"][0]["points_left_out"] == 3
    assert report["overall_from"][9] == [9, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--answer", "a"], "Name the columns: --question COL[,COL] --answer COL."),
        (
            ["--question", "nowhere", "--answer", "a"],
            "answers.csv has no column nowhere. Its columns are: q, a.",
        ),
        (
            ["--question", "q", "--answer", "a", "--asked", "q"],
            "Give both --asked and --answered, and a promise of more than no days.",
        ),
    ],
)
def test_the_command_says_what_it_needs(tmp_path, arguments, message):
    with pytest.raises(CommandError) as refusal:
        said(table(tmp_path, "q,a\n坏了,修好了\n"), *arguments)

    assert str(refusal.value) == message
