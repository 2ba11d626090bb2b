from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WiringConfig(AppConfig):
    """Connects what contexts declare to what the kernel runs. All wiring is here."""

    name = "huiyin.config"

    def ready(self) -> None:
        autodiscover_modules(
            "events", "access", "reactions", "deadlines", "facts", "notices", "menu", "wording"
        )
