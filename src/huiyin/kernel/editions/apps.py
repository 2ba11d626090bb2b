from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "huiyin.kernel.editions"
