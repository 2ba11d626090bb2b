from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "huiyin.insight"
    verbose_name = _("Figures and reports")

    def ready(self) -> None:
        # Letters are sent by workers, which load no pages; what they say is worded here.
        import huiyin.insight.pages.sending  # noqa: F401, PLC0415
