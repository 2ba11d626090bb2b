"""Where customers stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.customers.access import SEE_CUSTOMERS
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("Customers"),
        url_name="customers:list",
        icon="users",
        group=Group.WORK,
        order=60,
        permission=SEE_CUSTOMERS,
        tour=_(
            "Everybody who ever wrote or called, with masked data. Reveal only what you "
            "need, and say what for."
        ),
    )
)
