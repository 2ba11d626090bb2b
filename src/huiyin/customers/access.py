"""Who may do what with customers, and the one door to those a person may see."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.customers.models import Customer
from huiyin.kernel.access.roles import Actor, Role, permission, require
from huiyin.kernel.access.scope import visible
from huiyin.kernel.refusal import NotFound

_DESK = (Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY_MANAGER)

SEE_CUSTOMERS = permission(
    "customers.see_customers",
    *_DESK,
    Role.AUDITOR,
    Role.INTEGRATOR,
    says=gettext_lazy("See customers, masked"),
)
REVEAL_CUSTOMER = permission(
    "customers.reveal_customer",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.AUDITOR,
    says=gettext_lazy("Look at personal data for a stated purpose"),
)
CHANGE_CUSTOMER = permission(
    "customers.change_customer",
    Role.AGENT,
    Role.SUPERVISOR,
    Role.INTEGRATOR,
    says=gettext_lazy("Correct customers"),
)
MERGE_CUSTOMERS = permission(
    "customers.merge_customers",
    Role.SUPERVISOR,
    says=gettext_lazy("Merge customers and part them"),
)
IMPORT_CUSTOMERS = permission(
    "customers.import_customers",
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    Role.INTEGRATOR,
    says=gettext_lazy("Take in files of customers"),
)
EXPORT_CUSTOMER = permission(
    "customers.export_customer",
    Role.SUPERVISOR,
    Role.AUDITOR,
    says=gettext_lazy("Hand out what is known of a customer"),
)
ERASE_CUSTOMER = permission(
    "customers.erase_customer", Role.SUPERVISOR, says=gettext_lazy("Make customers anonymous")
)


def seen_customers(actor: Actor) -> QuerySet[Customer]:
    """Return the customers within the reach of `actor`."""
    return visible(Customer.objects.all(), actor, SEE_CUSTOMERS, region="region")


def customer_for(actor: Actor, *, customer_id: int) -> Customer:
    """Return the customer; NotFound where there is none or it lies outside the scope."""
    found = seen_customers(actor).filter(pk=customer_id).first()
    if found is None:
        raise NotFound(
            _("No such customer is within your scope. Check the number or ask a supervisor.")
        )
    return found


def allow_reveal(actor: Actor, customer: Customer) -> None:
    """Raise NotAllowed unless `actor` may look at the personal values of this customer."""
    require(actor, REVEAL_CUSTOMER, region=customer.region)


def allow_change(actor: Actor, customer: Customer) -> None:
    """Raise NotAllowed unless `actor` may change this customer."""
    require(actor, CHANGE_CUSTOMER, region=customer.region)


def allow_merge(actor: Actor, *customers: Customer) -> None:
    """Raise NotAllowed unless `actor` may merge all of these."""
    for customer in customers:
        require(actor, MERGE_CUSTOMERS, region=customer.region)


def allow_export(actor: Actor, customer: Customer) -> None:
    """Raise NotAllowed unless `actor` may hand out all that is known."""
    require(actor, EXPORT_CUSTOMER, region=customer.region)


def allow_erase(actor: Actor, customer: Customer) -> None:
    """Raise NotAllowed unless `actor` may make this customer anonymous."""
    require(actor, ERASE_CUSTOMER, region=customer.region)
