"""What a key may do: what it was given, within what its owner may do at that moment."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, Grant, Permission, Role, may
from huiyin.kernel.refusal import Refusal


class UnknownScope(Refusal):
    """A scope names no permission; nothing was created."""

    code = "unknown_scope"


class BeyondOwnPower(Refusal):
    """Somebody tried to give a key what they may not do themselves."""

    code = "beyond_own_power"
    status = 403


def permissions_meant(scopes: Iterable[str], *, known: dict[str, Permission]) -> frozenset[str]:
    """Return the permission codes meant: by code, pattern (`cases.*`) or role (`role:agent`).

    Patterns are resolved once, when the key is made: a permission added by a later version is
    never given to an old key unasked.
    """
    meant: set[str] = set()
    for scope in scopes:
        found = {code for code, wanted in known.items() if _is_meant(scope, wanted)}
        if not found:
            raise UnknownScope(
                _("There is no permission %(scope)s. Choose among: %(known)s.")
                % {"scope": scope, "known": ", ".join(sorted(known))}
            )
        meant |= found
    return frozenset(meant)


def _is_meant(scope: str, wanted: Permission) -> bool:
    if scope.startswith("role:"):
        return scope.removeprefix("role:") in wanted.roles
    return fnmatchcase(wanted.code, scope)


def refuse_more_than_own(
    codes: Iterable[str], *, actor: Actor, known: dict[str, Permission]
) -> None:
    """Raise BeyondOwnPower where `actor` may not do all of this themselves."""
    beyond = sorted(code for code in codes if not may(actor, known[code]))
    if beyond:
        raise BeyondOwnPower(
            _("You may not do %(codes)s yourself, so no key of yours may. Leave it out.")
            % {"codes": ", ".join(beyond)}
        )


def narrowed(
    grants: Sequence[Grant], *, key: Grant, known: dict[str, Permission]
) -> tuple[Grant, ...]:
    """Return the owner's `grants`, each cut down to what the key was given."""
    cut = (_narrow(grant, key=key, known=known) for grant in grants)
    return tuple(grant for grant in cut if grant is not None)


def _narrow(grant: Grant, *, key: Grant, known: dict[str, Permission]) -> Grant | None:
    wanted = key.permissions or frozenset()
    codes = frozenset(code for code in wanted if code in known and grant.allows(known[code]))
    departments = _both(grant.departments, key.departments)
    regions = _inner_regions(grant.regions, key.regions)
    if not codes or departments is None or regions is None:
        return None
    return Grant(Role.INTEGRATOR, departments, regions, codes)


def _both(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    """Return what lies in both; an empty set means everything, None that nothing does."""
    if not first or not second:
        return first or second
    return first & second or None


def _inner_regions(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    if not first or not second:
        return first or second
    inner = {code for code in first if _lies_in(code, second)}
    inner |= {code for code in second if _lies_in(code, first)}
    return frozenset(inner) or None


def _lies_in(code: str, regions: frozenset[str]) -> bool:
    return any(code.startswith(region) for region in regions)
