"""Who may see reports, how much of them, and who may show them to the public."""

from typing import TypeAlias

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.insight.models import HotTopic, ReportSchedule, TopicCase
from huiyin.kernel.access.roles import Actor, Permission, Role, grants_for, permission, require
from huiyin.kernel.access.scope import visible
from huiyin.kernel.refusal import NotFound

SEE = permission(
    "insight.see_reports",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    says=gettext_lazy("See reports"),
)
PUBLISH = permission(
    "insight.publish_report", Role.QUALITY_MANAGER, says=gettext_lazy("Publish reports")
)
SCHEDULE = permission(
    "insight.schedule_report",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Have reports sent regularly"),
)
SEE_TOPICS = permission(
    "insight.see_topics",
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    says=gettext_lazy("See what many customers speak of"),
)
MARK_TOPICS = permission(
    "insight.mark_topics",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Say what is being done about topics, and put them right"),
)

# Pairs of departments and regions, either of which may be everything (empty); None means all.
Reach: TypeAlias = frozenset[tuple[frozenset[str], frozenset[str]]] | None


def reach_of(actor: Actor) -> Reach:
    """Return what the reports of `actor` may be made from. Raises NotAllowed."""
    require(actor, SEE)
    if actor.is_all_powerful:
        return None
    grants = grants_for(actor, SEE)
    reach = frozenset((grant.departments, grant.regions) for grant in grants)
    everywhere = (frozenset[str](), frozenset[str]())
    return None if everywhere in reach else reach


def hold_schedule(*, schedule_id: int, actor: Actor) -> ReportSchedule:
    """Return one's own schedule, locked for a change. Raises NotAllowed, NotFound."""
    require(actor, SCHEDULE)
    mine = ReportSchedule.objects.select_for_update().filter(owner_id=actor.user_id or 0)
    schedule = mine.filter(pk=schedule_id).first()
    if schedule is None:
        raise NotFound(_("You have ordered no such report. Go back to the list."))
    return schedule


def visible_members(actor: Actor, wanted: Permission = SEE_TOPICS) -> QuerySet[TopicCase]:
    """Return the complaints in topics that `actor` may do `wanted` to."""
    inside = TopicCase.objects.filter(state="in")
    return visible(inside, actor, wanted, department="department", region="region")


def see_topic(*, topic_id: int, actor: Actor, wanted: Permission = SEE_TOPICS) -> HotTopic:
    """Return a topic that has, or had until it was put into another, a complaint within the
    person's scope. Raises NotAllowed, NotFound."""
    require(actor, wanted)
    found = visible_members(actor, wanted).filter(Q(topic=topic_id) | Q(from_topic=topic_id))
    topic = HotTopic.objects.filter(pk=topic_id).first()
    if topic is None or not (actor.is_all_powerful or found.exists()):
        raise NotFound(_("There is no such topic that you may see. Go back to the board."))
    return topic


def hold_topic(*, topic_id: int, actor: Actor) -> HotTopic:
    """Return a topic locked for a change by `actor`. Raises NotAllowed, NotFound."""
    see_topic(topic_id=topic_id, actor=actor, wanted=MARK_TOPICS)
    return HotTopic.objects.select_for_update().get(pk=topic_id)
