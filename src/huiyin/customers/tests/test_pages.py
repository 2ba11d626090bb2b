import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiyin.customers.actions.run_import import run_waiting_import
from huiyin.customers.models import Customer, ImportRun
from huiyin.customers.tests.builders import MONDAY, make_customer, make_user
from huiyin.kernel.access.roles import Role
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(client):
    client.force_login(make_user(Role.SUPERVISOR))
    return client


def url(name, *arguments):
    return reverse(f"customers:{name}", args=arguments)


def test_the_list_is_masked_and_finds_by_phone(supervisor):
    customer = make_customer()
    make_customer("13900000000", name="李雷")

    page = supervisor.get(url("list"), {"q": "138-1234-5678"}).content.decode()

    assert customer.ref in page
    assert "张*明" in page
    assert "张小明" not in page
    assert "李" not in page


def test_the_list_costs_the_same_for_many(supervisor, django_assert_max_num_queries):
    for number in range(30):
        make_customer(f"1390000{number:04d}")

    with django_assert_max_num_queries(8):
        supervisor.get(url("list"))


def test_a_customer_is_masked_until_a_purpose_is_given(supervisor):
    customer = make_customer(address="浙江省杭州市西湖区文三路1号")

    masked = supervisor.get(url("customer", customer.pk)).content.decode()
    shown = supervisor.post(
        url("reveal", customer.pk), {"purpose": "call_back", "matter": "C-1"}
    ).content.decode()

    assert "文三路" not in masked
    assert "138****5678" in masked
    assert "文三路" in shown
    assert "+8613812345678" in shown


def test_no_purpose_no_details(supervisor):
    customer = make_customer()

    answer = supervisor.post(url("reveal", customer.pk), {"purpose": "call_back"})

    assert answer.status_code == 422
    assert "张小明" not in answer.content.decode()
    assert not Entry.objects.filter(name="customers.customer_revealed").exists()


def test_opening_the_form_reveals_nothing_and_empty_names_stay(supervisor):
    customer = make_customer()
    address = url("edit", customer.pk)

    form = supervisor.get(address).content.decode()
    typed = {
        "kind": "individual",
        "tier": "gold",
        "region": "3301",
        "vulnerabilities": ["minor"],
    }
    answer = supervisor.post(address, typed)

    customer.refresh_from_db()
    assert "张小明" not in form
    assert answer.status_code == 302
    assert (customer.name, customer.tier, customer.is_vulnerable) == ("张小明", "gold", True)


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_who_may_not_see_customers_sees_none(client, role):
    customer = make_customer()
    if role:
        client.force_login(make_user(role))

    assert client.get(url("customer", customer.pk)).status_code in (302, 403, 404)
    assert client.get(url("list")).status_code in (302, 403)


def test_contacts_consents_and_notes_are_kept(supervisor):
    customer = make_customer()

    supervisor.post(url("contact", customer.pk), {"kind": "email", "value": "A@b.cn"})
    supervisor.post(url("consent", customer.pk), {"purpose": "survey", "is_given": "no"})
    supervisor.post(url("note", customer.pk), {"body": "Rings twice."})

    assert [point.value for point in customer.contact_points.all()] == [
        "+8613812345678",
        "a@b.cn",
    ]
    assert customer.consents.get().is_given is False
    assert customer.notes.get().body == "Rings twice."


def test_all_that_is_known_can_be_had_and_wiped(supervisor):
    customer = make_customer()

    told = json.loads(supervisor.post(url("export", customer.pk), {"form": "json"}).content)
    paper = supervisor.post(url("export", customer.pk), {"form": "html"}).content.decode()
    supervisor.post(url("erase", customer.pk))

    customer.refresh_from_db()
    assert "张小明" in json.dumps(told, ensure_ascii=False)
    assert "张小明" in paper
    assert (customer.name, customer.region) == ("", "330106")
    assert supervisor.get(url("customer", customer.pk)).status_code == 200


def test_two_of_one_name_can_be_merged_and_parted(supervisor):
    one, other = make_customer(), make_customer("13900000000")

    page = supervisor.get(url("merge", one.pk)).content.decode()
    supervisor.post(url("merge", one.pk), {"other": other.ref})
    merge = one.merges_won.get()
    supervisor.post(url("part", merge.pk))

    assert other.ref in page
    assert other.contact_points.count() == 1


def test_a_file_is_sent_looked_at_and_taken_in(supervisor):
    sent = SimpleUploadedFile("客户.csv", "姓名,手机\n王芳,13911112222\n无,?\n".encode("gbk"))

    answer = supervisor.post(url("import"), {"file": sent})
    preview = supervisor.get(answer["Location"]).content.decode()
    supervisor.post(answer["Location"], {"column-name": "姓名", "column-phone": "手机"})
    run_waiting_import(at=MONDAY)
    done = supervisor.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()

    run = ImportRun.objects.get()
    assert "139****2222" in preview
    assert "13911112222" not in preview
    assert (run.created, run.rejected) == (1, 1)
    assert "<html" not in done
    assert Customer.objects.get().name == "王芳"
    assert not Path(run.path).exists()
    rejected = b"".join(supervisor.get(url("import_rejects", run.pk)).streaming_content)
    assert "手机" in rejected.decode("utf-8-sig")


def test_a_file_that_is_none_is_refused_in_place(supervisor):
    sent = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no workbook")

    answer = supervisor.post(url("import"), {"file": sent})

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()
