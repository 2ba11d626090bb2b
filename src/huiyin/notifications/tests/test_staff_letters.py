"""What colleagues are sent beside the bell: when, together with what, and once."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from huiyin.channels.actions.carry_letters import Carried, _carriers
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Role
from huiyin.notifications.actions.read_staff_notices import read_staff_notices
from huiyin.notifications.actions.send_staff_letters import send_staff_letters
from huiyin.notifications.actions.set_staff_wishes import CannotSetWishes, set_staff_wishes
from huiyin.notifications.models import StaffLetter, StaffNotice, StaffWishes
from huiyin.notifications.public import NewStaffNotice, notify_staff, unread_count
from huiyin.notifications.rules.staff_hours import AFTER_QUIET, DAILY, HOURLY, StaffWish
from huiyin.notifications.tests.making import MONDAY

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 2, 15, tzinfo=UTC)  # 23:00 in Shanghai
MORNING = datetime(2026, 3, 2, 23, tzinfo=UTC)  # 07:00 the next day
ANY = StaffWish(is_sent=True)
NIGHT = StaffWish(is_sent=True, quiet_from=time(22), quiet_to=time(7))


def colleague(wish: StaffWish | None = ANY, *, email="li@example.com", language="en") -> User:
    name = f"u{User.objects.count()}"
    user = User.objects.create_user(username=name, email=email, language=language)
    if wish is not None:
        set_staff_wishes(user_id=user.pk, wish=wish, at=MONDAY)
    return user


def tell(user, number=1, *, at=MONDAY, **changes) -> None:
    usual = {
        "code": "testing.survey",
        "story": f"C-{number}",
        "values": {"ref": f"C-{number}"},
        "dedupe_key": f"told:{number}",
        "user_ids": [user.pk],
    }
    notify_staff(notices=[NewStaffNotice(**usual | changes)], at=at)


def mails(settings) -> list[dict]:
    folder = settings.SPOOL_ROOT / "email"
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*"))]


@pytest.fixture
def carrier(monkeypatch):
    """The outside world, answering as told."""

    class Outside:
        outcome = "failed"
        is_doubtful = False

        def __init__(self):
            self.letters = []

        def __call__(self, letters):
            for letter in letters:
                self.letters.append(letter)
                yield Carried(
                    key=letter.key,
                    outcome=self.outcome,
                    detail="no line",
                    is_doubtful=self.is_doubtful,
                )

    outside = Outside()
    monkeypatch.setitem(_carriers, "email", outside)
    return outside


def test_who_never_asked_for_it_is_told_by_the_bell_alone(settings):
    user = colleague(None)
    tell(user)

    assert send_staff_letters(at=MONDAY + timedelta(days=9)) == 0
    assert (unread_count(user_id=user.pk), mails(settings)) == (1, [])


def test_who_asked_for_it_is_written_to_once_in_their_language(settings):
    user = colleague()
    tell(user)

    rounds = [send_staff_letters(at=MONDAY), send_staff_letters(at=MONDAY + timedelta(hours=1))]
    tell(user)
    rounds.append(send_staff_letters(at=MONDAY + timedelta(hours=2)))

    (mail,) = mails(settings)
    assert rounds == [1, 0, 0]
    assert (mail["address"], mail["subject"]) == ("li@example.com", "Rate")
    assert mail["body"].startswith("Rate C-1.\n\nOpen it here: http")
    assert StaffLetter.objects.get().sent_at == MONDAY


def test_in_quiet_hours_the_bell_rings_and_the_mail_waits_for_their_end(settings):
    user = colleague(NIGHT)
    tell(user, 1, at=EVENING)
    tell(user, 2, at=EVENING + timedelta(hours=3))

    early = send_staff_letters(at=MORNING - timedelta(seconds=1))
    unread = unread_count(user_id=user.pk)
    late = send_staff_letters(at=MORNING)

    (mail,) = mails(settings)
    assert (early, unread, late) == (0, 2, 2)
    assert mail["subject"] == "News for you: 2"
    assert mail["body"].startswith("- Rate: Rate C-1.\n- Rate: Rate C-2.\n\n")


@pytest.mark.parametrize("urgency", [{"is_urgent": True}, {"code": "testing.code"}])
def test_what_is_urgent_goes_through_at_once_and_alone(settings, urgency):
    user = colleague(NIGHT)
    tell(user, 1, at=EVENING)
    tell(user, 2, at=EVENING, **{"values": {"ref": "C-2", "code": "7"}} | urgency)

    done = send_staff_letters(at=EVENING)

    assert done == 1
    assert len(mails(settings)) == 1
    assert StaffLetter.objects.filter(state="queued", visible_at=MORNING).count() == 1


@pytest.mark.parametrize(
    ("gather", "after"),
    [
        (HOURLY, timedelta(hours=1)),  # 10:00
        (DAILY, timedelta(hours=9, minutes=30)),  # 18:30
        (AFTER_QUIET, timedelta(hours=22)),  # 07:00 the next day
    ],
)
def test_a_digest_comes_at_its_hour_with_all_of_it(settings, gather, after):
    user = colleague(
        StaffWish(
            is_sent=True,
            quiet_from=time(22),
            quiet_to=time(7),
            gather=gather,
            daily_at=time(18, 30),
        )
    )
    for number in range(3):
        tell(user, number, at=MONDAY + timedelta(minutes=number))

    rounds = [send_staff_letters(at=MONDAY + after - timedelta(seconds=1))]
    rounds.append(send_staff_letters(at=MONDAY + after))

    assert rounds == [0, 3]
    assert [mail["subject"] for mail in mails(settings)] == ["News for you: 3"]


def test_what_was_read_meanwhile_is_not_sent(settings):
    user = colleague(NIGHT)
    tell(user, at=EVENING)
    read_staff_notices(user_id=user.pk, at=EVENING + timedelta(hours=1))

    send_staff_letters(at=MORNING)

    assert mails(settings) == []
    assert StaffLetter.objects.get().state == "suppressed"


def test_other_wishes_hold_for_what_already_waits(settings):
    user = colleague(NIGHT)
    tell(user, at=EVENING)
    until_nine = StaffWish(is_sent=True, quiet_from=time(22), quiet_to=time(9))
    set_staff_wishes(user_id=user.pk, wish=until_nine, at=EVENING)

    rounds = [send_staff_letters(at=EVENING), send_staff_letters(at=MORNING)]
    rounds.append(send_staff_letters(at=MORNING + timedelta(hours=2)))

    assert rounds == [1, 0, 1]
    assert len(mails(settings)) == 1


def test_who_takes_the_wish_back_or_leaves_is_written_to_no_more(settings):
    one, other = colleague(NIGHT), colleague(NIGHT)
    tell(one, 1, at=EVENING)
    tell(other, 2, at=EVENING)
    set_staff_wishes(user_id=one.pk, wish=StaffWish(), at=EVENING)
    User.objects.filter(pk=other.pk).update(is_active=False)

    send_staff_letters(at=MORNING)

    assert mails(settings) == []
    assert unread_count(user_id=one.pk) == 1


def test_each_reads_only_what_is_theirs(settings):
    one, other = colleague(), colleague(email="wang@example.com", language="zh-hans")
    tell(one, 1)
    tell(other, 2)

    send_staff_letters(at=MONDAY)

    told = {mail["address"]: mail["body"] for mail in mails(settings)}
    assert "C-2" not in told["li@example.com"]
    assert told["wang@example.com"].startswith("请为 C-2 评分。")


def test_killed_after_the_mail_left_it_is_the_same_mail_again(carrier):
    user = colleague()
    tell(user, 1)
    tell(user, 2)
    carrier.outcome = "sent"
    send_staff_letters(at=MONDAY)
    # As if the worker had died before it noted anything; a third came meanwhile.
    StaffLetter.objects.update(state="queued", sent_at=None)
    tell(user, 3)

    send_staff_letters(at=MONDAY + timedelta(minutes=2))

    first, again, third = carrier.letters
    assert (again.key, again.body) == (first.key, first.body)
    assert third.key != first.key
    assert StaffLetter.objects.filter(state="sent").count() == 3


def test_a_part_of_an_earlier_mail_is_another_mail(carrier):
    user = colleague()
    carrier.is_doubtful = True
    tell(user, 1)
    tell(user, 2)
    send_staff_letters(at=MONDAY)

    send_staff_letters(at=MONDAY + timedelta(minutes=1), limit=1)

    first, part = carrier.letters
    assert part.key != first.key


def test_a_server_that_is_away_is_waited_for_and_what_came_goes_along(carrier):
    user = colleague()
    tell(user, 1)
    send_staff_letters(at=MONDAY)
    tell(user, 2, at=MONDAY + timedelta(seconds=10))
    carrier.outcome = "sent"

    send_staff_letters(at=MONDAY + timedelta(seconds=10))

    assert [letter.subject for letter in carrier.letters] == ["Rate", "News for you: 2"]
    assert StaffLetter.objects.filter(state="sent").count() == 2


def test_an_address_that_is_refused_is_told_on_the_page(carrier, client):
    user = colleague()
    tell(user)
    carrier.outcome = "refused"
    send_staff_letters(at=MONDAY)
    client.force_login(user)

    page = client.get(reverse("notifications:mine")).content.decode()

    assert StaffLetter.objects.get().state == "failed"
    assert "no line" in page


def test_many_letters_cost_no_more_queries_than_few(settings, django_assert_max_num_queries):
    users = [colleague(NIGHT, email=f"u{n}@example.com") for n in range(12)]
    for number, user in enumerate(users):
        for turn in range(5):
            tell(user, number * 10 + turn, at=EVENING)

    with django_assert_max_num_queries(10 + 12):
        send_staff_letters(at=MORNING)

    assert len(mails(settings)) == 12


def test_telling_many_asks_for_their_wishes_once(django_assert_max_num_queries):
    users = [colleague(NIGHT, email=f"u{n}@example.com") for n in range(12)]
    notice = NewStaffNotice(
        code="testing.survey",
        story="C-1",
        values={"ref": "C-1"},
        dedupe_key="told",
        user_ids=[user.pk for user in users],
    )

    with django_assert_max_num_queries(7):
        notify_staff(notices=[notice], at=EVENING)

    assert StaffLetter.objects.count() == 12


@pytest.mark.parametrize(
    "wish",
    [
        StaffWish(is_sent=True, quiet_from=time(22)),
        StaffWish(is_sent=True, quiet_from=time(22), quiet_to=time(22)),
        StaffWish(is_sent=True, gather=DAILY),
        StaffWish(is_sent=True, gather=AFTER_QUIET),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(wish):
    user = colleague(None)

    with pytest.raises(CannotSetWishes):
        set_staff_wishes(user_id=user.pk, wish=wish, at=MONDAY)

    assert not StaffWishes.objects.exists()


def test_without_an_address_nobody_can_be_written_to():
    user = colleague(None, email="")

    with pytest.raises(CannotSetWishes):
        set_staff_wishes(user_id=user.pk, wish=ANY, at=MONDAY)

    assert not StaffWishes.objects.exists()


def test_wishes_are_put_in_force_on_a_page_and_shown_again(client):
    user = User.objects.create_user(username="li", email="li@example.com")
    user.role_grants.create(role=Role.AGENT)
    client.force_login(user)
    mine = reverse("notifications:mine")
    wanted = {"is_sent": "on", "quiet_from": "22:00", "quiet_to": "07:00", "gather": "hourly"}

    answer = client.post(mine, wanted)
    page = client.get(mine).content.decode()

    kept = StaffWishes.objects.get()
    assert (answer.status_code, kept.user_id, kept.gather) == (302, user.pk, "hourly")
    assert (kept.quiet_from, kept.quiet_to, kept.daily_at) == (time(22), time(7), None)
    assert 'value="22:00"' in page


def test_wrong_wishes_stay_typed_beside_the_reason(client):
    user = User.objects.create_user(username="li", email="li@example.com")
    client.force_login(user)
    client.cookies["django_language"] = "en"

    answer = client.post(
        reverse("notifications:mine"), {"quiet_from": "22:00", "gather": "at_once"}
    )

    assert answer.status_code == 422
    assert 'value="22:00"' in answer.content.decode()
    assert "Quiet hours need both a beginning and an end." in answer.content.decode()
    assert (StaffWishes.objects.exists(), StaffNotice.objects.exists()) == (False, False)
