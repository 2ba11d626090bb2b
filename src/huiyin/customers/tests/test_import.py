import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from huiyin.customers.models import ContactPoint, Customer, Subscription

pytestmark = pytest.mark.django_db
CHURN = Path(__file__).parents[5] / "shared/data/cust_ibm_telco_churn/Telco-Customer-Churn.csv"
SHEET = """客户编号,姓名,手机号码,等级,是否老年,套餐,产品,小区,入网时间
U1,张小明,13812345678,金卡,是,畅享129,移动,460-00-1,2020年1月2日
U2,"=cmd|' /C'!A0",139 0000 0000,,,,,,
U3,李雷,不详,,,,,,
U4,韩梅,13700000000,至尊,,,,,
U1,张小明,13812345678,金卡,是,畅享129,移动,460-00-1,2020-01-02
"""


def run(path: Path, *options: str) -> dict:
    out = io.StringIO()
    call_command(
        "customers_import", str(path), "--json", *options, stdout=out, stderr=io.StringIO()
    )
    return json.loads(out.getvalue().splitlines()[-1])


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_bytes(SHEET.encode("gb18030"))
    return path


def counts(summary):
    return {name: summary[name] for name in ("read", "created", "known", "rejected")}


def test_good_rows_are_kept_and_bad_rows_named(sheet):
    summary = run(sheet)

    with Path(summary["rejects"]).open(encoding="utf-8-sig", newline="") as file:
        rejected = [(row["row"], row["column"]) for row in csv.DictReader(file)]
    assert counts(summary) == {"read": 5, "created": 2, "known": 1, "rejected": 2}
    assert rejected == [("4", "手机号码"), ("5", "等级")]
    first = Customer.objects.order_by("id")[0]
    assert (first.name, first.tier, first.vulnerabilities) == ("张小明", "gold", ["elderly"])
    assert Subscription.objects.get().serving_cell == "460-00-1"


def test_twice_is_the_same_as_once(sheet):
    run(sheet)
    before = (Customer.objects.count(), ContactPoint.objects.count())

    summary = run(sheet)

    assert counts(summary) == {"read": 5, "created": 0, "known": 3, "rejected": 2}
    assert (Customer.objects.count(), ContactPoint.objects.count()) == before
    assert Subscription.objects.count() == 1


def test_a_mapping_file_corrects_the_guess(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("who,where\nAda,ada@example.com\n")
    mapping = tmp_path / "map.toml"
    mapping.write_text('name = "who"\nemail = "where"\n')

    assert run(path, "--mapping", str(mapping))["created"] == 1
    assert ContactPoint.objects.get().value == "ada@example.com"


def test_a_wrong_mapping_stops_before_anything_is_kept(sheet, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('phone = "Fax"\n')

    with pytest.raises(CommandError, match="Fax"):
        run(sheet, "--mapping", str(mapping))

    assert not Customer.objects.exists()


@pytest.mark.skipif(not CHURN.exists(), reason="the shared test data is not on this machine")
def test_a_real_file_is_taken_with_its_own_columns(tmp_path):
    summary = run(CHURN, "--rejects", str(tmp_path / "rejects.csv"))

    assert counts(summary) == {"read": 7043, "created": 7043, "known": 0, "rejected": 0}
    assert Customer.objects.filter(is_vulnerable=True).count() == 1142
    assert Subscription.objects.values("product").distinct().count() == 2
