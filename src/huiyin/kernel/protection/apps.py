from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "huiyin.kernel.protection"
