"""What is kept worded is what the measures say."""

import json
import os
import subprocess
import sys

import pytest

from huiyin.insight.queries import process_statements, statements

HOW_TO_UPDATE = (
    "A measure, or the library that words it, changed. Run `HUIYIN_WRITE_BASELINES=1 "
    "python -m pytest -n 0 src/huiyin/insight/tests/test_statements.py`, look at the "
    "difference and commit statements.json with it."
)


@pytest.mark.parametrize("of", [statements, process_statements])
def test_the_kept_statements_are_those_of_the_measures(of):
    now = of.worded()
    if os.environ.get("HUIYIN_WRITE_BASELINES"):
        of.WORDED.write_text(json.dumps(now, indent=1) + "\n")

    assert json.loads(of.WORDED.read_text()) == now, HOW_TO_UPDATE


def test_showing_a_report_loads_no_ibis():
    program = (
        "import sys, django; django.setup(); import huiyin.insight.pages.urls;"
        "import huiyin.insight.queries.statements as s; s.statements();"
        "print('ibis' in sys.modules, 'pandas' in sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "False"]
