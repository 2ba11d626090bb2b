from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "huiyin.kernel.access"
    verbose_name = _("People and rights")

    def ready(self) -> None:
        # Pages that refuse ask it who was refused; the look knows nobody.
        import_module("huiyin.kernel.access.standing")
