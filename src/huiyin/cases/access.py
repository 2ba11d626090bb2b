"""Who may see and do what to a case: the one door to cases."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.cases.models import Case, QueueEntry, SavedView, WorkOrder
from huiyin.kernel.access.roles import Actor, Permission, Role, permission, require
from huiyin.kernel.access.scope import visible
from huiyin.kernel.refusal import NotFound

_ALL_STAFF = (
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    Role.INTEGRATOR,
)

VIEW = permission("cases.view_case", *_ALL_STAFF, says=gettext_lazy("See cases"))
OPEN = permission(
    "cases.open_case",
    Role.AGENT,
    Role.SUPERVISOR,
    Role.INTEGRATOR,
    says=gettext_lazy("Open cases for customers"),
)
IMPORT = permission(
    "cases.import_cases",
    Role.SUPERVISOR,
    Role.INTEGRATOR,
    says=gettext_lazy("Take in files of complaints"),
)
WORK = permission(
    "cases.work_case",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    says=gettext_lazy("Work on cases and answer customers"),
)
CLASSIFY = permission(
    "cases.classify_case",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    says=gettext_lazy("Decide the topic and urgency of a case"),
)
ASSIGN = permission(
    "cases.assign_case",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    says=gettext_lazy("Hand cases over to others"),
)
URGE = permission(
    "cases.urge_case",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Urge whoever holds a case"),
)
MERGE = permission(
    "cases.merge_cases",
    Role.AGENT,
    Role.SUPERVISOR,
    says=gettext_lazy("Merge cases and take them apart"),
)
GRANT = permission(
    "cases.grant_concession",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    says=gettext_lazy("Grant amends within one's own authority"),
)
APPROVE = permission(
    "cases.approve_concession",
    Role.SUPERVISOR,
    says=gettext_lazy("Approve amends above one's own authority"),
)
TEACH = permission(
    "cases.teach_article",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Write articles from cases"),
)
CALL_BACK = permission(
    "cases.call_back",
    Role.AGENT,
    Role.SUPERVISOR,
    says=gettext_lazy("Call customers back and write down what they say"),
)
SUPERVISE = permission(
    "cases.supervise",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("See the wall and try planned promises"),
)
# An app or a site of the operator passes on what customers do there. Staff have call-backs:
# nobody rates their own work in the customer's name.
SPEAK = permission(
    "cases.speak_for_customer",
    Role.INTEGRATOR,
    says=gettext_lazy("Say what a customer said elsewhere"),
)
REPAIR = permission(
    "cases.repair_clock",
    Role.ADMINISTRATOR,
    Role.QUALITY_MANAGER,
    says=gettext_lazy("Put clocks right by the journal"),
)
TEND_MODEL = permission(
    "cases.tend_model",
    Role.QUALITY_MANAGER,
    Role.ADMINISTRATOR,
    says=gettext_lazy("See how well topics are understood, and teach the model"),
)


def visible_cases(actor: Actor, wanted: Permission = VIEW) -> QuerySet[Case]:
    """Return the cases `actor` may do `wanted` to."""
    return visible(Case.objects.all(), actor, wanted, department="department", region="region")


def visible_queue(actor: Actor, wanted: Permission = VIEW) -> QuerySet[QueueEntry]:
    """Return the queue as far as `actor` may see it."""
    return visible(
        QueueEntry.objects.all(), actor, wanted, department="department", region="region"
    )


def visible_work_orders(actor: Actor) -> QuerySet[WorkOrder]:
    """Return the work orders `actor` may see: their department's, wherever the case is."""
    found = WorkOrder.objects.select_related("case")
    return visible(found, actor, VIEW, department="department", region="case__region")


def see_work_order(*, ref: str, actor: Actor) -> WorkOrder:
    """Return the work order for reading; NotFound also where it may not be known."""
    order = visible_work_orders(actor).filter(ref=ref).first()
    if order is None:
        raise NotFound(
            _("There is no work order %(ref)s that you may see. Check the reference.")
            % {"ref": ref}
        )
    return order


def see_case(*, ref: str, actor: Actor, wanted: Permission = VIEW) -> Case:
    """Return the case for reading; NotFound also where it may not be known."""
    case = visible_cases(actor, wanted).filter(ref=ref).first()
    if case is None:
        raise _not_found(ref)
    return case


def hold_case(*, ref: str, actor: Actor, wanted: Permission) -> Case:
    """Return the case locked for a change by `actor`.

    Raises NotFound where the case may not be known, NotAllowed where it may not be changed.
    """
    case = Case.objects.select_for_update().filter(ref=ref).first()
    if case is None:
        raise _not_found(ref)
    require(actor, wanted, department=case.department, region=case.region)
    return case


def hold_work_order(*, ref: str, actor: Actor, wanted: Permission) -> WorkOrder:
    """Return the work order and its case, both locked, the case first."""
    found = WorkOrder.objects.filter(ref=ref).values_list("case_id", flat=True).first()
    if found is None:
        raise _not_found(ref)
    case = Case.objects.select_for_update().get(pk=found)
    order = WorkOrder.objects.select_for_update().get(ref=ref)
    require(actor, wanted, department=order.department, region=case.region)
    order.case = case
    return order


def hold_own_view(*, view_id: int, actor: Actor, is_locked: bool = True) -> SavedView:
    """Return the actor's own saved view, locked for a change; NotFound for anybody else's."""
    own = SavedView.objects.filter(owner=actor.id)
    view = (own.select_for_update() if is_locked else own).filter(pk=view_id).first()
    if view is None:
        raise NotFound(_("There is no such view of yours. Go back to the queue."))
    return view


def _not_found(ref: str) -> NotFound:
    return NotFound(
        _("There is no case %(ref)s that you may see. Check the reference.") % {"ref": ref}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who stands at the portal: a customer by a confirmed contact, or whoever holds the secret
    links to cases that nobody gave a contact for. `through` names the system that passes
    their words on, where they stand in another house.
    """

    customer_id: int | None = None
    refs: frozenset[str] = frozenset()
    through: str = ""

    @property
    def actor_id(self) -> str:
        return self.through or f"customer:{self.customer_id or 0}"


def own_cases(visitor: Visitor) -> QuerySet[Case]:
    """Return the cases that are the visitor's own."""
    held = Q(ref__in=visitor.refs, customer_id=None)
    if visitor.customer_id is None:
        return Case.objects.filter(held)
    return Case.objects.filter(held | Q(customer_id=visitor.customer_id))


def see_own_case(*, ref: str, visitor: Visitor) -> Case:
    """Return the visitor's own case; NotFound for everybody else's, as for none."""
    case = own_cases(visitor).filter(ref=ref).first()
    if case is None:
        raise _not_yours(ref)
    return case


def hold_own_case(*, ref: str, visitor: Visitor) -> Case:
    """Return the visitor's own case locked for a change; NotFound for anybody else's."""
    case = own_cases(visitor).select_for_update().filter(ref=ref).first()
    if case is None:
        raise _not_yours(ref)
    return case


def _not_yours(ref: str) -> NotFound:
    return NotFound(
        _("There is no matter %(ref)s of yours. Check the number, or sign in first.")
        % {"ref": ref[:24]}
    )
