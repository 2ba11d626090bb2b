from django.utils.translation import gettext_lazy as _

from huiyin.kernel.branding.access import SET_BRAND
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("Brand"),
        url_name="branding:brand",
        icon="palette",
        group=Group.SET_UP,
        order=70,
        permission=SET_BRAND,
        tour=_(
            "The operator's name, mark and colour, its telephone lines and terms: what "
            "customers see."
        ),
    )
)
