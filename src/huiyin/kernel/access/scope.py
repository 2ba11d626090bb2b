"""The one door to rows a person may see."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from huiyin.kernel.access.roles import Actor, Grant, Permission, grants_for

M = TypeVar("M", bound=Model)


def visible(
    queryset: QuerySet[M],
    actor: Actor,
    wanted: Permission,
    *,
    department: str = "",
    region: str = "",
) -> QuerySet[M]:
    """Narrow `queryset` to what `actor` may do `wanted` to.

    `department` and `region` name the fields that hold their codes; an empty name means that
    these rows have none, and scopes of that kind do not narrow them.
    """
    if actor.is_all_powerful:
        return queryset
    grants = grants_for(actor, wanted)
    if not grants:
        return queryset.none()
    reach = [_within(grant, department=department, region=region) for grant in grants]
    if not all(reach):
        return queryset
    either = Q()
    for condition in reach:
        either |= condition
    return queryset.filter(either)


def _within(grant: Grant, *, department: str, region: str) -> Q:
    condition = Q()
    if department and grant.departments:
        condition &= Q(**{f"{department}__in": sorted(grant.departments)})
    if region and grant.regions:
        below = Q()
        for code in sorted(grant.regions):
            below |= Q(**{f"{region}__startswith": code})
        condition &= below
    return condition
