"""A week of answers, sealed and drawn, for the tests of samples."""

from datetime import UTC, datetime, timedelta

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.tests.builders import make_case
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.quality.actions.draw_sample import draw_weeks
from huiyin.quality.actions.follow_answers import follow_answers
from huiyin.quality.models import Sample

# A Monday morning in Shanghai; the week before is over.
DRAWN_AT = datetime(2026, 3, 9, 1, tzinfo=UTC)
SENT_AT = datetime(2026, 3, 3, 2, tzinfo=UTC)
GOOD = (
    "您好，让您久等了，非常抱歉。多扣五十元是因为套餐升级时重复计费。"
    "我们已把五十元退回您的话费账户，今天下午到账。如还有问题，请拨打10010，祝您生活愉快。"
)
WEAK = "已转相关部门。"


def manager(name="quality", **scope):
    """Make a quality manager; return the actor."""
    user = User.objects.create_user(username=name, password=None, display_name=name)
    RoleGrant.objects.create(user=user, role="quality_manager", **scope)
    return actor_of(user)


def sent(actor, body=GOOD, *, number=1, at=SENT_AT):
    """Have a case of its own answered by `actor`; return it."""
    phone = f"139{number:08d}"
    case = make_case(at=at - timedelta(minutes=10), contacts=(("phone", phone),))
    answer_case(ref=case.ref, body=body, at=at, actor=actor)
    return case


def followed(at=DRAWN_AT):
    """Seal the journal and follow it to its end."""
    while seal_waiting(at=at):
        pass
    while follow_answers(at=at):
        pass


def drawn(actor, body=GOOD, *, count=1):
    """Have so many answers sent and the week drawn; return the first sample."""
    for number in range(count):
        sent(actor, body, number=number)
    followed()
    assert draw_weeks(at=DRAWN_AT) == 1
    return Sample.objects.order_by("pk").first()
