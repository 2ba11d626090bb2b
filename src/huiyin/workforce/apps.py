from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkforceConfig(AppConfig):
    name = "huiyin.workforce"
    verbose_name = _("People and teams")
