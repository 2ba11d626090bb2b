"""The pages: who may open them, what they show, what their forms do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Role
from huiyin.standards.models import CalendarVersion, Limit, PolicyVersion, Topic
from huiyin.standards.pages.policy_form import initial_of

READ = [
    ("policies",),
    ("policy", "everyone"),
    ("service_standards",),
    ("limits",),
    ("topics",),
    ("causes",),
    ("calendars",),
    ("calendar", "cn_office"),
]
REVISE = [
    ("add_policy",),
    ("edit_policy", "everyone"),
    ("add_standard",),
    ("edit_standard", "mtbf"),
    ("add_limit",),
    ("add_topic",),
    ("edit_topic", "billing.refund_pending"),
    ("add_cause",),
    ("edit_cause", "radio.cell_down"),
    ("add_calendar",),
    ("edit_calendar", "cn_office"),
]


def url(name, *arguments):
    return reverse(f"standards:{name}", args=arguments)


def sign_in(client, *roles):
    user = User.objects.create_user(username=f"u{User.objects.count()}")
    for role in roles:
        user.role_grants.create(role=role)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def manager(client, seeded_standards):
    return sign_in(client, Role.QUALITY_MANAGER)


@pytest.mark.parametrize("page", READ + REVISE, ids=str)
def test_whoever_may_revise_sees_every_page(manager, page):
    assert manager.get(url(*page)).status_code == 200


@pytest.mark.parametrize(
    ("role", "may_revise"),
    [(role, role in {Role.QUALITY_MANAGER, Role.ADMINISTRATOR}) for role in Role],
)
def test_all_staff_read_and_few_revise(client, seeded_standards, role, may_revise):
    sign_in(client, role)

    assert {client.get(url(*page)).status_code for page in READ} == {200}
    expected = {200} if may_revise else {403}
    assert {client.get(url(*page)).status_code for page in REVISE} == expected


@pytest.mark.parametrize("page", READ + REVISE, ids=str)
def test_a_stranger_is_sent_to_sign_in(client, seeded_standards, page):
    assert client.get(url(*page)).status_code == 302


@pytest.mark.parametrize("page", READ, ids=str)
def test_lists_cost_a_constant_number_of_queries(manager, page, django_assert_max_num_queries):
    manager.get(url(*page))

    with django_assert_max_num_queries(14):
        manager.get(url(*page))


def policy_post(**changes):
    version = PolicyVersion.objects.select_related("policy").get(policy__code="everyone")
    said = {name: value for name, value in initial_of(version).items() if value is not None}
    said |= {f"calendar_{kind}": "24x7" for kind in ("fault_response", "fault_repair")}
    said |= {"calendar_legal_answer": "24x7", "applies_to": "running", "review_due_at": ""}
    return {**said, **changes}


def test_a_policy_is_revised_by_its_form(manager):
    answer = manager.post(url("edit_policy", "everyone"), policy_post(time_resolution="36 h"))

    version = PolicyVersion.objects.get(policy__code="everyone", valid_to=None)
    targets = {target["kind"]: target for target in version.targets}
    assert answer.status_code == 302
    assert version.number == 2
    assert targets["resolution"]["target_s"] == 36 * 3600
    assert targets["call_back"]["calendar"] == "customer_care"
    assert targets["resolution"]["milestones"][-1] == [150, "supervision", "escalate"]


def test_a_preview_tells_what_would_change_and_changes_nothing(manager):
    answer = manager.post(
        url("edit_policy", "everyone"), policy_post(time_resolution="36 h", preview="1")
    )

    changes = answer.context["changes"]
    assert answer.status_code == 200
    assert [(one["before"], one["after"], one["vip"]) for one in changes] == [
        ("48 h", "36 h", False),
        ("48 h", "36 h", False),
    ]
    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 1


def test_a_form_made_from_an_older_version_is_refused_in_place(manager):
    said = policy_post(seen_number=7)

    answer = manager.post(url("edit_policy", "everyone"), said)

    assert answer.status_code == 422
    assert "Somebody else has revised this" in answer.content.decode()
    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 1


def test_a_time_that_cannot_be_read_is_marked_at_its_field(manager):
    answer = manager.post(url("edit_policy", "everyone"), policy_post(time_work="soon"))

    assert answer.status_code == 422
    assert "time_work" in answer.context["form"].errors


def test_a_calendar_is_revised_by_its_form(manager):
    answer = manager.post(
        url("edit_calendar", "customer_care"),
        {
            "seen_number": 1,
            "name_en": "Care",
            "zone": "Asia/Shanghai",
            "applies_from": "2026-03-09",
            "day_0": "09:00-12:00, 13:00-17:00",
            "special_days": "2026-05-01 closed Labour Day",
        },
    )

    version = CalendarVersion.objects.get(calendar__code="customer_care", number=2)
    assert answer.status_code == 302
    assert version.weeks[1]["weekly"][0] == [[540, 720], [780, 1020]]
    assert version.special_days[0]["day"] == "2026-05-01"


def test_a_calendar_without_hours_is_refused_in_place(manager):
    answer = manager.post(
        url("edit_calendar", "customer_care"),
        {
            "seen_number": 1,
            "name_en": "Care",
            "zone": "Asia/Shanghai",
            "applies_from": "2026-03-09",
        },
    )

    assert answer.status_code == 422
    assert "at least one open hour" in answer.content.decode()


def test_a_month_shows_holidays_and_days_worked_in_lieu(manager):
    page = manager.get(url("calendar", "cn_office"), {"month": "2026-02"}).content.decode()

    assert "春节" in page
    assert "Worked" in page
    assert "2027" in page


@pytest.mark.parametrize("month", ["x", "2026-13", "9999-12", "0001-01"])
def test_any_month_asked_for_is_answered(manager, month):
    assert manager.get(url("calendar", "cn_office"), {"month": month}).status_code == 200


def test_what_is_only_remembered_is_marked_as_no_law(manager):
    page = manager.get(url("limits"), {"region": "CN"}).content.decode()

    assert "Our default, not law" in page


def test_a_limit_is_added_by_its_form(manager):
    answer = manager.post(
        url("add_limit"),
        {
            "name_en": "Answer",
            "kind": "complaint_answer",
            "region": "33",
            "value": "10",
            "unit": "days",
            "calendar": "24x7",
            "tag": "V",
            "source": "浙江省条例",
            "valid_from": "2026-01-01T00:00",
        },
    )

    assert answer.status_code == 302
    assert Limit.objects.get(region="33").value == "10"


def test_a_topic_goes_to_another_department_by_its_form(manager):
    answer = manager.post(
        url("edit_topic", "billing.refund_pending"),
        {"name_en": "Refund", "department": "care", "is_active": "on"},
    )

    assert answer.status_code == 302
    assert Topic.objects.get(code="billing.refund_pending").department == "care"


def test_a_service_standard_is_revised_by_its_form(manager):
    page = manager.get(url("edit_standard", "satisfaction"))
    said = {name: value or "" for name, value in page.context["form"].initial.items()}

    answer = manager.post(
        url("edit_standard", "satisfaction"), {**said, "value": "90", "review_due_at": ""}
    )

    assert answer.status_code == 302
    assert "90" in manager.get(url("service_standards")).content.decode()


def test_hostile_names_are_shown_as_text(manager):
    manager.post(
        url("edit_topic", "billing.refund_pending"),
        {"name_en": "<script>alert(1)</script>", "department": "care", "is_active": "on"},
    )

    assert "<script>alert" not in manager.get(url("topics")).content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_review_date_is_not_lost_on_a_form_in_any_language(manager, language):
    version = PolicyVersion.objects.get(policy__code="everyone")
    written = timezone.localtime(version.review_due_at).strftime("%Y-%m-%dT%H:%M")
    manager.cookies["django_language"] = language

    page = manager.get(url("edit_policy", "everyone")).content.decode()

    assert f'value="{written}"' in page


def test_a_policy_is_shown_by_names_not_codes(manager):
    page = manager.get(url("policy", "everyone")).content.decode()

    assert "<h1>Every complaint" in page
    assert "Around the clock" in page
    assert "24x7" not in page
