from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.customers.models.party import Customer


class Subscription(models.Model):
    """A product somebody has, and the line or cell that serves them, as plain references."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="subscriptions")
    reference = models.CharField(_("reference"), max_length=60, default="", blank=True)
    product = models.CharField(_("product"), max_length=80)
    plan = models.CharField(_("plan"), max_length=80, default="", blank=True)
    access_line = models.CharField(_("access line"), max_length=80, default="", blank=True)
    serving_cell = models.CharField(_("serving cell"), max_length=80, default="", blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        # Beside the constraint: SQLite never looks up a bound value in a partial index.
        indexes = [models.Index(fields=["reference"], name="customers_subscription_by_ref")]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "product"],
                condition=~Q(reference=""),
                name="customers_subscription_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} of {self.customer_id}"
