"""Who may see and do what to a case: the one door to cases."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.cases.models import Case, QueueEntry, WorkOrder
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

VIEW = permission("cases.view_case", *_ALL_STAFF)
OPEN = permission("cases.open_case", Role.AGENT, Role.SUPERVISOR, Role.INTEGRATOR)
IMPORT = permission("cases.import_cases", Role.SUPERVISOR, Role.INTEGRATOR)
WORK = permission("cases.work_case", Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR)
CLASSIFY = permission("cases.classify_case", Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR)
ASSIGN = permission("cases.assign_case", Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR)
URGE = permission("cases.urge_case", Role.SUPERVISOR, Role.QUALITY_MANAGER)
MERGE = permission("cases.merge_cases", Role.AGENT, Role.SUPERVISOR)
GRANT = permission("cases.grant_concession", Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR)
APPROVE = permission("cases.approve_concession", Role.SUPERVISOR)
CALL_BACK = permission("cases.call_back", Role.AGENT, Role.SUPERVISOR)
SUPERVISE = permission("cases.supervise", Role.SUPERVISOR, Role.QUALITY_MANAGER)
REPAIR = permission("cases.repair_clock", Role.ADMINISTRATOR, Role.QUALITY_MANAGER)


def visible_cases(actor: Actor, wanted: Permission = VIEW) -> QuerySet[Case]:
    """Return the cases `actor` may do `wanted` to."""
    return visible(Case.objects.all(), actor, wanted, department="department", region="region")


def visible_queue(actor: Actor, wanted: Permission = VIEW) -> QuerySet[QueueEntry]:
    """Return the queue as far as `actor` may see it."""
    return visible(
        QueueEntry.objects.all(), actor, wanted, department="department", region="region"
    )


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


def _not_found(ref: str) -> NotFound:
    return NotFound(
        _("There is no case %(ref)s that you may see. Check the reference.") % {"ref": ref}
    )
