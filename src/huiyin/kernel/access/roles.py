"""Roles, scopes and permissions as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.refusal import NotAllowed


class Role(StrEnum):
    """What a person is trusted with. A person may hold several, each within a scope."""

    AGENT = "agent"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    QUALITY_MANAGER = "quality_manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    INTEGRATOR = "integrator"


ROLE_NAMES = {
    Role.AGENT: gettext_lazy("Agent"),
    Role.SPECIALIST: gettext_lazy("Specialist"),
    Role.SUPERVISOR: gettext_lazy("Supervisor"),
    Role.QUALITY_MANAGER: gettext_lazy("Quality manager"),
    Role.AUDITOR: gettext_lazy("Auditor"),
    Role.ADMINISTRATOR: gettext_lazy("Administrator"),
    Role.INTEGRATOR: gettext_lazy("Integrator"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within a scope; an empty scope means everywhere.

    Regions are administrative codes; a grant for a region covers the regions below it, whose
    codes start with its own (GB/T 2260: 33 covers 3301 covers 330106). Where `permissions`
    are named, as for API keys, they alone say what is granted, not the role.
    """

    role: Role
    departments: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    permissions: frozenset[str] | None = None

    def allows(self, wanted: "Permission") -> bool:
        """Return whether this grants `wanted` at all, somewhere."""
        if self.permissions is not None:
            return wanted.code in self.permissions
        return self.role in wanted.roles

    def covers(self, *, department: str | None, region: str | None) -> bool:
        """Return whether something of this department and region lies within the scope.

        None means the question does not arise; the empty string is a value like any other.
        """
        return self._covers_department(department) and self._covers_region(region)

    def _covers_department(self, department: str | None) -> bool:
        return department is None or not self.departments or department in self.departments

    def _covers_region(self, region: str | None) -> bool:
        if region is None or not self.regions:
            return True
        return any(region.startswith(code) for code in self.regions)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person (`user:12`), an API key (`key:7`), a customer, the system.

    `owner_id` is the user in whose name a key acts.
    """

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    is_all_powerful: bool = False
    owner_id: int | None = None

    @property
    def user_id(self) -> int | None:
        """Return the user who acts, or in whose name a key does; None where nobody stands."""
        kind, _sep, number = self.id.partition(":")
        return int(number) if kind == "user" else self.owner_id

    @property
    def principal(self) -> str:
        """Return who answers for the act: the owner of a key, else whoever acts."""
        return self.id if self.user_id is None else f"user:{self.user_id}"

    def holds(self, *roles: Role) -> bool:
        return self.is_all_powerful or any(grant.role in roles for grant in self.grants)


SYSTEM_ACTOR = Actor(id="system", name="Huiyin", is_all_powerful=True)
NOBODY = Actor(id="", name="")


@dataclass(frozen=True, slots=True)
class Permission:
    """Something roles may do. Contexts declare theirs in `access.py`; see `permissions`."""

    code: str
    roles: frozenset[Role]
    # What may be done, as a sentence for people; the code is for machines.
    says: str | Promise = field(default="", compare=False)

    def allows(self, actor: Actor, /) -> bool:
        """Return whether `actor` may do this anywhere at all."""
        return may(actor, self)


permissions: dict[str, Permission] = {}


def permission(code: str, *roles: Role, says: str | Promise = "") -> Permission:
    """Declare that these roles may do `code` (`context.verb_noun`) within their scopes."""
    declared = Permission(code, frozenset(roles), says)
    if permissions.setdefault(code, declared) != declared:
        message = f"permission {code} is declared twice, differently"
        raise ValueError(message)
    return declared


def grants_for(actor: Actor, wanted: Permission) -> tuple[Grant, ...]:
    """Return the grants by which `actor` may do this, each with its scope."""
    return tuple(grant for grant in actor.grants if grant.allows(wanted))


def may(
    actor: Actor,
    wanted: Permission,
    *,
    department: str | None = None,
    region: str | None = None,
) -> bool:
    """Return whether `actor` may do this to something of that department and region."""
    if actor.is_all_powerful:
        return True
    return any(
        grant.covers(department=department, region=region)
        for grant in grants_for(actor, wanted)
    )


def require(
    actor: Actor,
    wanted: Permission,
    *,
    department: str | None = None,
    region: str | None = None,
) -> None:
    """Raise NotAllowed unless `actor` may do this; it says which right is missing."""
    if may(actor, wanted, department=department, region=region):
        return
    says = str(wanted.says or wanted.code)
    if wanted.allows(actor):
        raise NotAllowed(
            _(
                "You have the right “%(says)s” for other departments or regions only. "
                "Ask an administrator to widen it."
            )
            % {"says": says}
        )
    roles = ", ".join(str(name) for role, name in ROLE_NAMES.items() if role in wanted.roles)
    raise NotAllowed(
        _(
            "This needs the right “%(says)s”. These roles have it: %(roles)s. "
            "Ask an administrator for one of them."
        )
        % {"says": says, "roles": roles}
    )


def roles_of(grants: Iterable[Grant]) -> frozenset[Role]:
    return frozenset(grant.role for grant in grants)
