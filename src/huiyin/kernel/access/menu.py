from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.access import SEE_PEOPLE
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("People"),
        url_name="access:people",
        icon="users",
        group=Group.SET_UP,
        order=10,
        permission=SEE_PEOPLE,
        first_for=frozenset({"administrator"}),
        tour=_(
            "Accounts and roles: who may see and do what, where. Begin with these, then "
            "with teams and promises."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Roles"),
        url_name="access:roles",
        icon="shield-lock",
        group=Group.SET_UP,
        order=20,
        permission=SEE_PEOPLE,
    )
)
