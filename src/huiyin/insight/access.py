"""Who may see reports, how much of them, and who may show them to the public."""

from typing import TypeAlias

from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Actor, Role, grants_for, permission, require

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
