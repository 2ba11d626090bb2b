"""What customers knows about a person, for their right to have it."""

from django.utils.translation import gettext as _

from huiyin.customers.models import Customer
from huiyin.customers.models.contact import CONTACT_NAMES
from huiyin.customers.models.party import VULNERABILITY_NAMES
from huiyin.customers.queries.cards import subscriptions_of
from huiyin.kernel.protection.rights import Section, exports_personal_data


@exports_personal_data("customers")
def tell_all(*, customer_id: int) -> list[Section]:
    """Return the party, contact points, subscriptions, consents and notes."""
    customer = Customer.objects.get(pk=customer_id)
    return [
        Section(title=_("Person"), rows=[_person(customer)]),
        Section(title=_("Contact points"), rows=_contacts(customer)),
        Section(title=_("Subscriptions"), rows=_subscriptions(customer_id)),
        Section(title=_("Consents"), rows=_consents(customer)),
        Section(title=_("Notes"), rows=_notes(customer)),
    ]


def _person(customer: Customer) -> dict[str, object]:
    return {
        _("Reference"): customer.ref,
        _("Name"): customer.name,
        _("Address"): customer.address,
        _("Service region"): customer.region,
        _("Tier"): customer.get_tier_display(),
        _("Language"): customer.language,
        _("Reasons for care"): ", ".join(
            str(VULNERABILITY_NAMES.get(code, code)) for code in customer.vulnerabilities
        ),
        _("Source"): customer.source,
        _("Registered at"): customer.registered_at.isoformat(),
    }


def _contacts(customer: Customer) -> list[dict[str, object]]:
    names = {str(kind): str(name) for kind, name in CONTACT_NAMES.items()}
    return [
        {
            _("Kind"): names[point.kind],
            _("Value"): point.value,
            _("Since"): point.since.isoformat(),
            _("Ended at"): point.ended_at.isoformat() if point.ended_at else "",
        }
        for point in customer.contact_points.all()
    ]


def _subscriptions(customer_id: int) -> list[dict[str, object]]:
    return [
        {
            _("Product"): card.product,
            _("Plan"): card.plan,
            _("Access line"): card.access_line,
            _("Serving cell"): card.serving_cell,
            _("Since"): card.since.isoformat() if card.since else "",
            _("Until"): card.until.isoformat() if card.until else "",
        }
        for card in subscriptions_of(customer_id)
    ]


def _consents(customer: Customer) -> list[dict[str, object]]:
    return [
        {
            _("Purpose"): consent.purpose,
            _("Given"): consent.is_given,
            _("Changed at"): consent.changed_at.isoformat(),
        }
        for consent in customer.consents.all()
    ]


def _notes(customer: Customer) -> list[dict[str, object]]:
    return [{_("At"): n.at.isoformat(), _("Note"): n.body} for n in customer.notes.all()]
